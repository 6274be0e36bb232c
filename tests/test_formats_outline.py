"""Printed lines into numbered parts."""

import re

from lexgap.crawlers.formats.outline import Marker, Part, add_part, outline
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
