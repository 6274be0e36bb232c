"""Sections with their sentence clauses, and which of several clauses is that of the base offence."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from lexgap.analysis.mentions import Mention, scanner
from lexgap.analysis.penalty import Term, terms
from lexgap.analysis.units import Section, Unit
from lexgap.schema.models import PenaltyAct, Provision
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.wording import language_for

SENTENCE_END = re.compile(r"(?<!\b\w)(?<!\bNr)(?<!\bAbs)(?<!\bArt)(?<!\bNo)[.。।](?=\s|$)|(?<=。)")
CATCHLINE = re.compile(r"\s*[（(][^（）()\n]{3,60}[)）]")
"""A heading in brackets before the text of a section or paragraph."""
TITLE_WORDS = 3
"""Most words of a heading before a text in small letters that are sure to be a heading."""
TITLE = 120
"""Most characters of a first line that serves as a heading."""


VERBS: Mapping[PenaltyAct, frozenset[str]] = {
    "possession": frozenset(("possess",)),
    "access": frozenset(("access",)),
    "distribution": frozenset(("distribute", "offer")),
    "production": frozenset(("produce", "use-child")),
    "grooming": frozenset(("solicit", "groom-term")),
}
"""The concepts that say each act."""
ACTS: frozenset[str] = frozenset().union(*VERBS.values(), ("acquire", "advertise"))


@dataclass(frozen=True)
class Clause:
    """A term with its provision's index and its offsets in the section's text."""

    term: Term
    provision: int
    start: int
    end: int


class Read:
    """A section with the sentence clauses of its provisions."""

    def __init__(self, section: Section, language: str) -> None:
        self.section = section
        self.language = language

    @cached_property
    def mentions(self) -> list[Mention]:
        """The concepts that the section's text mentions, in order; none in an unknown language."""
        file = language_for(self.language)
        if file is None:
            return []
        shadow = Shadow(self.section.text)
        found = scanner(file).mentions(shadow.text)
        return [Mention(*shadow.span(m.start, m.end), m.concept) for m in found]

    def said(self, verbs: Set[str]) -> list[Mention]:
        """Mentions of acts, without those that a purpose clause only names."""
        aims = [m for m in self.mentions if m.concept == "intent-distribute"]
        return [
            m
            for m in self.mentions
            if m.concept in verbs and not any(a.start < m.start and m.end <= a.end for a in aims)
        ]

    @cached_property
    def heading(self) -> str:
        """The section's heading, or what some suppliers print in its place before the text."""
        text = self.section.text
        bracketed = CATCHLINE.match(text)
        first, _, rest = text.lstrip().partition("\n")
        line = first if rest and len(first) <= TITLE and first[-1:] not in "。,;:；：" else ""
        return self.section.heading or (bracketed[0] if bracketed else line)

    @cached_property
    def heading_concepts(self) -> frozenset[str]:
        """The concepts that the heading mentions."""
        file = language_for(self.language)
        if file is None:
            return frozenset()
        return frozenset(m.concept for m in scanner(file).mentions(fold(self.heading)))

    @cached_property
    def clauses(self) -> list[Clause]:
        """Clauses in printed order."""
        return [
            Clause(term, n, start + term.start, start + term.end)
            for n, (start, provision) in enumerate(
                zip(self.section.starts, self.section.provisions, strict=True)
            )
            for term in stated(provision, self.language)
            if 0 <= start + term.start < len(self.section.text)
        ]

    def concepts(self, start: int, end: int) -> set[str]:
        """The concepts mentioned in a slice of the section's text."""
        return {m.concept for m in self.mentions if start <= m.start < end}

    def inside(self, start: int, end: int) -> list[Clause]:
        """Clauses that begin in a slice of the section's text."""
        return [c for c in self.clauses if start <= c.start < end]

    def of(self, units: Iterable[Unit]) -> list[Clause]:
        """Clauses that begin in the own text of `units`."""
        return [c for unit in units for c in self.inside(unit.start, max(unit.end, unit.start + 1))]

    def text(self, units: Iterable[Unit]) -> str:
        """The text of `units`."""
        return "\n".join(self.section.text[unit.start : unit.end] for unit in units)

    def sentence(self, start: int) -> tuple[int, int]:
        """The sentence around an offset, within its unit."""
        unit = self.section.unit_at(start)
        ends = [m.end() for m in SENTENCE_END.finditer(self.section.text, unit.start, unit.end)]
        before = max([unit.start, *(e for e in ends if e <= start)])
        after = min([unit.end, *(e for e in ends if e > start)])
        return before, after


def stated(provision: Provision, language: str) -> list[Term]:
    """The terms of a provision's text at offsets of it.

    Some suppliers print the first words of a section as its heading. A term in such words stands
    at the words of the text that they run on to.
    """
    text, heading = provision.text, provision.heading
    if not (
        text[:1].islower() and len(heading.split()) > TITLE_WORDS and heading[-1] not in ".:;!?"
    ):
        return terms(text, language)
    before = len(heading) + 1
    first = re.match(r"[^.\n]+", text)
    reach = first.end() if first else len(text)
    found = terms(f"{heading}\n{text}", language)
    return [
        replace(t, start=t.start - before, end=t.end - before)
        if t.start >= before
        else replace(t, start=0, end=max(t.end - before, reach))
        for t in found
    ]


def base(clauses: Sequence[Clause]) -> Clause | None:
    """The clause of the base offence: no repetition, the graver mode of trial, else the first."""
    fit = [c for c in clauses if c.term.mode != "repeat"]
    custody = [c for c in fit if c.term.kind == "custody"]
    for wanted in ("higher", ""):
        for clause in custody:
            if clause.term.mode == wanted:
                return clause
    return next(iter(custody or fit), None)


def custodial(clauses: Sequence[Clause]) -> Clause | None:
    """The clause of the base offence among those that state a range themselves."""
    return base([c for c in clauses if c.term.kind == "custody"])
