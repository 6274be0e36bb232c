"""SUIN-Juriscol (Colombia)."""

from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.suin import SuinPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "suin" / "ley.html"


def changed(old: str, new: str) -> bytes:
    text = LAW.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def test_act() -> None:
    act = read_act(SuinPage, LAW, language="es")
    assert act.title == "Por la cual se cuidan los faros de Varonia"
    assert (act.citation, act.text_state) == ("LEY 77 DE 2031", "in-force")
    assert rows(act) == [
        ("section", "1º", "1", "El farero:"),
        ("paragraph", "1", "1 numeral 1", "enciende"),
        ("subparagraph", "a", "1 numeral 1 literal a)", "la lámpara grande;"),
        ("subparagraph", "b", "1 numeral 1 literal b)", "la verde;"),
        ("paragraph", "2", "1 numeral 2", "canta."),
        ("subsection", "Parágrafo 1", "1 parágrafo 1", "No duerme."),
        ("section", "2-A", "2-A", "Los barcos saludan.\nTambién de noche."),
        ("section", "3o", "3", "Rige mañana."),
    ]
    assert paths(act) == {
        "1": ("TÍTULO I. De la luz", "CAPÍTULO ÚNICO. Faros"),
        "2-A": ("TÍTULO II. De los barcos",),
        "3": ("TÍTULO II. De los barcos",),
    }
    check_tree(act)
    for gone in ("dormía", "muerto", "ANTERIOR", "Mostrar", "LEY 80", "FULANO", "decreta"):
        assert gone not in all_text(act)


def test_an_act_out_of_force_is_of_its_date() -> None:
    act = read_act(SuinPage, changed("Vigente", "DEROGADO"), language="es")
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body><h1>Request Rejected</h1></body></html>", "no fields"),
        (changed('field="epigrafe"', 'field="asunto"'), r"no fields \['epigrafe'\]"),
        (changed("Vigente", "En estudio"), "the act is 'en estudio'"),
        (changed("padding: 15px", "padding: 20px"), "one div with the text"),
        (changed('id="toggle_', 'id="art_'), "div toggle_ with an article"),
        (changed('class="division"', 'class="titulo"'), "unknown class 'titulo'"),
        (changed("ARTICULO 2-A.", "Punto 2."), "an article that begins"),
        (LAW.read_text("utf-8").encode("utf-16"), "bytes are not"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(SuinPage, body, language="es")


@pytest.mark.corpus
def test_decree_2900(corpus: Path) -> None:
    """Counted by eye: eight articles, as many in its contents list; article 2 has a paragraph."""
    path = corpus / "official/samples/co/co_sample-decreto-2900.html"
    act = read_act(SuinPage, path, language="es")
    check_tree(act)
    assert act.citation == "DECRETO 2900 DE 1966"
    assert sections(act) == [str(n) for n in range(1, 9)]
    assert path.read_text("utf-8").count('class="vinieta-toc"') == 8
    assert [p.citation for p in act.provisions if p.level != "section"] == ["2 parágrafo"]
    assert len(act.provisions) == 9
    assert "LLERAS" not in all_text(act)
