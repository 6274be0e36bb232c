"""Printed lines of an article into its numbered parts, where the format only gives lines."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lexgap.crawlers.page import Provisions
from lexgap.schema.models import Level


@dataclass(frozen=True)
class Marker:
    """How one kind of numbered part begins: group 1 is its number as printed.

    What follows the match is the part's text; `cite` makes its citation from the parent's and
    its number. `follows` says whether a number can come next: `follows(None, n)` for the first.
    """

    level: Level
    pattern: re.Pattern[str]
    cite: Callable[[str, str], str]
    follows: Callable[[str | None, str], bool] = lambda last, number: True


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

    @property
    def text(self) -> str:
        """Own text, a printed line a line."""
        return "\n".join(self.lines)


def outline(number: str, citation: str, lines: Iterable[str], markers: Sequence[Marker]) -> Part:
    """The part tree of an article whose lines are paragraphs; `markers` from outer to inner.

    A line without marker after a list is a part of its own, with number "" and the article's
    citation.
    """
    root = Part(number, citation, "section", -1)
    open_parts = [root]
    for line in lines:
        found = _marked(line, markers, open_parts)
        if found is None:
            _add_plain(root, line)
            open_parts = [root] if root.parts else open_parts
            continue
        depth, match = found
        while open_parts[-1].depth >= depth:
            open_parts.pop()
        marker, parent = markers[depth], open_parts[-1]
        part = Part(match[1], marker.cite(parent.citation, match[1]), marker.level, depth)
        rest = line[match.end() :].strip()
        part.lines.extend([rest] if rest else [])
        parent.parts.append(part)
        open_parts.append(part)
    return root


def _marked(
    line: str, markers: Sequence[Marker], open_parts: Sequence[Part]
) -> tuple[int, re.Match[str]] | None:
    for depth, marker in enumerate(markers):
        match = marker.pattern.match(line)
        if match is None:
            continue
        above = [part for part in open_parts if part.depth < depth][-1]
        numbers = [part.number for part in above.parts if part.depth == depth and part.number]
        if marker.follows(numbers[-1] if numbers else None, match[1]):
            return depth, match
    return None


def _add_plain(root: Part, line: str) -> None:
    if not root.parts:
        root.lines.append(line)
    elif root.parts[-1].number == "":
        root.parts[-1].lines.append(line)
    else:
        root.parts.append(Part("", root.citation, "subsection", 0, [line]))


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
