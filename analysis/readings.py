"""The acts of a country as the rules see them: views of their sections, terms and flags shared.

A country is read at once, or some acts of it with what the others tell (see `lexgap.analysis.reach`);
either way the result is the same. What acts learn of one another comes in steps, each of which ends for
all of them before the next begins, so that the order of the acts decides nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lexgap.analysis.definitions import Linked, link
from lexgap.analysis.matching import Context, Hit, creates, hits
from lexgap.analysis.mentions import Scanner
from lexgap.analysis.prefilter import Keep, Prefilter
from lexgap.analysis.reach import Asked, Flagged, Told, flagged
from lexgap.analysis.reader import Reader, Seen, reader
from lexgap.analysis.references import Places, key
from lexgap.analysis.terms import defined
from lexgap.analysis.units import Section, sections
from lexgap.analysis.view import View, derive, view
from lexgap.schema.models import Act
from lexgap.schema.rules import Clause, RuleBook
from lexgap.schema.shadow import fold
from lexgap.schema.wording import language_for

SPECIAL = frozenset(("child", "csam-term", "sexual", "explicit-conduct", "child-harm"))
"""What the title of an act speaks of whose offences as a whole are near CSAM."""


@dataclass
class Reading:
    """What is kept of an act between the two passes."""

    act: Act
    reader: Reader
    views: list[View] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    flagged: dict[str, Flagged] = field(default_factory=dict)
    """Its flagged sections by flag."""
    terms: tuple[str, ...] = ()
    """Folded terms that it defines as CSAM."""
    linked: Linked = field(default_factory=Linked)
    asked: Asked = field(default_factory=Asked)

    @cached_property
    def scanner(self) -> Scanner:
        """The scanner of the act's language."""
        return self.reader.scanner

    @cached_property
    def title(self) -> frozenset[str]:
        """Concepts that the title mentions."""
        return frozenset(m.concept for m in self.scanner.mentions(fold(self.act.title)))

    def known(self) -> set[str]:
        """What is known of the whole act: flags of its sections, concepts of its title."""
        return self.flags | self.title

    def told(self) -> Told:
        """What the other acts of the country may learn of it."""
        citable = any(one.proved for one in self.flagged.values())
        return Told(
            act=self.act.id,
            language=self.act.language,
            terms=self.terms,
            described=tuple(sorted(self.linked.described)),
            words=self.linked.words,
            flags=self.flagged,
            order=tuple(self.order) if citable else (),
        )


def read_country(
    acts: Sequence[Act],
    book: RuleBook,
    keep: Keep = "anchored",
    read: Callable[[str], Reader] = reader,
    told: Sequence[Told] = (),
) -> tuple[list[Reading], Context]:
    """Acts of one country as the rules see them, and what is known beyond each section.

    `told`: what the other acts of the country tell.
    """
    languages = [(act, language_for(act.language)) for act in acts]
    readings = [Reading(act, read(language)) for act, language in languages if language]
    prefilter = Prefilter(book)
    by_language: dict[str, list[Reading]] = {}
    for reading in readings:
        by_language.setdefault(reading.act.language, []).append(reading)
        reading.views = list(_views(reading, prefilter, keep, book))
        reading.terms = tuple(sorted({t for one in reading.views for t in defined(one)}))
    orders = {one.act: one.order for one in told}
    context = Context(orders={**orders, **{r.act.id: r.order for r in readings}})
    for language, some in by_language.items():
        _share(some, [one for one in told if one.language == language], context, book)
    for name, clauses in book.flags.items():
        _flag(name, clauses, readings, context, told)
    context.settled = True
    return readings, context


def _share(
    readings: Sequence[Reading], told: Sequence[Told], context: Context, book: RuleBook
) -> None:
    """Share what the acts of one language define."""
    defined_terms = [*(one.terms for one in readings), *(one.terms for one in told)]
    words = sorted({term for terms in defined_terms for term in terms})
    for reading in readings if words else ():
        reading.asked.terms = dict.fromkeys(words, False)
        reading.views = list(_reread(reading, words, book))
    linked = link([view for one in readings for view in one.views], context.orders, told)
    words_for_acts = [*(one.words for one in linked.values()), *(one.words for one in told)]
    stems = {stem for some in words_for_acts for stem in some}
    for reading in readings:
        reading.linked = linked.get(reading.act.id, reading.linked)
        reading.asked.stems |= reading.linked.stems
        reading.asked.words = dict.fromkeys(sorted(stems), False) | reading.linked.heard


def _views(reading: Reading, prefilter: Prefilter, keep: Keep, book: RuleBook) -> Iterator[View]:
    """The views of the sections that are read; notes the order of all."""
    quoted: list[str] = []
    """Articles of other acts: a range of this act's sections does not reach them."""
    for section in sections(reading.act):
        (quoted if section.quoted else reading.order).append(key(section.number))
        seen = prefilter.seen(section, reading.reader, keep)
        if seen:
            yield _view(section, reading, seen, (), book)
    reading.order.extend(quoted)


def _reread(reading: Reading, terms: Sequence[str], book: RuleBook) -> Iterator[View]:
    """The views, those with a defined term made again; a section that has one is read now."""
    views = {one.section.place: one for one in reading.views}
    for section in sections(reading.act):
        one = views.get(section.place)
        folded = fold(section.text)
        said = [term for term in terms if term in folded]
        if said:
            reading.asked.terms.update(dict.fromkeys(said, True))
            seen = one.seen if one else reading.reader(section.text)
            yield _view(one.section if one else section, reading, seen, said, book)
        elif one:
            yield one


def _view(
    section: Section, reading: Reading, seen: Seen, terms: Sequence[str], book: RuleBook
) -> View:
    made = view(section, seen, reading.scanner, terms)
    made.special = not SPECIAL.isdisjoint(reading.title)
    for name, ways in book.derived.items():
        derive(made, name, ways)
    return made


Proved = list[tuple[Reading, View, list[tuple[Clause, Hit]]]]
"""Sections that prove a flag, with the clauses and the stretches that do."""


def _flag(
    name: str,
    clauses: Sequence[Clause],
    readings: Sequence[Reading],
    context: Context,
    told: Sequence[Told],
) -> None:
    """Set a flag on the sections that prove it, with the stretches that do."""
    places, proved = Places(), _proved(clauses, readings, context)
    for _, one, _ in proved:
        places.add(one)
    others = {one.act: one.flags[name] for one in told if name in one.flags}
    places.keys |= {act: set(found.proved) for act, found in others.items()}
    context.places[name] = places
    before = {reading.act.id: set(places.keys.get(reading.act.id, ())) for reading in readings}
    for reading, one, found in proved:
        context.turn(reading)
        made = [hit for clause, hit in found if not clause.own or creates(one, hit, name, context)]
        if made:
            one.flag(name, ((hit.start, hit.end) for hit in made))
            reading.flags.add(name)
    for _, one, _ in proved:
        if name not in one.flags:
            places.drop(one)
    places.keys |= {act: set(found.kept) for act, found in others.items()}
    places.settled = True
    for reading in readings:
        if keys := before[reading.act.id]:
            left = places.keys[reading.act.id]
            reading.flagged[name] = flagged(keys, left, name in reading.flags)
    if any(name in r.flags for r in readings) or any(f.holds for f in others.values()):
        context.country.add(name)


def _proved(clauses: Sequence[Clause], readings: Sequence[Reading], context: Context) -> Proved:
    """The sections that prove a flag."""
    proved: Proved = []
    for reading in readings:
        context.turn(reading)
        for one in reading.views:
            found = [(clause, hit) for clause in clauses for hit in hits(one, clause, context)]
            if found:
                proved.append((reading, one, found))
    return proved
