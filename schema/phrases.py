"""The small language of concept phrases, compiled to patterns over folded text.

    possess*             a word with any ending; `*pornograph*` allows any beginning too
    (his|her|their)      one of these
    [a|any]              one of these or nothing
    under <8> eighteen   up to eight words between, within one sentence
    /regex/              a regular expression over folded text, for what the rest cannot say

Between words any run of blanks, hyphens, brackets or quotes matches, also none: print loses blanks.
In scripts without word spaces a phrase matches anywhere; an Arabic word may carry its article,
conjunction and preposition.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from lexgap.schema.literals import Piece, canonical, telling
from lexgap.schema.shadow import MARKS, UNSPACED, fold

SEPARATOR = r"""[\s\-\[\]"'()]{0,4}"""
GAP_START = r"""[\s,\-\[\]"'()]{0,5}"""
GAP_WORD = r"""[^\s.;:!?।。；,\-\[\]"'()]++[\s,\-\[\]"'()]++"""
TOKEN = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|<(\d+)>|([^\s()\[\]<>]+)")
ENOUGH = 3
"""Length from which the first word of a phrase is its key: a later one is slower to look around."""
CLITICS = "و ف ب ل ك ال وال فال بال كال لل ولل فلل وب ول وك فب فل وبال وكال فبال"
"""What Arabic writes together with the word after it: conjunctions, prepositions, the article."""
ARABIC = re.compile("[\u0621-\u064a]")
ARABIC_PREFIX = f"(?:{'|'.join(sorted(CLITICS.split(), key=len, reverse=True))})?"
ARABIC_EDGE = (
    rf"(?:(?<!\w){ARABIC_PREFIX}|"
    + "|".join(rf"(?<=(?<!\w){clitic})" for clitic in CLITICS.split())
    + ")"
)
SPACED = re.compile(rf"[^\W\d_{UNSPACED}]|[{MARKS}]")
MARKED = re.compile("[\u0900-\u09ff]")
LETTER = rf"[\w{MARKS}]"
"""A character of a word in the scripts of `MARKED`; elsewhere `\\w` says it faster."""

EDGES = (r"(?<!\w)", f"(?<!{LETTER})")
"""How the pattern of a word opens that may not begin inside another."""


class PhraseError(ValueError):
    """A phrase that cannot be compiled; the message says why."""


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase: `pattern` over folded text, and literals one of which any match holds."""

    source: str
    expression: str
    """The regular expression; compiled at its first use, since most phrases never meet their key."""
    keys: tuple[str, ...]
    reach: int
    """Most characters of a match that may stand before its key; 0 where it begins with the key."""
    parts: tuple[tuple[str, ...], ...]
    """Literals of which any match holds one of each tuple; the longest first."""
    telling: tuple[tuple[str, ...], ...]
    """Literals of which the canonical text of any match holds one of each tuple (see `lexgap.schema.literals`)."""
    whole: bool = False
    """Whether no match begins inside a word."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression)


def compile_phrase(source: str) -> Phrase:
    """Compile `source`. Raises PhraseError."""
    if len(source) > 2 and source.startswith("/") and source.endswith("/"):
        return _compile_regex(source)
    parts: list[tuple[str, list[str]]] = []
    end = 0
    for match in TOKEN.finditer(source):
        if source[end : match.start()].strip():
            raise PhraseError(f"cannot read {source[end : match.start()].strip()!r}")
        end = match.end()
        group, optional, gap, word = match.groups()
        if gap is not None:
            parts.append(("gap", [gap]))
        elif group is not None:
            parts.append(("one", [w for w in group.split("|") if w.strip()]))
        elif optional is not None:
            parts.append(("maybe", [w for w in optional.split("|") if w.strip()]))
        else:
            parts.append(("one", [word]))
    if source[end:].strip():
        raise PhraseError(f"cannot read {source[end:].strip()!r}")
    if not parts or parts[0][0] == "gap" or parts[-1][0] == "gap":
        raise PhraseError("a phrase begins and ends with a word")
    if any(not words for _, words in parts):
        raise PhraseError("empty brackets")
    return _assemble(source, parts)


def _compile_regex(source: str) -> Phrase:
    try:
        re.compile(source[1:-1])
    except re.error as error:
        raise PhraseError(f"not a regular expression: {error}") from error
    key = max(re.findall(r"[^\W\d_]{2,}|[가-힣]", re.sub(r"\\.|\[[^\]]*\]|\([^)]*\)[?*]?|\w[?*]", " ", source[1:-1])), key=len, default="")  # fmt: skip
    if not key:
        raise PhraseError("a regular expression needs a literal of two letters (one of Hangul) outside brackets")  # fmt: skip
    return Phrase(source, source[1:-1], (key,), 200, ((key,),), ((key,),))


def _words(words: str, first: bool, last: bool) -> str:
    """Pattern of one alternative, which may be several words."""
    parts = words.split()
    return SEPARATOR.join(
        _word(word, first and n == 0, last and n == len(parts) - 1) for n, word in enumerate(parts)
    )


@cache
def _word(word: str, first: bool, last: bool) -> str:
    # The same words stand in many phrases of a language.
    bare = word.strip("*")
    folded = fold(bare)
    if "*" in bare:
        raise PhraseError(f"{word!r}: a star stands only at an end of a word")
    if not folded:
        raise PhraseError(f"nothing left of {word!r} after folding")
    spaced = bool(SPACED.match(folded[0])), bool(SPACED.match(folded[-1]))
    digit = folded[0].isdigit(), folded[-1].isdigit()
    letter = LETTER if MARKED.search(folded) else r"\w"
    before = rf"(?<!{letter})" * (first and spaced[0]) or r"(?<!\d)" * digit[0]
    if ARABIC.match(folded):
        before = ARABIC_EDGE if first else ARABIC_PREFIX
    after = rf"(?!{letter})" * (last and spaced[1]) or r"(?!\d)" * digit[1]
    return (
        (f"{letter}*" if word.startswith("*") else before)
        + re.escape(folded)
        + (f"{letter}*" if word.endswith("*") else after)
    )


def _assemble(source: str, parts: list[tuple[str, list[str]]]) -> Phrase:
    out: list[str] = []
    best: tuple[int, tuple[str, ...]] = (0, ())
    reach = 0
    before = 0
    for n, (kind, words) in enumerate(parts):
        if kind == "gap":
            out.append(rf"{GAP_START}(?:{GAP_WORD}){{0,{int(words[0])}}}?")
            before += 16 * int(words[0])
            continue
        first, last = _at_edges(parts, n)
        inner = "(?:" + "|".join(_words(w, first, last) for w in words) + ")"
        glue = SEPARATOR if n and parts[n - 1][0] != "gap" else ""
        out.append(f"(?:{glue}{inner})?" if kind == "maybe" else glue + inner)
        folded = tuple(_letters(w.split()[0]) for w in words)
        shortest = min(map(len, folded)) if kind == "one" else 0
        if shortest > best[0] and best[0] < ENOUGH:
            best = (shortest, tuple(dict.fromkeys(folded)))
            reach = before + (40 if any(w.strip().startswith("*") for w in words) else 0)
        before += max(map(len, words)) + 16
    if not best[1]:
        raise PhraseError("a phrase needs a word that must be there")
    if len(parts) > 1 and best[0] < 4 and all(k != "one" for k, _ in parts[1:]) and SPACED.match(best[1][0]):  # fmt: skip
        raise PhraseError(f"what must be there, {best[1][0]!r}, is too short to mean anything")
    expression = "".join(out)
    found = telling(_runs(parts))
    whole = _is_whole(parts)
    return Phrase(source, expression, best[1], reach, _literals(parts), found, whole)


def _at_edges(parts: list[tuple[str, list[str]]], n: int) -> tuple[bool, bool]:
    """Whether part `n` may begin the phrase or what follows a gap, and end it or what goes before one."""
    before, after = parts[:n], parts[n + 1 :]
    return (
        all(kind == "maybe" for kind, _ in before) or before[-1][0] == "gap",
        all(kind == "maybe" for kind, _ in after) or after[0][0] == "gap",
    )


def _runs(parts: list[tuple[str, list[str]]]) -> Iterator[list[list[list[Piece]]]]:
    """The parts that must be there and follow one another, as words."""
    run: list[list[list[Piece]]] = []
    for n, (kind, alternatives) in enumerate(parts):
        if kind == "one":
            run.append(
                [list(_pieces(words.split(), *_at_edges(parts, n))) for words in alternatives]
            )
        elif run:
            yield run
            run = []
    if run:
        yield run


def _pieces(words: list[str], first: bool, last: bool) -> Iterator[Piece]:
    for n, word in enumerate(words):
        yield _piece(word, first and n == 0, last and n == len(words) - 1)


@cache
def _piece(word: str, first: bool, last: bool) -> Piece:
    pattern = _word(word, first, last)
    text = _letters(word)
    return Piece(
        canonical(text).strip(),
        word.startswith("*") or ARABIC.match(text) is not None,
        word.endswith("*"),
        pattern.startswith(EDGES),
        pattern.endswith((r"(?!\w)", f"(?!{LETTER})")),
    )


@cache
def _letters(word: str) -> str:
    """A word of a phrase as the folded text has it, without its stars."""
    return fold(word.strip("*"))


def _literals(parts: list[tuple[str, list[str]]]) -> tuple[tuple[str, ...], ...]:
    """Of each part that must be there the longest word of each alternative, long ones first."""
    found = [
        tuple(dict.fromkeys(_longest(words) for words in alternatives))
        for kind, alternatives in parts
        if kind == "one"
    ]
    found.sort(key=lambda literals: -min(map(len, literals)))
    return tuple(part for n, part in enumerate(found) if n == 0 or all(map(_tells, part)))


def _tells(literal: str) -> bool:
    return len(literal) >= ENOUGH or literal.isdigit()


def _longest(words: str) -> str:
    return max(map(_letters, words.split()), key=len)


def _is_whole(parts: list[tuple[str, list[str]]]) -> bool:
    """Whether each alternative of the first part begins at the beginning of a word."""
    kind, alternatives = parts[0]
    return kind == "one" and all(
        _word(w.split()[0], True, False).startswith(EDGES) for w in alternatives
    )
