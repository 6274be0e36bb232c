"""Retsinformation (Denmark)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.lexdania import LexDaniaPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "lexdania" / "lov.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(LexDaniaPage, ACT, language="da")
    assert (act.title, act.as_at, act.text_state) == ("Fyrloven", dt.date(2032, 1, 1), "in-force")
    assert rows(act) == [
        ("section", "1 a", "1 a", "Fyret lyser."),
        ("subsection", "Stk. 2.", "1 a stk. 2", "Passeren skal:"),
        ("paragraph", "1)", "1 a stk. 2 nr. 1", "våge og"),
        ("paragraph", "2)", "1 a stk. 2 nr. 2", "tude."),
        ("section", "2", "2", "I skibsloven ændres:"),
        ("subsection", "1.", "2 nr. 1", "Som § 9 indsættes:\n§ 9.\nSkibe tuder."),
    ]
    assert paths(act)["1 a"] == ("Kapitel 1 Lys",)
    check_tree(act)
    assert "forordner" not in all_text(act)


def test_a_historic_text_is_of_its_date() -> None:
    act = read_act(LexDaniaPage, changed("Valid", "Historic"), language="da")
    assert act.text_state == "point-in-time"


def test_tables_and_rules_of_entry_into_force() -> None:
    table = "<Exitus><Table><Tr><Td>Fyr</Td><Td>3 kr.</Td></Tr></Table></Exitus></Stk></Paragraf>"
    rule = (
        "<Ikraft><Exitus><Linea><Char>Lov 9 bestemmer:</Char></Linea></Exitus>"
        "<IkraftCentreretParagraf><Explicatus>§ 13</Explicatus><Stk><Exitus><Linea><Char>"
        "Loven gælder nu.</Char></Linea></Exitus></Stk></IkraftCentreretParagraf></Ikraft>"
    )
    body = changed("</Stk></Paragraf></ParagrafGruppe>", f"{table}</ParagrafGruppe>")
    body = body.replace(b"</DokumentIndhold>", f"{rule}</DokumentIndhold>".encode())
    text = all_text(read_act(LexDaniaPage, body, language="da"))
    for line in ("Fyr", "3 kr.", "Lov 9 bestemmer:", "Loven gælder nu."):
        assert line in text


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<Lov/>", "root element is Lov"),
        (changed("Index>", "Indeks>"), "unknown element Indeks"),
        (changed("StartDate", "Start"), "one StartDate"),
        (changed("2032-01-01", "snart"), "StartDate is 'snart'"),
        (changed("DokumentIndhold", "Indhold"), "one DokumentIndhold"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(LexDaniaPage, body, language="da")


@pytest.mark.corpus
def test_law_1547_of_2023(corpus: Path) -> None:
    act = read_act(LexDaniaPage, corpus / "official/samples/dk/dk_2023-1547.xml", language="da")
    check_tree(act)
    assert sections(act) == [str(n) for n in range(1, 8)]
    assert {"1 nr. 2", "7 stk. 2"} <= {p.citation for p in act.provisions}
    assert act.text_state == "point-in-time"
