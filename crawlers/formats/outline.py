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
    The lines at the places `plain` (from 0) begin no part, whatever they look like.
    """
    root = Part(number, citation, "section", -1, host=True)
    open_parts = [root]
    for place, line in enumerate(lines):
        rest: str | None = line
        while rest is not None:
            found = None if place in plain else _marked(rest, markers, open_parts)
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
