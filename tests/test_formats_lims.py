"""Justice Canada's XML (Canada)."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official

from lexgap.crawlers.formats.lims import LimsPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "lims" / "act.eng.xml"
REGULATION = FIXTURES / "lims" / "regulation.fra.xml"
BILL = FIXTURES / "lims" / "bill.eng.xml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_statute() -> None:
    act = read_act(LimsPage, ACT)
    assert (act.title, act.citation) == ("Beehives Act", "S.C. 2027, c. 12")
    assert (act.as_at, act.text_state) == (dt.date(2031, 3, 15), "in-force")
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1(1)", "In this Act,"),
        ("paragraph", "", "1(1)", "hive means a box in which bees live; (ruche)"),
        ("paragraph", "", "1(1)", "swarm means bees that"),
        ("subparagraph", "(a)", "1(1)(a)", "fly together; or"),
        ("subparagraph", "(b)", "1(1)(b)", "rest within 10² metres of their hive."),
        ("section", "2.1", "2.1", "Every person who"),
        ("paragraph", "(a)", "2.1(a)", "takes honey"),
        ("subparagraph", "(i)", "2.1(a)(i)", "by night, or"),
        ("subparagraph", "(ii)", "2.1(a)(ii)", "by day,"),
        ("item", "(A)", "2.1(a)(ii)(A)", "in rain, or"),
        ("paragraph", "", "2.1", "is guilty of an offence."),
        ("section", "SCHEDULE 1", "SCHEDULE 1", ""),
        ("subsection", "1", "SCHEDULE 1, 1", "Clover"),
        ("paragraph", "(a)", "SCHEDULE 1, 1(a)", "white,"),
    ]
    assert paths(act) == {
        "1": ("PART 1 Keeping", "Words"),
        "2.1": ("PART 2 Offences",),
        "SCHEDULE 1": (),
    }
    assert [p.heading for p in act.provisions if p.heading] == [
        "Definitions",
        "hive",
        "swarm",
        "Theft of honey",
        "Flowers",
    ]
    check_tree(act)


def test_notes_and_repealed_parts_are_not_law() -> None:
    text = all_text(read_act(LimsPage, ACT))
    for gone in ("Repealed", "c. 4", "Note", "Whereas", "enacts", "waits", "stay lawful", "keeper"):
        assert gone not in text


def test_french_regulation_cites_the_french_way() -> None:
    act = read_act(LimsPage, REGULATION, language="fr")
    assert (act.title, act.citation) == ("Règlement sur les ruches", "DORS/2028-7")
    assert [p.citation for p in act.provisions] == ["1", "1a)", "1a)(i)"]


def test_annual_statute_is_as_enacted_and_cites_what_it_amends() -> None:
    act = read_act(LimsPage, BILL)
    assert (act.text_state, act.as_at) == ("as-enacted", dt.date(2030, 11, 8))
    assert act.title == "An Act to amend the Beehives Act"
    assert [(p.level, p.citation, p.heading) for p in act.provisions] == [
        ("section", "1", ""),
        ("subsection", "1(1)", ""),
        ("paragraph", "1(1), 2.2", "Smoke"),
        ("subparagraph", "1(1), 2.2(1)", ""),
        ("subsection", "1(2)", ""),
        ("paragraph", "1(2), (a)", ""),
    ]
    check_tree(act)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<Body>", "<Corps>", "not well-formed XML"),
        ("Statute", "Gesetz", "root element is Gesetz"),
        ("<Section><Label>3", "<Abschnitt/><Section><Label>3", "unknown element Abschnitt"),
        (
            'lims:current-date="2031-03-15"',
            'lims:current-date="soon"',
            "lims:current-date is 'soon'",
        ),
        ('xml:lang="en"', 'xml:lang="fr"', "language is fr, expected en"),
        ('in-force="yes"', 'in-force="no"', "not in force"),
    ],
)
def test_a_changed_page_says_what_changed(old: str, new: str, message: str) -> None:
    body = ACT.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=message):
        read_act(LimsPage, body)


def test_a_broken_file_and_an_empty_act() -> None:
    whole = ACT.read_bytes()
    with pytest.raises(PageChanged, match=r"https://statutes.example/act/1: not well-formed XML"):
        read_act(LimsPage, whole[: len(whole) // 2])
    empty = (
        '<Statute xmlns:l="http://justice.gc.ca/lims" l:current-date="2031-01-01" xml:lang="en">'
    )
    about = "<Identification><LongTitle>A</LongTitle><Chapter><AnnualStatuteId><YYYY>1</YYYY>"
    about += "<AnnualStatuteNumber>1</AnnualStatuteNumber></AnnualStatuteId></Chapter>"
    body = f"{empty}{about}</Identification><Body/></Statute>".encode()
    with pytest.raises(PageChanged, match="no provision with text"):
        read_act(LimsPage, body)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["I-20.7.eng", "C-47.eng", "C-47.fra", "SOR-2011-292.eng"])
def test_real_sections_are_all_there(corpus: Path, name: str) -> None:
    file = corpus / "official" / "statutes" / "ca" / f"{name}.xml"
    root = etree.parse(file).getroot()
    act = read_act(LimsPage, file, language=root.get(LANG))
    kept = root.xpath("Body/Section[.//Text[not(Repealed)] or Text[not(Repealed)]]/Label")
    numbers = ["".join(label.xpath("text()")) for label in kept]
    assert [s for s in sections(act) if s[0].isdigit()] == numbers
    texts = root.xpath("Body//Section//Text[not(Repealed)][not(ancestor::Footnote)]")
    raw = "".join("".join(t.xpath(".//text()[not(ancestor::FootnoteRef)]")) for t in texts)
    found = "".join(p.text for p in act.provisions if not p.id.split("#")[1][0].isalpha())
    assert "".join(found.split()) == "".join(raw.split())
    check_tree(act)


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    acts = official(corpus, "canada")
    assert {(a.work, a.language) for a in acts} >= {("ca/i-20.7", "en"), ("ca/i-20.7", "fr")}
    check_quotes(acts, gold, corpus, least=1.0)
