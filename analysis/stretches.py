"""The stretches of a section that clauses look at: its sentences, units, larger parts, or all of it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lexgap.analysis.mentions import Mention
from lexgap.analysis.units import Section, Unit

CLAUSE_END = re.compile(
    r"(?<=[^\d.][;!?])\s+(?=\S)|(?<=[^\d.]\.)\s+(?=[^\s\d§a-zß-öø-ÿ])"
    r"|(?<=[^\d।৷][।৷])\s*(?=\S)|(?<=[。；！？;])\s*(?=\S)|\n"
)


class Stretch(NamedTuple):
    """A part of a section that a clause looks at, with its mentions and their concepts as bits."""

    unit: Unit
    start: int
    end: int
    mentions: list[Mention]
    mask: int


def places(
    section: Section, kind: str, clauses: Iterable[tuple[int, int]]
) -> Iterator[tuple[Unit, int, int]]:
    """(unit, start, end) of the stretches of one kind; `clauses`: see below."""
    if kind == "section":
        yield section.units[0], 0, len(section.text)
    elif kind == "subsection":
        for unit in section.units:
            part = section.subsection(unit)
            if part[0].index == unit.index:
                yield unit, unit.start, part[-1].end
    elif kind == "unit":
        for unit in section.units:
            yield unit, unit.start, unit.end
    else:
        for start, end in clauses:
            yield section.unit_at(start), start, end


def clauses(section: Section) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence or line of each unit."""
    for unit in section.units:
        start = unit.start
        for match in CLAUSE_END.finditer(section.text, unit.start, unit.end):
            if (
                match.group() == "\n"
                and section.text[match.start() - 1 : match.start()] not in ".;:।৷。；："
            ):
                continue
            if match.start() > start:
                yield start, match.start()
            start = match.end()
        if start < unit.end:
            yield start, unit.end
