"""Findings in the acts of a country: concepts first, then the rules over them.

The concept layer is a spaCy component (see `lexgap.analysis.pipeline`); the rule layer reads views of
its mentions. A country is read at once, since a definition or an offence in one act decides what
another act's reference means.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lexgap.analysis.matching import Context, Hit, hits
from lexgap.analysis.quotation import quotable
from lexgap.analysis.reader import Reader, reader
from lexgap.analysis.readings import Reading, read_country
from lexgap.analysis.view import View
from lexgap.schema.ids import finding_id
from lexgap.schema.models import Act, Finding
from lexgap.schema.rules import Clause, RuleBook, load_rules

HEADED = 4
"""What a heading that says what is found adds to the weight of a finding."""
MOST = 30
"""Findings kept of one clause in one act; more say nothing new."""


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
        yield tagged(reading, context, book)


def tagged(reading: Reading, context: Context, book: RuleBook) -> Tagged:
    """The findings of one act of a country that was read."""
    found = tuple(proof.finding() for proof in proofs(reading, context, book))
    return Tagged(reading.act, found, len(reading.act.provisions))


def proofs(
    reading: Reading, context: Context, book: RuleBook, items: Iterable[str] | None = None
) -> Iterator[Proof]:
    """What an act proves of `items`, by default all; at most MOST stretches a clause."""
    context.turn(reading)
    for item in book.items if items is None else items:
        rule = book.items[item]
        seen: set[tuple[str, ...]] = set()
        for polarity, clauses in (("yes", rule.yes), ("partial", rule.partial)):
            for n, clause in enumerate(clauses, 1):
                count = 0
                needs = context.needs(clause)
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
