"""Peachjam (legal information institutes in Africa)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.peachjam import PeachjamPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "peachjam" / "act.html"


def test_act() -> None:
    act = read_act(PeachjamPage, ACT)
    assert (act.title, act.as_at) == ("Lighthouse Act, 2031", dt.date(2033, 10, 22))
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1(1)", 'In this Act—\n"keeper" means a person;'),
        ("section", "5A", "5A", "A keeper who—"),
        ("subsection", "(a)", "5A(a)", "sleeps; or"),
        ("subsection", "(b)", "5A(b)", "leaves—"),
        ("paragraph", "(i)", "5A(b)(i)", "by day,"),
        ("subsection", "", "5A", "commits an offence."),
        ("section", "", "Schedule", "Lamp"),
    ]
    assert [p.heading for p in act.provisions if p.level == "section"][:2] == [
        "Definitions",
        "Offences",
    ]
    assert paths(act)["1"] == ("Part I – Light",)
    check_tree(act)
    for gone in ("mended", "repealed", "Gazette", "About", "ACT"):
        assert gone not in all_text(act)


def test_date_of_the_address_where_the_cover_states_none() -> None:
    body = ACT.read_text("utf-8").replace("as-at-date-notice", "notice").encode()
    act = read_act(PeachjamPage, body, url="https://lii.example/akn/xa/act/2031/9/eng@2032-01-02")
    assert act.as_at == dt.date(2032, 1, 2)
    assert read_act(PeachjamPage, body).as_at is None


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("akn-akomaNtoso", "la-akoma", "one element akn-akomaNtoso, found 0"),
        ("akn-body", "akn-surprise", "some body"),
        ("akn-part", "akn-surprise", "unexpected element surprise"),
        ("22 October", "22 Oktobra", "no date"),
        ("h1>", "h6>", "some h1"),
    ],
)
def test_changed_layout(old: str, new: str, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(PeachjamPage, ACT.read_text("utf-8").replace(old, new).encode())


@pytest.mark.corpus
def test_divorce_act(corpus: Path) -> None:
    path = corpus / "official/samples/za/za-act-1979-70-divorce.akn.html"
    act = read_act(PeachjamPage, path)
    check_tree(act)
    page = path.read_text("utf-8")
    assert len(sections(act)) == page.count('class="akn-section"') + 1 == 21
    assert {"5A", "7(1)", "7(3)(a)"} <= {p.citation for p in act.provisions}
    assert act.as_at == dt.date(2020, 10, 22)
    assert not re.search(r"\[(?:sub)?section .{0,20}(?:substituted|amended|added)", all_text(act))
