"""Basiswettenbestand (Netherlands)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.bwb import BwbPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "bwb" / "toestand.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_articles() -> None:
    act = read_act(BwbPage, ACT, language="nl")
    assert (act.title, act.as_at) == ("Vuurtorenwet", dt.date(2032, 1, 1))
    assert rows(act) == [
        ("section", "1a", "1a", ""),
        ("subsection", "1", "1a lid 1", "De wachter:"),
        ("paragraph", "a.", "1a lid 1 onder a", "waakt;"),
        ("paragraph", "1°.", "1a lid 1 onder 1°", "luidt."),
        ("paragraph", "", "1a lid 1", "met zorg."),
        ("subsection", "2", "1a lid 2", "Hij slaapt niet."),
    ]
    assert act.provisions[0].heading == "Wachter"
    assert paths(act)["1a"] == ("Boek 1 Licht", "Titel I")
    check_tree(act)
    for gone in ("Oud", "Vervallen", "voetnoot", "Lasten", "Wij"):
        assert gone not in all_text(act)


def test_an_only_article() -> None:
    body = """<toestand inwerkingtreding="2032-01-01"><intitule>Wet</intitule><wettekst>
    <enig-artikel><al>De wachter waakt.</al></enig-artikel></wettekst></toestand>"""
    act = read_act(BwbPage, body.encode(), language="nl")
    assert rows(act) == [("section", "Enig artikel", "Enig artikel", "De wachter waakt.")]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<wet/>", "root element is wet"),
        (changed("wettekst", "tekstdeel"), "one wettekst"),
        (changed("lijst>", "reeks>"), "unknown element reeks"),
        (changed('"2032-01-01"', '"onbekend"'), "date of this wording is 'onbekend'"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(BwbPage, body, language="nl")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "articles", "gone"),
    [("nl_sample-rijkswet.xml", 14, 4), ("nl_sample-regulation.xml", 2, 0)],
)
def test_samples(corpus: Path, file: str, articles: int, gone: int) -> None:
    path = corpus / "official/samples/nl" / file
    act = read_act(BwbPage, path, language="nl")
    check_tree(act)
    assert path.read_text("utf-8").count("<artikel ") == articles
    assert len(sections(act)) == articles - gone
    assert "1 lid 2" in {p.citation for p in act.provisions}
