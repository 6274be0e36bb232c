"""Where a text mentions concepts: one Aho-Corasick pass over the folded text, then the phrases.

Every phrase has a literal key, at which it is tried, and rare literals, one of which each match
holds. The automaton finds both at once; a phrase is tried only in a text with a rare literal of it.
Literals of several words make the prefilter, which can lose no mention.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick

from lexgap.analysis.needs import bit
from lexgap.schema.literals import canonical
from lexgap.schema.phrases import Phrase
from lexgap.schema.wording import Wordlist, load_concepts

LONGEST = 240
"""Longest match of a phrase in folded characters."""


class Mention(NamedTuple):
    """A concept at folded offsets (start, end)."""

    start: int
    end: int
    concept: str


class Entry(NamedTuple):
    """A phrase of a concept; a negative one says what is no mention of it."""

    concept: str
    negative: bool
    phrase: Phrase


@dataclass(frozen=True, eq=False)
class Literal:
    """What hangs on one literal: numbers of the entries it is a key of, and of those it is rare in."""

    text: str
    keys: frozenset[int]
    rare: frozenset[int]


@dataclass(frozen=True, eq=False)
class Telling:
    """What a literal of the canonical text tells: concepts it is enough for, as bits, and else the
    numbers of the entries it stands in, each with the part it is, as a bit."""

    concepts: int
    parts: tuple[tuple[int, int], ...]


class Scanner:
    """Finds the mentions of one language's concepts."""

    def __init__(self, words: Wordlist) -> None:
        self.words = words
        self.entries = [
            Entry(concept, negative, phrase)
            for negative, table in ((False, words.phrases), (True, words.nots))
            for concept, phrases in table.items()
            for phrase in phrases
        ]
        self._literals = _automaton(_literals(self.entries))
        self._telling = _automaton(_telling(self.entries))
        self._always = 0
        for entry in self.entries:
            if not entry.negative and not entry.phrase.telling:
                self._always |= bit(entry.concept)

    def possible(self, folded: str) -> int:
        """The concepts that a folded text may mention, as bits.

        It holds literals of a phrase of theirs, as `lexgap.schema.literals` has them.
        """
        found = self._always
        held: dict[int, int] = {}
        for telling in {telling for _, telling in self._telling.iter(canonical(folded))}:
            found |= telling.concepts
            for number, part in telling.parts:
                held[number] = held.get(number, 0) | part
        for number, parts in held.items():
            entry = self.entries[number]
            if parts + 1 == 1 << len(entry.phrase.telling):
                found |= bit(entry.concept)
        return found

    def mentions(self, folded: str) -> list[Mention]:
        """All mentions in a folded text, in order."""
        found: set[Mention] = set()
        barred: dict[str, list[tuple[int, int]]] = {}
        for number, match in self._matches(folded, None):
            concept, negative, _ = self.entries[number]
            if negative:
                barred.setdefault(concept, []).append(match.span())
            else:
                found.add(Mention(*match.span(), concept))
        kept = (m for m in found if not _inside(m, barred.get(m.concept, ())))
        return sorted(_longest(kept))

    def matching(self, folded: str, wanted: set[int]) -> set[int]:
        """Which of the entries numbered in `wanted` match anywhere in a folded text."""
        return {number for number, _ in self._matches(folded, wanted)}

    def _matches(self, folded: str, wanted: set[int] | None) -> Iterator[tuple[int, re.Match[str]]]:
        """Matches of the entries, all or those `wanted`, at their keys."""
        places: dict[Literal, list[int]] = {}
        for end, literal in self._literals.iter(folded):
            places.setdefault(literal, []).append(end)
        active = set().union(*(literal.rare for literal in places))
        if wanted is not None:
            active &= wanted
        ends_of = {literal.text: ends for literal, ends in places.items()}
        around: dict[int, list[tuple[int, int]]] = {}
        for literal, ends in places.items():
            starts = [end - len(literal.text) + 1 for end in ends]
            free: list[int] | None = None
            for number in active & literal.keys:
                phrase = self.entries[number].phrase
                if not all(any(text in ends_of for text in part) for part in phrase.parts[1:]):
                    active.discard(number)
                    continue
                if phrase.reach:
                    around.setdefault(number, []).extend(zip(ends, starts, strict=True))
                    continue
                if phrase.whole and free is None:
                    free = [n for n in starts if n == 0 or not folded[n - 1].isalnum()]
                match_at = phrase.pattern.match
                for start in free if phrase.whole and free is not None else starts:
                    match = match_at(folded, start)
                    if match:
                        yield number, match
        for number, keys in around.items():
            phrase = self.entries[number].phrase
            parts = [sorted(e for t in part for e in ends_of.get(t, ())) for part in phrase.parts]
            for match in _around(phrase, folded, sorted(keys), parts):
                yield number, match


def _around(
    phrase: Phrase, folded: str, keys: list[tuple[int, int]], parts: list[list[int]]
) -> Iterator[re.Match[str]]:
    """For each key (last character, start) the first match over it after the match before.

    `parts`: the last characters of the literals of each part of the phrase, in order; a key that is
    far from those of a part is passed over.
    """
    tried = 0
    for end, start in keys:
        low = max(tried, start - phrase.reach, 0)
        if not all(_holds(part, low, end + LONGEST) for part in parts):
            continue
        while match := phrase.pattern.search(folded, low, end + LONGEST):
            if match.end() > end:
                if match.start() <= end:
                    tried = match.end()
                    yield match
                break
            low = max(match.end(), low + 1)


def _holds(ends: list[int], low: int, high: int) -> bool:
    at = bisect_left(ends, low)
    return at < len(ends) and ends[at] < high


def _inside(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions of one concept the longest."""
    best: list[Mention] = []
    last: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.concept, m.start, -m.end)):
        before = last.get(mention.concept)
        if before is not None and mention.start < before.end:
            continue
        last[mention.concept] = mention
        best.append(mention)
    return best


def _literals(entries: Sequence[Entry]) -> dict[str, Literal]:
    keys: dict[str, set[int]] = {}
    rare: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        for key in entry.phrase.keys:
            keys.setdefault(key, set()).add(number)
        for key in entry.phrase.parts[0]:
            rare.setdefault(key, set()).add(number)
    other = {text for e in entries for part in e.phrase.parts for text in part}
    return {
        text: Literal(text, frozenset(keys.get(text, ())), frozenset(rare.get(text, ())))
        for text in {**keys, **rare, **dict.fromkeys(other)}
    }


def _telling(entries: Sequence[Entry]) -> dict[str, Telling]:
    concepts: dict[str, int] = {}
    parts: dict[str, list[tuple[int, int]]] = {}
    for number, entry in enumerate(entries):
        if entry.negative:
            continue
        sets = entry.phrase.telling
        for text in sets[0] if len(sets) == 1 else ():
            concepts[text] = concepts.get(text, 0) | bit(entry.concept)
        for n, texts in enumerate(sets if len(sets) > 1 else ()):
            for text in texts:
                parts.setdefault(text, []).append((number, 1 << n))
    return {
        text: Telling(concepts.get(text, 0), tuple(parts.get(text, ())))
        for text in {**concepts, **parts}
    }


def _automaton(values: Mapping[str, object]) -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for text, value in values.items():
        automaton.add_word(text, value)
    if not values:
        automaton.add_word("\x00", 0)
    automaton.make_automaton()
    return automaton


@cache
def scanner(language: str) -> Scanner:
    """The scanner of a concept language (see `lexgap.schema.wording.languages`)."""
    return Scanner(load_concepts(language))
