"""Acts cut again at the numbers printed inside their text."""

from pathlib import Path

import pytest
from import_support import lines, row

from lexgap.analysis.imports import import_files
from lexgap.analysis.interchange import Key, Row
from lexgap.analysis.recutting import recut
from lexgap.analysis.units import sections
from lexgap.schema.store import Folder, act_paths, read_act

MIRROR = [
    ("Section 3", "applies to honey that", "4.2.a\nis sold in a street,\nand\n4.2.b\nis not wrapped.\n## Hives\n##### Size of hives\n5\n5.1\nA hive is small if\nits volume is under\n30\nlitres.\n###### Large hives\n5.2\nA large hive\u2014\n5.2.a\nis\u2014\n5.2.a.i\nregistered, or\n5.2.a.ii\nburnt;"),
    ("Section 9", "of the Wax Act (candles) is", "amended as follows.\n5A\nWax is free.\n##### New offence about wax\n6\n6.1\nIn the Wax Act, after section 12, insert\u2014\n###### Theft of wax\n6.12A\n6.12A.1\nWhoever takes wax is fined.\n6.12A.1.a\nby night, or\n6.12A.1.b\nby day.\n6.2\nThis section binds the Crown.\n  Queens and their\nkeepers"),
    ("Section 5", "", "##### Keepers\n1\n1.1\nA keeper is licensed.\n2\nA queen is not sold.\nDrones"),
    ("Section 6", "(2) drones", "1\nA drone is\u2014\n1.a\nmale;       a \u201cfemale\u201d is no drone."),
]  # fmt: skip


def rows() -> list[Row]:
    key = Key("XA", "en", "Bees Act", "Act 7")
    return [Row(n, key, "", (), *one) for n, one in enumerate(MIRROR, 1)]


def cut() -> dict[str, Row]:
    found = recut(rows())
    assert found is not None
    return {one.number: one for one in found}


def test_sections_are_where_their_numbers_are_printed() -> None:
    assert list(cut()) == [
        "4",
        "5",
        "5A",
        "6",
        "Schedule 1 para. 1",
        "Schedule 1 para. 2",
        "Schedule 2 para. 1",
    ]


def test_parts_carry_their_marks_and_wrapped_lines_are_one() -> None:
    found = cut()
    assert found["4"].text == (
        "Section 3 applies to honey that\n(2)(a) is sold in a street, and\n(b) is not wrapped."
    )
    assert found["5"].text == (
        "(1) A hive is small if its volume is under 30 litres.\nLarge hives\n(2) A large hive\u2014\n"
        "(a) is\u2014\n(i) registered, or\n(ii) burnt; Section 9 of the Wax Act (candles) is amended as follows."
    )
    assert (
        found["Schedule 2 para. 1"].text
        == "A drone is\u2014\n(a) male;\na \u201cfemale\u201d is no drone."
    )


def test_headings_stand_above_and_schedules_take_their_titles() -> None:
    found = cut()
    assert (found["5"].heading, found["5"].path) == ("Size of hives", ("Hives",))
    assert (found["5A"].heading, found["5A"].path) == ("", ("Hives",))
    assert found["6"].heading == "New offence about wax"
    first = found["Schedule 1 para. 1"]
    assert first.path == ("Schedule 1 Queens and their keepers Section 5",)
    assert first.heading == "Keepers"
    assert found["Schedule 2 para. 1"].path == ("Schedule 2 Drones Section 6 (2) drones",)
    assert found["6"].text.endswith("(2) This section binds the Crown.")


def test_an_inserted_section_keeps_its_number_bare() -> None:
    assert (
        "insert\u2014\nTheft of wax\n12A\n(1) Whoever takes wax is fined.\n(a) by night"
        in cut()["6"].text
    )


@pytest.mark.parametrize(
    "given",
    [
        [("Section 4", "Honey", "4\n4.1\nHoney is sold.\n4.2\nIt is wrapped.")],
        [("1", "", "Honey costs 4.2 marks."), ("2", "", "Wax costs\n4\nmarks.")],
    ],
)
def test_rows_that_begin_at_their_own_numbers_stay(given: list[tuple[str, str, str]]) -> None:
    key = Key("XA", "en", "Bees Act", "Act 7")
    assert recut([Row(n, key, "", (), *one) for n, one in enumerate(given)]) is None


def test_the_import_counts_acts_that_it_cut_again(tmp_path: Path) -> None:
    given = [row(number=n, heading=h, text=t) for n, h, t in MIRROR]
    folder = Folder(tmp_path / "data")
    done = import_files(folder, [lines(tmp_path / "a.jsonl", *given)])
    assert done.mended["recut"] == 1 and done.provisions == 7
    act = read_act(act_paths(folder)[0])
    assert act.provisions[-1].citation == "Schedule 2 para. 1"
    fifth = list(sections(act))[1]
    marked = [fifth.citation(u) for u in fifth.units if u.label]
    assert marked == ["5(1)", "5(2)", "5(2)(a)", "5(2)(a)(i)", "5(2)(a)(ii)"]
