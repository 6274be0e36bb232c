"""Which sections are worth reading: those that could prove anything at all.

A section is judged by the concepts it might mention, by the rare literals of their phrases in one
pass of an automaton; where it passes, by the concepts it does mention. What no clause could be
proved by is not read further. Nothing is lost, since a clause is weighed by less than it asks for.
"""

from collections.abc import Iterable
from typing import Literal

from lexgap.analysis.definitions import LINKED, linking
from lexgap.analysis.needs import Needs, bit, group_mask, mask, preceding
from lexgap.analysis.reader import Reader, Seen
from lexgap.analysis.units import Section
from lexgap.schema.rules import Clause, Derived, RuleBook
from lexgap.schema.shadow import fold
from lexgap.schema.wording import anchors

Keep = Literal["proving", "anchored", "all"]
"""The sections to read: those that could prove anything, those with an anchor, or all."""


class Prefilter:
    """What a rule book asks at least of a section."""

    def __init__(self, book: RuleBook) -> None:
        self.anchors = mask(anchors())
        self._derived = {bit(name): ways for name, ways in book.derived.items()}
        self._flags = {bit(n): _least(clauses) for n, clauses in book.flags.items()}
        rules = book.items.values()
        self._items = _least(clause for rule in rules for clause in (*rule.yes, *rule.partial))
        self._known: dict[int, bool] = {}

    def seen(self, section: Section, read: Reader, keep: Keep) -> Seen | None:
        """The section's text as read, or None where it is passed over."""
        before = preceding(section.text)
        if keep != "all":
            names = read.scanner.possible(fold(section.text)) | before
            if not names & self.anchors or (keep == "proving" and not self.proves(names)):
                return None
        seen = read(section.text)
        mentioned = mask({mention.concept for mention in seen.mentions})
        return seen if keep != "proving" or self.proves(mentioned | before) else None

    def proves(self, names: int) -> bool:
        """Whether a section that mentions these concepts, as bits, could prove anything."""
        if not names & self.anchors:
            return False
        known = self._known.get(names)
        if known is None:
            known = self._known[names] = self._may(names)
        return known

    def _may(self, names: int) -> bool:
        """Whether any clause could hold, flags and composite mentions taken as far as they could.

        A section that may speak of CSAM is read whatever its clauses: other sections give it more.
        """
        if linking(names):
            return True
        for _ in self._derived:
            for name, ways in self._derived.items():
                if any(_derives(way, names) and (not way.back or names & name) for way in ways):
                    names |= name
        if names & (bit("csam") | bit(LINKED)):
            return True
        for _ in self._flags:  # one may rest on another, in any order
            for name, least in self._flags.items():
                if _any(least, names):
                    names |= name
        return _any(self._items, names)


def _least(clauses: Iterable[Clause]) -> list[tuple[int, ...]]:
    """The groups that each clause asks a section for, each set of them once."""
    return list(dict.fromkeys(tuple(Needs(clause).section) for clause in clauses))


def _any(least: Iterable[tuple[int, ...]], names: int) -> bool:
    return any(all(names & group for group in groups) for groups in least)


def _derives(way: Derived, names: int) -> bool:
    groups = (*way.near, *filter(None, (way.mention, way.back)))
    return all(names & group_mask(group) for group in groups)
