"""Which sentence clause belongs to a passage that describes an offence.

Looked for from near to far: the passage's own sentence, its unit and what hangs below it, each head
above it and what follows there, then sections that name its section or the whole act.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lexgap.analysis.penalty import Term, terms
from lexgap.analysis.units import Section, Unit
from lexgap.schema.numerals import plain_numbers
from lexgap.schema.sentencing import load_sentencing, sentencing_language

SENTENCE_END = re.compile(r"(?<!\b\w)(?<!\bNr)(?<!\bAbs)(?<!\bArt)(?<!\bNo)[.。।](?=\s|$)|(?<=。)")
NUMBER_NEAR = re.compile(r"\d+(?:\.\d+)?[a-z]?", re.IGNORECASE)
NEAR = 24
"""Characters around a reference to another penalty in which its paragraph's number may stand."""
FAR = 40
"""Sections after its own in which a passage's penalty is looked for where they speak of the act."""


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
    def clauses(self) -> list[Clause]:
        """Clauses in printed order."""
        return [
            Clause(term, n, start + term.start, start + term.end)
            for n, (start, provision) in enumerate(
                zip(self.section.starts, self.section.provisions, strict=True)
            )
            for term in terms(provision.text, self.language)
        ]

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


def liable(read: Read, others: Sequence[Read], start: int) -> tuple[Read, Clause] | None:
    """The section and clause that punish what the passage at `start` to `end` describes."""
    if headed(read, start):
        return None
    for found in within(read, start):
        clause = base(found)
        if clause is not None:
            resolved = resolve(read, clause)
            if resolved is not None:
                return read, resolved
    return elsewhere(read, others)


def headed(read: Read, start: int) -> bool:
    """Whether the penalty of a passage stands in its heading, which no clause can quote.

    Some suppliers print the first words of a section as its heading.
    """
    unit = read.section.unit_at(start)
    first = read.section.starts[unit.provision] == unit.start
    if not first or read.of([unit])[:1]:
        return False
    return bool(terms(read.section.provisions[unit.provision].heading, read.language))


def within(read: Read, start: int) -> Iterator[list[Clause]]:
    """Sets of clauses of the passage's own section, the nearest first."""
    yield read.inside(*read.sentence(start))
    section = read.section
    unit = section.unit_at(start)
    yield read.of([unit])
    if unit.parent is not None:
        yield read.of(section.tree(unit))
    chain = list(section.chain(unit))
    for below, above in pairwise(chain):
        yield read.of([above])
        siblings = [section.units[i] for i in section.children[above.index]]
        later = [section.tree(u) for u in siblings if u.index > below.index]
        labels = [label for u in chain if (label := own_label(read, u))]
        named = [tree for tree in later if names(read.text(tree), labels)]
        for tree in (*named, *later):
            yield read.of(tree)
    later_units = [u for u in section.units if u.start > unit.start]
    yield read.of(later_units)
    yield read.of([u for u in section.units if u.start <= unit.start][::-1])


def own_label(read: Read, unit: Unit) -> str:
    """A unit's own number: its label, or the last part of its provision's citation."""
    parts = re.findall(r"\w+", unit.label or read.section.provisions[unit.provision].citation)
    return str(parts[-1]) if parts else ""


def names(text: str, labels: Sequence[str]) -> bool:
    """Whether a text refers to the paragraph with the last of `labels`, in brackets or not."""
    return bool(labels) and re.search(rf"(?<!\w){re.escape(labels[0])}(?!\w)", text) is not None


def resolve(read: Read, clause: Clause) -> Clause | None:
    """The clause itself, or the one it refers to: the paragraph it names, else the one before."""
    if clause.term.kind == "custody":
        return clause
    earlier = [c for c in read.clauses if c.start < clause.start and c.term.kind == "custody"]
    if not earlier:
        return None
    around = read.section.text[max(0, clause.start - NEAR) : clause.end + NEAR]
    unit = read.section.unit_at(clause.start)
    for number in NUMBER_NEAR.findall(plain_numbers(around)):
        for one in paragraphs(read, number):
            found = custodial(read.of(read.section.tree(one))) if one.index != unit.index else None
            if found is not None:
                return found
    last = read.section.unit_at(earlier[-1].start)
    return base([c for c in earlier if read.section.unit_at(c.start).index == last.index])


def paragraphs(read: Read, number: str) -> list[Unit]:
    """Units labelled `number`; the n-th top provision where paragraphs carry no label."""
    found = []
    for unit in read.section.units:
        provision = read.section.provisions[unit.provision]
        own = plain_numbers(unit.label or provision.number).strip("()§. ")
        if own == number and not (unit.provision == 0 and not unit.label):
            found.append(unit)
    if not found and number == "1":
        return read.section.units[:1]
    return found


def elsewhere(read: Read, others: Sequence[Read]) -> tuple[Read, Clause] | None:
    """A clause of another section that punishes offences of this one, or of the whole act."""
    number = read.section.number
    place = next(n for n, other in enumerate(others) if other is read)
    named = re.compile(rf"(?<![\w.]){re.escape(number)}(?![\w]|\.\d)")
    for other in (*others[place + 1 :], *others[:place]):
        if not named.search(other.section.text):
            continue
        for unit in other.section.units:
            family = [unit, *other.section.tree(unit)]
            if named.search(read_own(other, unit)) and (found := custodial(other.of(family))):
                return other, found
    return of_the_act(read, others[place + 1 : place + 1 + FAR])


def read_own(read: Read, unit: Unit) -> str:
    """Own text of a unit."""
    return read.section.text[unit.start : unit.end]


def of_the_act(read: Read, later: Sequence[Read]) -> tuple[Read, Clause] | None:
    """A clause of a later section that punishes every offence of the act."""
    file = sentencing_language(read.language)
    phrases = load_sentencing(file).this_act if file else ()
    for other in later:
        for unit in other.section.units:
            text = read_own(other, unit).casefold()
            if any(phrase in text for phrase in phrases) and (found := custodial(other.of([unit]))):
                return other, found
    return None
