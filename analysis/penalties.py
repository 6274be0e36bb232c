"""Custodial ranges of the base offence by act type, from findings and the texts they stand in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lexgap.analysis.clauses import Read
from lexgap.analysis.liability import liable
from lexgap.analysis.offences import Passage, fitness, year
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
    return [penalty(passage) for passage in passages(act, findings)]


def passages(act: Act, findings: Sequence[Finding]) -> Iterator[Passage]:
    """The offence findings of `act` with their sentence clauses, where these are found."""
    mine = [f for f in findings if f.act == act.id and f.item in ITEMS]
    if not mine:
        return
    reads = [Read(section, act.language) for section in sections(act)]
    places = {
        provision.id: Place(read, start)
        for read in reads
        for provision, start in zip(read.section.provisions, read.section.starts, strict=True)
    }
    order = {read.section.provisions[0].id: n for n, read in enumerate(reads)}
    for finding in mine:
        place = places[finding.provision]
        start = place.offset + finding.start
        hit = liable(place.read, reads, start)
        if hit is not None:
            number = order[place.read.section.provisions[0].id]
            yield Passage(finding, act, (number, start), place.read, hit)


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
    known = list(acts.values()) if isinstance(acts, Mapping) else list(acts)
    found: dict[PenaltyAct, list[Passage]] = {}
    for act in known:
        for passage in passages(act, findings):
            found.setdefault(ITEMS[passage.finding.item], []).append(passage)
    return [
        penalty(min(found[kind], key=lambda p: rank(p, kind)))
        for kind in PENALTY_ACTS
        if kind in found
    ]


def rank(passage: Passage, kind: PenaltyAct) -> tuple[int, int, int, tuple[int, int]]:
    """Sort key of a passage, the best first; among equals that of the later act, in printed order."""
    item = passage.finding.item
    return PREFERENCE[item], -fitness(passage, kind), -year(passage.act), passage.place
