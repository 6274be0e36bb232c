"""Articles that amend another act, cut at their instructions: each new wording is read by itself.

An amending article quotes the wording of many articles of another act. Read as one section, what one
of them says would be context for the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lexgap.schema.citations import END, EVERY_WORD, SUFFIX

PAIRS = {"„": "“”", "“": "”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』", "‘": "’"}
"""Opening quotation marks with those that close them."""
OPENED = re.compile(r"[:：—–]\s*\**([„“«»\"「『‘])(?=[\s*]*[\w§(（第])")
LABELLED = re.compile(
    rf"[\s*]*(?:(?:{EVERY_WORD}|section|chapter)\s*\d|§+\s*\d|第|\(\w{{1,4}}\)|\d+[\w.]*\s?(?:[.)—–º°-]|\()"
    r"|(?-i:\d+[A-Z]{1,3}\s+[A-Z]))",
    re.IGNORECASE,
)
"""How a quotation begins that is a provision, and not words to be put in."""
SHORTEST = 40
"""Fewest characters of a quotation that is a provision."""
WORDED = re.compile(
    rf"(?<![^\W_])(?!paragraph)(?P<word>{EVERY_WORD}|§+)\s*"
    rf"(?P<number>\d+[a-z]{{0,3}}(?:[.\-/]\d+[a-z]{{0,2}})*(?:[ -]?(?:{SUFFIX}){END})?)",
    re.IGNORECASE,
)
"""A cited article: its word and number."""
MARK = re.compile(
    r"(?P<mark>\(\d{1,3}[A-Za-z]?\)|\d{1,3}[A-Za-z]?[.)º°]|\(\*?[a-z]{1,2}\*?\)|[a-z]\)|[IVX]{1,5}[.)-]"
    r"|[①-⑳]|§\s?\d+)(?=[\s\w*„“«])"
)
ITEM = re.compile(
    rf"(?:^|(?<=[\n.;:,—–”»\"]))\s*(?:(?:and|or|oraz|und|et|y|e|i)\s)?\s*{MARK.pattern}"
)
"""The number of an instruction."""
BARE = re.compile(r"(?<=\n)(?:[^\n]{3,200}\n)?(\d{1,4}[A-Z]{1,3}\d*)\n(?=\S)")
"""An inserted section that stands without quotation marks under its own number, with its heading."""
NUMBERED = re.compile(
    r"[\s*“\"]*(?P<number>\d{1,4}[A-Z]{1,3}\d*|\d{1,4}(?=\.?\s+[^\n(]{3,90}\n\s*\(1\)))"
    r"(?:\.|(?=\s))[\s*—–-]*(?=\(1\)|[A-Z])"
)
"""The number of a quoted section that no word announces, before its heading or first paragraph."""
CLOSED = re.compile(r"[\s”“»«\"」』’.;,*]*")
LAST = re.compile(r" *(?:[;.,)\n]|$)")
"""What follows a straight quotation mark that ends a quotation."""
TARGET = 400
"""Most characters before a quotation in which its instruction names the article it is for."""


@dataclass(frozen=True)
class Part:
    """A slice of an amending article: its number there, where its new wording begins, and for which
    article that is."""

    start: int
    end: int
    quote: int
    word: str
    number: str
    mark: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    """Where new wordings stand in the text."""


@dataclass(frozen=True)
class Quote:
    """A quoted provision, offsets without the quotation marks."""

    start: int
    end: int


def parted(text: str) -> list[Part]:
    """The parts of an amending article in order, which cover its text; none of any other text.

    Wordings of one article, and what names no article, stay together.
    """
    quotes = list(quoted(text))
    bare = [m for m in BARE.finditer(text) if not inside(quotes, m.start())]
    cuts = sorted({*starts(text, quotes), *within(text, quotes), *(m.start() for m in bare)} - {0})
    if not (quotes or bare):
        return []
    found: list[Part] = []
    for start, end in pairwise((0, *cuts, len(text))):
        one = part(text, start, end, quotes, bare)
        mark = MARK.match(text, start) if start and one.quote > start else None
        spans = tuple((q.start, q.end) for q in quotes) or ((one.quote, end),)
        one = replace(one, mark=mark["mark"] if mark else "", spans=spans)
        if found and one.number in ("", found[-1].number):
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(one)
    return found if len(found) > 1 or whole(text, found[0]) else []


def whole(text: str, one: Part) -> bool:
    """Whether the new wording begins with the number of its article."""
    return bool(one.number) and re.match(rf"\W*\w*\W*{re.escape(one.number)}\b", text[one.quote :]) is not None  # fmt: skip


def quoted(text: str) -> Iterator[Quote]:
    """Quoted provisions: after a colon or dash, beginning with a number, closed or not."""
    at = 0
    while match := OPENED.search(text, at):
        start = match.end()
        end = closing(text, match[1], start)
        at = start
        if end - start >= SHORTEST and LABELLED.match(text, start):
            yield Quote(start, end)
            at = end


def closing(text: str, mark: str, start: int) -> int:
    """Where the quotation opened by `mark` ends: at its own closing mark, or with the text.

    A mark at the head of a line opens the same quotation again, as printed in some countries.
    """
    closers = PAIRS[mark]
    depth = 1
    for match in re.compile(f"[{re.escape(mark + closers)}]").finditer(text, start):
        again = text[match.start() - 1] == "\n"
        if mark in closers:
            depth -= bool(LAST.match(text, match.end())) and not again
        elif match[0] == mark:
            depth += not again
        else:
            depth -= 1
        if not depth:
            return match.start()
    return len(text)


def inside(quotes: Sequence[Quote], at: int) -> bool:
    """Whether an offset lies in a quotation."""
    return any(q.start <= at < q.end for q in quotes)


def starts(text: str, quotes: Sequence[Quote]) -> Iterator[int]:
    """Where the instructions begin: at their numbers, or else after each quotation.

    Numbers count whose kind stands before the first quotation and between half of the others.
    """
    if len(quotes) < 2:
        return
    gaps = [(q.end, following.start) for q, following in pairwise(quotes)]
    marks = [list(ITEM.finditer(text, *gap)) for gap in gaps]
    lead = list(ITEM.finditer(text, 0, quotes[0].start))
    for kind in dict.fromkeys(style(m["mark"]) for m in lead):
        numbered = [[m for m in some if style(m["mark"]) == kind] for some in marks]
        if 2 * sum(map(bool, numbered)) >= len(gaps):
            yield [m.start("mark") for m in lead if style(m["mark"]) == kind][-1]
            last = ITEM.finditer(text, quotes[-1].end)
            after = [m for m in last if style(m["mark"]) == kind]
            yield from (m.start("mark") for some in (*numbered, after) for m in some)
            return
    yield from (CLOSED.match(text, q.end).end() for q in quotes[:-1])  # type: ignore[union-attr]


def style(mark: str) -> str:
    """The kind of numbering a mark belongs to.

    >>> style("(12)"), style("3a)"), style("b)"), style("IV.")
    ('(1)', '1)', 'a)', 'I.')
    """
    mark = re.sub(r"\d+[A-Za-z]?", "1", re.sub(r"[ *]", "", mark))
    return re.sub(r"[a-z]+", "a", re.sub(r"[IVX]+", "I", re.sub(r"[①-⑳]", "①", mark)))


def within(text: str, quotes: Sequence[Quote]) -> Iterator[int]:
    """Where further articles begin in a quotation that begins with an article's number."""
    for quote in quotes:
        first = re.compile(rf"[\s*]*(?P<word>{EVERY_WORD})\s*\d", re.IGNORECASE).match(
            text, quote.start, quote.end
        )
        if first is None:
            if NUMBERED.match(text, quote.start, quote.end):
                yield from further(text, quote)
            continue
        word = re.escape(first["word"])
        again = re.compile(
            rf"(?:(?<=[.;”»\"*])\s+|\n\s*)[\s*„“«\"]*(?={word}\s*\d+[^\W\d]*\s?[.:—–-])"
        )
        yield from (m.end() for m in again.finditer(text, first.end(), quote.end))


def further(text: str, quote: Quote) -> Iterator[int]:
    """Where sections after the first begin in a quotation, at lines under their own numbers."""
    for line in re.compile(r"\n\s*").finditer(text, quote.start + 1, quote.end):
        if NUMBERED.match(text, line.end(), quote.end):
            yield line.end()


def part(
    text: str, start: int, end: int, quotes: Sequence[Quote], bare: Sequence[re.Match[str]]
) -> Part:
    """A slice with the article its wording is for."""
    own = next((m for m in bare if start == m.start()), None)
    if own is not None:
        return Part(start, end, start, "", own[1])
    begun = next((q.start for q in quotes if start <= q.start < end), None)
    if begun is None:
        begun = start if inside(quotes, start) else end
    found = WORDED.match(text, re.compile(r"[\s*„“«\"]*").match(text, begun).end())  # type: ignore[union-attr]
    first = re.compile(r"[\s*]*(?P<number>\d{1,4}[A-Z]{0,3})(?=\.?[\s*.]*[—–]?\s?\(1\))")
    numbered = first.match(text, begun) or NUMBERED.match(text, begun, end)
    if begun < end and numbered:
        return Part(start, end, begun, "", numbered["number"])
    if begun == end or (found and found["word"][0] != "§"):
        return Part(start, end, begun, *((found["word"], found["number"]) if found else ("", "")))
    cited = list(WORDED.finditer(text, max(start, begun - TARGET), begun))
    named = [m for m in cited if m["word"][0] != "§"] or ([found] if found else cited)
    return Part(start, end, begun, *((named[0]["word"], named[0]["number"]) if named else ("", "")))
