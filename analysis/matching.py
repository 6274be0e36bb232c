"""Rules against views: which stretches of a section prove which clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from lexgap.analysis.mentions import Mention
from lexgap.analysis.needs import Needs
from lexgap.analysis.reach import Asked, Question
from lexgap.analysis.references import Citation, Places, cites
from lexgap.analysis.stretches import Stretch
from lexgap.analysis.units import Unit
from lexgap.analysis.view import View, near
from lexgap.schema.rules import Clause, Condition

BESIDE = 8
"""Words beside a mention in which a citation says whose offence it is (`pornography, section 7`)."""


class Read(Protocol):
    """An act that was read."""

    asked: Asked

    def known(self) -> set[str]:
        """What is known of the whole act."""


@dataclass
class Context:
    """What is known beyond the section: flags by act and country, and flagged section numbers."""

    act: set[str] = field(default_factory=set)
    country: set[str] = field(default_factory=set)
    places: dict[str, Places] = field(default_factory=dict)
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asked: Asked = field(default_factory=Asked)
    """What the act that is looked at asks of the others."""
    settled: bool = False
    """Whether all flags are set."""
    _needs: dict[int, Needs] = field(default_factory=dict)

    def turn(self, one: Read) -> None:
        """Look at an act."""
        self.act, self.asked = one.known(), one.asked

    def needs(self, clause: Clause) -> Needs:
        """What a clause asks for, as bits; worked out once."""
        found = self._needs.get(id(clause))
        if found is None:
            found = self._needs[id(clause)] = Needs(clause)
        return found

    def allows(self, clause: Clause) -> bool:
        """Whether the act and the country meet what the clause asks of them."""
        if not _holds(clause.act, self.act):
            return False
        if clause.country.all or clause.country.none:
            groups = {*clause.country.all, *clause.country.none}
            self.asked.flags |= groups if self.settled else set().union(*map(members, groups))
        return _holds(clause.country, self.country)

    def cites(self, view: View, flag: str, start: int, end: int) -> bool:
        """Whether text[start:end] cites a section with the flag."""
        places = self.places.get(flag)
        if places is None:
            return False

        def ask(citation: Citation) -> None:
            self.asked.citations.add(Question(flag, places.settled, citation))

        return cites(view, start, end, self.orders, places, ask)


@dataclass(frozen=True)
class Hit:
    """A clause proved: the unit, the stretch, and the mention to quote."""

    unit: int
    start: int
    end: int
    mention: Mention
    concepts: tuple[str, ...]
    proofs: tuple[Mention, ...] = ()


def hits(view: View, clause: Clause, context: Context) -> Iterator[Hit]:
    """Every stretch of the section that proves the clause."""
    needs = context.needs(clause)
    if not (needs.met(view) and context.allows(clause)):
        return
    for stretch in view.stretches(clause.in_):
        if stretch.mask & needs.barred == 0 and all(stretch.mask & g for g in needs.own):
            hit = _proves(view, clause, context, stretch)
            if hit is not None:
                yield hit


@cache
def members(group: str) -> frozenset[str]:
    """The concepts of a group `a|b`."""
    return frozenset(group.split("|"))


def _holds(condition: Condition, concepts: set[str] | frozenset[str]) -> bool:
    for group in condition.all:
        if members(group).isdisjoint(concepts):
            return False
    return all(members(group).isdisjoint(concepts) for group in condition.none)


def _proves(view: View, clause: Clause, context: Context, stretch: Stretch) -> Hit | None:
    unit, start, end, mentions, _ = stretch
    proofs: list[Mention] = []
    if clause.simple or clause.purposed:
        proofs = _verbs(view, clause, mentions)
        if not proofs:
            return None
    if clause.near:
        groups = [members(group) for group in clause.near]
        window = next(near(view, mentions, groups, clause.words), None)
        if window is None:
            return None
        proofs += [m for m in view.within(*window) if any(m.concept in g for g in groups)]
    if not _around(view, clause, unit) or not _holds(clause.section, view.area(start, end)):
        return None
    if clause.refers and not context.cites(view, clause.refers, start, end):
        return None
    wanted = [name for group in clause.all for name in group.split("|")]
    proofs += [m for name in wanted for m in mentions if m.concept == name]
    if not proofs:
        proofs = [m for m in mentions if m.concept == "section-ref"] or mentions
    if not proofs:
        return None
    if clause.not_before and _barred(clause, mentions, proofs):
        return None
    return Hit(
        unit.index,
        start,
        end,
        proofs[0],
        tuple(dict.fromkeys(m.concept for m in proofs)),
        tuple(proofs),
    )


def creates(view: View, hit: Hit, flag: str, context: Context) -> bool:
    """Whether a stretch makes the offence itself, no section that does being named beside it."""
    low, high = view.clause_of(hit.mention.start)
    reach = BESIDE * view.window
    start, end = max(low, hit.mention.start - reach), min(high, hit.mention.end + 2 * reach)
    return not context.cites(view, flag, start, end)


def _barred(clause: Clause, mentions: Sequence[Mention], proofs: Sequence[Mention]) -> bool:
    """Whether the stretch opens with what rules it out: `it is no offence to possess`."""
    telling = [p.start for p in proofs if p.concept not in {"csam", *clause.not_before}]
    first = min(telling, default=proofs[0].start)
    return any(m.concept in clause.not_before and m.start < first for m in mentions)


def _verbs(view: View, clause: Clause, mentions: Sequence[Mention]) -> list[Mention]:
    simple, purposed = members(clause.simple), members(clause.purposed)
    return [m for m in mentions if m.concept in simple and m not in view.purposed] + [
        m for m in mentions if m.concept in purposed and m in view.purposed
    ]


def _around(view: View, clause: Clause, unit: Unit) -> bool:
    section = view.section
    heads = view.concepts(section.chain(unit)) if clause.chain != Condition() else set()
    if not _holds(clause.chain, heads):
        return False
    if clause.subsection.all or clause.subsection.none:
        return _holds(clause.subsection, view.subsection(unit))
    return True
