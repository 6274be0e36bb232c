"""Irish Statute Book."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.isb import IsbHtmlPage, IsbPage
from lexgap.crawlers.page import PageChanged

XML = FIXTURES / "isb" / "act.xml"
HTML = FIXTURES / "isb" / "act.html"


def test_xml() -> None:
    act = read_act(IsbPage, XML, text_state="in-force")
    assert (act.title, act.citation) == ("Lighthouse Act 2031", "No. 9 of 2031")
    assert (act.text_state, act.as_at) == ("as-enacted", dt.date(2031, 7, 27))
    assert rows(act) == [
        ("section", "1", "1", ""),
        (
            "subsection",
            "(1)",
            "1(1)",
            "In this Act—\n“Act of 1932” means the Lamps Act 1932;\n“réalt” means—",
        ),
        ("paragraph", "(a)", "1(1)(a)", "a star, or"),
        ("paragraph", "(b)", "1(1)(b)", "a moon—"),
        ("subparagraph", "(i)", "1(1)(b)(i)", "full, or"),
        ("subparagraph", "(ii)", "1(1)(b)(ii)", "new."),
        ("subsection", "(2)", "1(2)", "A lamp burns."),
        ("section", "2A", "2A", "A person who—"),
        ("paragraph", "(a)", "2A(a)", "sleeps, or"),
        ("paragraph", "(b)", "2A(b)", "leaves,"),
        ("subsection", "", "2A", "commits an offence and is liable—"),
        ("subparagraph", "(i)", "2A(i)", "to a fine, or"),
        ("subparagraph", "(ii)", "2A(ii)", "to rest."),
        (
            "section",
            "3",
            "3",
            "The Ships Act is amended by inserting:\n“(3A) Ships carry:\n(a) a horn;\n(b) a bell.”.",
        ),
        ("section", "", "SCHEDULE", "Fees: 5 €"),
    ]
    assert [p.heading for p in act.provisions if p.heading] == [
        "Definitions",
        "Offence",
        "Amendment",
    ]
    assert paths(act)["1"] == ("PART 1 Light",)
    check_tree(act)
    assert "CONTENTS" not in all_text(act)


def test_signs_by_number_raised_letters_and_notes() -> None:
    old = "A lamp burns."
    new = (
        'A lamp burns<unicode ch="2013"/>m<su>2</su>.<fn><marker>1</marker><p>OJ of lamps</p></fn>'
    )
    body = XML.read_text("utf-8").replace(old, new)
    assert old not in body
    act = read_act(IsbPage, body.encode())
    assert "A lamp burns–m2." in {p.text for p in act.provisions}
    assert "OJ of lamps" not in all_text(act)
    with pytest.raises(PageChanged, match="unknown sign unicode 'dash'"):
        read_act(IsbPage, body.replace('ch="2013"', 'ch="dash"').encode())


def test_html() -> None:
    act = read_act(IsbHtmlPage, HTML, text_state="in-force")
    assert (act.title, act.text_state) == ("Lighthouse Act, 1931", "as-enacted")
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1(1)", ""),
        ("paragraph", "(a)", "1(1)(a)", "In this Act—"),
        ("paragraph", "(b)", "1(1)(b)", "“lamp” means a light."),
        ("section", "1A", "1A", "This Act may be cited."),
    ]
    assert act.provisions[0].heading == "Definitions."
    check_tree(act)


def xml(old: str, new: str) -> bytes:
    return XML.read_text("utf-8").replace(old, new).encode()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<statute/>", "root element is statute"),
        (xml("<euro/>", "<drachma/>"), "unknown sign drachma"),
        (xml("schedule>", "annex>"), "unknown element annex"),
        (xml("dateofenactment", "date"), "metadata without"),
        (xml("20310727", "unknown"), "date of enactment 'unknown'"),
        (xml("<number>1.</number>", ""), "number of a section"),
    ],
)
def test_changed_xml(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(IsbPage, body)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [('id="act"', 'id="law"', "one div act, found 0"), ('name="sec', 'id="sec', "anchor")],
)
def test_changed_html(old: str, new: str, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(IsbHtmlPage, HTML.read_text("utf-8").replace(old, new).encode())


@pytest.mark.corpus
def test_act_29_of_2015(corpus: Path) -> None:
    act = read_act(IsbPage, corpus / "official/samples/ie/ie-2015-act-29.xml")
    check_tree(act)
    assert sections(act) == [str(n) for n in range(1, 52)]
    assert {"4(1)", "12(a)", "3(c)"} <= {p.citation for p in act.provisions}


@pytest.mark.corpus
def test_act_27_of_1960(corpus: Path) -> None:
    act = read_act(IsbHtmlPage, corpus / "official/samples/ie/ie-revised-1960.html")
    check_tree(act)
    assert sections(act) == [str(n) for n in range(1, 16)]
    assert {"3(1)(a)", "3(3)(a)", "6(4)"} <= {p.citation for p in act.provisions}
    assert "ARRANGEMENT" not in all_text(act)
