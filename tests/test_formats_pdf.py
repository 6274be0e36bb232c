"""Lines and paragraphs of a PDF."""

import pytest
from pdf_support import BOLD, ITALIC, PLAIN, make_pdf

from lexgap.crawlers.formats.pdf import paragraphs, pdf_pages
from lexgap.crawlers.page import Entry, Page, PageChanged, Received
from lexgap.schema.models import Source


def page(body: bytes) -> Page:
    url = "https://x.example/a.pdf"
    source = Source(
        id="varonia",
        country="XA",
        language="es",
        publisher="Diario",
        homepage="https://x.example/",
        licence="none",
        text_state="in-force",
    )
    return Page(Received(url, body), source, Entry(url=url, work="a", page="", language="es"))


def test_lines_have_place_size_and_style() -> None:
    body = make_pdf(
        [[(70, 700, PLAIN, 10, "Uno "), (100, 700, BOLD, 10, "dos"), (70, 688, ITALIC, 8, "nota")]]
    )
    ((first, second),) = pdf_pages(page(body))
    assert (first.text, first.x, first.y, first.size, first.italic) == (
        "Uno dos",
        70,
        700,
        10,
        False,
    )
    assert (second.text, second.italic, second.bold) == ("nota", True, False)


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        [
            (70, 750, BOLD, 8, "LEY DE FAROS"),
            (70, 700, PLAIN, 10, text),
            (300, 30, PLAIN, 8, f"{n} de 3"),
        ]
        for n, text in enumerate(("Uno.", "Dos.", "Tres."), 1)
    ]
    assert [[line.text for line in lines] for lines in pdf_pages(page(make_pdf(pages)))] == [
        ["Uno."],
        ["Dos."],
        ["Tres."],
    ]


def test_a_page_alone_keeps_every_line() -> None:
    body = make_pdf([[(70, 750, BOLD, 8, "LEY"), (70, 700, PLAIN, 10, "Uno.")]])
    assert [line.text for line in pdf_pages(page(body))[0]] == ["LEY", "Uno."]


def test_paragraphs_end_at_gaps_and_styles_and_go_on_over_pages() -> None:
    first = [
        (70, 700, PLAIN, 10, "Uno que"),
        (70, 688, PLAIN, 10, "sigue."),
        (300, 678, ITALIC, 8, "nota"),
        (70, 640, PLAIN, 10, "Dos que no acaba"),
    ]
    second = [
        (70, 700, PLAIN, 10, "hasta aquí."),
        (70, 660, BOLD, 10, "CAPÍTULO"),
        (70, 648, BOLD, 10, "UNO"),
    ]
    found = list(paragraphs(pdf_pages(page(make_pdf([first, second])))))
    assert [p.text for p in found] == [
        "Uno que sigue.",
        "nota",
        "Dos que no acaba hasta aquí.",
        "CAPÍTULO UNO",
    ]
    assert (found[-1].bold, found[-1].lines) == (True, ("CAPÍTULO", "UNO"))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html>", "not a PDF"),
        (b"%PDF-1.7\n", "cannot be read"),
        (make_pdf([[], []]), "without text"),
    ],
)
def test_what_is_no_text(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        pdf_pages(page(body))
