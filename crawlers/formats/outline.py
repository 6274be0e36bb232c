"""Printed lines of an article into its numbered parts, where the format only gives lines."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from lexgap.crawlers.page import Provisions
from lexgap.schema.models import Level


@dataclass(frozen=True)
class Marker:
    """How one kind of numbered part begins: group 1 is its number as printed.

    What follows the match is the part's text; `cite` makes its citation from the parent's and
    its number. `follows` says whether a number can come next: `follows(None, n)` for the first.
    A line without marker goes on after a list; parts that are no list items (`list_item=False`,
    such as subsections) hold the lines that follow them.
    """

    level: Level
    pattern: re.Pattern[str]
    cite: Callable[[str, str], str]
    follows: Callable[[str | None, str], bool] = lambda last, number: True
    list_item: bool = True


@dataclass
class Part:
    """A part under construction: number and citation as printed, own lines, parts in order."""

    number: str
    citation: str
    level: Level
    depth: int
    lines: list[str] = field(default_factory=list)
    parts: "list[Part]" = field(default_factory=list)
    heading: str = ""
    host: bool = False

    @property
    def text(self) -> str:
        """Own text, a printed line a line."""
        return "\n".join(self.lines)


LETTERS = "abcdefghijklmnñopqrstuvwxyz"
ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
LEVELS: tuple[Level, ...] = ("paragraph", "subparagraph", "item")


@dataclass(frozen=True)
class Kind:
    """A kind of list item: how it begins, how it is cited, what follows what (as in `Marker`)."""

    pattern: re.Pattern[str]
    cite: str
    follows: Callable[[str | None, str], bool]


def by_appearance(lines: Sequence[str], kinds: Sequence[Kind]) -> list[Marker]:
    """Markers of list items where any kind may hold any other: the kind that comes first does.

    `cite` of a kind makes a citation from `{parent}` and `{number}`.
    """
    firsts = [_first(lines, kind) for kind in kinds]
    order = sorted(range(len(kinds)), key=lambda place: firsts[place])
    return [_of_kind(kinds[place], depth) for depth, place in enumerate(order)]


def _first(lines: Sequence[str], kind: Kind) -> int:
    matches = (kind.pattern.match(line) for line in lines)
    starts = (n for n, match in enumerate(matches) if match and kind.follows(None, match[1]))
    return next(starts, len(lines))


def _of_kind(kind: Kind, depth: int) -> Marker:
    level = LEVELS[min(depth, len(LEVELS) - 1)]
    return Marker(
        level,
        kind.pattern,
        lambda parent, number: kind.cite.format(parent=parent, number=number),
        kind.follows,
    )


def next_letter(last: str | None, letter: str) -> bool:
    """Whether a letter comes next; one may be left out, as Ñ is, or repealed; aa follows like a."""
    if last is None:
        return {*letter.lower()} == {"a"}
    step = LETTERS.find(letter[0].lower()) - LETTERS.find(last[0].lower())
    return len(last) == len(letter) and last.isupper() == letter.isupper() and 0 < step < 3


def next_number(last: str | None, number: str) -> bool:
    """Whether a number comes next; one may be left out."""
    if last is None:
        return int(number) == 1
    return last.isdecimal() and 0 < int(number) - int(last) < 3


def next_roman(last: str | None, number: str) -> bool:
    """Whether a small roman number comes next; one may be left out."""
    now, before = roman(number), roman(last or "")
    return now == 1 if last is None else before > 0 and 0 < now - before < 3


def roman(number: str) -> int:
    """Value of a roman number up to xxxix, in either case; 0 for anything else."""
    match = ROMAN.fullmatch(number.lower())
    units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return 10 * len(match[1]) + units.index(match[2]) if match and number else 0


def outline(
    number: str,
    citation: str,
    lines: Iterable[str],
    markers: Sequence[Marker],
    plain: Collection[int] = (),
) -> Part:
    """The part tree of an article whose lines are paragraphs; `markers` from outer to inner.

    A line without marker after a list is a part of its own, with number "" and the citation of
    what holds the list; a list may follow below it. Several markers may begin one line.
    The lines at the places `plain` (from 0) begin no part, whatever they look like, and are text of
    the part that is open: what an amending provision puts into another law.
    """
    root = Part(number, citation, "section", -1, host=True)
    open_parts = [root]
    for place, line in enumerate(lines):
        if place in plain:
            open_parts[-1].lines.append(line)
            continue
        rest: str | None = line
        while rest is not None:
            found = _marked(rest, markers, open_parts)
            if found is None:
                _add_plain(open_parts, rest)
                break
            depth, match, parent = found
            marker = markers[depth]
            part = Part(match[1], marker.cite(parent.citation, match[1]), marker.level, depth)
            part.host = not marker.list_item
            parent.parts.append(part)
            open_parts = [*open_parts[: open_parts.index(parent) + 1], part]
            rest = rest[match.end() :].strip() or None
            further = _marked(rest, markers, open_parts) if rest else None
            if rest and (further is None or further[0] <= depth):
                part.lines.append(rest)
                rest = None
    return root


def _marked(
    line: str, markers: Sequence[Marker], open_parts: Sequence[Part]
) -> tuple[int, re.Match[str], Part] | None:
    """Depth of the marker that begins `line`, its match and the part it belongs to."""
    for depth, marker in enumerate(markers):
        match = marker.pattern.match(line)
        if match is None:
            continue
        for above in reversed(open_parts):
            if above.depth >= depth:
                continue
            numbers = [p.number for p in above.parts if p.number and p.level == marker.level]
            if marker.follows(numbers[-1] if numbers else None, match[1]):
                return depth, match, above
            if above.number or above is open_parts[0]:
                break
    return None


def _add_plain(open_parts: list[Part], line: str) -> None:
    """Add a line without marker, to what is open or after its list; it stays open."""
    while not open_parts[-1].host and open_parts[-1].number:
        open_parts.pop()
    last = open_parts[-1]
    if not last.parts:
        last.lines.append(line)
        return
    if not last.number and last is not open_parts[0]:
        open_parts.pop()
        last = open_parts[-1]
    level: Level = "subsection" if last.depth < 0 else "paragraph"
    tail = Part("", last.citation, level, last.depth, [line])
    last.parts.append(tail)
    open_parts.append(tail)


def add_part(
    rows: Provisions,
    part: Part,
    *,
    heading: str = "",
    path: Sequence[str] = (),
    parent: str | None = None,
) -> str:
    """Add a part and everything below it to `rows`; return the identifier of the part."""
    name = rows.add(
        part.number,
        part.citation,
        part.text,
        level=part.level,
        heading=heading or part.heading,
        path=path,
        parent=parent,
    )
    for child in part.parts:
        add_part(rows, child, path=path, parent=name)
    return name
