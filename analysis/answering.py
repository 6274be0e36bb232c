"""One answer a country and item, from the findings of its acts."""

from collections.abc import Iterable, Mapping, Sequence

from lexgap.analysis.references import key
from lexgap.schema.models import Answer, Finding
from lexgap.schema.rules import ItemRule, RuleBook

SHOWN = 4
"""Findings an answer cites, each of another section."""


def answers_of(
    country: str, findings: Iterable[Finding], items: Sequence[str], book: RuleBook, searched: int
) -> list[Answer]:
    """The answers of a country with text in a language that has concepts."""
    by_item: dict[str, list[Finding]] = {}
    for finding in findings:
        by_item.setdefault(finding.item, []).append(finding)
    outcomes = {
        item: _outcome(by_item.get(item, ()), book.items[item])
        for item in items
        if item in book.items
    }
    return [
        Answer(
            country=country,
            item=item,
            searched=searched,
            **_settled(item, outcomes, by_item.get(item, []), book.items),
        )
        for item in items
    ]


def _outcome(findings: Sequence[Finding], rule: ItemRule) -> str:
    if rule.needs:
        proved = {f.labeller.rsplit("/", 1)[-1] for f in findings if f.polarity == "yes"}
        if proved.issuperset(rule.needs):
            return "yes"
        return "partial" if findings else "not-found"
    if any(f.polarity == "yes" for f in findings):
        return "yes"
    return "partial" if findings else "not-found"


def _settled(
    item: str,
    outcomes: Mapping[str, str],
    findings: Sequence[Finding],
    rules: Mapping[str, ItemRule],
) -> dict[str, object]:
    if item not in rules:
        return {"answer": "not-assessed", "note": "no rule for this item yet"}
    rule, outcome = rules[item], outcomes[item]
    if rule.unless and outcomes[rule.unless] == "yes":
        return {"answer": "not-found", "note": f"ruled out by {rule.unless}"}
    if rule.requires and outcomes[rule.requires] == "not-found":
        return {"answer": "not-found", "note": f"nothing found for {rule.requires}"}
    if rule.limited and outcome == "yes" and outcomes[rule.limited] == "partial":
        outcome = "partial"
    return {"answer": outcome, "findings": tuple(f.id for f in best(findings))}


def best(findings: Sequence[Finding]) -> list[Finding]:
    """The findings to cite: yes before partial, better clauses first, one a section."""
    ranked = sorted(findings, key=_rank)
    chosen: list[Finding] = []
    sections: set[tuple[str, str]] = set()
    for finding in ranked:
        place = (finding.act, key(finding.citation))
        if place not in sections:
            sections.add(place)
            chosen.append(finding)
        if len(chosen) == SHOWN:
            break
    return chosen


def _rank(finding: Finding) -> tuple[bool, int, str, int]:
    clause = int(finding.labeller.split("/")[2])
    return finding.polarity != "yes", clause, finding.provision, finding.start
