"""Custodial ranges of the base offence by act type, from findings and the texts they stand in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lexgap.analysis.liability import Clause, Read, liable
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
PREFERENCE = {item: n for n, item in enumerate(ITEMS)}


@dataclass(frozen=True)
class Place:
    """Where a provision stands: its section, and the offset of its text in the section's text."""

    read: Read
    offset: int


def penalties_of(act: Act, findings: Sequence[Finding]) -> list[Penalty]:
    """A penalty for each offence finding of `act` whose sentence clause is found, in their order."""
    mine = [f for f in findings if f.act == act.id and f.item in ITEMS]
    if not mine:
        return []
    reads = [Read(section, act.language) for section in sections(act)]
    places = {
        provision.id: Place(read, start)
        for read in reads
        for provision, start in zip(read.section.provisions, read.section.starts, strict=True)
    }
    found = []
    for finding in mine:
        place = places[finding.provision]
        hit = liable(place.read, reads, place.offset + finding.start)
        if hit is not None:
            found.append(penalty(act, finding, *hit))
    return found


def penalty(act: Act, finding: Finding, read: Read, clause: Clause) -> Penalty:
    """The model of one sentence clause."""
    term = clause.term
    provision = read.section.provisions[clause.provision]
    return Penalty(
        country=act.country,
        penalty=ITEMS[finding.item],
        min_months=term.min_months,
        max_months=term.max_months,
        life=term.life,
        fine=term.fine,
        finding=finding.id,
        act=act.id,
        provision=provision.id,
        citation=read.section.citation(read.section.unit_at(clause.start)),
        start=term.start,
        end=term.end,
        quote=provision.text[term.start : term.end],
    )


def country_penalties(
    acts: Mapping[str, Act] | Iterable[Act], findings: Sequence[Finding]
) -> list[Penalty]:
    """One penalty an act type for a country; `findings` best first, as its answers cite them.

    A finding that supports a yes comes before one that supports a partial answer.
    """
    known = list(acts.values()) if isinstance(acts, Mapping) else list(acts)
    order = {
        f.id: (PREFERENCE[f.item], f.polarity != "yes", n)
        for n, f in enumerate(findings)
        if f.item in ITEMS
    }
    found = [p for act in known for p in penalties_of(act, findings)]
    found.sort(key=lambda p: order[p.finding])
    chosen: dict[PenaltyAct, Penalty] = {}
    for one in found:
        chosen.setdefault(one.penalty, one)
    return [chosen[kind] for kind in PENALTY_ACTS if kind in chosen]
