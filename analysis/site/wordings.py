"""What languages call a concept, as full-text expressions: one search finds it in every language."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import regex

from lexgap.analysis.grams import RUN, WORD, pairs
from lexgap.schema.phrases import ARABIC, CLITICS, TOKEN, Phrase, compile_phrase
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.wording import LANGUAGES, inventory, language_for, languages, read_file

EXPANDED = 200
"""Words of the texts that one pattern open at its beginning stands for at most."""


@cache
def phrases(language: str) -> dict[str, tuple[str, ...]]:
    """Concept -> phrases as they are written in the language's file."""
    file, _ = read_file(LANGUAGES / f"{language}.yml")
    return {name: wording.any for name, wording in file.concepts.items()}


def expression(concept: str, language: str, vocabulary: "Vocabulary") -> str:
    """An FTS5 expression for whatever `language` calls `concept`; empty where it says nothing.

    It finds every provision that one of the phrases matches, and a few more, where the words of a
    phrase stand apart. Regular expressions among the phrases are left out: an index cannot follow.
    """
    found = dict.fromkeys(
        part
        for phrase in phrases(language).get(concept, ())
        if not phrase.startswith("/") and (part := _sought(phrase, vocabulary))
    )
    return " OR ".join(found)


def needed(phrase: str) -> list[list[str]]:
    """The alternatives of each part of a phrase that must be there, or the length of a gap.

    >>> needed("possess* [any] (image|moving film)")
    [['possess*'], ['image', 'moving film']]
    """
    parts: list[list[str]] = []
    for group, optional, gap, word in TOKEN.findall(phrase):
        if not optional and not gap:
            parts.append([w.strip() for w in group.split("|") if w.strip()] if group else [word])
    return parts


def _sought(phrase: str, vocabulary: "Vocabulary") -> str:
    """The expression for one phrase; empty where nothing could match."""
    parts = [
        [found for words in part if (found := _words(words.split(), vocabulary))]
        for part in needed(phrase)
    ]
    if not parts or not all(parts):
        return ""
    if len(parts) == 1:
        return " OR ".join(parts[0])
    plain = all(len(part) == 1 and part[0].startswith('"') for part in parts)
    if (
        plain
        and not any(part[0].endswith("*") for part in parts[:-1])
        and "[" not in phrase
        and "<" not in phrase
    ):
        return " + ".join(part[0] for part in parts)
    return "(" + " AND ".join(f"({' OR '.join(part)})" for part in parts) + ")"


def _words(words: list[str], vocabulary: "Vocabulary") -> str:
    """The expression for words side by side."""
    if any(RUN.search(word) for word in words):
        runs = [run for word in words for run in RUN.findall(word)]
        return " AND ".join(
            f'grams : "{" ".join(pairs(run))}"' + " *" * (len(run) == 1) for run in runs
        )
    terms = [vocabulary.terms(word) for word in words]
    if not terms or not all(terms):
        return ""
    if len(terms) == 1:
        return " OR ".join(terms[0])
    if all(len(found) == 1 for found in terms) and not any(f[0].endswith("*") for f in terms[:-1]):
        return " + ".join(found[0] for found in terms)
    return "(" + " AND ".join(f"({' OR '.join(found)})" for found in terms) + ")"


class Vocabulary:
    """The words of the texts, to find those that a pattern open at its beginning stands for."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.text = "\n" + "\n".join(sorted(self.words)) + "\n"
        self.known: dict[str, list[str]] = {}

    def terms(self, word: str) -> list[str]:
        """FTS5 strings of which any stands for `word`, which may carry stars; none if no text has it."""
        bare = " ".join(WORD.findall(word.strip("*")))
        if not bare:
            return []
        star = " *" if word.endswith("*") else ""
        if not word.startswith("*") and not ARABIC.match(fold(bare)):
            return [f'"{bare}"{star}']
        if word not in self.known:
            self.known[word] = [f'"{w}"' for w in islice(self._found(word, bare), EXPANDED)]
        return self.known[word]

    def _found(self, word: str, bare: str) -> Iterator[str]:
        """Words of the texts; unaccented and in lower case, as the index keeps them."""
        core = plain(bare)
        if not word.startswith("*"):
            yield from (
                w for clitic in ("", *CLITICS.split()) if (w := clitic + core) in self.words
            )
            return
        at = self.text.find(core)
        while at >= 0:
            begin, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
            if word.endswith("*") or at + len(core) == end:
                yield self.text[begin:end]
            at = self.text.find(core, end)


def plain(word: str) -> str:
    """A word as the index keeps it: lower case, without marks on Latin letters.

    >>> plain("Pornográfico")
    'pornografico'
    """
    import unicodedata

    parts = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def served(codes: Iterable[str]) -> dict[str, list[str]]:
    """Concept files and the languages of texts, BCP 47, that each serves."""
    found: dict[str, list[str]] = {}
    for code in codes:
        if name := language_for(code):
            found.setdefault(name, []).append(code)
    return found


@cache
def _index() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Folded phrases without alternatives -> concepts: whole ones, and beginnings before a star."""
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for language in languages():
        for concept, written in phrases(language).items():
            for phrase in written:
                if regex.search(r"[()\[\]<>/]", phrase) or phrase.startswith("*"):
                    continue
                kept = begun if phrase.endswith("*") else whole
                kept.setdefault(fold(phrase.rstrip("*")), set()).add(concept)
    return whole, begun


def named(query: str, most: int = 4) -> list[str]:
    """Concepts that `query` is a word for in some language, or that are described by its words.

    >>> named("live-streaming")[0]
    'live'
    """
    folded = fold(query.strip().strip('"'))
    if len(folded) < 2:
        return []
    whole, begun = _index()
    words = [word[:5] for word in WORD.findall(folded)]
    found: dict[str, None] = dict.fromkeys(
        name
        for name, entry in inventory().items()
        if words and all(any(w.startswith(word) for w in WORD.findall(fold(f"{name} {entry.about}"))) for word in words)
    )  # fmt: skip
    exact = set(whole.get(folded, ()))
    for end in range(3, len(folded) + 1):
        exact |= begun.get(folded[:end], set())
    ranked = [name for name in inventory() if name in exact and name in found]
    ranked += [name for name in inventory() if name in exact and name not in found]
    ranked += [name for name in found if name not in exact]
    return ranked[:most]


@cache
def patterns(concept: str, language: str) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """The phrases of a concept, and those inside which a match does not count, compiled."""
    file, _ = read_file(LANGUAGES / f"{language}.yml")
    wording = file.concepts.get(concept)
    if wording is None:
        return (), ()
    return (
        tuple(compile_phrase(phrase) for phrase in wording.any),
        tuple(compile_phrase(phrase) for phrase in wording.not_),
    )


def mentioned(shadow: Shadow, concept: str, language: str) -> list[tuple[int, int]]:
    """Printed places at which a text in `language` (BCP 47) mentions `concept`, in order."""
    name = language_for(language)
    if name is None:
        return []
    some, none = patterns(concept, name)
    barred = [match.span() for phrase in none for match in _matches(phrase, shadow.text)]
    found = {
        (start, end)
        for phrase in some
        for start, end in (match.span() for match in _matches(phrase, shadow.text))
        if start < end and not any(start < right and left < end for left, right in barred)
    }
    return [shadow.span(start, end) for start, end in sorted(found)]


def _matches(phrase: Phrase, text: str) -> Iterator[re.Match[str]]:
    """Where a phrase stands; most texts lack a literal that it needs, and are passed over quickly."""
    if all(any(literal in text for literal in part) for part in phrase.parts):
        yield from phrase.pattern.finditer(text)
