"""How well a passage states the base offence of an act type, for the choice among several."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from lexgap.analysis.clauses import ACTS, CATCHLINE, VERBS, Read
from lexgap.analysis.liability import Liability
from lexgap.analysis.mentions import Mention
from lexgap.schema.models import Act, Finding, PenaltyAct

GRAVER = frozenset(("aggravating", "organised", "trust", "young-victim", "repeat-offence"))
INHERENT = frozenset(("young-victim", "trust"))
"""What solicitation is made of: a child below an age, and a trust that is built."""
MATTER = frozenset(("csam-term", "such-material"))
SHOWN = MATTER | {"pornography", "depiction"}
KEPT = frozenset(("depiction", "such-material"))
SPOKEN = MATTER | {"child", "age-18"}
OPENED = re.compile(r"[:：]\s*[„“\"«「‘'](?=\s*[\w§(])")
"""Where an amending act begins to quote a new wording."""
YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
NAMED, FIRST, LEADS, CHILDREN, DEPICTED, ONLINE = 3, 1, 2, 3, 2, 2
"""In favour: the heading says the act; the section opens with this act; the sentence does; this
material is spoken of, 1 where only a child is; anything depicted is; solicitation at a distance."""
GRAVE, UNSAID, UNSURE, POINTS, BORROWED, WEAK, PREPARED, MATERIAL = 5, 4, 4, 4, 3, 3, 3, 2
"""Against: aggravated; the act not said; a clause far off; a mere reference; punished as another
act; partial; with a further purpose; solicitation that is about material."""
USED, ATTENDED = 3, 4
"""Against: a child is brought to take part, before or without any making; mere attendance."""
LABEL = 12
"""Characters in which a sentence's own number stands."""


@dataclass(frozen=True)
class Passage:
    """A finding with the section it stands in and what punishes it."""

    finding: Finding
    act: Act
    place: tuple[int, int]
    """Number of the section in the act, and offset in the section's text."""
    read: Read
    liability: Liability
    weight: int
    """The greatest weight of a finding in the section."""

    @property
    def start(self) -> int:
        """Offset of the passage in its section's text."""
        return self.place[1]

    def sentence(self) -> tuple[int, int]:
        """The sentence of the passage, without a heading in brackets, in an amendment the new one."""
        start, end = self.read.sentence(self.start)
        catchline = CATCHLINE.match(self.read.section.text, start, end)
        start = catchline.end() if catchline else start
        opened = [m.end() for m in OPENED.finditer(self.read.section.text, start, self.start)]
        start = opened[-1] if opened else start
        return start, end

    def whole(self) -> tuple[int, int]:
        """The sentence with what hangs below it."""
        start, end = self.sentence()
        unit = self.read.section.unit_at(self.start)
        tree = self.read.section.tree(unit)
        return start, end if len(tree) == 1 else tree[-1].end


def fitness(passage: Passage, kind: PenaltyAct) -> int:
    """How well a passage states the base offence of an act type; more is better."""
    read = passage.read
    verbs = VERBS[kind]
    concepts = read.concepts(*passage.sentence()) | read.heading_concepts
    whole = read.concepts(*passage.whole()) | read.heading_concepts
    return (
        (lured(concepts, whole) if kind == "grooming" else made(passage, concepts, verbs))
        + (CHILDREN if whole & MATTER or kind == "grooming" else 1) * bool(whole & SPOKEN)
        - UNSAID * (not whole & SPOKEN)
        - UNSURE * (not passage.liability.sure)
        - max(BORROWED * passage.liability.borrowed, POINTS * points(passage, verbs))
    )


def made(passage: Passage, concepts: Set[str], verbs: Set[str]) -> int:
    """What speaks for an offence about material."""
    read = passage.read
    start, end = passage.sentence()
    acts = read.said(ACTS)
    here = [m for m in acts if start <= m.start < end]
    lead = verbs - {"use-child"}
    shown = [m for m in read.mentions if m.concept == "show-to-child"]
    said = [m for m in here if m.concept in verbs and not any(covers(s, m) for s in shown)]
    return (
        passage.weight
        + NAMED * bool(read.heading_concepts & verbs and read.heading_concepts & SHOWN)
        + FIRST * bool(acts and acts[0].concept in lead)
        + LEADS * bool(here and here[0].concept in lead)
        + DEPICTED * bool(spoken(passage) & SHOWN)
        - GRAVE * bool(concepts & GRAVER)
        - PREPARED * prepared(passage, verbs)
        - USED * ("produce" in verbs and recruited([m.concept for m in here]))
        - ATTENDED * attended(passage)
        - UNSAID * (not said or "show-to-child" in read.heading_concepts)
        - UNSAID * defence(passage)
        - WEAK * (passage.finding.polarity == "partial")
    )


def spoken(passage: Passage) -> frozenset[str]:
    """The concepts of a passage, of what hangs below it, of its heads and of the heading."""
    read = passage.read
    heads = read.section.chain(read.section.unit_at(passage.start))
    above = set().union(*(read.concepts(unit.start, unit.end) for unit in heads))
    return read.heading_concepts | above | read.concepts(*passage.whole())


def childless(passage: Passage) -> bool:
    """Whether neither a passage nor its heads speak of a child or of this material."""
    return not spoken(passage) & SPOKEN


def recruited(acts: Sequence[str]) -> bool:
    """Whether a child is used before, or without, anything being made."""
    return "use-child" in acts and "produce" not in acts[: acts.index("use-child")]


def attended(passage: Passage) -> bool:
    """Whether a sentence is first about attendance, and about nothing but a performance."""
    start, end = passage.sentence()
    acts = passage.read.said(ACTS | {"attend"})
    first = next((m.concept for m in acts if start <= m.start < end), "")
    return first == "attend" and not passage.read.concepts(start, end) & KEPT


def covers(one: Mention, other: Mention) -> bool:
    """Whether a mention reaches over another."""
    return one.start <= other.start and other.end <= one.end


def defence(passage: Passage) -> bool:
    """Whether the heads of a passage make it a defence or exception."""
    section = passage.read.section
    _, *heads = section.chain(section.unit_at(passage.start))
    return any("exception" in passage.read.concepts(u.start, u.end) for u in heads)


def prepared(passage: Passage, verbs: Set[str]) -> bool:
    """Whether a purpose clause of the sentence belongs to this act: it precedes all or follows it."""
    start, end = passage.sentence()
    inside = [m for m in passage.read.mentions if start <= m.start < end]
    aim = next((m for m in inside if m.concept == "intent-distribute"), None)
    if aim is None:
        return False
    if any(covers(aim, m) for m in inside if m.concept == "possess"):
        return "possess" in verbs
    before = [m.concept for m in inside if m.concept in ACTS and m.end <= aim.start]
    return not before or before[-1] in verbs


def lured(concepts: Set[str], whole: Set[str]) -> int:
    """What speaks for an offence of solicitation."""
    return (
        NAMED * ("groom-term" in whole)
        + ONLINE * ("online" in whole)
        - GRAVE * bool(concepts & (GRAVER - INHERENT))
        - MATERIAL * bool(concepts & {"produce", "csam-term"})
        - UNSAID * (not whole >= {"sexual-purpose", "solicit"})
    )


def points(passage: Passage, verbs: Set[str]) -> bool:
    """Whether a sentence first refers to a provision: it then punishes what that one describes."""
    start, end = passage.sentence()
    inside = [m for m in passage.read.mentions if start <= m.start < end]
    said = next((m.start for m in inside if m.concept in verbs), start)
    return any(m.concept == "section-ref" and start + LABEL < m.start < said for m in inside)


def year(act: Act) -> int:
    """The year of an act as its citation or title prints it, 0 where none."""
    found = YEAR.findall(f"{act.citation} {act.title}")
    return max(map(int, found), default=0)
