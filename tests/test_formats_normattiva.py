"""Normattiva's open-data interface (Italy)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, read_act, rows

from lexgap.crawlers.formats.normattiva import NormattivaJsonPage
from lexgap.crawlers.page import PageChanged

ARTICLE = FIXTURES / "normattiva" / "articolo.json"


def changed(old: str, new: str) -> bytes:
    text = ARTICLE.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def test_article() -> None:
    act = read_act(NormattivaJsonPage, ARTICLE, language="it")
    assert (act.title, act.citation) == ("Norme sui fari di Varonia.", "LEGGE 2 maggio 2031, n. 77")
    assert (act.as_at, act.text_state, act.complete) == (dt.date(2032, 4, 1), "in-force", False)
    assert rows(act) == [
        ("section", "1-bis", "1-bis", ""),
        ("subsection", "1", "1-bis comma 1", "Il guardiano del faro:"),
        ("paragraph", "a", "1-bis comma 1 lettera a", "accende:"),
        ("subparagraph", "1", "1-bis comma 1 lettera a numero 1", "la lampada grande;"),
        ("paragraph", "b", "1-bis comma 1 lettera b", "canta."),
        ("subsection", "1-bis", "1-bis comma 1-bis", "Non dorme."),
    ]
    assert act.provisions[0].heading == "Lampade"
    check_tree(act)
    for gone in ("((", "))", "ABROGATO", "AGGIORNAMENTO", "disposto", "PROMULGA", "mare"):
        assert gone not in all_text(act)


def test_a_wording_that_ended_is_of_its_date() -> None:
    act = read_act(NormattivaJsonPage, changed("99999999", "20330101"), language="it")
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not JSON"),
        (b"<html>Request Rejected</html>", "not JSON"),
        (changed('"success": true', '"success": false'), "the publisher answers None"),
        (changed('"atto"', '"act"'), "no atto in data"),
        (changed('"articoloHtml"', '"html"'), "no text articoloHtml in atto"),
        (changed("20320401", "domani"), "in force from 'domani'"),
        (changed("bodyTesto", "testo"), "one div bodyTesto"),
        (changed("art-commi-div-akn", "commi"), "unknown class 'commi' in the article"),
        (changed("article-num-akn", "note-akn"), "one number of the article"),
        (changed("Art. 1-bis", "Punto"), "an article numbered 'Punto'"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(NormattivaJsonPage, body, language="it")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "day", "citations"),
    [
        ("it_sample-code.json", dt.date(1944, 11, 10), ["1"]),
        (
            "it_sample-ordinary-law.json",
            dt.date(2020, 9, 15),
            ["1", *(f"1 comma {n}" for n in ("1", "1-bis", "1-ter", "2", "2-bis"))],
        ),
    ],
)
def test_samples(corpus: Path, file: str, day: dt.date, citations: list[str]) -> None:
    """Counted by eye: article 1 of a code without paragraphs, and of an act with five."""
    act = read_act(NormattivaJsonPage, corpus / "official/samples/it" / file, language="it")
    check_tree(act)
    assert act.as_at == day
    assert [p.citation for p in act.provisions] == citations
    assert "((" not in all_text(act)
    assert "AGGIORNAMENTO" not in all_text(act)
