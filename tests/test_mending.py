"""Law text that a supplier gave as headings."""

from pathlib import Path

import pytest
from import_support import lines, row

from lexgap.analysis.imports import import_files
from lexgap.analysis.interchange import Key, Row
from lexgap.analysis.mending import mended
from lexgap.schema.store import Folder, act_paths, read_act

HEADED = ("4", "Beehives", "No beehive stands in a street.")


def rows(*given: tuple[str, str, str]) -> list[Row]:
    key = Key("XA", "en", "Bees Act", "Act 7")
    return [Row(n, key, "", (), *one) for n, one in enumerate(given, 1)]


@pytest.mark.parametrize(
    ("heading", "text", "whole"),
    [
        ("Whoever sells honey from", "a street is fined.", "Whoever sells honey from a street is fined."),
        ("El que vendiere miel,", "3° grado o menor, pagará.", "El que vendiere miel, 3° grado o menor, pagará."),
        ("蜜蜂不得飼於街道。違者處罰。", "再犯者加重。", "蜜蜂不得飼於街道。違者處罰。\n再犯者加重。"),
        ("養蜂者は、次の事項を届け出る。", "- 一\u3000氏名", "養蜂者は、次の事項を届け出る。\n- 一\u3000氏名"),
        ("Beekeepers shall:", "(a) register;\n(b) pay.", "Beekeepers shall:\n(a) register;\n(b) pay."),
    ],
)  # fmt: skip
def test_a_sentence_in_the_heading_goes_to_the_text(heading: str, text: str, whole: str) -> None:
    found, changed = mended(rows(("3", heading, text), HEADED))
    assert (found[0].heading, found[0].text, changed) == ("", whole, 1)
    assert found[1].heading == "Beehives"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Punishment for keeping bees.", "shall be fined."),
        ("Beehives", "a hive is a box."),
        ("Aiding, abetting, counselling etc.,", "(1) Whoever aids a bee is fined."),
        ("Hives, combs and wax in the street", "a) a hive;\nb) a comb."),
        ("Sale of honey.", "12. Sale of honey.\nWhoever sells honey is fined."),
        ("Honey", "Honey is what bees make."),
        ("蜂房之定義", "蜂房者，蜂之居。"),
        ("Definitions:", "In this Act, a bee is an insect."),
    ],
)
def test_a_heading_stays_one(heading: str, text: str) -> None:
    given = rows(("3", heading, text), HEADED, HEADED)
    assert mended(given) == (given, 0)


def test_a_heading_in_brackets_before_the_text_is_one() -> None:
    law = "養蜂者は、次の事項を届け出る。"
    found, _ = mended(
        rows(("3", f"（届出）\u3000{law}", "- 一\u3000氏名"), ("4", f"（届出）\u3000{law}", ""))
    )
    assert [(r.heading, r.text) for r in found] == [
        ("（届出）", f"{law}\n- 一\u3000氏名"),
        ("（届出）", law),
    ]
    plain = rows(("5", "", "（同項の届出を除く。）の蜜"))
    assert mended(plain) == (plain, 0)


def test_few_words_before_small_letters_need_the_habit_of_the_supplier() -> None:
    short = ("3", "Será multado", "quien vendiere miel.")
    assert mended(rows(short, HEADED, HEADED))[1] == 0
    found, changed = mended(rows(short, short, HEADED))
    assert changed == 2 and found[0].text == "Será multado quien vendiere miel."


def test_a_heading_that_the_text_repeats_is_dropped() -> None:
    text = "Madde 3 - (1) Arı besleyen kişi, para cezası ile cezalandırılır."
    twice = ("3", "Arı besleyen kişi, para cezası", text)
    found, changed = mended(rows(twice, twice, HEADED))
    assert [r.heading for r in found] == ["", "", "Beehives"]
    assert changed == 2 and found[0].text == text
    label = ("3", "3. §", "3. § (1) Aki méhet tart.")
    assert mended(rows(label, label))[1] == 0


def test_the_import_counts_what_it_mended(tmp_path: Path) -> None:
    given = row(number="3", heading="Whoever sells honey from", text="a street is fined.")
    file = lines(tmp_path / "a.jsonl", given, row("4"))
    folder = Folder(tmp_path / "data")
    done = import_files(folder, [file])
    assert done.mended["headings"] == 1 and not done.issues
    (path,) = act_paths(folder)
    first = read_act(path).provisions[0]
    assert (first.heading, first.text) == ("", "Whoever sells honey from a street is fined.")
