"""Near misses: stretches of a law that would prove a clause but for one of its conditions.

Each condition of a clause is dropped in turn; what the loosened clause finds and the clause itself
does not is a near miss, and the dropped condition is what the law lacks there. The rules themselves
do the finding, so a near miss and a finding can never disagree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lexgap.analysis.matching import Context, Hit, hits
from lexgap.analysis.plain import SCOPES, groups_of
from lexgap.analysis.readings import Reading
from lexgap.analysis.references import key
from lexgap.analysis.view import View
from lexgap.schema.rules import Clause, Condition, ItemRule, RuleBook
from lexgap.schema.wording import inventory

SHOWN = 5
"""Near misses of an item, each of another section."""
FEW = 2
"""Places named where an item would have to stand, and nothing comes nearer to it."""
PER_SECTION = 3
"""Stretches of a section looked at for one loosened clause."""
APART = 4
"""How many times farther apart than the clause allows words still count as near it."""
KINDS = (
    "purpose",
    "no-purpose",
    "barred",
    "apart",
    "elsewhere",
    "reference",
    "missing",
    "core",
    "absent",
)
"""What can be the matter, what says most first. `core`: what every clause of the item asks for;
`absent`: all that the stretch itself is asked for, so that only its surroundings are met."""
FAR = ("core", "absent")
WIDER = {"clause": "unit", "unit": "subsection", "subsection": "section"}


@dataclass(frozen=True)
class Loosened:
    """A clause without one of its conditions: what was dropped, and where it was looked for."""

    clause: Clause
    kind: str
    group: str
    where: str


@dataclass(frozen=True)
class NearMiss:
    """A stretch that lacks one condition of a clause."""

    item: str
    polarity: str
    number: int
    clause: Clause
    loosened: Loosened
    reading: Reading
    view: View
    hit: Hit


def core(rule: ItemRule) -> frozenset[str]:
    """The concepts that every clause of a rule asks its own stretch for."""
    sets = [_own(clause) for clause in (*rule.yes, *rule.partial)]
    return frozenset.intersection(*sets) if sets else frozenset()


def _own(clause: Clause) -> frozenset[str]:
    groups = (*clause.all, *clause.near, clause.simple, clause.purposed)
    return frozenset(name for group in groups for name in group.split("|") if name)


def loosened(clause: Clause, needed: frozenset[str] = frozenset()) -> Iterator[Loosened]:
    """The clause without each of its conditions in turn; `needed`: see `core`."""
    for kind, field in (("purpose", "simple"), ("no-purpose", "purposed")):
        if verbs := getattr(clause, field):
            yield _without(clause, kind, verbs, "", **{field: "", "all": (*clause.all, verbs)})
    for name in clause.none:
        rest = tuple(other for other in clause.none if other != name)
        yield _without(clause, "barred", name, "", none=rest)
    if clause.not_before:
        yield _without(clause, "barred", "|".join(clause.not_before), "before", not_before=())
    if len(clause.near) > 1:
        yield _without(clause, "apart", "", "", words=clause.words * APART)
    for field in ("all", "near"):
        groups: tuple[str, ...] = getattr(clause, field)
        for n, group in enumerate(groups):
            rest = groups[:n] + groups[n + 1 :]
            kind = "core" if needed.intersection(group.split("|")) else "missing"
            one = _without(clause, kind, group, clause.in_, **{field: rest})
            if _own(one.clause):
                yield one
            elif any("csam" in group.split("|") for group in groups_of(one.clause)):
                yield _without(clause, "absent", group, clause.in_, **{field: ("csam",)})
    if wider := WIDER.get(clause.in_):
        yield _without(clause, "elsewhere", "", wider, in_=wider)
    if clause.refers:
        yield _without(clause, "reference", clause.refers, "", refers="")
    yield from _without_scopes(clause)


def _without_scopes(clause: Clause) -> Iterator[Loosened]:
    for scope in SCOPES:
        condition: Condition = getattr(clause, scope)
        for field, kind in (("all", "missing"), ("none", "barred")):
            groups: tuple[str, ...] = getattr(condition, field)
            for n, group in enumerate(groups):
                rest = condition.model_copy(update={field: groups[:n] + groups[n + 1 :]})
                yield _without(clause, kind, group, scope, **{scope: rest})


def _without(clause: Clause, kind: str, group: str, where: str, **change: Any) -> Loosened:
    return Loosened(clause.model_copy(update=change), kind, group, where)


def telling(clause: Clause, book: RuleBook) -> bool:
    """Whether a clause still asks for something that makes a section worth reading."""
    known = inventory()
    return any(
        all(name not in known or known[name].anchor for name in group.split("|"))
        for group in groups_of(clause)
    )


def near_misses(
    readings: Sequence[Reading],
    context: Context,
    book: RuleBook,
    item: str,
    proved: frozenset[str] = frozenset(),
    polarities: Sequence[str] = ("yes", "partial"),
    shown: int = SHOWN,
) -> list[NearMiss]:
    """The stretches closest to proving an item, best first, one a section.

    `proved`: parts of the item's `needs` that need no proof any more; `polarities`: the clauses.
    """
    found: list[tuple[tuple[Any, ...], NearMiss]] = []
    for at, reading in enumerate(readings):
        context.act = reading.known()
        for miss in _of_act(reading, context, book, item, proved, polarities):
            found.append((_rank(miss, at), miss))
    best: dict[tuple[str, str], NearMiss] = {}
    for _, miss in sorted(found, key=lambda pair: pair[0]):
        best.setdefault((miss.reading.act.id, key(miss.view.section.number)), miss)
    ranked = list(best.values())
    close = [miss for miss in ranked if miss.loosened.kind not in FAR]
    return close[:shown] or ranked[:FEW]


def _of_act(
    reading: Reading,
    context: Context,
    book: RuleBook,
    item: str,
    proved: frozenset[str],
    polarities: Sequence[str],
) -> Iterator[NearMiss]:
    rule = book.items[item]
    needed = core(rule)
    for polarity in polarities:
        clauses: tuple[Clause, ...] = getattr(rule, polarity)
        for number, clause in enumerate(clauses, 1):
            if clause.part and clause.part in proved:
                continue
            for loose in loosened(clause, needed):
                if not telling(loose.clause, book):
                    continue
                for one in reading.views:
                    taken = {hit.unit for hit in hits(one, clause, context)}
                    for hit in islice(hits(one, loose.clause, context), PER_SECTION):
                        if hit.unit not in taken:
                            yield NearMiss(item, polarity, number, clause, loose, reading, one, hit)


def _rank(miss: NearMiss, act: int) -> tuple[Any, ...]:
    view = miss.view
    names = view.all_concepts()
    near = 0 if names & {"csam", "csam-offence", "csam-definition"} else 1
    if near and not {"child", "sexual"} <= names:
        near = 2
    kind = KINDS.index(miss.loosened.kind)
    place = view.section.units[miss.hit.unit].start
    far = miss.loosened.kind in FAR
    return far, near, kind, miss.polarity != "yes", -view.weight, miss.number, act, view.section.starts[0], place  # fmt: skip
