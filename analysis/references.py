"""Which sections a text cites: numbers after a reference word, lists and ranges expanded."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lexgap.analysis.view import View
from lexgap.schema.shadow import MARKS, fold

SUFFIX = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)"
NUMBER = re.compile(
    rf"\d+(?:[.\-/:]\d+)*(?:[a-z]{{1,3}}(?![^\W_])|\s?{SUFFIX}(?!\w))?(?:[.\-]\d+)*|"
    r"[一二三四五六七八九十百千]+(?=條|条)"
)
LIST_GAP = re.compile(
    rf"^(?:\s*\([^)]{{1,8}}\))*[\s,;.()§°º\-]*(?:[\w{MARKS}]{{1,12}}[\s.]*){{0,4}}"
    r"(?:\([^)]{1,8}\)[\s,]*)*$"
)
INSERTED = re.compile(r"(\d+) ?(?:조의|[条條][之の]) ?(\d+)")
"""An inserted section in East Asian print: `제11조의2`, `第11条の2` are section 11-2."""
IDEOGRAPHIC = re.compile(r"[条條](?:[之の][〇一二三四五六七八九十]+)?")
"""What follows the ideographs of a section number and belongs to it."""
PRECEDING = re.compile(
    r"前(?P<han>[二三四五六七八九十\d]{0,2})[條条]|(?<!\w)전 ?(?P<ko>\d?) ?조(?=[의에와과를 ,])"
)
"""The section or sections before this one: `前條`, `前二条`, `전조`."""
SIGNS = re.compile(
    r"^(?:[條条조]| ?[項项款號号항호])?(?: ?[第제] ?[\d〇一二三四五六七八九十]+ ?[項项款號号항호])*|[第제]$"
)
"""Signs between the numbers of an East Asian range, beside the word that joins them."""
BELOW = re.compile(r" ?[항호목項号款项]")
"""What makes the number before it one of a paragraph or item."""
RAISED = re.compile(r"(?<=\d) -(?=\d)")
"""A raised figure as flattened by mirrors: `301 -1` is section 301-1."""
LISTED = re.compile(r"(?:\d+(?:/\w)?(?:\.|(?=\s?[-–,]))\s?(?:(?:[-–,]|[^\W\d_]{1,3})\s?){1,3})+$")
"""Numbers listed before the last one, where they stand before the word: `203., 204. és`."""
RUN_UP = 80
"""Printed characters before such a last number in which the list stands."""
REACH = 240
"""Printed characters after a reference word in which its numbers stand."""
DISTINCT = 3
"""Characters from which a section number is taken to mean the same section in another act."""
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}


def key(number: str) -> str:
    """A section number for comparison: folded, without blanks, points at the end or words.

    >>> key("Artículo 177 bis."), key("第七条"), key("163.1")
    ('177bis', '7', '163.1')
    """
    folded = fold(number)
    ideographs = re.search(r"第?([〇一二三四五六七八九十百千]+)[條条]", folded)
    if ideographs:
        rest = re.match(r"[之の]([〇一二三四五六七八九十]+)", folded[ideographs.end() :])
        return str(_ideograph(ideographs[1])) + (f"-{_ideograph(rest[1])}" if rest else "")
    folded = INSERTED.sub(r"\1-\2", folded)
    match = NUMBER.search(re.sub(r"(?<=\d)\s+(?=[a-z](?![a-z]))", "", folded))
    return re.sub(r"\s", "", match.group()).strip(".-") if match else folded.strip()


def _ideograph(text: str) -> int:
    total = unit = 0
    for char in text:
        if char in "十百千":
            total += (unit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            unit = 0
        else:
            unit = unit * 10 + DIGITS[char] if unit else DIGITS[char]
    return total + unit


def cited(view: View, start: int, end: int, order: Sequence[str]) -> set[str]:
    """Keys of the sections cited in text[start:end]: after a reference word, or in it (`204. §`).

    `order`: the keys of an act's sections as printed, by which ranges are expanded.
    """
    found = set(_preceding(view, start, end, order))
    for mention in view.within(start, end):
        if mention.concept == "section-ref":
            low, high = mention.end, min(end, mention.end + REACH)
            if any(char.isdigit() for char in view.section.text[mention.start : mention.end]):
                before = view.section.text[max(start, mention.start - RUN_UP) : mention.start]
                listed = LISTED.search(before)
                low = mention.start - (len(before) - listed.start() if listed else 0)
                high = mention.end
            found.update(_numbers(view, low, high, order))
    return found


def _preceding(view: View, start: int, end: int, order: Sequence[str]) -> Iterator[str]:
    own = key(view.section.number)
    for match in PRECEDING.finditer(fold(view.section.text[start:end])):
        count = match["han"] or match["ko"] or "1"
        at = order.index(own) if own in order else 0
        yield from order[max(at - (int(count) if count.isdigit() else _ideograph(count)), 0) : at]


def _numbers(view: View, start: int, end: int, order: Sequence[str]) -> Iterator[str]:
    text = RAISED.sub("-", fold(view.section.text[start:end]))
    text = INSERTED.sub(r"\1-\2조", text)
    ranges = [m for m in view.within(start, end) if m.concept == "range-word"]
    words = {fold(view.section.text[m.start : m.end]) for m in ranges} | {"-", "–"}
    position, before = 0, ""
    for match in NUMBER.finditer(text):
        gap = text[position : match.start()]
        if not LIST_GAP.match(gap) or (not before and len(gap) > 30):
            return
        if before and BELOW.match(text, match.end()):
            position = match.end()
            continue
        printed = match.group()
        tail = IDEOGRAPHIC.match(text, match.end()) if not printed[0].isdigit() else None
        number = key(printed + (tail.group() if tail else ""))
        joined = SIGNS.sub("", gap.strip(" .")).strip()
        if gap == ". " and f"{before}.{number}" in order:
            number = f"{before}.{number}"
        elif before and joined in words and before in order and number in order:
            low, high = order.index(before), order.index(number)
            yield from order[low : high + 1]
        yield from _between(number, order)
        yield number
        position, before = tail.end() if tail else match.end(), number


def _between(number: str, order: Sequence[str]) -> Sequence[str]:
    """The sections of a range printed as one word: `152-156-1`; none where it is no range."""
    parts = number.split("-")
    if number in order:
        return ()
    for n in range(1, len(parts)):
        low, high = "-".join(parts[:n]), "-".join(parts[n:])
        if low in order and high in order:
            return order[order.index(low) : order.index(high) + 1]
    return ()


def cites(
    view: View,
    start: int,
    end: int,
    orders: Mapping[str, Sequence[str]],
    flagged: Mapping[str, frozenset[str]],
) -> bool:
    """Whether text[start:end] cites a flagged section of its own act, or one of another act.

    `orders`: act id -> keys of its sections as printed; `flagged`: act id -> keys of those flagged.
    A number of less than three characters says nothing about another act.
    """
    own = view.section.act
    for act, keys in flagged.items():
        targets = keys - {key(view.section.number)} if act == own else _telling(keys)
        if targets and cited(view, start, end, orders[act]) & targets:
            return True
    return False


def _telling(keys: frozenset[str]) -> set[str]:
    return {number for number in keys if len(number) >= DISTINCT}
