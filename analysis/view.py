"""A section as the rules see it: its units with the concepts each mentions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lexgap.analysis.mentions import Mention, Scanner
from lexgap.analysis.needs import mask, preceding
from lexgap.analysis.reader import Seen
from lexgap.analysis.stretches import Stretch, clauses, places
from lexgap.analysis.units import Section, Unit
from lexgap.schema.rules import Derived
from lexgap.schema.shadow import Shadow, fold

NAMED = re.compile(r"\d[\w.]*(?:\s?\([^()\s]{1,6}\))*\s*[(（]([^()（）\d][^()（）]{5,200})[)）]")
"""What a citation calls the section it cites: `section 23 (sale of adulterated milk)`."""
LOCAL = 90
"""Words before and after a unit within which its subsection gives it context."""
AREA = 1000
"""Words before and after a stretch within which a long section gives it context."""
VERBS = frozenset(
    ("possess", "produce", "distribute", "acquire", "access", "offer", "advertise", "use-child")
)


@dataclass
class View:
    """Mentions of a section at printed offsets of the section's text, by unit and by clause."""

    section: Section
    seen: Seen
    language: str
    window: int
    mentions: list[Mention]
    heading: frozenset[str]
    by_unit: list[list[Mention]]
    clauses: list[tuple[int, int]]
    flags: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    purposed: set[Mention] = field(default_factory=set)
    special: bool = False
    references: dict[
        tuple[int, int], tuple[tuple[tuple[tuple[str, str], ...], tuple[str, ...]], ...]
    ] = field(default_factory=dict)
    """The lists of section numbers met in stretches (see `lexgap.analysis.references`)."""
    mask: int = 0
    """The concepts mentioned, and the flags, as bits (see `lexgap.analysis.needs`)."""
    heading_mask: int = 0
    """The concepts of the headings as bits."""
    _names: set[str] | None = None
    _parts: dict[int, set[str]] = field(default_factory=dict)
    _stretches: dict[str, list[Stretch]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._preceding = preceding(self.section.text)
        self.mask = mask(self.all_concepts()) | self._preceding
        self.heading_mask = mask(self.heading)

    def concepts(self, units: Iterable[Unit]) -> set[str]:
        """Concepts mentioned in these units."""
        return {m.concept for unit in units for m in self.by_unit[unit.index]}

    def all_concepts(self) -> set[str]:
        """Concepts mentioned in the section, and its flags."""
        if self._names is None:
            self._names = {*(m.concept for m in self.mentions), *self.flags}
        return self._names

    def flag(self, name: str, spans: Iterable[tuple[int, int]]) -> None:
        """Set a flag, with the stretches that prove it."""
        self.flags[name] = list(spans)
        self._names = None
        self.mask |= mask((name,))
        self._stretches.pop("section", None)

    def stretches(self, kind: str) -> list[Stretch]:
        """The stretches of one kind (`clause`, `unit`, `subsection`, `section`), in order."""
        if kind not in self._stretches:
            self._stretches[kind] = [
                self._stretch(kind, *place) for place in places(self.section, kind, self.clauses)
            ]
        return self._stretches[kind]

    def _stretch(self, kind: str, unit: Unit, start: int, end: int) -> Stretch:
        mentions = self.within(start, end)
        concepts = mask(m.concept for m in mentions)
        if kind == "section":
            concepts |= mask(self.flags)
        return Stretch(unit, start, end, mentions, concepts)

    def area(self, start: int, end: int) -> set[str]:
        """Concepts and flags of the section, of a long one only those not too far away."""
        reach = AREA * self.window
        if len(self.section.text) <= 2 * reach:
            return self.all_concepts()
        low, high = start - reach, end + reach
        names = {m.concept for m in self.within(low, high)}
        spans = self.flags.items()
        return names | {n for n, hits in spans if any(a < high and low < b for a, b in hits)}

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in text[start:end]."""
        low = bisect_left(self.mentions, (start,))
        return self.mentions[low : bisect_left(self.mentions, (end,), low)]

    def clause_of(self, offset: int) -> tuple[int, int]:
        """The clause around an offset."""
        at = bisect_right(self.clauses, (offset, 1 << 60)) - 1
        return self.clauses[max(at, 0)]

    def add(self, mentions: Iterable[Mention]) -> None:
        """Add derived mentions."""
        self.mentions = sorted({*self.mentions, *mentions})
        self.by_unit = _by_unit(self.section, self.mentions)
        self._names = None
        self.mask = mask(self.all_concepts()) | self._preceding
        self._parts.clear()
        self._stretches.clear()

    def subsection(self, unit: Unit) -> set[str]:
        """Concepts mentioned in the largest part around the unit, not too far from it."""
        if unit.index not in self._parts:
            part = self.section.subsection(unit)
            low, high = unit.start - LOCAL * self.window, unit.end + LOCAL * self.window
            chain = {u.index for u in self.section.chain(unit)}
            self._parts[unit.index] = {
                m.concept
                for u in part
                for m in self.by_unit[u.index]
                if low <= m.start < high or u.index in chain
            }
        return self._parts[unit.index]

    def headed(self, concepts: Iterable[str]) -> bool:
        """Whether the heading, or one above, mentions any of these that is not CSAM itself."""
        return not self.heading.isdisjoint(set(concepts) - {"csam", "csam-term", "section-ref"})

    @property
    def weight(self) -> int:
        """How much the section is about CSAM: acts named near it, and its heading."""
        acts = {
            m.concept
            for unit in self.section.units
            if "csam" in self.subsection(unit)
            for m in self.by_unit[unit.index]
            if m.concept in VERBS
        }
        return len(acts) + 3 * bool(self.heading & {"csam-term", "sexual"})


def view(section: Section, seen: Seen, scanner: Scanner, terms: Sequence[str] = ()) -> View:
    """The view of a section. `terms`: folded defined terms, each a `csam-term`."""
    printed = sorted({*seen.mentions, *(_defined(seen.shadow, terms) if terms else ())})
    purpose = [m for m in printed if m.concept == "intent-distribute"]
    named = [match.span(1) for match in NAMED.finditer(section.text)]
    printed = [m for m in printed if not any(a <= m.start and m.end <= b for a, b in named)]
    accessed = [m for m in printed if m.concept == "access"]
    printed = [
        m
        for m in printed
        if m.concept != "acquire" or not any(a.start < m.end and m.start < a.end for a in accessed)
    ]
    printed = [
        m
        for m in printed
        if m.concept not in VERBS or not any(p.start < m.start and m.end <= p.end for p in purpose)
    ]
    titles = fold("\n".join((section.heading, *section.path)))
    made = View(
        section,
        seen,
        scanner.words.language,
        scanner.words.window,
        printed,
        frozenset(m.concept for m in scanner.mentions(titles)),
        _by_unit(section, printed),
        list(clauses(section)),
    )
    made.purposed = set(_purposed(made, purpose, scanner.words.purpose))
    return made


def _defined(shadow: Shadow, terms: Sequence[str]) -> Iterator[Mention]:
    for term in terms:
        at = shadow.text.find(term)
        while at >= 0:
            yield Mention(*shadow.span(at, at + len(term)), "csam-term")
            at = shadow.text.find(term, at + 1)


def _by_unit(section: Section, mentions: Iterable[Mention]) -> list[list[Mention]]:
    starts = [unit.start for unit in section.units]
    table: list[list[Mention]] = [[] for _ in section.units]
    for mention in mentions:
        table[max(bisect_right(starts, mention.start) - 1, 0)].append(mention)
    return table


def _purposed(view: View, purposes: Sequence[Mention], side: str) -> Iterator[Mention]:
    """Verbs to which a purpose clause belongs: the nearest on its side, and those joined to it."""
    for purpose in purposes:
        start, end = view.clause_of(purpose.start)
        verbs = [m for m in view.within(start, end) if m.concept in VERBS]
        if side == "after":
            group = [v for v in verbs if v.start < purpose.start][::-1]
        else:
            group = [v for v in verbs if v.start >= purpose.end - 1]
        near: Mention | None = None
        for verb in group:
            if near is None or _joined(view.section.text, near, verb):
                yield verb
                near = verb
            else:
                break


def _joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether only a comma or a short conjunction stands between two verbs."""
    low, high = sorted((one, other))
    between = text[low.end : high.start]
    return len(between) <= 12 and not re.search(r"[.;:。；]", between)


def derive(view: View, name: str, ways: Sequence[Derived]) -> None:
    """Add the mentions of a derived concept."""
    for way in ways:
        found: list[Mention] = []
        if way.mention:
            names = way.mention.split("|")
            found = [Mention(m.start, m.end, name) for m in view.mentions if m.concept in names]
        elif way.near:
            found = [Mention(start, end, name) for start, end in _windows(view, way)]
        elif way.back:
            first = next((m.start for m in view.mentions if m.concept == name), None)
            if name in view.flags:
                first = 0
            found = [
                Mention(m.start, m.end, name)
                for m in view.mentions
                if m.concept == way.back and first is not None and m.start > first
            ]
        if found:
            view.add(found)


def _windows(view: View, way: Derived) -> Iterator[tuple[int, int]]:
    groups = [frozenset(group.split("|")) for group in way.near]
    for start, end in near(view, view.mentions, groups, way.words, same_part=True):
        if any(m.concept in way.none and m.start < end and start < m.end for m in view.mentions):
            continue
        yield start, end


def near(
    view: View,
    mentions: Sequence[Mention],
    groups: Sequence[frozenset[str]],
    words: int,
    same_part: bool = False,
) -> Iterator[tuple[int, int]]:
    """Smallest stretches (start, end) that hold one mention of each group within `words` words."""
    reach = words * view.window
    wanted = [m for m in mentions if any(m.concept in group for group in groups)]
    for n, first in enumerate(wanted):
        missing = [g for g in groups if first.concept not in g]
        if len(missing) == len(groups):
            continue
        end = first.end
        for other in wanted[n + 1 :]:
            if other.start - first.end > reach or not missing:
                break
            left = [g for g in missing if other.concept not in g]
            if len(left) < len(missing):
                end = max(end, other.end)
                missing = left
        if not missing and (not same_part or _same_part(view, first.start, end)):
            yield first.start, end


def _same_part(view: View, start: int, end: int) -> bool:
    section = view.section
    one, other = section.unit_at(start), section.unit_at(end - 1)
    return one.index == other.index or other.index in {u.index for u in section.subsection(one)}
