"""The words that only one of two wordings has, as ranges that a reader is shown."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import regex

from lexgap.analysis.grams import RUN

TOKEN = regex.compile(rf"{RUN.pattern[:-1]}|[\p{{L}}\p{{M}}\p{{N}}_]+|[^\p{{L}}\p{{M}}\p{{N}}_\s]")
"""Words, signs, and single characters of scripts written without spaces."""
PIECE = regex.compile(r"[^\n.;。；]*[\n.;。；]?")
"""Sentences, roughly: what a long text is compared by."""

LONGEST = 1_500
"""Words of the differing stretch from which sentences are compared, for words take their square."""
ALIKE = 0.3
"""Share of words in common under which two wordings are shown as replaced, not in shreds."""

Span = tuple[int, int]
Spans = list[Span]


def different(before: str, after: str) -> tuple[Spans, Spans]:
    """Ranges of `before` that `after` lacks, and of `after` that `before` lacks, in code points.

    White space does not count. All of a wording where the other is empty or has little in common.

    >>> different("for two years", "for four long years")
    ([(4, 7)], [(4, 13)])
    """
    if not before.strip() or not after.strip():
        return _whole(before), _whole(after)
    left, right = _cut(TOKEN, before), _cut(TOKEN, after)
    start = _common(left, right, before, after, 1)
    end = _common(left[start:], right[start:], before, after, -1)
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    if len(left) + len(right) > LONGEST:
        return _compared(_pieces(before, left), _pieces(after, right), before, after)
    return _compared(left, right, before, after, start + end)


def _whole(text: str) -> Spans:
    return [(0, len(text))] if text.strip() else []


def _cut(pattern: "regex.Pattern[str]", text: str) -> Spans:
    return [match.span() for match in pattern.finditer(text)]


def _common(left: Spans, right: Spans, before: str, after: str, step: int) -> int:
    """How many tokens both begin with, or end with where `step` is -1."""
    count = 0
    for (a, b), (c, d) in zip(left[::step], right[::step], strict=False):
        if before[a:b] != after[c:d]:
            break
        count += 1
    return count


def _pieces(text: str, tokens: Spans) -> Spans:
    """The sentences from the first to the last of `tokens`."""
    if not tokens:
        return []
    first, last = tokens[0][0], tokens[-1][1]
    found = [(max(a, first), min(b, last)) for a, b in _cut(PIECE, text)]
    return [(a, b) for a, b in found if a < b and text[a:b].strip()]


def _compared(
    left: Spans, right: Spans, before: str, after: str, shared: int = 0
) -> tuple[Spans, Spans]:
    """The ranges of tokens that differ; `shared` tokens around them are the same."""
    was = ["".join(before[a:b].split()) for a, b in left]
    now = ["".join(after[a:b].split()) for a, b in right]
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    blocks = matcher.get_matching_blocks()
    alike = 2 * (shared + sum(block.size for block in blocks))
    if alike < ALIKE * (len(was) + len(now) + 2 * shared):
        return _stretch(left), _stretch(right)
    gone: Spans = []
    come: Spans = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            gone += _stretch(left[i1:i2])
            come += _stretch(right[j1:j2])
    return gone, come


def _stretch(spans: Sequence[Span]) -> Spans:
    """Neighbouring ranges as one, from the first to the last."""
    return [(spans[0][0], spans[-1][1])] if spans else []
