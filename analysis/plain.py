"""The rules in plain words, from what the inventory says each concept is about."""

import re
from collections.abc import Iterator

from lexgap.schema.rules import Clause, Condition, RuleBook
from lexgap.schema.wording import inventory

LONG = 60
"""Characters from which what a concept is about is cut at a comma."""
STRETCH = {
    "clause": "in one sentence",
    "unit": "in one numbered item",
    "subsection": "in one subsection",
    "section": "in one section",
}
SCOPES = {
    "chain": "the item or the heads above it",
    "subsection": "the subsection",
    "section": "the section",
    "heading": "a heading above",
    "act": "the act",
    "country": "the law of the country",
}


def about(concept: str, book: RuleBook) -> str:
    """What a concept, a composite mention or a flag covers, in full."""
    entry = inventory().get(concept)
    return entry.about if entry else book.about.get(concept, concept.replace("-", " "))


def label(concept: str, book: RuleBook) -> str:
    """The same in a few words.

    >>> from lexgap.schema.rules import load_rules
    >>> label("possess", load_rules()), label("csam-term", load_rules())
    ('possess, hold, keep, have in possession or custody, store', 'a term that names CSAM by itself')
    """
    text = re.sub(r"\s*\([^)]*\)", "", about(concept, book))
    head, colon, _ = text.partition(":")
    if colon and len(head.split()) > 1:
        text = head
    text = text.partition(";")[0].strip()
    if len(text) <= LONG:
        return text
    parts = text.split(", ")
    short = parts[0]
    for part in parts[1:]:
        if len(short) + len(part) > LONG * 2 // 3:
            break
        short += f", {part}"
    return short


def group(names: str, book: RuleBook) -> str:
    """A group `a|b`: one of these."""
    return " or ".join(f"“{label(name, book)}”" for name in names.split("|"))


def groups_of(clause: Clause) -> Iterator[str]:
    """Every group the clause asks for, its scopes included."""
    yield from (*clause.all, *clause.near, *filter(None, (clause.simple, clause.purposed)))
    for scope in SCOPES:
        condition: Condition = getattr(clause, scope)
        yield from condition.all
    if clause.refers:
        yield clause.refers


def clause_words(clause: Clause, book: RuleBook) -> tuple[str, ...]:
    """The conditions of a clause, one a line, the stretch first."""
    return (STRETCH[clause.in_] + ":", *_conditions(clause, book))


def _conditions(clause: Clause, book: RuleBook) -> Iterator[str]:
    if clause.simple:
        yield f"{group(clause.simple, book)}, without a purpose of distribution bound to it"
    if clause.purposed:
        yield f"{group(clause.purposed, book)}, with a purpose of distribution bound to it"
    if clause.near:
        named = "; ".join(group(names, book) for names in clause.near)
        yield f"within {clause.words} words: {named}" if len(clause.near) > 1 else named
    for names in clause.all:
        yield group(names, book)
    for names in clause.none:
        yield f"no {group(names, book)}"
    if clause.not_before:
        named = " or ".join(group(name, book) for name in clause.not_before)
        yield f"no {named} before it"
    if clause.refers:
        yield f"cites a section that {label(clause.refers, book)}"
    for scope, where in SCOPES.items():
        condition: Condition = getattr(clause, scope)
        for names in condition.all:
            yield f"{where}: {group(names, book)}"
        for names in condition.none:
            yield f"{where}: no {group(names, book)}"
