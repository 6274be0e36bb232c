"""Cámara de Diputados (Mexico) and the shared PDF reader."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from page_support import all_text, check_tree, paths, quotes, read_act, rows, sections, share_found
from pdf_support import BOLD, ITALIC, PLAIN, Text, make_pdf

from lexgap.crawlers.formats.diputados import DiputadosPage, roman
from lexgap.crawlers.page import PageChanged
from lexgap.schema.models import Act

HEAD, HEADING, NOTE, BODY, INDENTED = "head", "heading", "note", "body", "indented"
FIRST = [
    (HEADING, "CÓDIGO DE FAROS DE VARONIA"),
    ("small", "Última reforma publicada DOF 28-11-2035"),
    (INDENTED, "FULANO, Presidente de Varonia, a sus habitantes, sabed:"),
    (HEADING, "LIBRO PRIMERO"),
    (HEADING, "TÍTULO PRIMERO"),
    ("more", "De los faros"),
    (INDENTED, "Artículo 1o.- El faro alumbra de"),
    (BODY, "noche."),
    (NOTE, "Artículo reformado DOF 23-12-2034, 18-05-2035"),
    (INDENTED, "Artículo 2.- (Se deroga)."),
    (NOTE, "Artículo derogado DOF 18-05-2035"),
    (INDENTED, "Artículo 2 BIS.- Se impondrá multa a quien:"),
    (INDENTED, "I.- Apague el faro;"),
    (NOTE, "Fracción reformada DOF 28-06-2034"),
    (INDENTED, "II.- (Se deroga)."),
    (INDENTED, "III.- Esconda:"),
    (INDENTED, "a) La mecha, o"),
    (INDENTED, "b) El aceite, sin avisar a la"),
]
SECOND = [
    (BODY, "persona que guarda el puerto."),
    (INDENTED, "La multa se dobla en caso de niebla."),
    (HEADING, "CAPÍTULO II"),
    ("more", "De los barcos"),
    (INDENTED, "Artículo 3. El barco saluda."),
    (INDENTED, "El saludo es breve."),
    (HEADING, "ARTÍCULOS TRANSITORIOS"),
    (INDENTED, "Artículo Primero.- Este Código entra en vigor mañana."),
]
STYLES = {
    HEADING: (200, BOLD, 11, 24),
    "more": (200, BOLD, 11, 12),
    "small": (200, BOLD, 8, 20),
    NOTE: (300, ITALIC, 8, 10),
    BODY: (71, PLAIN, 10, 11.5),
    INDENTED: (85, PLAIN, 10, 23),
}


def _page(number: int, lines: Sequence[tuple[str, str]]) -> list[Text]:
    page: list[Text] = [
        (440, 742, BOLD, 8, "CÓDIGO DE FAROS"),
        (131, 722, PLAIN, 6.5, "Secretaría General"),
        (291, 38, PLAIN, 9, f"{number} de 2"),
    ]
    y = 690.0
    for kind, text in lines:
        x, font, size, gap = STYLES[kind]
        y -= gap
        page.append((x, y, font, size, text))
    return page


def _pdf(old: str = "", new: str = "") -> bytes:
    changed = [[(k, t.replace(old, new) if old else t) for k, t in p] for p in (FIRST, SECOND)]
    return make_pdf([_page(n, lines) for n, lines in enumerate(changed, 1)])


def test_articles_fractions_and_letters() -> None:
    act = read_act(DiputadosPage, _pdf(), language="es")
    assert (act.title, act.as_at) == ("CÓDIGO DE FAROS DE VARONIA", dt.date(2035, 11, 28))
    assert rows(act) == [
        ("section", "1o", "1o", "El faro alumbra de noche."),
        ("section", "2 BIS", "2 BIS", "Se impondrá multa a quien:"),
        ("paragraph", "I", "2 BIS fracción I", "Apague el faro;"),
        ("paragraph", "III", "2 BIS fracción III", "Esconda:"),
        ("subparagraph", "a", "2 BIS fracción III inciso a", "La mecha, o"),
        (
            "subparagraph",
            "b",
            "2 BIS fracción III inciso b",
            "El aceite, sin avisar a la persona que guarda el puerto.",
        ),
        ("subsection", "", "2 BIS", "La multa se dobla en caso de niebla."),
        ("section", "3", "3", "El barco saluda.\nEl saludo es breve."),
    ]
    assert paths(act)["1o"] == ("LIBRO PRIMERO", "TÍTULO PRIMERO De los faros")
    assert paths(act)["3"][-1] == "CAPÍTULO II De los barcos"
    check_tree(act)
    for gone in ("DOF", "deroga", "Secretaría", "de 2\n", "mañana", "FULANO"):
        assert gone not in all_text(act)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not a PDF"),
        (b"<html></html>", "not a PDF"),
        (b"%PDF-1.4\nnothing", "cannot be read"),
        (_pdf()[:700], "cannot be read|without text"),
        (make_pdf([[]]), "without text"),
        (_pdf("Artículo", "Art."), "no line 'Artículo 1'"),
        (_pdf("Última reforma", "Reforma"), "no date of the last reform"),
        (_pdf("Artículo 3", "Artículo 1"), "article 1 after article 2"),
        (_pdf("Artículo 3. ", "Tercero. "), "text outside the articles"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(DiputadosPage, body, language="es")


def test_roman() -> None:
    assert [roman(n) for n in ("I", "IV", "IX", "XIV Bis", "XL", "XCIX")] == [1, 4, 9, 14, 40, 99]


@pytest.fixture(scope="module")
def code(corpus: Path) -> Act:
    path = corpus / "official/statutes/mx/CPF.pdf"
    return read_act(DiputadosPage, path, country="MX", language="es")


@pytest.mark.corpus
def test_penal_code(code: Act) -> None:
    check_tree(code)
    assert code.as_at == dt.date(2025, 11, 28)
    numbers = sections(code)
    assert len(numbers) == 464
    assert len(set(numbers)) == 464
    assert {"1o", "11 Bis", "199 Septies", "202", "202 BIS", "205 Bis", "209 Quáter"} <= {*numbers}
    assert not {"2", "205", "207", "201 bis 1"} & {*numbers}
    assert numbers[-1] == "429"
    text = all_text(code)
    assert not re.search(r"DOF \d|[Dd]eroga\.|Secretaría de Servicios|\d+ de 351", text)


@pytest.mark.corpus
def test_coded_quotes_are_in_the_cited_article(code: Act, gold: Path) -> None:
    coded = quotes(gold, "mx", lambda file: "CPF" in file)
    share, missing = share_found(code, coded, lambda section: section.replace("-", " "))
    assert len(coded) == 40
    assert share == 1, missing
