"""Riksdag open data (Sweden)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.riksdag import RiksdagPage
from lexgap.crawlers.page import Entry, PageChanged, Received
from lexgap.schema.models import Act, Source

ACT = FIXTURES / "riksdag" / "lag.json"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def read_on(day: dt.date) -> Act:
    source = Source(
        id="varonia",
        country="XA",
        language="sv",
        publisher="Tidning",
        homepage="https://x.example/",
        licence="none",
        text_state="in-force",
    )
    entry = Entry(url="https://x.example/", work="a", page="", language="sv")
    received = Received("https://x.example/", ACT.read_bytes(), date=day)
    (act,) = RiksdagPage(received, source, entry).acts()
    return act


def test_statute() -> None:
    act = read_act(RiksdagPage, ACT, language="sv")
    assert (act.title, act.citation) == ("Fyrlag (2031:9)", "SFS 2031:9")
    assert rows(act) == [
        ("section", "1 §", "1 kap. 1 §", "Fyren lyser."),
        ("section", "2 a §", "1 kap. 2 a §", ""),
        ("subsection", "", "1 kap. 2 a § första stycket", "Den som vaktar skall"),
        ("paragraph", "1", "1 kap. 2 a § första stycket 1", "vaka,"),
        ("paragraph", "2", "1 kap. 2 a § första stycket 2", "tuta,"),
        ("subparagraph", "a", "1 kap. 2 a § första stycket 2 a", "högt eller"),
        ("subparagraph", "b", "1 kap. 2 a § första stycket 2 b", "lågt."),
        ("subsection", "", "1 kap. 2 a § andra stycket", "Vakten sover inte."),
        ("section", "3 §", "1 kap. 3 §", "Gammal lydelse."),
        ("section", "1 §", "2 kap. 1 §", "Båten hälsar."),
    ]
    assert paths(act)["1 kap. 2 a §"] == ("1 kap. Om fyrar", "Vakten")
    check_tree(act)
    for gone in ("Lag (", "Upphör", "Träder", "upphävts", "Innehåll", "Ny lydelse"):
        assert gone not in all_text(act)


def test_the_day_decides_between_two_wordings() -> None:
    assert "Gammal" in all_text(read_on(dt.date(2033, 4, 14)))
    later = all_text(read_on(dt.date(2033, 4, 15)))
    assert "Ny lydelse" in later
    assert "Gammal" not in later


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not JSON"),
        (b"[]", "no JSON object"),
        (b'{"dokumentstatus": {"dokument": {"titel": "x"}}}', "without html"),
        (changed("paragraf", "para"), "section .a.paragraf."),
        (changed("<b>1 §", "<b>Punkt"), "a section called 'Punkt'"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(RiksdagPage, body, language="sv")


@pytest.mark.corpus
def test_sample(corpus: Path) -> None:
    path = corpus / "official/samples/se/se-riksdag-balk-html.json"
    act = read_act(RiksdagPage, path, language="sv")
    check_tree(act)
    assert sections(act) == ["1 kap. 1 §", "1 kap. 2 §", "1 kap. 3 §", "2 kap. 1 §"]
    assert "1 kap. 2 § andra stycket" in {p.citation for p in act.provisions}
    assert "säkerhetsförvaring" not in all_text(act)
    assert act.citation == "SFS 1962:700"
