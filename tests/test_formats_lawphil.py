"""The LawPhil Project (Philippines)."""

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows

from lexgap.crawlers.formats.lawphil import LawphilPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "lawphil" / "ra_77.html"


def changed(old: str, new: str) -> bytes:
    text = ACT.read_bytes().decode("cp1252")
    assert old in text
    return text.replace(old, new).encode("cp1252")


def test_act() -> None:
    act = read_act(LawphilPage, ACT)
    assert (act.title, act.citation) == (
        "AN ACT ON THE LIGHTHOUSES OF VARONIA",
        "REPUBLIC ACT NO. 77",
    )
    assert act.text_state == "as-enacted"
    inserted = "A new section of the old act is inserted:\nSection 1. Horns. – Ships may hoot."
    assert rows(act) == [
        ("section", "1", "1", "This Act is the Lamp Act of Varonia."),
        ("section", "2", "2", "A keeper of light:"),
        ("paragraph", "a", "2(a)", "lights the lamps:"),
        ("subparagraph", "1", "2(a)(1)", "the big one;"),
        ("subparagraph", "2", "2(a)(2)", "the keeper’s own, being:"),
        ("item", "i", "2(a)(2)(i)", "red;"),
        ("item", "aa", "2(a)(2)(i)(aa)", "dark red; or"),
        ("item", "bb", "2(a)(2)(i)(bb)", "rose;"),
        ("item", "ii", "2(a)(2)(ii)", "green; and"),
        ("paragraph", "b", "2(b)", "sings."),
        ("subsection", "", "2", "A keeper who sleeps pays three shells."),
        ("section", "2-A", "2-A", inserted),
        ("section", "4", "4", "Ships greet."),
    ]
    assert act.provisions[1].heading == "Duties of co-keepers"
    assert paths(act)["1"] == ("CHAPTER I LIGHT",)
    assert paths(act)["4"] == ("CHAPTER II SHIPS",)
    check_tree(act)
    for gone in ("phi1", "FULANO", "Notes of the host", "Congress", "assembled", "menu"):
        assert gone not in all_text(act)


def test_a_page_in_utf8_under_the_same_label() -> None:
    body = ACT.read_bytes().decode("cp1252").encode("utf-8")
    assert rows(read_act(LawphilPage, body)) == rows(read_act(LawphilPage, ACT))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body><p>Forbidden</p></body></html>", "blockquote with paragraphs"),
        (changed("blockquote", "main"), "blockquote with paragraphs"),
        (changed("REPUBLIC ACT NO. 77", "RA 77"), "number of the act"),
        (changed("Approved: May 1", "Done: May 1"), "no line 'Approved'"),
        (
            changed("Section", "Rule").replace(b"SEC. 2-A", b"Rule 2-A"),
            "line 'Section 1.' or 'Article 1.'",
        ),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(LawphilPage, body)
