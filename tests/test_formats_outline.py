"""Printed lines into numbered parts."""

import re
from collections.abc import Callable

import pytest

from lexgap.crawlers.formats.outline import (
    Kind,
    Marker,
    Part,
    add_part,
    by_appearance,
    next_letter,
    next_number,
    next_roman,
    outline,
    roman,
)
from lexgap.crawlers.page import Provisions

SUB = Marker("subsection", re.compile(r"\((\d+)\)\s*"), lambda p, n: f"{p}({n})", list_item=False)
ITEM = Marker(
    "paragraph",
    re.compile(r"(\d+)\.\s+"),
    lambda p, n: f"{p}.{n}",
    follows=lambda last, n: int(n) == int(last or 0) + 1,
)
LETTER = Marker("subparagraph", re.compile(r"([a-z])\)\s*"), lambda p, n: f"{p}{n}")


def flat(part: Part) -> list[tuple[str, str, str]]:
    below = [row for child in part.parts for row in flat(child)]
    return [(part.number, part.citation, part.text), *below]


def test_own_text_parts_and_the_line_after_a_list() -> None:
    part = outline(
        "7", "7", ["Head", "more", "1. one", "a) deep", "2. two", "tail"], [ITEM, LETTER]
    )
    assert flat(part) == [
        ("7", "7", "Head\nmore"),
        ("1", "7.1", "one"),
        ("a", "7.1a", "deep"),
        ("2", "7.2", "two"),
        ("", "7", "tail"),
    ]


def test_a_list_may_go_on_or_begin_anew_after_a_plain_line() -> None:
    goes_on = outline("7", "7", ["1. one", "between", "2. two"], [ITEM])
    assert [p.citation for p in goes_on.parts] == ["7.1", "7", "7.2"]
    anew = outline("7", "7", ["1. one", "then:", "1. again"], [ITEM])
    assert flat(anew) == [
        ("7", "7", ""),
        ("1", "7.1", "one"),
        ("", "7", "then:"),
        ("1", "7.1", "again"),
    ]
    assert anew.parts[1].parts[0].text == "again"


def test_parts_that_are_no_list_items_hold_the_lines_that_follow() -> None:
    part = outline("7", "7", ["(1) first", "1. one", "tail", "(2) second", "more"], [SUB, ITEM])
    assert flat(part) == [
        ("7", "7", ""),
        ("1", "7(1)", "first"),
        ("1", "7(1).1", "one"),
        ("", "7(1)", "tail"),
        ("2", "7(2)", "second\nmore"),
    ]


def test_two_marks_on_one_line_and_numbers_that_cannot_follow() -> None:
    part = outline("7", "7", ["(3) a) x", "5. not an item"], [SUB, ITEM, LETTER])
    assert flat(part) == [
        ("7", "7", ""),
        ("3", "7(3)", ""),
        ("a", "7(3)a", "x"),
        ("", "7(3)", "5. not an item"),
    ]


def test_plain_lines_begin_no_part() -> None:
    part = outline("7", "7", ["Insert:", "1. quoted"], [ITEM], plain={1})
    assert flat(part) == [("7", "7", "Insert:\n1. quoted")]


def test_parts_become_provisions_with_parents() -> None:
    rows = Provisions("xa/a/en")
    part = outline("7", "7", ["1. one", "a) deep"], [ITEM, LETTER])
    add_part(rows, part, heading="Head", path=["Part 1"])
    assert [(p.level, p.heading, p.path) for p in rows.rows] == [
        ("section", "Head", ("Part 1",)),
        ("paragraph", "", ("Part 1",)),
        ("subparagraph", "", ("Part 1",)),
    ]
    assert [p.parent for p in rows.rows] == [None, rows.rows[0].id, rows.rows[1].id]


KINDS = [
    Kind(re.compile(r"\(([a-z]{1,2})\)\s*"), "{parent}({number})", next_letter),
    Kind(re.compile(r"\((\d+)\)\s*"), "{parent}({number})", next_number),
    Kind(re.compile(r"\(([ivx]+)\)\s*"), "{parent}({number})", next_roman),
]


def test_the_kind_of_item_that_comes_first_holds_the_others() -> None:
    lines = ["Head:", "(1) one", "(a) deep", "(b) deep", "(2) two", "(i) low", "(ii) low"]
    found = flat(outline("7", "7", lines, by_appearance(lines, KINDS)))
    assert [citation for _, citation, _ in found] == [
        "7",
        "7(1)",
        "7(1)(a)",
        "7(1)(b)",
        "7(2)",
        "7(2)(i)",
        "7(2)(ii)",
    ]


def test_a_letter_that_looks_like_a_number_stays_a_letter() -> None:
    lines = [f"({letter}) x" for letter in "abcdefghijk"]
    found = flat(outline("7", "7", lines, by_appearance(lines, KINDS)))
    assert [number for number, _, _ in found[1:]] == [*"abcdefghijk"]


@pytest.mark.parametrize(
    ("follows", "last", "now", "whether"),
    [
        (next_letter, None, "a", True),
        (next_letter, None, "aa", True),
        (next_letter, None, "b", False),
        (next_letter, "N", "Ñ", True),
        (next_letter, "n", "o", True),
        (next_letter, "a", "B", False),
        (next_letter, "b", "b", False),
        (next_number, None, "1", True),
        (next_number, "1", "3", True),
        (next_number, "1", "4", False),
        (next_number, "a", "2", False),
        (next_roman, None, "i", True),
        (next_roman, "iii", "iv", True),
        (next_roman, "ix", "x", True),
        (next_roman, "h", "i", False),
        (next_roman, "i", "c", False),
    ],
)
def test_what_follows_what(
    follows: Callable[[str | None, str], bool], last: str | None, now: str, whether: bool
) -> None:
    assert follows(last, now) is whether


def test_roman_numbers() -> None:
    assert [roman(n) for n in ("i", "IV", "ix", "xiv", "XXXIX", "", "iiii", "q")] == [
        *(1, 4, 9, 14, 39),
        *(0, 0, 0),
    ]
