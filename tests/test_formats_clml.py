"""legislation.gov.uk (United Kingdom)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.clml import ClmlPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "clml" / "act.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_sections_and_schedules() -> None:
    act = read_act(ClmlPage, ACT)
    assert (act.title, act.as_at) == ("Lighthouse Act 2031", dt.date(2033, 2, 1))
    assert act.complete
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1(1)", "A “keeper” who leaves —"),
        ("paragraph", "(a)", "1(1)(a)", "the lamp,"),
        ("subparagraph", "(i)", "1(1)(a)(i)", "by day;"),
        ("paragraph", "", "1(1)", "commits an offence."),
        ("section", "1A", "1A", "In this Act—"),
        ("subsection", "", "1A", "“lamp” means—"),
        ("paragraph", "(a)", "1A(a)", "oil;"),
        ("paragraph", "(ba)", "1A(ba)", "gas."),
        (
            "section",
            "2",
            "2",
            "After section 4 of the Ships Act insert—\nHorns\n4A\n(1) Ships carry a horn.",
        ),
        ("section", "1", "Schedule 1 para. 1", ""),
        ("subsection", "(1)", "Schedule 1 para. 1(1)", "Pay as follows.\nLamp 5"),
        ("section", "", "Schedule 1", "Free text."),
    ]
    assert [p.heading for p in act.provisions if p.heading] == [
        "Duty of keepers",
        "Words",
        "Amendment",
    ]
    assert paths(act)["1"] == ("Part 1 Light", "Keepers")
    assert paths(act)["Schedule 1 para. 1"] == ("SCHEDULE 1 Fees", "Part 1 Old")
    check_tree(act)
    for gone in ("Not yet", "Repealed", "substituted", "Arrangement", ". . ."):
        assert gone not in all_text(act)


@pytest.mark.parametrize(
    ("uri", "state", "date"),
    [
        ("xapga/2031/9/enacted", "as-enacted", dt.date(2033, 2, 1)),
        ("xapga/2031/9/2032-05-06", "point-in-time", dt.date(2032, 5, 6)),
        ("xapga/2031/9", "in-force", dt.date(2033, 2, 1)),
    ],
)
def test_text_state(uri: str, state: str, date: dt.date) -> None:
    act = read_act(ClmlPage, changed("xapga/2031/9", uri), text_state="in-force")
    assert (act.text_state, act.as_at) == (state, date)


def test_a_part_of_an_act_is_incomplete() -> None:
    assert not read_act(ClmlPage, changed('Provisions="5"', 'Provisions="50"')).complete


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<html/>", "root element is html"),
        (changed("Primary>", "Draft>"), "one Primary or Secondary"),
        (changed("<Text>Free", "<Surprise/><Text>Free"), "unknown element Surprise"),
        (changed("dc:title", "dc:name"), "some dc:title"),
        (changed("DocumentURI", "URI"), "no DocumentURI"),
        (ACT.read_bytes()[:-300], "not well-formed"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(ClmlPage, body)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "body_sections", "state", "complete"),
    [
        ("ukpga-1998-42.xml", 23, "in-force", True),
        ("nia-2022-2.xml", 7, "in-force", True),
        ("ukpga-2000-38-section-19.xml", 1, "in-force", False),
        ("uksi-1996-2655-schedule-made.xml", 0, "as-enacted", False),
    ],
)
def test_samples(corpus: Path, file: str, body_sections: int, state: str, complete: bool) -> None:
    act = read_act(ClmlPage, corpus / "official/samples/gb" / file)
    check_tree(act)
    numbers = [c for c in sections(act) if not c.startswith("Schedule")]
    assert len([n for n in numbers if n[0].isdigit()]) == body_sections
    assert (act.text_state, act.complete) == (state, complete)


@pytest.mark.corpus
def test_human_rights_act(corpus: Path) -> None:
    act = read_act(ClmlPage, corpus / "official/samples/gb/ukpga-1998-42.xml")
    cited = {p.citation for p in act.provisions}
    assert {"1(1)(a)", "7A", "22(4A)", "Schedule 1 Article 6 para. 3(a)"} <= cited
    assert "Schedule 2 para. 7" in cited
    assert act.as_at == dt.date(2026, 4, 6)
    assert "Sixth Protocol" not in {h for p in act.provisions for h in p.path}
