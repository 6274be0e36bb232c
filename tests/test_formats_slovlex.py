"""Slov-Lex (Slovakia)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows

from lexgap.crawlers.formats.slovlex import SlovLexPage
from lexgap.crawlers.page import Entry, PageChanged, Received
from lexgap.schema.models import Act, Source

ACT = FIXTURES / "slovlex" / "zakon.html"


def changed(old: str, new: str) -> bytes:
    text = ACT.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def read_on(day: dt.date, body: bytes) -> Act:
    source = Source(
        id="varonia",
        country="XA",
        language="sk",
        publisher="Zbierka",
        homepage="https://x.example/",
        licence="none",
        text_state="in-force",
    )
    entry = Entry(url="https://x.example/", work="a", page="", language="sk")
    (act,) = SlovLexPage(Received("https://x.example/", body, date=day), source, entry).acts()
    return act


def test_act() -> None:
    act = read_act(SlovLexPage, ACT, language="sk")
    assert (act.title, act.citation) == ("ZÁKON z 2. mája 2031 o majákoch", "77/2031 Z. z.")
    assert act.as_at == dt.date(2032, 4, 1)
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1 ods. 1", "Strážca majáka"),
        ("paragraph", "a)", "1 ods. 1 písm. a)", "svieti"),
        ("subparagraph", "1.", "1 ods. 1 písm. a) bod 1", "v noci,"),
        ("item", "1a.", "1 ods. 1 písm. a) bod 1a", "za hmly,"),
        ("paragraph", "b)", "1 ods. 1 písm. b)", "spieva;"),
        ("paragraph", "", "1 ods. 1", "to neplatí cez deň."),
        ("subsection", "(2)", "1 ods. 2", "Sľub znie:\n„Svietim.“"),
        ("section", "2a", "2a", "Lode zdravia."),
    ]
    assert act.provisions[0].heading == "Strážca"
    assert paths(act) == {"1": ("PRVÁ ČASŤ SVETLO", "Lampy"), "2a": ("Čl. II",)}
    check_tree(act)
    for gone in ("Zákon o strážcoch", "Fulano", "uzniesla", "Časová"):
        assert gone not in all_text(act)


def test_a_text_has_its_days() -> None:
    ended = changed('data-to=""', 'data-to="2033-01-01"')
    assert read_on(dt.date(2032, 5, 1), ended).text_state == "in-force"
    assert read_on(dt.date(2034, 5, 1), ended).text_state == "point-in-time"
    with pytest.raises(PageChanged, match="is of 2032-04-01 and not in force yet"):
        read_on(dt.date(2032, 3, 31), ended)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body><h1>404</h1></body></html>", "one div predpis"),
        (changed('class="predpis Skupina', 'class="act Skupina'), "a history of the act"),
        (changed('class="bod Skupina', 'class="punkt Skupina'), "unknown class 'punkt' in pismeno"),
        (changed('class="paragraf Skupina', 'class="par Skupina'), "unknown class 'par'"),
        (changed("ucinnost_header", "header"), "one div ucinnost_header"),
        (changed('data-from="2032-04-01"', 'data-from=""'), "the text is of ''"),
        (changed("predpisTyp", "predpisDatum"), "no kind or date"),
        (ACT.read_text("utf-8").encode("cp1250"), "bytes are not"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(SlovLexPage, body, language="sk")


@pytest.mark.corpus
def test_the_recorded_history_names_the_text_in_force(corpus: Path) -> None:
    """Counted by eye: the proclaimed wording and 28 texts after it."""
    body = (corpus / "official/samples/sk/sk_sample-constitution-history.html").read_bytes()
    with pytest.raises(
        PageChanged, match=r"a history of the act.*/SK/ZZ/1992/460/20250101\.portal"
    ):
        read_on(dt.date(2025, 6, 1), body)
    with pytest.raises(PageChanged, match=r"/SK/ZZ/1992/460/20251101\.portal"):
        read_on(dt.date(2026, 6, 1), body)
