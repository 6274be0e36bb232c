"""Which lines that look like the head of a section are: those whose numbers rise.

The best chain of candidates is sought: each head counts one, numbers left out and lines that may be
the rest of a sentence cost. A chain may begin again at 1 after a contents list, and below a chapter.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from lexgap.analysis.heads import Head, Line, wrapped

STEP = 300
"""How far the announced number of a section may be beyond that of the one before it."""
BARE_STEP = 30
"""The same for bare numbers."""
JUMP, RESTART, PARTED, WRAPPED = 0.15, 3.0, 0.5, 1.5
"""Sections a chain must gain to leave a number out, to begin again at 1, the same below a chapter, and to take a line that
may be the rest of a sentence."""


def chosen(lines: Sequence[Line], found: Iterable[Head], breaks: Sequence[int]) -> list[list[Head]]:
    """The heads of sections, in runs of rising numbers; `breaks`: lines at which numbers may restart.

    Of several styles the one with the best chain wins, an announced one before a bare one.
    """
    styles: dict[str, list[Head]] = {}
    for head in found:
        styles.setdefault(head.style, []).append(head)
    best: list[list[Head]] = []
    score = 0.0
    for style, heads in styles.items():
        bare = style.startswith("bare")
        value, runs = _chain(lines, heads, breaks, BARE_STEP if bare else STEP)
        if sum(map(len, runs)) < (2 if bare else 1):
            continue
        value *= 1.0 if bare else 2.5
        if value > score:
            best, score = runs, value
    return best


def _chain(
    lines: Sequence[Line], heads: Sequence[Head], breaks: Sequence[int], step: int
) -> tuple[float, list[list[Head]]]:
    """The best chain of heads and its score: one a head, less what jumps and restarts cost."""
    scores: list[float] = []
    links: list[tuple[int, bool]] = []
    by_main: dict[int, int] = {}
    top = -1
    for n, head in enumerate(heads):
        broken = WRAPPED * wrapped(lines, head.line)
        score, link, restarted = 1.0 - broken, -1, False
        main = int(head.order[0][1])
        for far in range(step + 1):
            before = by_main.get(main - far, -1)
            if before < 0 or heads[before].order >= head.order:
                continue
            gained = (
                scores[before] + 1.0 - (min(JUMP * (far - 1), RESTART) + broken if far > 1 else 0)
            )
            if gained > score:
                score, link = gained, before
        if top >= 0 and (main <= 1 or _parted(breaks, heads[top].line, head.line)):
            cost = PARTED if _parted(breaks, heads[top].line, head.line) else RESTART
            if scores[top] + 1.0 - cost - broken > score:
                score, link, restarted = scores[top] + 1.0 - cost - broken, top, True
        scores.append(score)
        links.append((link, restarted))
        if main not in by_main or score >= scores[by_main[main]]:
            by_main[main] = n
        if top < 0 or score >= scores[top]:
            top = n
    return (scores[top], _runs(heads, links, top)) if heads else (0.0, [])


def _parted(breaks: Sequence[int], first: int, last: int) -> bool:
    return bisect_right(breaks, last) > bisect_right(breaks, first)


def _runs(heads: Sequence[Head], links: Sequence[tuple[int, bool]], last: int) -> list[list[Head]]:
    runs: list[list[Head]] = [[]]
    at = last
    while at >= 0:
        runs[-1].append(heads[at])
        at, restarted = links[at]
        if restarted:
            runs.append([])
    return [run[::-1] for run in runs[::-1] if run]
