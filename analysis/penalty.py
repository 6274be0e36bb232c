"""Custodial ranges in a text: which terms are terms of imprisonment, and what stands beside them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Literal

from lexgap.analysis.durations import BEFORE, LETTER, Duration, durations, either, is_letter, phrase
from lexgap.schema.sentencing import load_sentencing, sentencing_language
from lexgap.schema.shadow import Shadow, fold

Mode = Literal["", "higher", "lower", "repeat"]
BREAK = re.compile(r"[.;。；।](?:\s|$|(?=[^\d\s]))")
LEFT, RIGHT, NEAR = 120, 45, 70
"""Most characters between imprisonment and its term before, after, and between two such terms."""
FINE_REACH = 170
JOINED = "\u0648"
"""The Arabic letter that is written before a word for `and`: what it joins is another sanction."""


@dataclass(frozen=True)
class Term:
    """A custodial range at offsets of the printed text, in months; None where not stated."""

    start: int
    end: int
    min_months: int | None
    max_months: int | None
    life: bool
    fine: bool
    kind: Literal["custody", "same"]
    """`same` refers to a penalty stated elsewhere and has no range of its own."""
    share: Fraction = Fraction(1)
    """The part of the penalty stated elsewhere."""
    currencies: tuple[str, ...] = ()
    """ISO 4217 codes of which one is that of the fine."""
    mode: Mode = ""
    """Graver or lesser mode of trial, or a repeated offence, where the clause says so."""


@dataclass(frozen=True)
class Noun:
    """A word that says what a term near it is about."""

    start: int
    end: int
    kind: str


@cache
def nouns_pattern(language: str) -> re.Pattern[str]:
    """Every word that governs terms; the longest reading wins.

    A group names the kind; it is empty, at the end, so that a phrase fails at its first character.
    """
    w = load_sentencing(language)
    kinds = {"life": w.life, "custody": w.custody, "fine": w.fine, "other": w.other}
    kinds |= {"same": w.same, "same_term": w.same_term}
    kinds |= {"higher": w.higher, "lower": w.lower, "repeat": w.repeat}
    for value, fractions in w.fractions.items():
        part = Fraction(value)
        for templates, share in ((w.of_penalty, part), (w.less, 1 - part), (w.more, 1 + part)):
            phrases = tuple(t.replace("{}", word) for t in templates for word in fractions)
            name = f"share_{share.numerator}_{share.denominator}"
            kinds[name] = (*kinds.get(name, ()), *phrases)
    kinds |= {f"money_{codes.replace(' ', '_')}": words for codes, words in w.currencies.items()}
    every = sorted(((p, k) for k, ps in kinds.items() for p in ps), key=lambda x: -len(x[0]))
    return re.compile(
        opening([p for p, _ in every], words=w.words)
        + "(?:"
        + "|".join(
            f"{phrase(p, words=w.words, opened=True)}(?P<{kind}_{n}>)"
            for n, (p, kind) in enumerate(every)
        )
        + ")"
    )


def opening(phrases: Iterable[str], *, words: bool) -> str:
    """A lookahead for the first character of a phrase, and a letter only where a word begins.

    It spares trying some two hundred phrases at every place of a text.
    """
    first = {"*" if p.startswith("*") else fold(p)[:1] for p in phrases}
    signs = "".join(re.escape(c) for c in sorted(first) if not is_letter(c))
    letters = LETTER if "*" in first else f"[{''.join(map(re.escape, sorted(first)))}]"
    return f"(?:{BEFORE * words}(?={letters})" + (f"|(?=[{signs}]))" if signs else ")")


def nouns(text: str, language: str) -> list[Noun]:
    """The governing words of folded `text` in order."""
    return [
        Noun(found.start(), found.end(), str(found.lastgroup).rpartition("_")[0])
        for found in nouns_pattern(language).finditer(text)
    ]


def terms(text: str, language: str) -> list[Term]:
    """The custodial ranges that printed `text` states, in order; none for an unknown language."""
    file = sentencing_language(language)
    if file is None:
        return []
    shadow = Shadow(text)
    folded = shadow.text
    words = nouns(folded, file)
    if not any(n.kind.startswith(("custody", "life", "same", "share")) for n in words):
        return []
    found = merged(folded, [*custodial(folded, file, words), *of_life(words)])
    found = [beside(folded, term, words, found) for term in found]
    found += list(referring(words))
    return [printed(shadow, term) for term in sorted(found, key=lambda t: t.start)]


def referring(words: Iterable[Noun]) -> Iterator[Term]:
    """Mentions of a penalty stated elsewhere, or of a share of one."""
    for noun in words:
        if noun.kind == "same":
            yield Term(noun.start, noun.end, None, None, False, False, "same")
        elif noun.kind.startswith("share"):
            share = Fraction(*map(int, noun.kind.split("_")[1:]))
            yield Term(noun.start, noun.end, None, None, False, False, "same", share=share)


def printed(shadow: Shadow, term: Term) -> Term:
    """A term of the folded text at its offsets in the printed one."""
    start, end = shadow.span(term.start, term.end)
    return replace(term, start=start, end=end)


def custodial(text: str, language: str, words: list[Noun]) -> list[Term]:
    """Durations that are terms of imprisonment."""
    found = []
    every = durations(text, language)
    for one, noun in governed(text, language, every, words):
        if noun is not None and noun.kind in ("custody", "life"):
            start, end = min(one.start, noun.start), max(one.end, noun.end)
            found.append(Term(start, end, one.low, one.high, False, False, "custody"))
    for repeated in (n for n in words if n.kind == "same_term"):
        before = [d for d in every if d.end <= repeated.start]
        noun = nearest_left(text, repeated.start, words)
        if before and noun is not None and noun.kind == "custody":
            last = before[-1]
            found.append(
                Term(noun.start, repeated.end, last.low, last.high, False, False, "custody")
            )
    return found


def governed(
    text: str, language: str, every: list[Duration], words: list[Noun]
) -> list[tuple[Duration, Noun | None]]:
    """Each duration with its word. A word governs a second one only if that is marked as an end."""
    pairs: list[tuple[Duration, Noun | None]] = []
    for one in reversed(every):
        noun = governing(text, language, one, words)
        if pairs and not text[one.end : pairs[-1][0].start].strip(" ,"):
            noun = pairs[-1][1]
        pairs.append((one, noun))
    used: set[Noun] = set()
    kept = []
    for one, noun in reversed(pairs):
        known = None if one.bare and noun in used else noun
        if known is not None:
            used.add(known)
        kept.append((one, known))
    return kept


def governing(text: str, language: str, one: Duration, words: list[Noun]) -> Noun | None:
    """The word that says what a duration is a term of."""
    w = load_sentencing(language)
    joins = either(w.joins, words=w.words)
    after = next(
        (n for n in words if n.start >= one.end and n.kind in ("custody", "fine", "other")), None
    )
    if after is not None and text[after.start] != JOINED:
        between = text[one.end : after.start]
        if len(between) <= RIGHT and re.fullmatch(rf"[ '’]*(?:(?:{joins})[ ']*)*", between):
            return after
    return nearest_left(text, one.start, words)


def nearest_left(text: str, place: int, words: list[Noun]) -> Noun | None:
    """The last sanction word before `place` in the same sentence."""
    kinds = ("custody", "fine", "other", "life")
    before = [n for n in words if n.end <= place and n.kind in kinds]
    if not before or place - before[-1].end > LEFT or BREAK.search(text, before[-1].end, place):
        return None
    return before[-1]


def of_life(words: Iterable[Noun]) -> list[Term]:
    """Mentions of life imprisonment."""
    return [
        Term(n.start, n.end, None, None, True, False, "custody") for n in words if n.kind == "life"
    ]


def merged(text: str, some: list[Term]) -> list[Term]:
    """Neighbours that complete each other as one range: a minimum, a maximum, life."""
    found: list[Term] = []
    for term in sorted(some, key=lambda t: (t.start, t.end)):
        last = found[-1] if found else None
        if last is not None and complete(text, last, term):
            found[-1] = replace(
                last,
                end=max(last.end, term.end),
                min_months=term.min_months if last.min_months is None else last.min_months,
                max_months=term.max_months if last.max_months is None else last.max_months,
                life=last.life or term.life,
            )
        else:
            found.append(term)
    return found


def complete(text: str, first: Term, second: Term) -> bool:
    """True where two terms are parts of one range."""
    low = first.min_months is None or second.min_months is None
    high = first.max_months is None or second.max_months is None
    both = (first.min_months or second.min_months or 0, first.max_months or second.max_months or 0)
    ordered = not all(both) or both[0] < both[1]
    gap = second.start - first.end
    return (
        low
        and high
        and ordered
        and gap <= NEAR
        and not BREAK.search(text, first.end, max(first.end, second.start))
    )


def beside(text: str, term: Term, words: list[Noun], every: list[Term]) -> Term:
    """A term with the fine, the mode of trial or the repetition that its clause names."""
    left = max([0, *(t.end for t in every if t.end <= term.start)])
    right = min([len(text), *(t.start for t in every if t.start >= term.end)])
    breaks = [b.end() for b in BREAK.finditer(text, left, term.start)]
    left = max([left, term.start - FINE_REACH, *breaks])
    stop = BREAK.search(text, term.end, right)
    right = min(stop.start() if stop else right, term.end + FINE_REACH)
    clause = [n for n in words if left <= n.start and n.end <= right]
    modes: list[Mode] = [
        mode
        for mode in ("repeat", "higher", "lower")
        for n in clause
        if n.kind == mode and n.start < term.end
    ]
    fine = any(n.kind == "fine" for n in clause)
    money = [tuple(n.kind.split("_")[1:]) for n in clause if n.kind.startswith("money")]
    return replace(
        term,
        fine=fine,
        mode=modes[0] if modes else "",
        currencies=money[0] if fine and money else (),
    )
