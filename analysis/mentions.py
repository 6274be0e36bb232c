"""Where a text mentions concepts: one Aho-Corasick pass over the folded text, then the phrases.

Every phrase has a literal key; the automaton finds keys, and only the phrases of a key that is
there are tried, around it. The same keys make the prefilter, so it can lose no mention.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import ahocorasick

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


class Scanner:
    """Finds the mentions of one language's concepts."""

    def __init__(self, words: Wordlist) -> None:
        self.words = words
        self.entries: list[Entry] = []
        by_key: dict[str, list[int]] = {}
        for negative, table in ((False, words.phrases), (True, words.nots)):
            for concept, phrases in table.items():
                for phrase in phrases:
                    self.entries.append(Entry(concept, negative, phrase))
                    for key in phrase.keys:
                        by_key.setdefault(key, []).append(len(self.entries) - 1)
        self._keys = _automaton(by_key)
        self._anchors = _automaton(
            {
                key: []
                for concept in words.anchors
                for phrase in words.phrases.get(concept, ())
                for key in phrase.keys
            }
        )

    def anchored(self, folded: str) -> bool:
        """Whether the folded text holds the key of any anchor concept's phrase."""
        return next(self._anchors.iter(folded), None) is not None

    def mentions(self, folded: str) -> list[Mention]:
        """All mentions in a folded text, in order."""
        found: set[Mention] = set()
        barred: dict[str, list[tuple[int, int]]] = {}
        tried: dict[int, int] = {}
        for end, (length, numbers) in self._keys.iter(folded):
            start = end - length + 1
            for number in numbers:
                concept, negative, phrase = self.entries[number]
                if phrase.reach:
                    low = max(tried.get(number, 0), start - phrase.reach, 0)
                    match = _around(phrase.pattern, folded, low, end)
                else:
                    match = phrase.pattern.match(folded, start)
                if match is None:
                    continue
                tried[number] = match.end()
                if negative:
                    barred.setdefault(concept, []).append(match.span())
                else:
                    found.add(Mention(*match.span(), concept))
        kept = (m for m in found if not _inside(m, barred.get(m.concept, ())))
        return sorted(_longest(kept))

    def matching(self, folded: str, wanted: set[int]) -> set[int]:
        """Which of the entries numbered in `wanted` match anywhere in a folded text."""
        found: set[int] = set()
        for end, (length, numbers) in self._keys.iter(folded):
            start = end - length + 1
            for number in numbers:
                if number not in wanted or number in found:
                    continue
                phrase = self.entries[number].phrase
                if phrase.reach:
                    match = _around(phrase.pattern, folded, max(start - phrase.reach, 0), end)
                else:
                    match = phrase.pattern.match(folded, start)
                if match:
                    found.add(number)
        return found


def _around(pattern: re.Pattern[str], folded: str, low: int, key_end: int) -> re.Match[str] | None:
    """The first match over the key that ends at `key_end`, searched from `low`."""
    while match := pattern.search(folded, low, key_end + LONGEST):
        if match.end() > key_end:
            return match if match.start() <= key_end else None
        low = max(match.end(), low + 1)
    return None


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


def _automaton(keys: dict[str, list[int]]) -> "ahocorasick.Automaton":
    automaton = ahocorasick.Automaton()
    for key, numbers in keys.items():
        automaton.add_word(key, (len(key), tuple(numbers)))
    if not keys:
        automaton.add_word("\x00", (1, ()))
    automaton.make_automaton()
    return automaton


@cache
def scanner(language: str) -> Scanner:
    """The scanner of a concept language (see `lexgap.schema.wording.languages`)."""
    return Scanner(load_concepts(language))
