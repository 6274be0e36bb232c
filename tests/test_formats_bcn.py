"""Biblioteca del Congreso Nacional (Chile)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.bcn import BcnPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "bcn" / "norma.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(BcnPage, ACT, language="es")
    assert (act.title, act.as_at) == ("CÓDIGO DE FAROS", dt.date(2032, 2, 1))
    assert rows(act) == [
        ("section", "1º", "1", "El faro alumbra:"),
        ("paragraph", "1", "1 N° 1", "De noche, y"),
        ("subparagraph", "a", "1 N° 1 letra a)", "con niebla;"),
        ("paragraph", "2", "1 N° 2", "De día."),
        ("subsection", "", "1", "El guardián no duerme."),
        (
            "section",
            "2 bis",
            "2 bis",
            'Agrégase a la ley de barcos:\n"Artículo 9.- Los barcos:\n1. Saludan.".',
        ),
        ("section", "primero", "primero transitorio", "Rige mañana."),
    ]
    assert paths(act)["1"] == ("TÍTULO I De la luz",)
    check_tree(act)
    for gone in ("Antiguo", "DEROGADO", "Anótese", "Considerando"):
        assert gone not in all_text(act)


def test_the_heading_of_transitional_articles_may_be_a_part_of_their_kind() -> None:
    body = changed(
        'tipoParte="Título" derogado="no derogado"><Texto>ARTÍCULOS',
        'tipoParte="Artículo Transitorio" derogado="no derogado"><Texto>ARTÍCULOS',
    )
    act = read_act(BcnPage, body, language="es")
    assert rows(act) == rows(read_act(BcnPage, ACT, language="es"))
    assert paths(act)["primero transitorio"] == ("ARTÍCULOS TRANSITORIOS",)


def test_quoted_text_stays_with_the_number_that_inserts_it() -> None:
    body = changed(
        "     2. De día.",
        '     2. Agrégase:\n     "Los barcos saludan:\n     1. siempre."\n     3. De día.',
    )
    act = read_act(BcnPage, body, language="es")
    assert rows(act)[3:5] == [
        ("paragraph", "2", "1 N° 2", 'Agrégase:\n"Los barcos saludan:\n1. siempre."'),
        ("paragraph", "3", "1 N° 3", "De día."),
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<Ley/>", "root element is Ley"),
        (changed('fechaVersion="2032-02-01"', ""), "fechaVersion is 'None'"),
        (changed("     Artículo 1º.-", "     Punto 1."), "an article that begins"),
        (
            changed("EstructuraFuncional ", "Parte ").replace(b"EstructuraFuncional>", b"Parte>"),
            "unknown element Parte",
        ),
        (changed("TituloNorma", "Titulo"), "one TituloNorma"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(BcnPage, body, language="es")


@pytest.mark.corpus
def test_law_21180(corpus: Path) -> None:
    path = corpus / "official/samples/cl/cl_bcn-ley-21180-1138479.xml"
    act = read_act(BcnPage, path, language="es")
    check_tree(act)
    assert sections(act)[:8] == [str(n) for n in range(1, 9)]
    assert len(sections(act)) == path.read_text("utf-8").count('tipoParte="Art&#237;culo"') == 17
    assert sections(act)[-1] == "noveno transitorio"
    assert act.as_at == dt.date(2022, 6, 9)
    # Numbers by article: 17, 2, 7, 8 and twice 2 in the transitional ones; letters 13, 10 and 8.
    levels = [p.level for p in act.provisions]
    assert (levels.count("paragraph"), levels.count("subparagraph")) == (38, 31)
    assert len(levels) == 17 + 38 + 31
    cited = {p.citation for p in act.provisions}
    assert {"1 N° 7 letra c)", "1 N° 15 letra d)", "5 N° 3 letra b)"} <= cited
    assert {p.path for p in act.provisions} == {(), ("ARTÍCULOS TRANSITORIOS",)}


@pytest.mark.corpus
def test_a_repealed_decree_holds_no_law(corpus: Path) -> None:
    with pytest.raises(PageChanged, match="no provision with text"):
        path = corpus / "official/samples/cl/cl_bcn-decreto-29-258831.xml"
        read_act(BcnPage, path, language="es")
