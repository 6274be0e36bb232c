"""Which lines that look like the head of a section are: those whose numbers rise.

The best chain of candidates is sought: each head counts one, numbers left out and lines that may be
the rest of a sentence cost. A chain may begin again at 1 after a contents list, and below a chapter.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from statistics import median

from lexgap.analysis.heads import Head, Line, Order, wrapped

STEP = 300
"""How far the announced number of a section may be beyond that of the one before it."""
BARE_STEP = 30
"""The same for bare numbers."""
JUMP, RESTART, PARTED, WRAPPED = 0.15, 3.0, 0.5, 1.5
"""Sections a chain must gain to leave a number out, to begin again at 1, the same below a chapter, and to take a line that
may be the rest of a sentence."""
LISTED = 0.5
"""A run of sections whose text is this much shorter than that of the same numbers below it is a
contents list."""
OPENING = 0.6
"""Cost of the same for a first section, which follows a title that is no sentence."""
LEAP, RETURN = 0.5, 0.75
"""The same for a number far ahead, and one behind, at the head of a paragraph: an excerpt's sections."""
CITED = re.compile(r"\s*(?:[^\W\d_]+\.? \(?\d|\(\d+\)\s*[a-zà-öø-ÿ])")
"""What follows a number that is cited: `Absatz 2`, `(2) applies`."""


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
    lower = Stairs()
    top = -1
    for n, head in enumerate(heads):
        broken = WRAPPED * (wrapped(lines, head.line) and not _alone(lines, head))
        bold, announced = _bold(lines, head), not head.style.startswith("bare")
        main = int(head.order[0][1])
        score, link, restarted = 1.0 - (broken if main > 1 else min(broken, OPENING)), -1, False
        for far in range(step + 1):
            before = by_main.get(main - far, -1)
            if before < 0 or heads[before].order >= head.order:
                continue
            cost = min(JUMP * (far - 1), LEAP if bold else RESTART) + broken if far > 1 else 0
            if scores[before] + 1.0 - cost > score:
                score, link = scores[before] + 1.0 - cost, before
        before = lower.best(head.order) if bold else -1
        if before >= 0 and scores[before] + 1.0 - LEAP > score:
            score, link = scores[before] + 1.0 - LEAP, before
        parted = top >= 0 and _parted(breaks, heads[top].line, head.line)
        if top >= 0 and (main <= 1 or parted or (bold and announced)):
            cost = PARTED if parted else RETURN if bold and announced else RESTART
            if scores[top] + 1.0 - cost - broken > score:
                score, link, restarted = scores[top] + 1.0 - cost - broken, top, True
        scores.append(score)
        links.append((link, restarted))
        lower.add(head.order, score, n)
        if main not in by_main or score >= scores[by_main[main]]:
            by_main[main] = n
        if top < 0 or score >= scores[top]:
            top = n
    return (scores[top], _runs(heads, links, top)) if heads else (0.0, [])


class Stairs:
    """The best chain that ends below a number: of those kept a higher number has a higher score."""

    def __init__(self) -> None:
        self.steps: list[tuple[Order, float, int]] = []

    def best(self, order: Order) -> int:
        """The head at the end of the best chain below `order`, -1 where there is none."""
        at = bisect_left(self.steps, (order,))
        return self.steps[at - 1][2] if at else -1

    def add(self, order: Order, score: float, head: int) -> None:
        """Take a chain in, and leave out those that it outdoes."""
        at = bisect_left(self.steps, (order,))
        if at and self.steps[at - 1][1] >= score:
            return
        while at < len(self.steps) and self.steps[at][1] <= score:
            del self.steps[at]
        insort(self.steps, (order, score, head))


def _alone(lines: Sequence[Line], head: Head) -> bool:
    """Whether an announced number fills its line: a sentence that is wrapped would run on."""
    return not head.style.startswith("bare") and head.after == lines[head.line].end


def _bold(lines: Sequence[Line], head: Head) -> bool:
    """Whether a head stands at the head of a paragraph, and is followed as no citation is."""
    line = lines[head.line]
    rest = line.text[head.after - line.start :]
    plain = rest.lstrip(" .:)—–-।")
    if not line.after_blank or CITED.match(rest):
        return False
    return not head.style.startswith("bare") or (bool(plain) and not plain[0].islower())


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


def without_contents(
    lines: Sequence[Line], runs: Sequence[list[Head]]
) -> tuple[list[list[Head]], int]:
    """The runs that are law, and the last line of a contents list before them (-1: none)."""
    kept = list(runs)
    listed = -1
    while len(kept) > 1:
        first, rest = kept[0], [head for run in kept[1:] for head in run]
        numbers = {head.order for head in rest}
        shared = sum(head.order in numbers for head in first) / len(first)
        if shared < 0.6 or _size(lines, first) > LISTED * _size(lines, rest):
            break
        listed = first[-1].line
        kept = kept[1:]
    return kept, listed


def _size(lines: Sequence[Line], heads: Sequence[Head]) -> float:
    """Median of the characters from one head to the next."""
    starts = [lines[head.line].start for head in heads]
    after = heads[-1].line + 1
    last = lines[min(after, len(lines) - 1)].end
    sizes = [b - a for a, b in zip(starts, [*starts[1:], last], strict=True)]
    return median(sizes[:-1] or sizes)
