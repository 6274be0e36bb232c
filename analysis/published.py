"""The published facts of `data/release`: which columns they have, and how they are read back."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lexgap.analysis import embedded
from lexgap.schema.store import BadInputError, replacing
from lexgap.schema.tables import Column, table

Row = dict[str, Any]

HERE = embedded.RELEASE
"""The published facts that lexgap brings along."""

TEXT_FACTS = ("title", "url", "sha256")
"""Columns of the act repeated beside a citation, for readers of a single file."""


def _without(name: str, *dropped: str) -> tuple[str, ...]:
    return tuple(c.name for c in table(name).columns if c.name not in ("origin", *dropped))


COLUMNS: dict[str, tuple[str, ...]] = {
    "acts.csv": _without("acts"),
    "answers.csv": (*_without("answers"), "findings"),
    "findings.csv": ("id", "country", *_without("findings", "id", "quote"), *TEXT_FACTS),
    "penalties.csv": (*_without("penalties", "quote"), *TEXT_FACTS),
    "sources.csv": _without("sources"),
    "countries.csv": (
        "country", "name", "region", "acts", "provisions", "mirrored", "oldest", "newest",
        "yes", "partial", "no", "not-found", "not-assessed", "source-blocked",
    ),
}  # fmt: skip
"""Columns of each published file, in order."""

READ = ("acts.csv", "answers.csv", "findings.csv", "penalties.csv")
"""The files a build reads back."""


@dataclass(frozen=True)
class Published:
    """Rows of the tables acts, findings, answers and penalties, with origin `release`."""

    acts: list[Row]
    findings: list[Row]
    answers: list[Row]
    penalties: list[Row]


NOTHING = Published([], [], [], [])


def read(folder: Path) -> Published:
    """Read the published facts; nothing where the folder holds none.

    Raises BadInputError naming file and line.
    """
    if not (folder / "answers.csv").exists():
        return NOTHING
    answers = [
        {**row, "findings": str(row["findings"]).split()}
        for row in _rows(folder / "answers.csv", "answers")
    ]
    return Published(
        acts=list(_rows(folder / "acts.csv", "acts")),
        findings=[_textless(r) for r in _rows(folder / "findings.csv", "findings")],
        answers=answers,
        penalties=[_textless(r) for r in _rows(folder / "penalties.csv", "penalties")],
    )


def _textless(row: Row) -> Row:
    """A citation without its text: the provision is not in the database, the quote unpublished."""
    return {**row, "provision": None, "quote": None}


def _rows(path: Path, name: str) -> Iterator[Row]:
    columns = {c.name: c for c in table(name).columns}
    if not path.exists():
        raise BadInputError(f"{path}: missing; run `lexgap release` or choose no release")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        expected = list(COLUMNS[path.name])
        if reader.fieldnames != expected:
            raise BadInputError(
                f"{path}:1: columns {reader.fieldnames}, expected {expected}; "
                "run `lexgap release` of this version again"
            )
        for row in reader:
            try:
                if None in row or None in row.values():
                    raise ValueError(f"not {len(expected)} cells")
                yield {**{k: _value(columns[k], v) if k in columns else v for k, v in row.items()},
                       "origin": "release"}  # fmt: skip
            except (ValueError, TypeError) as error:
                raise BadInputError(
                    f"{path}:{reader.line_num}: {error}; run `lexgap release` again"
                ) from error


def _value(column: Column, cell: str) -> str | int | None:
    if cell == "" and column.nullable:
        return None
    if column.type == "INTEGER":
        return {"true": 1, "false": 0}[cell] if cell in ("true", "false") else int(cell)
    return cell


def cell(value: Any) -> str:
    """A value as the published files print it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list | tuple) else str(value)


def write(path: Path, rows: Iterable[Row]) -> int:
    """Write one published file whole or not at all; return the number of rows."""
    import pandas as pd

    names = COLUMNS[path.name]
    cells = [[cell(row[name]) for name in names] for row in rows]
    frame = pd.DataFrame(cells, columns=list(names), dtype=object)
    with replacing(path) as file:
        frame.to_csv(file, index=False, lineterminator="\n")
    return len(frame)
