"""Revised Acts (Ireland)."""

import datetime as dt

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows

from lexgap.crawlers.formats.isb_revised import IsbRevisedPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "isb_revised" / "act.html"


def changed(old: str, new: str) -> bytes:
    text = ACT.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def test_act() -> None:
    act = read_act(IsbRevisedPage, ACT)
    assert (act.title, act.as_at) == ("Lighthouse Act 2031", dt.date(2032, 4, 1))
    assert act.text_state == "in-force"
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "(1)", "1(1)", "A keeper—"),
        ("paragraph", "(a)", "1(1)(a)", "lights the lamp [sic], and"),
        ("paragraph", "(b)", "1(1)(b)", "sings."),
        ("subsection", "(2)", "1(2)", "No keeper sleeps."),
        ("section", "2A", "2A", "Ships greet."),
    ]
    assert [p.heading for p in act.provisions if p.heading] == ["Keepers", "Ships"]
    assert paths(act) == {"1": ("PART 1 Light", "Chapter 1 Lamps"), "2A": ()}
    check_tree(act)
    for gone in ("F1", "F2", "Annotations", "Substituted", "Repealed", "Interpretation", "..."):
        assert gone not in all_text(act)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body><h1>404</h1></body></html>", "no day to which"),
        (changed("1 April 2032", "31 April 2032"), "updated to '31 April 2032'"),
        (changed('class="body"', 'class="content"'), "one div body"),
        (changed('class="chapter"', 'class="group"'), "unknown section 'group'"),
        (changed('<div class="number">2A.</div>', ""), "one number of a section"),
        (changed("<title>Lighthouse Act 2031</title>", ""), "one title"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(IsbRevisedPage, body)
