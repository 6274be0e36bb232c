"""Riigi Teataja (Estonia)."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official

from lexgap.crawlers.formats.riigiteataja import RiigiTeatajaPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "riigiteataja" / "seadus.xml"
RT = "{tyviseadus_1_10.02.2010}"


def test_act() -> None:
    act = read_act(RiigiTeatajaPage, LAW, language="et")
    assert (act.title, act.citation) == ("Mesilaste seadus", "MesS, RT I, 03.01.2031, 7")
    assert (act.as_at, act.text_state) == (dt.date(2031, 2, 1), "in-force")
    assert rows(act) == [
        ("section", "1", "1", "Taru on:"),
        ("paragraph", "1)", "1 p 1", "kast;"),
        ("paragraph", "1¹)", "1 p 1¹", "korv kuni 5 m²."),
        ("section", "1¹", "1¹", ""),
        (
            "subsection",
            "(1)",
            "1¹ lg 1",
            "Mee võtmise eest §-s 1² nimetatud ajal, –\nkaristatakse trahviga.",
        ),
        ("subsection", "(1¹)", "1¹ lg 1¹", "Sama teo eest, kui see on toime pandud:"),
        ("paragraph", "1)", "1¹ lg 1¹ p 1", "öösel;"),
        ("paragraph", "2)", "1¹ lg 1¹ p 2", "karjas, –"),
        ("paragraph", "", "1¹ lg 1¹", "karistatakse vangistusega."),
        ("subsection", "(2)", "1¹ lg 2", "Kui seda teeb:"),
        ("paragraph", "1)", "1¹ lg 2 p 1", "karu;"),
        ("paragraph", "", "1¹ lg 2", "karistatakse rahaga."),
    ]
    assert paths(act)["1¹"] == ("1. peatükk TARU", "1¹. jagu Mesi")
    assert [p.heading for p in act.provisions if p.heading] == ["Taru", "Meevargus"]
    assert len({p.id for p in act.provisions if p.citation in {"1¹", "1 p 1¹"}}) == 2
    check_tree(act)


def test_marks_corrections_notes_and_repealed_parts_are_not_law() -> None:
    text = all_text(read_act(RiigiTeatajaPage, LAW, language="et"))
    for gone in ("ehtetu", "RT I", "jõust", "Parandatud", "Märkus", "Vana kord", "Aegunud", "<"):
        assert gone not in text


def test_a_preamble_before_the_sections_is_not_law() -> None:
    body = LAW.read_text("utf-8").replace("<sisu>", "<sisu><sisuTekst>Kõikumatus usus.</sisuTekst>")
    act = read_act(RiigiTeatajaPage, body.encode(), language="et")
    assert rows(act) == rows(read_act(RiigiTeatajaPage, LAW, language="et"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<jagu ", "<osis/><jagu ", "unknown element osis in peatykk"),
        ("<tavatekst>kast;", "<tavatekst>kast&lt;table&gt;;", "unknown markup in text: '<table>'"),
        ("2031-02-01+02:00", "varsti", "kehtivuseAlgus is 'varsti', no date"),
        ("</peatykk>", "<jagu><sisuTekst>T.</sisuTekst></jagu></peatykk>", "not divided into"),
        ("oigusakt", "leht", "root element is leht, expected oigusakt"),
        ("</loige>", "", "not well-formed XML"),
    ],
)
def test_a_changed_file_says_what_changed(old: str, new: str, message: str) -> None:
    body = LAW.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=message):
        read_act(RiigiTeatajaPage, body, language="et")


@pytest.mark.corpus
def test_real_sections_and_subsections_are_all_there(corpus: Path) -> None:
    (act,) = official(corpus, "estonia")
    (file,) = (corpus / "official" / "statutes" / "ee").glob("*.xml")
    root = etree.parse(file).getroot()
    with_text = [
        section
        for section in root.iter(f"{RT}paragrahv")
        if section.findall(f".//{RT}sisuTekst/{RT}tavatekst")
        and section.find(f"{RT}paragrahvNr").get("kehtiv") != "0"
    ]
    assert len(sections(act)) == len(with_text) == 504
    numbers = [part.findtext(f"{RT}paragrahvNr") for part in with_text]
    assert [s.rstrip("¹²³⁴⁵⁶⁷⁸⁹⁰") for s in sections(act)] == numbers
    numbered = root.xpath(
        "//t:loige[normalize-space(t:kuvatavNr)][t:sisuTekst/t:tavatekst]",
        namespaces={"t": RT.strip("{}")},
    )
    assert sum(p.level == "subsection" for p in act.provisions) == len(numbered)
    check_tree(act)
    assert not [p for p in act.provisions if "RT I" in p.text or "Kehtetu" in p.text]


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    check_quotes(official(corpus, "estonia"), gold, corpus, least=1.0)
