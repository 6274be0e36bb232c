"""Terms of months and years in folded text, with what the wording makes of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from lexgap.analysis.numerals import GLUE, bare, numerals, spelled, worded
from lexgap.schema.numerals import IDEOGRAPHS, ideographic
from lexgap.schema.sentencing import Sentencing, load_sentencing
from lexgap.schema.shadow import MARKS, fold

LETTER = rf"[\w{MARKS}]"
BEFORE, AFTER = f"(?<!{LETTER})", f"(?!{LETTER})"
"""No letter, and no vowel sign, stands before or after a word."""
OPEN, CLOSE = r"\\?[(\[]", r"\\?[)\]]"
PAREN = rf"(?: ?{OPEN}[^()\[\]\\]{{1,30}}{CLOSE})?"
AND = re.compile(
    r",? (?:(?:and|og|och|et|und|y|e|en|i|a|ja|un|та|і|és|ir|şi|și|și|και|ve|dan|và|र) )?"
)
YEAR = 12
DAY, WEEK = Fraction(1, 30), Fraction(7, 30)
"""In months; what is left over of a month does not count."""
LONGEST = 60
"""Years beyond which a number is no term of imprisonment."""


@dataclass(frozen=True)
class Duration:
    """A stated term at offsets of the folded text, in months."""

    start: int
    end: int
    low: int | None
    high: int | None
    bare: bool = False
    """True where no word says whether it is a minimum or a maximum; it is taken as one."""


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns of one language, in the order in which they are tried."""

    words: Sentencing
    numbers: dict[str, int]
    units: dict[str, Fraction]
    wholes: dict[str, int]
    low_units: frozenset[str]
    tried: tuple[tuple[str, re.Pattern[str]], ...]


def phrase(text: str, *, words: bool = True, opened: bool = False) -> str:
    """A pattern of a phrase over folded text; `*` stands for any letters.

    opened: it is only tried where a word begins.
    """
    parts = [re.escape(fold(part)).replace(r"\-", r"[ \-]?") for part in text.split("*")]
    body = f"{LETTER}*".join(parts).replace(r"\ ", r"[ \-]{1,2}")
    if not words:
        return body
    before = BEFORE if is_letter(text[:1]) and not opened else ""
    return before + body + AFTER * is_letter(text[-1:])


def is_letter(char: str) -> bool:
    """Whether a phrase's character is one at whose side no other letter may stand; `*` is."""
    return char == "*" or re.fullmatch(LETTER, char) is not None


def either(phrases: Iterable[str], *, words: bool = True) -> str:
    """A pattern of any of `phrases`, the longest first; one that never matches for none."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(phrase(p, words=words) for p in ordered) or r"(?!)"


@dataclass(frozen=True)
class Shapes:
    """Patterns of a number, a unit and a whole term in one language."""

    number: str
    unit: str
    whole: str
    unit_first: bool
    left: str

    def term(self, prefix: str, *, elided: bool = False) -> str:
        """A pattern of one term with groups named after `prefix`; elided: also a bare number."""
        p, number, unit = prefix, self.number, self.unit
        digits = rf"{OPEN}(?P<{p}d>\d{{1,3}}){CLOSE}"
        forms = [
            rf"(?P<{p}n1>{number})(?: ?{digits}|{PAREN}){GLUE}(?P<{p}u1>{unit})",
            rf"{digits.replace('d>', 'n4>')}{GLUE}(?P<{p}u4>{unit})",
        ]
        if self.unit_first:
            forms.append(rf"(?P<{p}u2>{self.left}{unit}) (?P<{p}n2>{number}){PAREN}")
        if self.whole:
            forms.append(rf"(?P<{p}w>{self.whole})")
        if elided:
            forms.append(rf"(?P<{p}n3>{number})(?: ?{digits.replace('d>', 'e>')}|{PAREN}){AFTER}")
        return "(?:" + "|".join(forms) + ")"


def shapes(w: Sentencing) -> Shapes:
    """The shapes of a language."""
    left, right = (BEFORE, AFTER) if w.words else ("", "")
    known = [r"(?<![\d.,])\d{1,3}(?![.,]?\d)", f"[{IDEOGRAPHS}]+"]
    if w.numbers:
        known.append(left + worded(w))
    units = sorted({x for some in w.units.scales() for x in some}, key=lambda x: (-len(x), x))
    return Shapes(
        number="(?:" + "|".join(known) + ")",
        unit="(?:" + "|".join(re.escape(fold(x)) for x in units) + ")" + right,
        whole=either((x for v in w.wholes.values() for x in v), words=w.words) if w.wholes else "",
        unit_first=w.unit_first,
        left=left,
    )


def forms(w: Sentencing) -> dict[str, str]:
    """Patterns by what they make of a term, in the order in which they are tried."""
    term = shapes(w).term
    to, low, high, low_after, high_after = (
        "(?:" + either(some, words=w.words) + ")"
        for some in (w.to, w.at_least, w.at_most, w.at_least_after, w.at_most_after)
    )
    pairs = "|".join(
        rf"{phrase(a)}{GLUE}{term(f'p{n}a', elided=True)} {phrase(b)} {term(f'p{n}b')}"
        for n, (a, b) in enumerate(w.between)
    )
    lead = "[ :,]{0,2}"
    either_end = term("a", elided=True)
    last = rf"(?P<bn3>{shapes(w).number}){AFTER}"
    return {
        "range": rf"{either_end}{GLUE}-?{to}{GLUE}{term('b', elided=True)}",
        "between": pairs or r"(?!)",
        "lowhigh": rf"{low}{lead}{either_end}[^.;:\d]{{1,30}}?{high}{lead}{term('b')}",
        "lowhigh_bare": rf"{low}{lead}{term('a')}{AND.pattern}{high}{lead}{last}(?! ?\d)",
        "after_high": rf"{term('a')}{GLUE}{high_after}",
        "after_low": rf"{term('a')}{GLUE}{low_after}",
        "low": rf"{low}{lead}{term('a')}",
        "high": rf"{high}{lead}{term('a')}",
        "bare": term("a"),
    }


@cache
def patterns(language: str) -> Patterns:
    """Compile a language's words (see `sentencing_language`)."""
    w = load_sentencing(language)
    return Patterns(
        words=w,
        numbers=numerals(w),
        units=scales(w),
        wholes=spelled(w.wholes),
        low_units=frozenset(map(fold, w.from_units)),
        tried=tuple((name, re.compile(pattern)) for name, pattern in forms(w).items()),
    )


def scales(w: Sentencing) -> dict[str, Fraction]:
    """Folded unit -> months."""
    values = (Fraction(YEAR), Fraction(1), WEEK, DAY)
    return {fold(x): v for some, v in zip(w.units.scales(), values, strict=True) for x in some}


def months(
    p: Patterns, found: re.Match[str], prefix: str, default: Fraction = Fraction(0)
) -> tuple[int, Fraction]:
    """(whole months, months a unit) of one end; (0, 0) where it cannot be read.

    `default` is the unit, in months, of a number printed without one.
    """
    groups = {
        k.removeprefix(prefix): v
        for k, v in found.groupdict().items()
        if v and k.startswith(prefix)
    }
    if "w" in groups:
        return p.wholes[bare(groups["w"])], Fraction(YEAR)
    # Digits in brackets say it more surely than words that may be the rest of a longer number.
    number = next((groups[g] for g in ("d", "e", "n1", "n2", "n3", "n4") if g in groups), None)
    unit = next((groups[g] for g in ("u1", "u2", "u4") if g in groups), None)
    if number is None:
        return 0, Fraction(0)
    scale = p.units[unit] if unit else default
    if number.isdigit():
        value = int(number)
    elif bare(number) in p.numbers:
        value = p.numbers[bare(number)]
    else:
        value = ideographic(number)
    return (int(value * scale), scale) if value * scale <= LONGEST * YEAR else (0, scale)


def ends(p: Patterns, found: re.Match[str]) -> tuple[int | None, int]:
    """Both ends of a range in months; an end printed without unit takes the other's.

    The lower is None where it is less than a month.
    """
    a, b = "a", "b"
    if found.re is dict(p.tried)["between"]:
        n = next(k[1:-3] for k, v in found.groupdict().items() if v)
        a, b = f"p{n}a", f"p{n}b"
    _, scale_b = months(p, found, b)
    low, scale_a = months(p, found, a, scale_b)
    high, _ = months(p, found, b, scale_a)
    return (None if not low and 0 < scale_a < 1 else low), high


def durations(text: str, language: str) -> list[Duration]:
    """The terms in folded `text`, in order, none overlapping."""
    p = patterns(language)
    taken: list[Duration] = []
    for name, pattern in p.tried:
        for found in pattern.finditer(text):
            if any(d.start < found.end() and found.start() < d.end for d in taken):
                continue
            taken += read(p, name, found)
    return compounds(text, sorted(taken, key=lambda d: d.start))


def compounds(text: str, some: list[Duration]) -> list[Duration]:
    """`some` with a term of years and the months printed after it added up."""
    found: list[Duration] = []
    for one in some:
        last = found[-1] if found else None
        if last is not None and exceeded(text, last, one):
            found[-1] = Duration(last.start, one.end, None, one.high)
            continue
        if last is not None and (whole := joined(text, last, one)):
            found[-1] = whole
            continue
        if last is None or not one.bare or (one.high or 0) >= YEAR or (last.low and last.high):
            found.append(one)
            continue
        value = last.low or last.high or 0
        if value % YEAR or not AND.fullmatch(text[last.end : one.start]):
            found.append(one)
            continue
        total = value + (one.high or 0)
        low, high = (total, None) if last.low else (None, total)
        found[-1] = Duration(last.start, one.end, low, high, last.bare)
    return found


def joined(text: str, first: Duration, second: Duration) -> Duration | None:
    """A range one end of which has years and months: `one year and six months to four years`."""
    if not AND.fullmatch(text[first.end : second.start]):
        return None
    years, rest = first.high or 0, second.low or 0
    if first.bare and second.high and 0 < rest < YEAR <= years < second.high and not years % YEAR:
        return Duration(first.start, second.end, years + rest, second.high)
    rest = second.high or 0
    if first.low and years and second.bare and 0 < rest < YEAR and not years % YEAR:
        return Duration(first.start, second.end, first.low, years + rest)
    return None


def exceeded(text: str, first: Duration, second: Duration) -> bool:
    """Whether a second, higher maximum is joined to the first: `up to five and up to ten years`."""
    return (
        not first.low
        and not second.low
        and not second.bare
        and (second.high or 0) > (first.high or 0)
        and AND.fullmatch(text[first.end : second.start]) is not None
    )


def read(p: Patterns, name: str, found: re.Match[str]) -> Iterator[Duration]:
    """A match as a duration, none where its numbers are no term."""
    start, end = found.span()
    if name in ("range", "between", "lowhigh", "lowhigh_bare"):
        low, high = ends(p, found)
        if high and (low is None or 0 < low < high):
            yield Duration(start, end, low, high)
        return
    value, _ = months(p, found, "a")
    if not value:
        return
    unit = found.groupdict().get("au1") or found.groupdict().get("au2")
    if name in ("low", "after_low") or (unit in p.low_units and name == "bare"):
        yield Duration(start, end, value, None)
    else:
        yield Duration(start, end, None, value, bare=name == "bare")
