"""Terms that an act defines as CSAM, so that provisions that only use the term are understood."""

import re
from collections.abc import Iterator

from lexgap.analysis.view import View
from lexgap.schema.shadow import fold

QUOTED = re.compile(
    r"""["“”„«»‘’「『]\s*([^"“”„«»‘’「」『』\n]{3,80}?)\s*["“”„«»‘’」』]|\*\*([^*\n]{3,80})\*\*"""
)
LEAD = 160
"""Printed characters before the marker of a definition in which its term stands."""
NAMING = frozenset(("pornography", "csam-term"))
"""What names material by itself."""
SUBJECT = frozenset(("sexual", "explicit-conduct", "sexual-parts", "child", "child-harm"))
"""What is no material where no depiction is named: `sexual activity`, `genital region`, `child`."""
MEANING = frozenset(("sexual", "pornography", "csam-term", "sexual-parts", "explicit-conduct"))


def defined(view: View) -> Iterator[str]:
    """Folded terms that the section defines as CSAM.

    A term counts where it is quoted or in bold just before (or after) a `means` mention of a unit
    with a `csam-description`, and itself names material, or is two words long and names neither
    a conduct nor a child: a law that says "the material" would make every material CSAM.
    """
    for mention in view.mentions:
        if mention.concept != "means":
            continue
        unit = view.section.unit_at(mention.start)
        part = view.section.tree(unit)
        stop = next(
            (m.start for m in view.mentions if m.concept == "means" and m.start > mention.end),
            part[-1].end,
        )
        body = {m.concept for m in view.within(mention.end, min(stop, part[-1].end))}
        if "csam-description" not in body:
            continue
        lead = view.section.text[max(unit.start, mention.start - LEAD) : mention.start]
        found = [a or b for a, b in QUOTED.findall(lead)]
        if found and _telling(
            view, found[-1], max(unit.start, mention.start - LEAD), mention.start
        ):
            yield fold(found[-1])


def _telling(view: View, term: str, start: int, end: int) -> bool:
    said = {
        m.concept
        for m in view.within(start, end)
        if view.section.text[m.start : m.end] in term and m.concept != "csam"
    }
    if "show-to-child" in said or len(fold(term)) < 3:
        return False
    if not said.isdisjoint(NAMING):
        return True
    if not said.isdisjoint(SUBJECT):
        return "depiction" in said
    return " " in term.strip() and len(fold(term)) >= 10
