"""Custodial ranges of the base offence by act type, from findings and the texts they stand in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lexgap.analysis.clauses import VERBS, Read
from lexgap.analysis.liability import liable
from lexgap.analysis.offences import Passage, childless, fitness, year
from lexgap.analysis.units import sections
from lexgap.schema.models import PENALTY_ACTS, Act, Finding, Penalty, PenaltyAct

ITEMS: dict[str, PenaltyAct] = {
    "off-possession-simple": "possession",
    "off-possession-intent-only": "possession",
    "off-access-knowingly": "access",
    "off-distribution": "distribution",
    "off-production": "production",
    "off-grooming-online": "grooming",
}
"""Offence items by act type; of two items for one act type the first named is preferred."""
WORDINGS = 5
"""Sections after one in which a later wording of it may stand."""
DAY = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2})"
PERIOD = re.compile(rf"^[^\d\n]{{0,40}}{DAY}[^\d\n]{{1,25}}{DAY}[^\w\n]*$", re.MULTILINE)
PREFERENCE = {item: n for n, item in enumerate(ITEMS)}


@dataclass(frozen=True)
class Place:
    """Where a provision stands: its section and that one's place among all, and the offset of its
    text in the section's text."""

    read: Read
    number: int
    offset: int

    def holds(self, start: int) -> bool:
        """Whether an offset of the provision's text lies in the section."""
        return 0 <= start + self.offset < len(self.read.section.text)


def passages(act: Act, findings: Sequence[Finding]) -> Iterator[Passage]:
    """The offence findings of `act` with their sentence clauses, where these are found."""
    mine = [f for f in findings if f.act == act.id and f.item in ITEMS]
    if not mine:
        return
    reads = [Read(section, act.language) for section in sections(act)]
    places: dict[str, list[Place]] = {}
    for n, read in enumerate(reads):
        for provision, start in zip(read.section.provisions, read.section.starts, strict=True):
            places.setdefault(provision.id, []).append(Place(read, n, start))
    stands = {finding.id: standing(places[finding.provision], finding) for finding in mine}
    weights: dict[int, int] = {}
    for finding in mine:
        number = stands[finding.id].number
        weights[number] = max(weights.get(number, 0), finding.weight)
    for finding in mine:
        place = stands[finding.id]
        number = place.number
        if superseded(reads, number):
            continue
        for start in said(place.read, finding, place.offset + finding.start):
            hit = liable(place.read, reads, start)
            if hit is not None:
                yield Passage(finding, act, (number, start), place.read, hit, weights[number])


def standing(held: Sequence[Place], finding: Finding) -> Place:
    """The place among those of its provision that holds a finding."""
    return next((place for place in held if place.holds(finding.start)), held[0])


def superseded(reads: Sequence[Read], number: int) -> bool:
    """Whether another wording of a section, with a penalty, holds instead of the one at `number`.

    That is one printed after it, or before it where the one at `number` says until when it held.
    """
    own = reads[number].section
    ended = past(own.text)
    first = max(number - WORDINGS, 0) if ended else number + 1
    return any(
        read.section.number == own.number
        and read.section.path == own.path
        and bool(read.clauses)
        and not past(read.section.text)
        for read in reads[first : number + 1 + WORDINGS]
    )


def past(text: str) -> bool:
    """Whether a section bears a line with the days on which its wording came into and out of force."""
    return PERIOD.search(text) is not None


def said(read: Read, finding: Finding, start: int) -> list[int]:
    """Where a finding's act is said: once a sentence from its quote on, in the same unit.

    Its own start where it is said nowhere, or the act is solicitation, said in many parts.
    """
    kind = ITEMS[finding.item]
    end = read.section.unit_at(start).end
    found = {
        read.sentence(m.start)[0]: m.start
        for m in reversed(read.said(VERBS[kind]))
        if start <= m.start < end
    }
    return [start] if kind == "grooming" or not found else sorted(found.values())


def penalty(passage: Passage) -> Penalty:
    """The model of the sentence clause of a passage."""
    act, finding = passage.act, passage.finding
    read, clause = passage.liability.read, passage.liability.clause
    term = clause.term
    provision = read.section.provisions[clause.provision]
    return Penalty(
        country=act.country,
        penalty=ITEMS[finding.item],
        min_months=term.min_months,
        max_months=term.max_months,
        life=term.life,
        fine=term.fine,
        currency=currency(term.currencies, act.country),
        finding=finding.id,
        act=act.id,
        provision=provision.id,
        citation=read.section.citation(read.section.unit_at(clause.start)),
        start=term.start,
        end=term.end,
        quote=provision.text[term.start : term.end],
    )


def currency(codes: Sequence[str], country: str) -> str:
    """The ISO 4217 code meant by a word for money: the only one, or that of the country.

    A national currency's code begins with the country's own.
    """
    if len(codes) == 1:
        return codes[0]
    return next((code for code in codes if code.startswith(country)), "")


def country_penalties(
    acts: Mapping[str, Act] | Iterable[Act], findings: Sequence[Finding]
) -> list[Penalty]:
    """One penalty an act type for a country: that of the passage that fits its base offence best."""
    known = originals(acts.values() if isinstance(acts, Mapping) else acts)
    order = {finding.id: n for n, finding in enumerate(findings)}
    found: dict[PenaltyAct, list[Passage]] = {}
    for act in known:
        for passage in passages(act, findings):
            found.setdefault(ITEMS[passage.finding.item], []).append(passage)
    return [
        penalty(min(found[kind], key=lambda p: (*rank(p, kind), p.place, order[p.finding.id])))
        for kind in PENALTY_ACTS
        if kind in found
    ]


def originals(acts: Iterable[Act]) -> list[Act]:
    """`acts` without translations of works whose own text is among them."""
    given = list(acts)
    own = {act.work for act in given if act.text_state != "translation"}
    return [act for act in given if act.text_state != "translation" or act.work not in own]


def rank(passage: Passage, kind: PenaltyAct) -> tuple[bool, int, int, int]:
    """Sort key of a passage, the best first; among equals that of the later act."""
    item = PREFERENCE[passage.finding.item]
    return childless(passage), item, -fitness(passage, kind), -year(passage.act)
