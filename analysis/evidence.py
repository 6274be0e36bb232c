"""What stands behind a finding: concepts with their words, flags, definitions, references."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lexgap.analysis.matching import Context
from lexgap.analysis.mentions import Mention
from lexgap.analysis.plain import about
from lexgap.analysis.readings import Reading
from lexgap.analysis.references import BACK, REACH, cited, key
from lexgap.analysis.tagger import Proof
from lexgap.analysis.terms import defined
from lexgap.analysis.view import View
from lexgap.schema.models import Model
from lexgap.schema.rules import Condition, RuleBook
from lexgap.schema.shadow import fold

FEW = 3
"""Sections named for a flag, and for the references of a stretch."""
WHOLE = frozenset(("this-act", "this-part"))
"""Concepts that cite what an act or a chapter holds."""


class Spoken(Model):
    """A concept that the law mentions: its words and their place."""

    concept: str
    """Concept or composite mention."""
    about: str
    """What it covers, in plain words."""
    where: str
    """The stretch that proves, or the part around it that a condition looks at."""
    provision: str
    """Provision id."""
    citation: str
    """Printed citation."""
    start: int
    """Offset of the words in the provision's text, in code points."""
    end: int
    """Offset after the words."""
    words: str
    """The words as printed."""


class Flag(Model):
    """What is known of a section, an act or the country's law as a whole."""

    flag: str
    """Name in the rules."""
    about: str
    """What it means, in plain words."""
    where: str
    """section, act or country."""
    sections: tuple[str, ...]
    """Printed citations of sections that have it, a few."""


class Definition(Model):
    """A defined term by which the law of the country means CSAM, used where the finding stands."""

    term: str
    """The term, folded."""
    act: str
    """Act id of the definition."""
    citation: str
    """Printed citation of the definition."""


class Followed(Model):
    """A reference that was followed to a section that has a flag."""

    words: str
    """The words that refer."""
    act: str
    """Act id of the section referred to."""
    citation: str
    """Its printed citation."""
    flag: str
    """What it was followed for."""
    about: str
    """What the flag means, in plain words."""


class Laws:
    """The acts of one country as read, asked for the evidence of single findings."""

    def __init__(self, readings: Sequence[Reading], context: Context, book: RuleBook) -> None:
        self.readings = readings
        self.context = context
        self.book = book
        self._terms: list[tuple[str, View]] | None = None

    def terms(self) -> list[tuple[str, View]]:
        """Every defined term with the section that defines it."""
        if self._terms is None:
            views = [one for reading in self.readings for one in reading.views]
            self._terms = [(term, one) for one in views for term in dict.fromkeys(defined(one))]
        return self._terms

    def concepts(self, proof: Proof) -> list[Spoken]:
        """The mentions that prove, then one for each condition on what is around them."""
        view, hit = proof.view, proof.hit
        found = [self._spoken(view, m, "proof") for m in dict.fromkeys(hit.proofs)]
        unit = view.section.units[hit.unit]
        parts = {
            "chain": [m for u in view.section.chain(unit) for m in view.by_unit[u.index]],
            "subsection": [m for u in view.section.subsection(unit) for m in view.by_unit[u.index]],
            "section": view.mentions,
        }
        for scope, mentions in parts.items():
            condition: Condition = getattr(proof.clause, scope)
            for group in condition.all:
                names = group.split("|")
                first = next((m for m in mentions if m.concept in names), None)
                if first is not None:
                    found.append(self._spoken(view, first, scope))
        return found

    def _spoken(self, view: View, mention: Mention, where: str) -> Spoken:
        section = view.section
        n = max(bisect_right(section.starts, mention.start) - 1, 0)
        provision, low = section.provisions[n], section.starts[n]
        start, end = mention.start - low, min(mention.end - low, len(provision.text))
        return Spoken(
            concept=mention.concept,
            about=about(mention.concept, self.book),
            where=where,
            provision=provision.id,
            citation=section.citation(section.unit_at(mention.start)),
            start=start,
            end=end,
            words=provision.text[start:end],
        )

    def flags(self, proof: Proof) -> list[Flag]:
        """The flags of the finding's section, and those its clause asks of act and country."""
        book, view = self.book, proof.view
        found = [
            Flag(
                flag=name, about=about(name, book), where="section", sections=(view.section.number,)
            )
            for name in sorted(view.flags)
        ]
        own = [r for r in self.readings if r.act.id == view.section.act]
        for where, readings in (("act", own), ("country", self.readings)):
            condition: Condition = getattr(proof.clause, where)
            wanted = [name for group in condition.all for name in group.split("|")]
            for name in (name for name in wanted if name in book.flags):
                having = [v.section.number for r in readings for v in r.views if name in v.flags]
                if having:
                    few = tuple(dict.fromkeys(having))[:FEW]
                    found.append(
                        Flag(flag=name, about=about(name, book), where=where, sections=few)
                    )
        return found

    def definitions(self, proof: Proof) -> list[Definition]:
        """The defined terms that the finding's part of the section uses, and who defines them."""
        section = proof.view.section
        part = section.subsection(section.units[proof.hit.unit])
        printed = section.text[part[0].start : max(unit.end for unit in part)]
        folded = fold(printed)
        return [
            Definition(term=term, act=one.section.act, citation=one.section.number)
            for term, one in self.terms()
            if one.language == proof.view.language and term in folded
        ]

    def references(self, proof: Proof) -> list[Followed]:
        """The references that made the clause true, each with the section it leads to."""
        flag = proof.clause.refers
        found: dict[tuple[str, str], Followed] = {}
        for words, one in self._cited(proof, flag) if flag else ():
            place = (one.section.act, one.section.number)
            if place not in found and len(found) < FEW:
                found[place] = Followed(
                    words=words,
                    act=one.section.act,
                    citation=one.section.number,
                    flag=flag,
                    about=about(flag, self.book),
                )
        return list(found.values())

    def _cited(self, proof: Proof, flag: str) -> Iterator[tuple[str, View]]:
        """Sections with the flag that the stretch cites by number, else those of `this Act`."""
        view, hit = proof.view, proof.hit
        flagged = [(r.act.id, v) for r in self.readings for v in r.views if flag in v.flags]
        spoken = view.within(hit.start, hit.end)
        references = [m for m in spoken if m.concept == "section-ref"]
        named = False
        for act, one in flagged:
            order = self.context.orders.get(act, ())
            number = key(one.section.number)
            if one is not view and number in cited(view, hit.start, hit.end, order):
                named = True
                yield _words(view, references, number), one
        for mention in spoken:
            if not named and mention.concept in WHOLE:
                words = view.section.text[mention.start : mention.end]
                yield from ((words, one) for act, one in flagged if act == view.section.act)


def _words(view: View, references: Sequence[Mention], number: str) -> str:
    """The words that refer: a reference word and the number beside it, as printed."""
    text = view.section.text
    digits = re.compile(rf"(?<!\d){re.escape(number.partition(':')[2] or number)}")
    for mention in references:
        low, high = max(0, mention.start - BACK), min(len(text), mention.end + REACH)
        if found := digits.search(text, low, high):
            start, end = min(mention.start, found.start()), max(mention.end, found.end())
            return " ".join(text[start:end].split())
    return " ".join(text[m.start : m.end + 40].split()) if (m := next(iter(references), None)) else number  # fmt: skip
