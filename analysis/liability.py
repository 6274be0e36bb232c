"""Which sentence clause belongs to a passage that describes an offence.

Looked for from near to far: the passage's own sentence, its unit and what hangs below it, each head
above it and what follows there, then sections that name its section or the whole act.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lexgap.analysis.clauses import ACTS, Clause, Read, base, custodial
from lexgap.analysis.references import key
from lexgap.analysis.units import Unit
from lexgap.schema.numerals import plain_numbers
from lexgap.schema.sentencing import load_sentencing, sentencing_language
from lexgap.schema.shadow import fold

NUMBER_NEAR = re.compile(r"\d+(?:\.\d+)?[a-z]?", re.IGNORECASE)
RANGE = re.compile(r"\(?(\d+)\)?(?: ?[-–—~] ?| [^\W\d]{1,5} |至)\(?(\d+)\)?")
BESIDE, AFTER = 24, 60
"""Characters before and after a reference to another penalty in which its number may stand."""
CLOSE = 1500
"""Characters within which a clause that names nothing speaks of the passage before it."""
LONG = 20_000
"""Characters of a section beyond which it is likely several that a supplier did not part."""
REFERENCE = 60
"""Characters after a reference word in which a section's number may stand."""
SECONDARY = frozenset(("attempt", "aid", "incite"))
STEM = 5
WORD = re.compile(r"[^\W\d_]{4,}")
FAR = 40
"""Sections after its own in which a passage's penalty is looked for where they speak of the act."""


@dataclass(frozen=True)
class Liability:
    """The clause that punishes a passage."""

    read: Read
    """The section of the clause."""
    clause: Clause
    sure: bool
    """False where nothing but their place in the section joins passage and clause."""
    borrowed: bool = False
    """True where the passage is punished as another is."""


def liable(read: Read, others: Sequence[Read], start: int) -> Liability | None:
    """The clause that punishes what the passage at `start` describes."""
    for sure, found in within(read, start):
        clause = base(found)
        if clause is not None:
            resolved = resolve(read, others, clause)
            if resolved is not None:
                return Liability(*resolved, sure, clause.term.kind == "same")
    other = elsewhere(read, others)
    return None if other is None else Liability(*other, True)


def within(read: Read, start: int) -> Iterator[tuple[bool, list[Clause]]]:
    """Sets of clauses of the passage's own section, the nearest first, and whether they are sure."""
    yield True, read.inside(*read.sentence(start))
    section = read.section
    unit = section.unit_at(start)
    yield True, read.of([unit])
    yield (
        True,
        read.of([u for u in section.units[unit.index + 1 :][:1] if sanctions(read, unit, u)]),
    )
    if unit.parent is not None or any(u.parent is None for u in section.units[unit.index + 1 :]):
        yield True, read.of(section.tree(unit))
    chain = list(section.chain(unit))
    labels = [label for u in chain if (label := own_label(read, u))]
    endless = len(section.text) > LONG
    for n, below in enumerate(chain):
        yield from ((True, read.of([above])) for above in chain[n + 1 : n + 2])
        later = [u for u in section.units if u.parent == below.parent and u.index > below.index]
        for one in naming(read, later, labels):
            yield True, read.of(section.tree(one))
        if not endless:
            yield from unnamed(read, unit, later)
    if not endless:
        yield False, read.of([u for u in section.units if u.start > unit.start])
        yield False, read.of([u for u in section.units if u.start <= unit.start][::-1])


def unnamed(read: Read, unit: Unit, later: Sequence[Unit]) -> Iterator[tuple[bool, list[Clause]]]:
    """Clauses of later parts that refer to none: sure of the only one, or one near that is mere."""
    punishing = [u for u in later if read.of(read.section.tree(u))]
    for one in punishing:
        close = one is punishing[0] and one.start - unit.end <= CLOSE and mere(read, one)
        yield len(punishing) == 1 or close, read.of(read.section.tree(one))


def sanctions(read: Read, unit: Unit, below: Unit) -> bool:
    """Whether the part printed after `unit` in one text says neither an act nor a number."""
    here = unit.provision == below.provision and not below.label
    return here and not read.concepts(below.start, below.end) & ACTS


def mere(read: Read, unit: Unit) -> bool:
    """Whether a part says no act of its own, so that it punishes what is said before it."""
    tree = read.section.tree(unit)
    return not read.concepts(tree[0].start, tree[-1].end) & ACTS


def own_label(read: Read, unit: Unit) -> str:
    """A unit's own number: its label, or the last part of its provision's citation."""
    parts = re.findall(r"\w+", unit.label or read.section.provisions[unit.provision].citation)
    return str(parts[-1]) if parts else ""


def naming(read: Read, units: Iterable[Unit], labels: Sequence[str]) -> list[Unit]:
    """The parts of `units` that refer to one of `labels`, the nearest label first."""
    found = []
    for unit in (part for one in units for part in read.section.tree(one)):
        text = unpunished(read, unit)
        named = next((n for n, label in enumerate(labels) if names(text, label)), None)
        if named is not None:
            found.append((named, unit.index, unit))
    return [unit for _, _, unit in sorted(found, key=lambda f: f[:2])]


def unpunished(read: Read, unit: Unit) -> str:
    """A unit's text without its own label and without the numbers of its terms."""
    text = read.section.text[unit.start : unit.end]
    for clause in reversed(read.of([unit])):
        text = text[: clause.start - unit.start] + " " + text[clause.end - unit.start :]
    label = own_label(read, unit)
    return plain_numbers(re.sub(rf"^\W*{re.escape(label)}\W", "", text) if label else text)


def names(text: str, label: str) -> bool:
    """Whether a text refers to the paragraph `label`; letters only in brackets, numbers in ranges too."""
    if not label[:1].isdigit():
        return label in text and re.search(rf"(?<!\w)\(?{re.escape(label)}\)", text) is not None
    if label in text and re.search(rf"(?<![\w.,]){re.escape(label)}(?![\w]|[.,]\d)", text):
        return True
    ends = [(int(m[1]), int(m[2])) for m in RANGE.finditer(text)]
    return label.isdigit() and any(low <= int(label) <= high for low, high in ends)


def resolve(read: Read, others: Sequence[Read], clause: Clause) -> tuple[Read, Clause] | None:
    """The clause itself, or the one it refers to, with the share of it that it says.

    It refers to the paragraph or section it names, else to the clause before.
    """
    if clause.term.kind == "custody":
        return read, clause
    found = referred(read, others, clause)
    if found is None or clause.term.share == 1:
        return found
    where, other = found
    term = replace(
        other.term,
        min_months=part(other.term.min_months, clause.term.share),
        max_months=part(other.term.max_months, clause.term.share),
        life=False,
    )
    return where, replace(other, term=term)


def part(months: int | None, share: Fraction) -> int | None:
    """A share of a term in whole months; None where it is less than one."""
    return None if months is None else int(months * share) or None


def referred(read: Read, others: Sequence[Read], clause: Clause) -> tuple[Read, Clause] | None:
    """The clause that a mere reference means."""
    unit = read.section.unit_at(clause.start)
    text, place = read.section.text, clause.start
    around = text[max(0, place - BESIDE) : place] + " " + text[place : clause.end + AFTER]
    for number in NUMBER_NEAR.findall(plain_numbers(around)):
        for one in paragraphs(read, number):
            found = custodial(read.of(read.section.tree(one))) if one.index != unit.index else None
            if found is not None:
                return read, found
        for other in others:
            if other is not read and len(number) > 1 and key(other.section.number) == number:
                found = custodial(other.clauses)
                if found is not None:
                    return other, found
    earlier = [c for c in read.clauses if c.start < clause.start and c.term.kind == "custody"]
    if not earlier:
        return None
    last = read.section.unit_at(earlier[-1].start)
    same = [c for c in earlier if read.section.unit_at(c.start).index == last.index]
    found = base(same)
    return None if found is None else (read, found)


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
    place = next(n for n, other in enumerate(others) if other is read)
    headed = of_the_heading(read, others[place + 1 : place + 2])
    if headed is not None:
        return headed
    for other in (*others[place + 1 :], *others[:place]):
        found = cites(other, read.section.number)
        if found is not None:
            return other, found
    return of_the_act(read, others[place + 1 : place + 1 + FAR])


def cites(other: Read, number: str) -> Clause | None:
    """The clause of `other` that punishes the offence of section `number`, no attempt or help."""
    if number not in other.section.text:
        return None
    named = re.compile(rf"(?<![\w.]){re.escape(number)}(?![\w]|\.\d)")
    if not named.search(other.section.text):
        return None
    for unit in other.section.units:
        places = [m.start() for m in named.finditer(other.section.text, unit.start, unit.end)]
        found = custodial(other.of([unit, *other.section.tree(unit)])) if places else None
        if found is None or other.concepts(unit.start, unit.end) & SECONDARY:
            continue
        refs = [m.end for m in other.mentions if m.concept == "section-ref"]
        if any(0 <= place - end <= REFERENCE for place in places for end in refs):
            return found
    return None


def of_the_heading(read: Read, next_section: Sequence[Read]) -> tuple[Read, Clause] | None:
    """A clause of the next section, where its heading repeats the words of this one's."""
    own = {word[:STEM] for word in WORD.findall(fold(read.heading))}
    for other in next_section:
        words = {word[:STEM] for word in WORD.findall(fold(other.heading))}
        found = custodial(other.clauses)
        if found is not None and len(own) > 1 and len(own & words) > len(own) / 2:
            return other, found
    return None


def of_the_act(read: Read, later: Sequence[Read]) -> tuple[Read, Clause] | None:
    """A clause of a later section that punishes every offence of the act."""
    file = sentencing_language(read.language)
    phrases = load_sentencing(file).this_act if file else ()
    for other in later:
        for unit in other.section.units:
            text = other.section.text[unit.start : unit.end].casefold()
            if any(phrase in text for phrase in phrases) and (found := custodial(other.of([unit]))):
                return other, found
    return None
