"""What the acts of a country tell one another, and what each of them asks: the grounds to tag it anew.

An act's findings follow from its own text, from the rules, and from what it learns of the other acts:
terms and words that they define, descriptions of CSAM in them, flags of their sections and the numbers
of these. An act that would learn the same again has the same findings.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import Field

from lexgap.analysis.references import Citation, Places, elsewhere, telling
from lexgap.schema.base import Model
from lexgap.schema.store import dump


class Flagged(Model):
    """The sections of an act with one flag, by keys that the citation of another act may name."""

    proved: tuple[str, ...]
    """Sections that prove the flag, those too that another section with it is named beside."""
    kept: tuple[str, ...]
    """Sections that have it."""
    holds: bool
    """Whether any section has it, whatever its number."""


class Told(Model):
    """What the other acts of the country may learn of an act."""

    act: str
    """Act id."""
    language: str
    """BCP 47 language of the act."""
    terms: tuple[str, ...] = ()
    """Folded terms that it defines as CSAM."""
    described: tuple[str, ...] = ()
    """Folded words in which it describes CSAM."""
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Folded stems of words that stand for many acts, and the concepts of these."""
    flags: dict[str, Flagged] = Field(default_factory=dict)
    """Its flagged sections by flag."""
    order: tuple[str, ...] = ()
    """Keys of its sections as printed, where another act may cite a flagged one."""


class Question(NamedTuple):
    """Whether a citation reaches a flagged section of another act."""

    flag: str
    settled: bool
    """False where sections still count beside which another one with the flag is named."""
    citation: Citation


@dataclass
class Asked:
    """What an act asks of the others."""

    terms: dict[str, bool] = field(default_factory=dict)
    """Terms of the country, and whether they stand in the act."""
    stems: set[str] = field(default_factory=set)
    """Stems of its own sexual terms: does another act describe CSAM with them?"""
    words: dict[str, bool] = field(default_factory=dict)
    """Words of other acts for many acts, and whether they stand beside CSAM in this one."""
    flags: set[str] = field(default_factory=set)
    """Flags, or groups of them such as `a|b`: does the country have one?"""
    citations: set[Question] = field(default_factory=set)
    """Citations: do they reach a flagged section of another act?"""

    def plain(self) -> dict[str, Any]:
        """As JSON has it, in stable order."""
        return {
            "terms": self.terms,
            "stems": sorted(self.stems),
            "words": self.words,
            "flags": sorted(self.flags),
            "citations": sorted(self.citations),
        }

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Asked":
        """From what `plain` gave. Raises KeyError, TypeError or ValueError on anything else."""
        return cls(
            terms=row["terms"],
            stems=set(row["stems"]),
            words=row["words"],
            flags=set(row["flags"]),
            citations={
                Question(flag, settled, _citation(*c)) for flag, settled, c in row["citations"]
            },
        )


def _citation(chapter: str, runs: Iterable[Any]) -> Citation:
    return Citation(
        chapter,
        tuple((tuple((gap, number) for gap, number in run), tuple(words)) for run, words in runs),
    )


def flagged(proved: set[str], kept: set[str], holds: bool) -> Flagged:
    """What others may learn of an act's sections with a flag, given their keys."""
    return Flagged(
        proved=tuple(sorted(telling(proved))), kept=tuple(sorted(telling(kept))), holds=holds
    )


class Country:
    """What all acts of a country tell, for each of them to ask."""

    def __init__(self, told: Iterable[Told]) -> None:
        self.told = {one.act: one for one in told}
        self.orders = {one.act: one.order for one in self.told.values()}
        self._places: dict[tuple[str, bool], Places] = {}
        self._reached: dict[Question, frozenset[str]] = {}

    def reply(self, act: str, asked: Asked, contains: Callable[[str], bool]) -> str:
        """Digest of what an act learns of the others.

        `contains` says whether a folded string that was not asked about yet stands in the act.
        """
        others = [one for one in self.told.values() if one.act != act]
        own = self.told[act]
        mates = [one for one in others if one.language == own.language]
        terms = {term for one in (own, *mates) for term in one.terms}
        words: dict[str, set[str]] = {}
        for one in mates:
            for stem, kinds in one.words.items():
                words.setdefault(stem, set()).update(kinds)
        described = [one.described for one in mates if one.described]
        flags = {name for one in (own, *others) for name, found in one.flags.items() if found.holds}
        learnt = {
            "terms": sorted(t for t in terms if _stands(t, asked.terms, contains)),
            "stems": sorted(
                s for s in asked.stems if any(s in text for some in described for text in some)
            ),
            "words": {s: sorted(k) for s, k in words.items() if _stands(s, asked.words, contains)},
            "flags": sorted(
                group for group in asked.flags if not flags.isdisjoint(group.split("|"))
            ),
            "citations": sorted(q for q in asked.citations if self._reaches(q) - {act}),
        }
        return hashlib.sha256(dump(learnt).encode()).hexdigest()

    def _reaches(self, question: Question) -> frozenset[str]:
        """The acts in which a citation reaches a flagged section."""
        if question not in self._reached:
            place = question.flag, question.settled
            if place not in self._places:
                self._places[place] = self._placed(*place)
            found = (
                act
                for act, keys in self._places[place].keys.items()
                if elsewhere(question.citation, "", self.orders, Places(keys={act: keys}))
            )
            self._reached[question] = frozenset(found)
        return self._reached[question]

    def _placed(self, flag: str, settled: bool) -> Places:
        found = {one.act: one.flags[flag] for one in self.told.values() if flag in one.flags}
        return Places(keys={a: set(f.kept if settled else f.proved) for a, f in found.items()})


def _stands(text: str, known: Mapping[str, bool], contains: Callable[[str], bool]) -> bool:
    return known[text] if text in known else contains(text)
