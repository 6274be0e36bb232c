"""Finlex (Finland): Semantic Finlex and acts as enacted."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded

from lexgap.crawlers.formats.finlex import FinlexJsonPage
from lexgap.crawlers.formats.finlex_asd import FinlexAsdPage
from lexgap.crawlers.page import PageChanged

JSON = FIXTURES / "finlex" / "laki.jsonld"
ASD = FIXTURES / "finlex" / "asd_fi.xml"


def test_consolidated_act() -> None:
    act = read_act(FinlexJsonPage, JSON, language="fi")
    assert (act.title, act.citation) == ("Mehiläislaki", "31/2027")
    assert (act.as_at, act.text_state) == (dt.date(2031, 2, 3), "point-in-time")
    assert rows(act) == [
        ("section", "1 §", "1 luku 1 §", ""),
        ("subsection", "", "1 luku 1 § 1 mom.", "Pesässä on oltava"),
        ("paragraph", "1)", "1 luku 1 § 1 mom. 1 kohta", "pohja;"),
        ("paragraph", "2)", "1 luku 1 § 1 mom. 2 kohta", "kansi, joka on"),
        ("subparagraph", "a)", "1 luku 1 § 1 mom. 2 kohta a alakohta", "puuta; ja"),
        (
            "paragraph",
            "",
            "1 luku 1 § 1 mom.",
            "sateella ja tuulella.\njos asetuksessa niin säädetään.",
        ),
        ("subsection", "", "1 luku 1 § 2 mom.", "Uusi sanamuoto."),
        ("subsection", "", "1 luku 1 § 4 mom.", "Pesä on kuiva."),
        ("section", "1 a §", "1 luku 1 a §", "Joka ottaa hunajaa, on tuomittava sakkoon."),
    ]
    assert set(paths(act).values()) == {("1 luku Mehiläisten pidosta", "Pesät")}
    assert [p.heading for p in act.provisions if p.heading] == ["Pesä", "Hunajan varastaminen"]
    check_tree(act)


def test_older_versions_notes_and_repealed_parts_are_not_law() -> None:
    text = all_text(read_act(FinlexJsonPage, JSON, language="fi"))
    for gone in ("kumottu", "2030/4", "v. 2031", "Vanha", "Poistunut", "neuvosto"):
        assert gone not in text


def test_act_as_enacted() -> None:
    act = read_act(FinlexAsdPage, ASD, language="fi")
    assert (act.title, act.citation) == ("Laki mehiläislain muuttamisesta", "4/2030")
    assert (act.as_at, act.text_state) == (dt.date(2030, 11, 8), "as-enacted")
    assert rows(act) == [
        ("section", "1 §", "1 luku 1 §", ""),
        ("subsection", "", "1 luku 1 §", "Pesässä on:"),
        ("paragraph", "2)", "1 luku 1 § 2 kohta", "kansi."),
        ("section", "1 a §", "1 luku 1 a §", ""),
        ("subsection", "", "1 luku 1 a § 1 mom.", "Joka ottaa"),
        ("paragraph", "1)", "1 luku 1 a § 1 mom. 1 kohta", "hunajaa tai"),
        ("paragraph", "2)", "1 luku 1 a § 1 mom. 2 kohta", "vahaa,"),
        ("paragraph", "", "1 luku 1 a § 1 mom.", "on tuomittava hunajavarkaudesta sakkoon."),
        ("subsection", "", "1 luku 1 a § 2 mom.", "Yritys on rangaistava."),
        ("section", "2 §", "1 luku 2 §", "Yhtiö vastaa."),
        ("section", "", "Voimaantulo", "Tämä laki tulee voimaan heti."),
    ]
    check_tree(act)
    assert "Neuvoston" not in all_text(act)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"sfl:ChapterVersion"',
            '"sfl:KapitelVersion"',
            "expected some ChapterVersion, found none",
        ),
        ('"sfl:FinalParagraphVersion"', '"sfl:CodaVersion"', "unknown part sfl:CodaVersion"),
        ('/alkup"', '/uusi"', "no version in sfsd:2027/31"),
        ('"isMemberOf"', '"partOf"', "no isMemberOf"),
        ('"@context"', '"context"', "no JSON-LD object"),
        ("{", "", "not JSON"),
        ('"2 LUKU on kumottu', '"2 LUKU koskee', "text outside the sections"),
    ],
)
def test_changed_json_says_what_changed(old: str, new: str, message: str) -> None:
    with pytest.raises(PageChanged, match=message):
        read_act(FinlexJsonPage, JSON.read_text("utf-8").replace(old, new).encode(), language="fi")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("saa:MomenttiKooste", "saa:StyckeKooste", "unknown element StyckeKooste in section 1 a §"),
        ("<sis:Palstaviiva/>", "<sis:Ruutu/>", "unknown element Ruutu in Pykalisto"),
        ("8.11.2030", "31.2.2030", "'Varoniassa 31.2.2030' ends in no date"),
        ("8.11.2030", "eilen", "'Varoniassa eilen' ends in no date"),
        ('met1:kieliKoodi="fi" saa1', 'met1:kieliKoodi="sv" saa1', "language is sv, expected fi"),
        ("VahvistettavaLaki", "Asetus", "root element is Asetus"),
        ("</saa:Luku>", "", "not well-formed XML"),
    ],
)
def test_changed_xml_says_what_changed(old: str, new: str, message: str) -> None:
    with pytest.raises(PageChanged, match=message):
        read_act(FinlexAsdPage, ASD.read_text("utf-8").replace(old, new).encode(), language="fi")


def test_swedish_dates_and_citations() -> None:
    body = ASD.read_text("utf-8").replace("8.11.2030", "den 8 november 2030")
    body = body.replace('kieliKoodi="fi"', 'kieliKoodi="sv"').replace("1 luku </", "1 kap. </")
    act = read_act(FinlexAsdPage, body.encode(), language="sv")
    assert act.as_at == dt.date(2030, 11, 8)
    assert "1 kap. 1 a § 1 mom. 2 punkten" in {p.citation for p in act.provisions}


@pytest.mark.corpus
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_word_of_the_real_amending_act_is_lost(corpus: Path, language: str) -> None:
    acts = [a for a in official(corpus, "finland") if a.work.endswith("723-2022")]
    (act,) = [a for a in acts if a.language == language]
    root = etree.fromstring(recorded(corpus)[act.url])
    texts = root.xpath("//*[starts-with(local-name(), 'Momentti')]//text()")
    found = "".join((p.number if p.level == "paragraph" else "") + p.text for p in act.provisions)
    assert "".join(found.split()) == "".join("".join(texts).split())
    assert len(sections(act)) == len(root.xpath("//*[local-name()='Pykala']")) == 34
    check_tree(act)


@pytest.mark.corpus
def test_real_code_keeps_the_newest_wording_of_each_part(corpus: Path) -> None:
    (act,) = [a for a in official(corpus, "finland") if a.work == "fi/rikoslaki"]
    assert (act.as_at, len(sections(act))) == (dt.date(2018, 8, 24), 682)
    data = json.loads(recorded(corpus)[act.url])
    chapters = {c["isMemberOf"] for c in data["temporalVersion"]["hasPart"] if "luku" in c["@id"]}
    found = {s.split(" luku ")[0].replace(" ", "") for s in sections(act)}
    repealed = {"19", "26", "27", "2b", "42", "43"}
    numbers = {c.rsplit("/", 1)[1] for c in chapters}
    assert numbers - found <= repealed
    assert len(set(sections(act))) == len(sections(act))
    notes = re.compile(r"on kumottu|\(\d+\.\d+\.\d{4}/\d+")
    assert not [p.citation for p in act.provisions if notes.search(p.text)]
    check_tree(act)


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    """One coder quotes an item with its number."""
    check_quotes(official(corpus, "finland"), gold, corpus, least=0.98)
