"""What the machine knows of a country, item by item, for the person who reviews it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lexgap.analysis.collect import read_models
from lexgap.analysis.contracts import AGAIN, cited_findings
from lexgap.analysis.explanation import Country, Miss
from lexgap.analysis.review.law import Law
from lexgap.schema.models import Answer, ChecklistItem, Finding
from lexgap.schema.store import BadInputError, Folder

MISSES = 3
"""Nearest misses shown of an item."""


@dataclass(frozen=True)
class Entry:
    """An item with the machine's answer, the findings it rests on and the nearest misses."""

    item: ChecklistItem
    answer: str
    note: str
    findings: tuple[Finding, ...] = ()
    misses: tuple[Miss, ...] = field(default=())


def machine_answers(folder: Folder, country: str = "") -> dict[tuple[str, str], Answer]:
    """The machine's answers by country and item. Raises BadInputError where there are none."""
    if not folder.answers.exists():
        raise BadInputError(
            f"{folder.answers}: no answers yet; run `lexgap --data {folder.root} run` first"
        )
    rows = read_models(folder.answers, Answer, AGAIN)
    return {(a.country, a.item): a for a in rows if not country or a.country == country}


def dossier(folder: Folder, law: Law, items: Sequence[ChecklistItem]) -> list[Entry]:
    """An entry an item, in the order given. The texts are read anew for the misses."""
    answers = machine_answers(folder, law.country)
    cited = cited_findings(folder, {f for a in answers.values() for f in a.findings})
    misses = near(law, items)
    entries = []
    for item in items:
        answer = answers.get((law.country, item.id))
        entries.append(
            Entry(
                item=item,
                answer=answer.answer if answer else "not-assessed",
                note=answer.note if answer else "",
                findings=tuple(cited[f] for f in answer.findings) if answer else (),
                misses=tuple(misses.get(item.id, ())),
            )
        )
    return entries


def near(law: Law, items: Sequence[ChecklistItem]) -> dict[str, list[Miss]]:
    """The nearest misses of each item that is not met."""
    country = Country(law.country, law.acts)
    if not country.readings:
        return {}
    every = list(country.book.items)
    proved = country.proofs(every)
    answers = country.answers(proved, every)
    return {
        item.id: country.misses(item.id, answers[item.id], proved, MISSES)
        for item in items
        if item.id in answers and answers[item.id].answer != "yes"
    }
