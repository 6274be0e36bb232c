"""The rules: for each checklist item what must be said where, in concepts, for every language.

The rule language, as the files of `checklist/rules/` use it:

    all: [possess, csam]          every one is mentioned; `a|b` is one or the other
    none: [doll]                  none of these is
    not_before: [exception]       none of these stands before the first mention that proves
    near: [child, age-18]         one window of `words` words holds all of them
    simple: possess               the verb, without a purpose clause of distribution bound to it
    purposed: possess             the verb, with such a clause
    in: unit                      where these look: clause, unit, subsection or section
    chain, subsection, section,   further conditions {all, none} on the unit with its heads, the
    heading, act, country         largest part around it, the section, headings, act or country
    refers: csam-offence          the text cites a section that has this flag
    own: true                     of a flag: no other section with the flag is named beside it
    part: good-faith              the part of `needs` that this clause proves

Of an item, `shows: [attempt, aid|incite]` has an answer cite a finding that rests on each of these.

`derived` makes new mentions out of mentions; `flags` marks sections; both are then concepts too.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from lexgap.schema.load import Lines, build, load_yaml
from lexgap.schema.models import Model
from lexgap.schema.wording import anchors, inventory

RULES = Path(__file__).parent / "checklist" / "rules"
CONTEXT = "context.yml"


class Condition(Model):
    """What a stretch of text must and must not mention."""

    all: tuple[str, ...] = ()
    """Groups `a|b` of concepts of which each must be mentioned."""
    none: tuple[str, ...] = ()
    """Concepts that must not be mentioned."""


class Clause(Condition):
    """One way to find an item in a text."""

    in_: Literal["clause", "unit", "subsection", "section"] = Field(default="unit", alias="in")
    """The stretch the conditions look at."""
    near: tuple[str, ...] = ()
    """Groups that must stand within one window."""
    words: int = 15
    """Size of the window in words."""
    simple: str = ""
    """Group of verbs, one without a purpose clause."""
    purposed: str = ""
    """Group of verbs, one with a purpose clause."""
    not_before: tuple[str, ...] = ()
    """Concepts that must not stand before the first mention that proves the clause."""
    refers: str = ""
    """Flag of a section that the text cites."""
    chain: Condition = Condition()
    """The unit with its heads."""
    subsection: Condition = Condition()
    """The largest numbered part around the unit."""
    section: Condition = Condition()
    """The whole section, its flags included."""
    heading: Condition = Condition()
    """Heading of the section and headings above."""
    act: Condition = Condition()
    """Title of the act, and flags of its sections."""
    country: Condition = Condition()
    """Flags of the country's acts."""
    part: str = ""
    """Part of the item's `needs` that the clause proves."""
    own: bool = False
    """Of a flag: not where the words beside name another section with the flag."""


class Derived(Model):
    """How a composite mention comes about."""

    near: tuple[str, ...] = ()
    """Groups that must stand within one window of the same subsection."""
    words: int = 20
    """Size of the window in words."""
    none: tuple[str, ...] = ()
    """Concepts that must not be mentioned inside the window."""
    mention: str = ""
    """A concept each mention of which counts."""
    back: str = ""
    """A concept each mention of which counts after a derived one in the same section."""


class ItemRule(Model):
    """The rule of one item."""

    yes: tuple[Clause, ...] = ()
    """Ways that make the answer yes, best first."""
    partial: tuple[Clause, ...] = ()
    """Ways that make it partial, best first."""
    needs: tuple[str, ...] = ()
    """Parts that must all be proved for yes; some of them make partial."""
    requires: str = ""
    """Item that must be answered yes or partial, else this one is not found."""
    unless: str = ""
    """Item whose yes or partial rules this one out."""
    limited: str = ""
    """Item whose partial answer limits this one to partial."""
    shows: tuple[str, ...] = ()
    """Groups an answer shows each of: where the findings cited rest on none of a group, one more is."""


class ContextFile(Model):
    """What the rules of all items share."""

    derived: dict[str, tuple[Derived, ...]]
    """Composite mentions by name, made in this order."""
    flags: dict[str, tuple[Clause, ...]]
    """Flags of sections by name, set in this order."""
    about: dict[str, str] = Field(default_factory=dict)
    """What a composite mention or a flag means, in plain words."""


class RuleBook(ContextFile):
    """The folder of rules: what they share, and the rules of the items."""

    items: dict[str, ItemRule]
    """Rules by item."""


@cache
def load_rules() -> RuleBook:
    """The rule book. Raises BadInputError naming file and line."""
    return read_rules(RULES)


def rule_files(folder: Path = RULES) -> list[Path]:
    """The files that hold the rules of items, one a group of the checklist."""
    return [path for path in sorted(folder.glob("*.yml")) if path.name != CONTEXT]


def read_rules(folder: Path) -> RuleBook:
    """Load and check one folder of rules. Raises BadInputError naming file and line."""
    value, lines = load_yaml(folder / CONTEXT)
    context = build(ContextFile, value, lines)
    known = {*inventory(), *context.derived, *context.flags}
    for name, ways in context.derived.items():
        for n, way in enumerate(ways):
            names = (*way.near, *way.none, way.mention, way.back)
            _known(names, known, lines, ("derived", name, n))
            if not way.back:  # which comes after a mention made in another way
                _anchored((*way.near, way.mention), context, lines, ("derived", name, n))
    for name, clauses in context.flags.items():
        for n, clause in enumerate(clauses):
            _check(clause, known, lines, ("flags", name, n))
            _anchored(_asked(clause), context, lines, ("flags", name, n))
    items: dict[str, ItemRule] = {}
    for path in rule_files(folder):
        items.update(_item_rules(path, known, context))
    return RuleBook(**dict(context), items=items)


def _item_rules(path: Path, known: set[str], context: ContextFile) -> dict[str, ItemRule]:
    value, lines = load_yaml(path)
    rules = build(dict[str, ItemRule], value, lines)
    for name, rule in rules.items():
        _known(rule.shows, known, lines, (name, "shows"))
        for kind in ("yes", "partial"):
            for n, clause in enumerate(getattr(rule, kind)):
                _check(clause, known, lines, (name, kind, n))
                _anchored(_asked(clause), context, lines, (name, kind, n))
                if clause.part and clause.part not in rule.needs:
                    raise lines.error((name, kind, n, "part"), f"{clause.part!r} is no part of `needs`; add it there or correct it")  # fmt: skip
    return rules


def _check(clause: Clause, known: set[str], lines: Lines, key: tuple[str | int, ...]) -> None:
    names = [
        *clause.all,
        *clause.none,
        *clause.near,
        *clause.not_before,
        clause.simple,
        clause.purposed,
        clause.refers,
    ]
    for scope in ("chain", "subsection", "section", "heading", "act", "country"):
        condition: Condition = getattr(clause, scope)
        names.extend((*condition.all, *condition.none))
    _known(names, known, lines, key)
    if not (clause.all or clause.near or clause.simple or clause.purposed or clause.refers):
        raise lines.error(key, "a clause needs `all`, `near`, `simple`, `purposed` or `refers`")


def _asked(clause: Clause) -> Iterator[str]:
    """The groups that a clause asks the section for, in whatever part of it."""
    yield from (*clause.all, *clause.near, clause.simple, clause.purposed)
    for condition in (clause.chain, clause.subsection, clause.section):
        yield from condition.all


def _anchored(
    groups: Iterable[str], context: ContextFile, lines: Lines, key: tuple[str | int, ...]
) -> None:
    """Raise where a section without any anchor could be what is asked for: it is never read."""
    enough = {*anchors(), *context.derived, *context.flags}
    asked = [set(group.split("|")) for group in groups if group]
    if not any(group <= enough for group in asked):
        raise lines.error(key, "asks for no anchor, so that sections would have to be read that the tagger passes over; ask for a group of anchors, composite mentions or flags, or make a concept an anchor in concepts.yml")  # fmt: skip


def _known(
    groups: "tuple[str, ...] | list[str]", known: set[str], lines: Lines, key: tuple[str | int, ...]
) -> None:
    for group in groups:
        for name in group.split("|") if group else ():
            if name not in known:
                raise lines.error(key, f"unknown concept {name!r}; add it to concepts.yml or correct it")  # fmt: skip
