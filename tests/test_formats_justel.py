"""Justel (Belgium)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded

from lexgap.crawlers.formats.justel import JustelPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "justel" / "loi.html"


def test_act() -> None:
    act = read_act(JustelPage, LAW, language="fr")
    assert (act.title, act.citation) == ("2 MAI 2027. - LOI SUR LES ABEILLES", "2027050231")
    assert act.as_at == dt.date(2031, 2, 3)
    assert rows(act) == [
        (
            "section",
            "1",
            "1",
            "La ruche est en bois.\nElle est à l'abri de la pluie (et du vent).",
        ),
        ("section", "3", "3", ""),
        (
            "subsection",
            "§ 1er",
            "3 § 1er",
            "Quiconque prend du miel est puni d'une amende de dix écus :",
        ),
        ("paragraph", "1°", "3 § 1er 1°", "la nuit;"),
        ("paragraph", "2°", "3 § 1er 2°", "le jour :"),
        ("subparagraph", "a)", "3 § 1er 2° a)", "sous la pluie;"),
        ("paragraph", "", "3 § 1er", "Le juge peut l'en dispenser."),
        ("subsection", "§ 2", "3 § 2", "La tentative est punie."),
        ("section", "4/1", "4/1", "Sont punis comme voleurs :"),
        ("paragraph", "1°", "4/1 1°", "ceux qui guettent;"),
        ("paragraph", "", "4/1", "Les autres sont libres."),
    ]
    assert paths(act) == {
        "1": ("LIVRE 1. - DES RUCHES.", "CHAPITRE I. - (DU BOIS)."),
        "3": ("LIVRE 1. - DES RUCHES.", "CHAPITRE II. - Du vol."),
        "4/1": ("LIVRE 1. - DES RUCHES.", "CHAPITRE II. - Du vol."),
    }
    assert [p.heading for p in act.provisions if p.heading] == ["Le vol de miel"]
    check_tree(act)


def test_contents_references_footnotes_and_repealed_articles_are_not_law() -> None:
    text = all_text(read_act(JustelPage, LAW, language="fr"))
    for gone in ("brogé", "<", ">", "[", "]", "En vigueur", "NOTE", "Cour", "Séance", "---"):
        assert gone not in text


def test_utf_8_reads_the_same() -> None:
    body = LAW.read_bytes().decode("windows-1252").encode()
    assert rows(read_act(JustelPage, body)) == rows(read_act(JustelPage, LAW))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id="text"', 'id="texte"', r"expected one heading Texte \(h2 id=text\), found 0"),
        ("> 3</A>.", "></A>", "an article without number"),
        ("list-item--title", "titel", "expected one title of the act, found 0"),
        ("mise à jour au 03-02", "mise à jour au 31-02", "no date: 'mise à jour au 31-02-2031'"),
        ("NAME='Art", "NAME='Par", "no provision with text"),
    ],
)
def test_a_changed_page_says_what_changed(old: str, new: str, message: str) -> None:
    body = LAW.read_bytes().decode("windows-1252").replace(old, new).encode("windows-1252")
    with pytest.raises(PageChanged, match=message):
        read_act(JustelPage, body, language="fr")


def test_bytes_of_no_known_charset() -> None:
    with pytest.raises(PageChanged, match="bytes are not utf-8-sig or windows-1252"):
        read_act(JustelPage, LAW.read_bytes() + b"\x81\x8d", language="fr")


@pytest.mark.corpus
def test_real_articles_are_all_there(corpus: Path) -> None:
    (act,) = official(corpus, "belgium")
    page = recorded(corpus)[act.url].decode("windows-1252")
    text = page[page.index('<h2 id="text"') : page.index("Travaux parlementaires</h2>")]
    chunks = re.split(r"<A NAME='(?=Art\.)", text)[1:]
    assert len(chunks) == 884
    kept = []
    for chunk in chunks:
        plain = re.sub(
            r"<sup>.*?</sup>|<A NAME='LNK.*", "", chunk.split(">", 1)[1], flags=re.DOTALL
        )
        plain = re.sub(r"<BR>|&nbsp;", " ", plain.split("----------")[0])
        plain = re.sub(r"<[^>]*>", "", plain)
        printed = re.match(r"\s*Art(?:icle|\.)\s*([^\s.]+)\s*\.(.*)", plain, re.DOTALL)
        assert printed
        words = re.sub(r"&lt;.*?&gt;|\(NOTE.*?\)", "", printed[2])
        if len(re.sub(r"\W|abrog[ée]+s?|ancien article \w+", "", words, flags=re.IGNORECASE)) > 5:
            kept.append(printed[1])
    missing = [number for number in kept if number not in sections(act)]
    assert missing == ["386bis", "386ter", "415"]  # renumbered; and repealed, with torn references
    assert set(sections(act)) <= set(kept)
    check_tree(act)
    marks = re.compile(r"En vigueur|<|>|NOTE|\[|\]|-----|Inséré par")
    assert not [p.citation for p in act.provisions if marks.search(p.text)]


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    check_quotes(official(corpus, "belgium"), gold, corpus, least=1.0)


@pytest.mark.corpus
def test_the_publisher_sample_on_another_subject(corpus: Path) -> None:
    (sample,) = (corpus / "official" / "samples" / "be").glob("*.html")
    assert sections(read_act(JustelPage, sample, language="fr")) == ["1er", "2"]
