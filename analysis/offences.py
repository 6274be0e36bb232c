"""How well a passage states the base offence of an act type, for the choice among several."""

import re
from collections.abc import Set
from dataclasses import dataclass

from lexgap.analysis.clauses import ACTS, VERBS, Read
from lexgap.analysis.liability import Liability
from lexgap.schema.models import Act, Finding, PenaltyAct

GRAVER = frozenset(("aggravating", "organised", "trust", "young-victim", "repeat-offence"))
CHILD = frozenset(("csam-term", "child", "age-18", "such-material"))
CATCHLINE = re.compile(r"\s*[（(][^（）()]*[)）]")
"""A heading in brackets before the text of a section or paragraph."""
YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
NAMED, FIRST, CHILDREN = 3, 3, 3
"""In favour: the heading says the act; the section opens with this act; a child is spoken of."""
OPENING = 2
"""Different acts with which a section opens."""
GRAVE, UNSAID, UNSURE, POINTS, SPECIAL, BORROWED, WEAK = 5, 4, 4, 3, 2, 1, 3
"""Against: aggravated; the act not said; a clause far off; a mere reference; altered
images; punished as another act; partial."""


@dataclass(frozen=True)
class Passage:
    """A finding with the section it stands in and what punishes it."""

    finding: Finding
    act: Act
    place: tuple[int, int]
    """Number of the section in the act, and offset in the section's text."""
    read: Read
    liability: Liability

    @property
    def start(self) -> int:
        """Offset of the passage in its section's text."""
        return self.place[1]

    def sentence(self) -> tuple[int, int]:
        """The sentence of the passage, at least its quote, without a heading in brackets."""
        start, end = self.read.sentence(self.start)
        catchline = CATCHLINE.match(self.read.section.text, start, end)
        start = catchline.end() if catchline else start
        return start, max(end, self.start + len(self.finding.quote))

    def whole(self) -> tuple[int, int]:
        """The sentence with what hangs below it."""
        start, end = self.sentence()
        tree = self.read.section.tree(self.read.section.unit_at(self.start))
        return start, max(end, tree[-1].end)


def fitness(passage: Passage, kind: PenaltyAct) -> int:
    """How well a passage states the base offence of an act type; more is better."""
    read = passage.read
    verbs = VERBS[kind]
    concepts = read.concepts(*passage.sentence()) | read.heading_concepts
    whole = read.concepts(*passage.whole()) | read.heading_concepts
    return (
        CHILDREN * bool(whole & CHILD)
        - UNSURE * (not passage.liability.sure)
        - BORROWED * passage.liability.borrowed
        - POINTS * points(passage, verbs)
        + (lured(concepts, whole) if kind == "grooming" else made(passage, concepts, verbs))
    )


def made(passage: Passage, concepts: Set[str], verbs: Set[str]) -> int:
    """What speaks for an offence about material."""
    acts = list(dict.fromkeys(m.concept for m in passage.read.mentions if m.concept in ACTS))
    return (
        passage.finding.weight // 2
        + NAMED * bool(passage.read.heading_concepts & verbs)
        - SPECIAL * ("generated" in concepts)
        + FIRST * bool(set(acts[:OPENING]) & verbs)
        - GRAVE * bool(concepts & GRAVER)
        - UNSAID * (not concepts & verbs or "show-to-child" in concepts)
        - WEAK * (passage.finding.polarity == "partial")
    )


def lured(concepts: Set[str], whole: Set[str]) -> int:
    """What speaks for an offence of solicitation, which an age under 18 does not make graver."""
    return (
        NAMED * ("groom-term" in whole)
        + FIRST * ("online" in whole)
        - GRAVE * bool(concepts & (GRAVER - {"young-victim"}))
        - UNSAID * (not whole >= {"sexual-purpose", "solicit"})
    )


def points(passage: Passage, verbs: Set[str]) -> bool:
    """Whether a sentence first refers to a provision: it then punishes what that one describes."""
    start, end = passage.sentence()
    inside = [m for m in passage.read.mentions if start <= m.start < end]
    said = next((m.start for m in inside if m.concept in verbs), start)
    return any(m.concept == "section-ref" and m.start < said for m in inside)


def year(act: Act) -> int:
    """The year of an act as its citation or title prints it, 0 where none."""
    found = YEAR.findall(f"{act.citation} {act.title}")
    return max(map(int, found), default=0)
