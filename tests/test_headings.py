"""Headings inside the text of a row, which open other provisions."""

from pathlib import Path

import pytest
from import_support import lines, row

from lexgap.analysis.headings import opened
from lexgap.analysis.imports import import_files
from lexgap.analysis.interchange import Key, Row
from lexgap.schema.store import Folder, act_paths, read_act


def cut(text: str, number: str = "Artículo 9", heading: str = "Miel") -> list[Row]:
    key = Key("XA", "es", "Ley de Abejas", "Ley 7")
    return opened([Row(3, key, "", ("TÍTULO I",), number, heading, text)])[0]


def test_what_follows_a_heading_is_a_provision_of_its_own() -> None:
    text = (
        "La miel se vende en la plaza.\n##### Disposición final primera. Cera.\nLa cera es libre.\n\n"
        "##### Artículo 10. Colmenas\nLas colmenas se cuentan."
    )
    found = cut(text)
    assert [(r.number, r.heading, r.text) for r in found] == [
        ("Artículo 9", "Miel", "La miel se vende en la plaza."),
        ("Disposición final primera", "Cera.", "La cera es libre."),
        ("Artículo 10", "Colmenas", "Las colmenas se cuentan."),
    ]
    assert {r.path for r in found} == {("TÍTULO I",)} and {r.line for r in found} == {3}


def test_a_row_that_is_a_heading_stands_above_what_it_holds() -> None:
    text = "#### De la cera\n##### Artículo R1-1\nLa cera es libre.\n##### Artículo R1-2\nEl ul no."
    found = cut(text, "Section 2", "De los productos")
    assert [r.number for r in found] == ["Artículo R1-1", "Artículo R1-2"]
    assert found[1].path == ("TÍTULO I", "Section 2 De los productos", "De la cera")


def test_a_heading_at_the_head_of_a_text_is_the_rows_own() -> None:
    (one,) = cut("#### Krádež medu\nKdo ukradne med, bude potrestán.", "§ 12", "")
    assert (one.number, one.heading, one.text) == (
        "§ 12",
        "Krádež medu",
        "Kdo ukradne med, bude potrestán.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "La miel se vende según el\n##### artículo 12 bis, y no en la calle.",
        "La miel se vende según el\n##### Artículo 12\nde esta ley.",
        "La miel se vende.\n#### CAPÍTULO II",
        "La miel # 2 se vende.\n#2\nY la cera.",
    ],
)
def test_a_wrapped_line_and_a_heading_without_text_cut_nothing(text: str) -> None:
    assert [r.text for r in cut(text)] == [text]


def test_the_import_counts_the_rows_that_it_cut(tmp_path: Path) -> None:
    given = row(number="Section 4", text="Honey is sold.\n#### Section 5. Wax\nWax is free.")
    folder = Folder(tmp_path / "data")
    done = import_files(folder, [lines(tmp_path / "a.jsonl", given)])
    assert done.mended["cut"] == 1
    found = read_act(act_paths(folder)[0]).provisions
    assert [(p.citation, p.heading) for p in found] == [("4", ""), ("5", "Wax")]
