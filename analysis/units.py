"""Sections and the units they are made of.

A section is what the tagger reads at once: a provision of level `section` with all its parts. Its
units are the parts that can carry a rule of their own: provisions below it, and inside a printed
text the numbered items and paragraphs. A unit inherits from its heads (`Section.chain`).
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lexgap.analysis.amending import parted
from lexgap.analysis.markers import split
from lexgap.schema.models import Act, Provision

LABEL = re.compile(r"\W*(?:[^\W\d]{1,10}\W*){0,2}\d{1,5}(?:[./-]?[^\W_]{1,2})?\W*")
"""The section's own number at the head of its text, which introduces nothing."""
UNWORDED = defaultdict(lambda: "art.", en="s.")
"""What an article quoted without a word for it is called, by language."""
TERMINAL = re.compile(r"[:\-–—]\s*$|：\s*$|다음(?:과|의 각 호와) 같다\.\s*$")


@dataclass
class Unit:
    """A part of a section: offsets into the section's text, parent unit, own label."""

    index: int
    start: int
    end: int
    parent: int | None
    label: str
    provision: int


@dataclass
class Section:
    """A section's provisions, joined text, and units in printed order.

    An amending article is cut into several sections of one provision, whose text then begins before
    the section's: `starts` are offsets of the provisions in the section's text, below 0 there.
    """

    act: str
    number: str
    provisions: list[Provision]
    text: str
    starts: list[int]
    pieces: Sequence[Provision]
    """The provisions with the text that the section has of each."""
    quoted: str = ""
    """In an amending article: the article that the new wording is for, as cited."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Where new wordings stand in the section's text."""
    mark: str = ""
    """The number of the instruction in the amending article."""
    _trees: dict[int, list[Unit]] = field(default_factory=dict)
    _introduces: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def units(self) -> list[Unit]:
        """The units in printed order; found when asked for, since most sections are never read."""
        return _units(self.pieces)

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Indexes of the units right below a unit."""
        found: dict[int, list[int]] = {}
        for unit in self.units:
            if unit.parent is not None:
                found.setdefault(unit.parent, []).append(unit.index)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    @property
    def place(self) -> tuple[str, str]:
        """What tells the section from every other: its first provision, where that one starts."""
        return self.provisions[0].id, str(self.starts[0])

    @property
    def heading(self) -> str:
        """Heading of the section as printed."""
        return self.provisions[0].heading

    @property
    def path(self) -> tuple[str, ...]:
        """Headings above the section."""
        return self.provisions[0].path

    def chain(self, unit: Unit) -> Iterator[Unit]:
        """The unit, then its heads up to the section's own text."""
        current: Unit | None = unit
        while current is not None:
            yield current
            current = None if current.parent is None else self.units[current.parent]

    def subsection(self, unit: Unit) -> list[Unit]:
        """The largest numbered part around `unit`, whole; the section where it is one sentence."""
        chain = list(self.chain(unit))
        top = chain[-1]
        if top.index != unit.index and not self.introduces(top):
            top = chain[-2]
        return self.tree(top)

    def introduces(self, unit: Unit) -> bool:
        """Whether the unit's text runs on in its parts (`... who:`)."""
        if unit.index not in self._introduces:
            text = self.text[unit.start : unit.end]
            self._introduces[unit.index] = (
                bool(text.strip())
                and not LABEL.fullmatch(text)
                and (bool(TERMINAL.search(text)) or not re.search(r"[.।৷。]\s*$", text))
            )
        return self._introduces[unit.index]

    def tree(self, unit: Unit) -> list[Unit]:
        """The unit and everything below it, in printed order."""
        if unit.index not in self._trees:
            found = [unit]
            for child in self.children.get(unit.index, ()):
                found.extend(self.tree(self.units[child]))
            self._trees[unit.index] = found
        return self._trees[unit.index]

    def unit_at(self, offset: int) -> Unit:
        """The unit that holds a text offset."""
        return self.units[max(bisect_right(self._starts, offset) - 1, 0)]

    def citation(self, unit: Unit) -> str:
        """Printed citation of a unit: its provision's, with the labels found inside the text."""
        provision = self.provisions[unit.provision]
        chain = [u for u in self.chain(unit) if u.provision == unit.provision and u.label]
        own = provision.citation or provision.number
        if not self.quoted:
            return _labelled(own, [u.label for u in reversed(chain)])
        within = [u.index for u in chain if any(a <= u.start < b for a, b in self.quotes)]
        outer = [u.label for u in reversed(chain) if u.index not in within and u.index]
        inner = [u.label for u in reversed(chain) if u.index in within]
        own = _labelled(own, [mark for mark in (self.mark, *outer) if mark])
        return f"{own} ({_labelled(self.quoted, inner)})"


def _labelled(citation: str, labels: Sequence[str]) -> str:
    for label in labels:
        if label not in citation.split(" ")[-1:]:
            citation += label if label.startswith("(") else f" {label}"
    return citation


def sections(act: Act) -> Iterator[Section]:
    """The act's sections in printed order."""
    group: list[Provision] = []
    for provision in act.provisions:
        if group and provision.level == "section":
            yield from _sections(act, group)
            group = []
        group.append(provision)
    if group:
        yield from _sections(act, group)


def _sections(act: Act, group: Sequence[Provision]) -> Iterator[Section]:
    """A section; an amending article that is one provision as its parts."""
    parts = parted(group[0].text) if len(group) == 1 else []
    if not parts:
        yield _section(act, group)
    for part in parts:
        text = group[0].text[part.start : part.end]
        section = _section(act, [group[0].model_copy(update={"text": text})])
        section.provisions, section.starts = list(group), [-part.start]
        section.quotes = tuple((a - part.start, b - part.start) for a, b in part.spans)
        section.mark = part.mark
        if part.number:
            section.quoted = f"{part.word.casefold() or UNWORDED[act.language[:2]]} {part.number}"
            section.number = f"{section.number} ({section.quoted})"
        yield section


def _section(act: Act, provisions: Sequence[Provision]) -> Section:
    starts: list[int] = []
    offset = 0
    for provision in provisions:
        starts.append(offset)
        offset += len(provision.text) + 1
    first = provisions[0]
    text = "\n".join(provision.text for provision in provisions)
    number = first.citation or first.number
    return Section(act.id, number, list(provisions), text, starts, provisions)


def _units(provisions: Sequence[Provision]) -> list[Unit]:
    units: list[Unit] = []
    first: dict[str, int] = {}
    offset = 0
    for n, provision in enumerate(provisions):
        outer = first.get(provision.parent) if provision.parent else None
        base = len(units)
        first[provision.id] = base
        for part in split(provision.text):
            parent = outer if part.parent is None else base + part.parent
            start, end = offset + part.start, offset + part.end
            units.append(Unit(len(units), start, end, parent, part.label, n))
        offset += len(provision.text) + 1
    return units
