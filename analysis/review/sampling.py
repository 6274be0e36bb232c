"""Draw answers to be coded twice: the same share of every language and group, always the same draw."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from lexgap.analysis.held import texts
from lexgap.analysis.review.dossier import machine_answers
from lexgap.analysis.review.records import Cell
from lexgap.schema.load import checklist
from lexgap.schema.store import BadInputError, Folder, replacing

COLUMNS = ("country", "item", "group", "language")
SILENT = ("not-assessed", "source-blocked")
Row = dict[str, str]


def sample(folder: Folder, fraction: str, seed: str, countries: Sequence[str] = ()) -> list[Row]:
    """A share of the answers that texts give, by language and group; rows of COLUMNS in order.

    Of each stratum the share is rounded by largest remainders, so that the whole is right. Which
    cells are drawn follows from seed, country and item alone: neither another machine nor a country
    added later changes the draw within a stratum. Raises BadInputError.
    """
    share = fraction_of(fraction)
    languages, _ = texts(folder)
    groups = {item.id: item.group for item in checklist()}
    strata: dict[tuple[str, str], list[Cell]] = {}
    for (country, item), answer in machine_answers(folder).items():
        wanted = country in languages and (not countries or country in countries)
        if wanted and item in groups and answer.answer not in SILENT:
            strata.setdefault((languages[country], groups[item]), []).append((country, item))
    if not strata:
        raise BadInputError(f"{folder.root}: no answers from texts of these countries to draw from")
    drawn = [
        cell
        for stratum, size in allotted({s: len(c) for s, c in strata.items()}, share).items()
        for cell in sorted(strata[stratum], key=lambda cell: rank(seed, cell))[:size]
    ]
    order = {item: n for n, item in enumerate(groups)}
    return [
        {"country": c, "item": i, "group": groups[i], "language": languages[c]}
        for c, i in sorted(drawn, key=lambda cell: (cell[0], order[cell[1]]))
    ]


def fraction_of(text: str) -> Fraction:
    """A share above 0 and up to 1 as written: 0.2 or 1/5. Raises BadInputError."""
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise BadInputError(f"--fraction {text}: not a number; give a share such as 0.2") from error
    if not 0 < share <= 1:
        raise BadInputError(f"--fraction {text}: not a share; give more than 0 and at most 1")
    return share


def allotted(sizes: dict[tuple[str, str], int], share: Fraction) -> dict[tuple[str, str], int]:
    """How many to draw of each stratum, by largest remainders; at least one in all.

    >>> allotted({("en", "a"): 10, ("fr", "a"): 5, ("fr", "b"): 4}, Fraction(1, 5))
    {('en', 'a'): 2, ('fr', 'a'): 1, ('fr', 'b'): 1}
    """
    exact = {stratum: size * share for stratum, size in sizes.items()}
    found = {stratum: int(amount) for stratum, amount in exact.items()}
    total = max(round(sum(sizes.values()) * share), 1)
    rest = sorted(exact, key=lambda s: (found[s] - exact[s], s))
    for stratum in rest[: total - sum(found.values())]:
        found[stratum] += 1
    return found


def rank(seed: str, cell: Cell) -> str:
    """Place of a cell in the draw."""
    return hashlib.sha256("\x1f".join((seed, *cell)).encode()).hexdigest()


def write_sample(path: Path, rows: Iterable[Row]) -> None:
    """Write a draw as CSV."""
    with replacing(path) as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_sample(path: Path) -> Iterator[Cell]:
    """The cells of a draw. Raises BadInputError naming file and line."""
    if not path.is_file():
        raise BadInputError(f"{path}: no such file; draw one with `lexgap review sample --out`")
    items = {item.id for item in checklist()}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"country", "item"} <= set(reader.fieldnames or ()):
            raise BadInputError(f"{path}:1: no columns country and item; draw it again")
        for row in reader:
            country, item = row["country"], row["item"]
            if not country or item not in items:
                raise BadInputError(f"{path}:{reader.line_num}: {item!r} is no item; draw it again")
            yield country.upper(), item
