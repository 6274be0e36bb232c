"""Findings in the acts of a country: concepts first, then the rules over them.

The concept layer is a spaCy component (see `lexgap.analysis.pipeline`); the rule layer reads views of
its mentions. A country is read at once, since a definition or an offence in one act decides what
another act's reference means.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lexgap.analysis.definitions import link
from lexgap.analysis.matching import Context, Hit, creates, hits
from lexgap.analysis.mentions import Scanner
from lexgap.analysis.prefilter import Keep, Prefilter
from lexgap.analysis.quotation import quotable
from lexgap.analysis.reader import Reader, Seen, reader
from lexgap.analysis.references import Places, key
from lexgap.analysis.terms import defined
from lexgap.analysis.units import Section, sections
from lexgap.analysis.view import View, derive, view
from lexgap.schema.ids import finding_id
from lexgap.schema.models import Act, Finding
from lexgap.schema.rules import Clause, RuleBook, load_rules
from lexgap.schema.shadow import fold
from lexgap.schema.wording import language_for

SPECIAL = frozenset(("child", "csam-term", "sexual", "explicit-conduct", "child-harm"))
"""What the title of an act speaks of whose offences as a whole are near CSAM."""
HEADED = 4
"""What a heading that says what is found adds to the weight of a finding."""
MOST = 30
"""Findings kept of one clause in one act; more say nothing new."""


@dataclass
class Reading:
    """What is kept of an act between the two passes."""

    act: Act
    reader: Reader
    views: list[View] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

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


@dataclass(frozen=True)
class Proof:
    """A clause that a stretch of a section proves, and the finding made of it."""

    item: str
    polarity: str
    number: int
    clause: Clause
    view: View
    hit: Hit

    def finding(self) -> Finding:
        """The finding: the words to quote, with their place."""
        part = f"/{self.clause.part}" if self.clause.part else ""
        labeller = f"{self.item}/{self.polarity}/{self.number}{part}"
        return _finding(self.view, self.hit, self.item, labeller, self.polarity)


@dataclass(frozen=True)
class Tagged:
    """The findings of an act and how many provisions were searched."""

    act: Act
    findings: tuple[Finding, ...]
    searched: int


def tag_country(
    acts: Sequence[Act],
    book: RuleBook | None = None,
    prefilter: bool = True,
    read: Callable[[str], Reader] = reader,
) -> Iterator[Tagged]:
    """Yield the findings of each act of one country; acts of unknown languages are left out.

    `prefilter=False` reads every section; the result is the same, as a test proves. `read` gives
    the reader of a concept language.
    """
    book = book or load_rules()
    readings, context = read_country(acts, book, "proving" if prefilter else "all", read)
    for reading in readings:
        found = tuple(proof.finding() for proof in proofs(reading, context, book))
        yield Tagged(reading.act, found, len(reading.act.provisions))


def read_country(
    acts: Sequence[Act],
    book: RuleBook,
    keep: Keep = "anchored",
    read: Callable[[str], Reader] = reader,
) -> tuple[list[Reading], Context]:
    """The acts of one country as the rules see them, and what is known beyond each section."""
    languages = [(act, language_for(act.language)) for act in acts]
    readings = [Reading(act, read(language)) for act, language in languages if language]
    prefilter = Prefilter(book)
    terms: dict[str, dict[str, None]] = {}
    for reading in readings:
        reading.views = list(_views(reading, prefilter, keep, book))
        known = terms.setdefault(reading.act.language, {})
        known.update((term, None) for one in reading.views for term in defined(one))
    for reading in readings:
        words = tuple(terms.get(reading.act.language, ()))
        if words:
            reading.views = list(_reread(reading, words, book))
    context = Context(orders={r.act.id: r.order for r in readings})
    for language in terms:
        views = [v for r in readings if r.act.language == language for v in r.views]
        link(views, context.orders)
    for name, clauses in book.flags.items():
        _flag(name, clauses, readings, context)
    return readings, context


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
        if any(term in folded for term in terms):
            seen = one.seen if one else reading.reader(section.text)
            yield _view(one.section if one else section, reading, seen, terms, book)
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


def _flag(
    name: str, clauses: Sequence[Clause], readings: Sequence[Reading], context: Context
) -> None:
    """Set a flag on the sections that prove it, with the stretches that do."""
    places = context.places[name] = Places()
    proved: list[tuple[Reading, View, list[tuple[Clause, Hit]]]] = []
    for reading in readings:
        context.act = reading.known()
        for one in reading.views:
            found = [(clause, hit) for clause in clauses for hit in hits(one, clause, context)]
            if found:
                places.add(one)
                proved.append((reading, one, found))
    for reading, one, found in proved:
        made = [hit for clause, hit in found if not clause.own or creates(one, hit, name, context)]
        if made:
            one.flag(name, ((hit.start, hit.end) for hit in made))
            reading.flags.add(name)
            context.country.add(name)
    for _, one, _ in proved:
        if name not in one.flags:
            places.drop(one)


def proofs(
    reading: Reading, context: Context, book: RuleBook, items: Iterable[str] | None = None
) -> Iterator[Proof]:
    """What an act proves of `items`, by default all; at most MOST stretches a clause."""
    context.act = reading.known()
    for item in book.items if items is None else items:
        rule = book.items[item]
        seen: set[tuple[str, ...]] = set()
        for polarity, clauses in (("yes", rule.yes), ("partial", rule.partial)):
            for n, clause in enumerate(clauses, 1):
                count = 0
                needs = context.needs(clause)
                if not context.allows(clause):
                    continue
                for one in reading.views:
                    if not needs.met(one):
                        continue
                    for hit in hits(one, clause, context):
                        place = (*one.section.place, str(hit.unit), clause.part)
                        if place in seen or count >= MOST:
                            continue
                        seen.add(place)
                        count += 1
                        yield Proof(item, polarity, n, clause, one, hit)


def _finding(one: View, hit: Hit, item: str, labeller: str, polarity: str) -> Finding:
    section = one.section
    provision, start, end = quotable(one, hit)
    printed = provision.text[start:end]
    return Finding(
        id=finding_id(item, provision.id, start, end, labeller),
        item=item,
        act=section.act,
        provision=provision.id,
        citation=section.citation(section.units[hit.unit]),
        start=start,
        end=end,
        quote=printed,
        labeller=labeller,
        polarity="yes" if polarity == "yes" else "partial",
        why=", ".join(hit.concepts),
        weight=one.weight + HEADED * one.headed(hit.concepts),
    )


def verified(acts: Iterable[Act], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings whose quote stands at its offsets; the others are never built."""
    texts = {p.id: p.text for act in acts for p in act.provisions}
    for finding in findings:
        if texts.get(finding.provision, "")[finding.start : finding.end] == finding.quote:
            yield finding
