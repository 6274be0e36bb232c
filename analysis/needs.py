"""What a clause asks of a section, as bits: most clauses are refused in one operation.

Each name of a concept or flag has a bit. A section that lacks all concepts of a group, or that
mentions one that is ruled out, cannot prove the clause.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from lexgap.schema.rules import Clause, Condition

if TYPE_CHECKING:
    from lexgap.analysis.view import View

_BITS: dict[str, int] = {}
PRECEDING = "(the section before)"
"""What a text is given that may cite the section before it, in letters of which phrases know nothing."""
SIGNS = "條条조"
"""Without any of these no text cites the section before it so."""
CITING = ("section-ref", "this-part", "this-act", PRECEDING)
"""Without any of these a section cites none (see `lexgap.analysis.references`)."""


def bit(name: str) -> int:
    """The bit of a concept or flag, the same throughout a run."""
    return _BITS.setdefault(name, 1 << len(_BITS))


def mask(names: Iterable[str]) -> int:
    """The bits of several."""
    found = 0
    for name in names:
        found |= bit(name)
    return found


def preceding(text: str) -> int:
    """The bit of PRECEDING where a printed text has it."""
    return bit(PRECEDING) if any(sign in text for sign in SIGNS) else 0


@cache
def group_mask(group: str) -> int:
    """The bits of a group `a|b`."""
    return mask(group.split("|"))


def _all(condition: Condition) -> list[int]:
    return [group_mask(group) for group in condition.all]


def _none(condition: Condition) -> int:
    return mask(name for group in condition.none for name in group.split("|"))


class Needs:
    """What a clause asks for and rules out, of its own stretch, of the section and of the headings."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        verbs = [
            group for group in ("|".join(filter(None, (clause.simple, clause.purposed))),) if group
        ]
        self.own = [group_mask(group) for group in (*clause.all, *clause.near, *verbs)]
        self.barred = _none(clause)
        around = (clause.section, clause.subsection, clause.chain)
        cited = [mask(CITING)] if clause.refers else []
        self.section = list(
            dict.fromkeys((*self.own, *(g for c in around for g in _all(c)), *cited))
        )
        self.section_barred = _none(clause.section)
        self.heading = _all(clause.heading)
        self.heading_barred = _none(clause.heading)

    def met(self, view: "View") -> bool:
        """Whether a section has what the clause asks for."""
        names = view.mask
        if names & self.section_barred:
            return False
        for group in self.section:
            if not names & group:
                return False
        return self.holds_heading(view.heading_mask)

    def holds_heading(self, names: int) -> bool:
        """Whether headings with these concepts meet the clause."""
        return not names & self.heading_barred and all(names & group for group in self.heading)
