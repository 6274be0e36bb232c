"""The rules in plain words, from what the inventory says each concept is about."""

import re
from collections.abc import Callable, Iterator

from lexgap.schema.rules import Clause, Condition, RuleBook
from lexgap.schema.wording import inventory

Say = Callable[[str], str]
"""Says a message in the language of a reader; `str` leaves it in English."""


def mark(message: str) -> str:
    """A message for the catalogue, said later."""
    return message


LONG = 60
"""Characters from which what a concept is about is cut at a comma."""
STRETCH = {
    "clause": mark("in one sentence"),
    "unit": mark("in one numbered item"),
    "subsection": mark("in one subsection"),
    "section": mark("in one section"),
}
SCOPES = {
    "chain": mark("the item or the heads above it"),
    "subsection": mark("the subsection"),
    "section": mark("the section"),
    "heading": mark("a heading above"),
    "act": mark("the act"),
    "country": mark("the law of the country"),
}


def about(concept: str, book: RuleBook) -> str:
    """What a concept, a composite mention or a flag covers, in full."""
    entry = inventory().get(concept)
    return entry.about if entry else book.about.get(concept, concept.replace("-", " "))


def label(concept: str, book: RuleBook, say: Say = str) -> str:
    """The same in a few words.

    >>> from lexgap.schema.rules import load_rules
    >>> label("possess", load_rules()), label("csam-term", load_rules())
    ('possess, hold, keep, have in possession or custody, store', 'a term that names CSAM by itself')
    """
    text = re.sub(r"\s*\([^)]*\)", "", say(about(concept, book)))
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


def group(names: str, book: RuleBook, say: Say = str) -> str:
    """A group `a|b`: one of these."""
    quoted = say(mark("“%(words)s”"))
    return f" {say(mark('or'))} ".join(
        quoted % {"words": label(name, book, say)} for name in names.split("|")
    )


def groups_of(clause: Clause) -> Iterator[str]:
    """Every group the clause asks for, its scopes included."""
    yield from (*clause.all, *clause.near, *filter(None, (clause.simple, clause.purposed)))
    for scope in SCOPES:
        condition: Condition = getattr(clause, scope)
        yield from condition.all
    if clause.refers:
        yield clause.refers


def clause_words(clause: Clause, book: RuleBook, say: Say = str) -> tuple[str, ...]:
    """The conditions of a clause, one a line, the stretch first."""
    stretch = say(mark("%(stretch)s:")) % {"stretch": say(STRETCH[clause.in_])}
    return (stretch, *_bound(clause, book, say), *_around(clause, book, say))


def _bound(clause: Clause, book: RuleBook, say: Say) -> Iterator[str]:
    """What the stretch itself must say."""
    if clause.simple:
        told = say(mark("%(what)s, without a purpose of distribution bound to it"))
        yield told % {"what": group(clause.simple, book, say)}
    if clause.purposed:
        told = say(mark("%(what)s, with a purpose of distribution bound to it"))
        yield told % {"what": group(clause.purposed, book, say)}
    if clause.near:
        named = "; ".join(group(names, book, say) for names in clause.near)
        told = say(mark("within %(n)s words: %(what)s"))
        yield told % {"n": clause.words, "what": named} if len(clause.near) > 1 else named
    for names in clause.all:
        yield group(names, book, say)
    for names in clause.none:
        yield say(mark("no %(what)s")) % {"what": group(names, book, say)}


def _around(clause: Clause, book: RuleBook, say: Say) -> Iterator[str]:
    """What must stand, or not, before it, where it refers to, and around it."""
    if clause.not_before:
        named = f" {say(mark('or'))} ".join(group(name, book, say) for name in clause.not_before)
        yield say(mark("no %(what)s before it")) % {"what": named}
    if clause.refers:
        told = say(mark("cites a section that %(what)s"))
        yield told % {"what": label(clause.refers, book, say)}
    for scope, where in SCOPES.items():
        condition: Condition = getattr(clause, scope)
        for names in condition.all:
            told = say(mark("%(where)s: %(what)s"))
            yield told % {"where": say(where), "what": group(names, book, say)}
        for names in condition.none:
            told = say(mark("%(where)s: no %(what)s"))
            yield told % {"where": say(where), "what": group(names, book, say)}
