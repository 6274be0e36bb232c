"""Literals of phrases that tell whether a text can hold them: several words together, with edges.

They are looked for in a canonical text, in which whatever is no letter, digit or section sign is a blank. Since
print loses blanks, words stand with and without one; an edge of a word is a blank.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from lexgap.schema.shadow import separate

MOST_WORDS = 3
"""Words of a literal at most; each more doubles the literals of a phrase."""
ENOUGH = 3
"""Characters of a literal, edges counted, from which it tells something beside another."""
MOST = 48
"""Combinations of alternatives of neighbouring parts at most."""


class Piece(NamedTuple):
    """A word of a phrase: its canonical text, and what may stand at its sides."""

    text: str
    open_left: bool
    open_right: bool
    edge_left: bool
    edge_right: bool


def canonical(folded: str) -> str:
    """The folded text in which the literals are looked for."""
    return f" {' '.join(separate(folded).split())} "


def telling(runs: Iterable[Sequence[Sequence[Sequence[Piece]]]]) -> tuple[tuple[str, ...], ...]:
    """Sets of literals: the canonical text of every match holds one of each set, the longest first.

    None where every part may be of signs alone, of which the canonical text knows nothing.
    `runs`: parts of the phrase that follow one another, each with its alternatives, each of words.
    """
    windows = [window for window in map(_best, runs) if min(map(_length, window))]
    found = sorted(windows, key=lambda window: -min(map(_length, window)))
    kept = [w for n, w in enumerate(found) if n == 0 or min(map(_length, w)) >= ENOUGH]
    return tuple(
        tuple(dict.fromkeys(text for pieces in window for text in _printed(pieces)))
        for window in kept
    )


def _best(run: Sequence[Sequence[Sequence[Piece]]]) -> list[list[Piece]]:
    """Of the parts of a run those neighbours whose words together are longest, combined."""
    windows = []
    for start in range(len(run)):
        for end in range(start + 1, len(run) + 1):
            window = run[start:end]
            if len(window) > 1 and prod(map(len, window)) > MOST:
                break
            joined = ([piece for words in one for piece in words] for one in product(*window))
            windows.append([_longest(pieces) for pieces in joined])
    if len(windows) == 1:
        return windows[0]
    return max(windows, key=lambda window: min(map(_length, window)))


def _longest(pieces: list[Piece]) -> list[Piece]:
    """The words that stand together, as many as a literal takes, that are longest."""
    if len(pieces) == 1:
        return pieces
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.open_left or (found[-1] and found[-1][-1].open_right):
            found.append([])
        found[-1].append(piece)
    windows = [
        words[n : n + MOST_WORDS]
        for words in found
        for n in range(max(len(words) - MOST_WORDS + 1, 1))
    ]
    return max(windows, key=_length)


def _length(pieces: list[Piece]) -> int:
    letters = sum([len(p.text) for p in pieces])
    return letters and letters + pieces[0].edge_left + pieces[-1].edge_right


def _printed(pieces: list[Piece]) -> Iterator[str]:
    if len(pieces) == 1:
        (only,) = pieces
        yield " " * only.edge_left + only.text + " " * only.edge_right
        return
    for gaps in product(("", " "), repeat=len(pieces) - 1):
        text = pieces[0].text + "".join(g + p.text for g, p in zip(gaps, pieces[1:], strict=True))
        yield " " * pieces[0].edge_left + text + " " * pieces[-1].edge_right
