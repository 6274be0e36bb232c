"""Agreement between two lists of answers: pure functions of numbers, no files."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass

Pair = tuple[str, str]
"""(ours, gold), each yes, partial or no."""

ORDER = ("no", "partial", "yes")
"""Ties between majority answers go to the later one."""


@dataclass(frozen=True)
class Figures:
    """Agreement on answers. Rates from 0 to 1, kappa from -1 to 1; None where undefined."""

    n: int
    accuracy: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    kappa: float | None
    """Cohen's kappa on yes, partial and no."""
    kappa2: float | None
    """Cohen's kappa on yes or partial against no."""

    def row(self) -> dict[str, float | int | None]:
        """Figures by name, rounded to four places."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


@dataclass(frozen=True)
class Retrieval:
    """Precision, recall and F1 of sets of things; None where undefined."""

    found: int
    wanted: int
    both: int
    precision: float | None
    recall: float | None
    f1: float | None

    def row(self) -> dict[str, float | int | None]:
        """Figures by name, rounded to four places."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`, None over nothing."""
    return part / whole if whole else None


def retrieval(found: int, wanted: int, both: int) -> Retrieval:
    """Precision, recall and F1 from counts.

    >>> retrieval(4, 3, 2).f1
    0.5714285714285714
    """
    return Retrieval(
        found,
        wanted,
        both,
        ratio(both, found),
        ratio(both, wanted),
        ratio(2 * both, found + wanted),
    )


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa; None without pairs or where chance alone explains everything."""
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left)
    if n * n == chance:
        return None
    agreed = sum(a == b for a, b in pairs)
    return (n * agreed - chance) / (n * n - chance)


def figures(pairs: Sequence[Pair]) -> Figures:
    """Agreement of our answers with the gold."""
    binary = [(ours != "no", gold != "no") for ours, gold in pairs]
    found = retrieval(
        sum(ours for ours, _ in binary), sum(gold for _, gold in binary), binary.count((True, True))
    )
    return Figures(
        n=len(pairs),
        accuracy=ratio(sum(ours == gold for ours, gold in pairs), len(pairs)),
        precision=found.precision,
        recall=found.recall,
        f1=found.f1,
        kappa=kappa(pairs),
        kappa2=kappa(binary),
    )


def majority(answers: Iterable[str]) -> str:
    """The most frequent answer, `no` of nothing.

    >>> majority(["yes", "no", "partial", "no"]), majority(["yes", "no"])
    ('no', 'yes')
    """
    counts = Counter(answers)
    return max(ORDER, key=lambda answer: (counts[answer], ORDER.index(answer) if counts else 0))
