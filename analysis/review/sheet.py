"""Read a reviewed workbook: every slip named by its cell, or the reviews that can be recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lexgap.analysis.review.columns import (
    ABOUT,
    COLUMNS,
    KEYS,
    MARK,
    REVIEW,
    TEXT_HEADS,
    TEXTS,
)
from lexgap.analysis.review.dossier import machine_answers
from lexgap.analysis.review.judging import PASSAGES, Circumstances, Cited, Problem, Said, judge
from lexgap.analysis.review.law import Law, law
from lexgap.schema.reviews import Review, TextRead
from lexgap.schema.store import BadInputError, Folder

LARGEST = 100 * 1024 * 1024
"""Bytes of a workbook unpacked at most."""
EXPORT = "write a new one with `lexgap review export`"
Places = dict[tuple[str, int], int]
"""Number of the column of each field and passage."""


@dataclass(frozen=True)
class Sheet:
    """What a workbook says of itself, and its rows with their numbers."""

    path: Path
    country: str
    coder: str
    blind: bool
    texts: tuple[TextRead, ...]
    rows: tuple[tuple[int, Said], ...]
    places: Places

    def cell(self, row: int, problem: Problem) -> str:
        """Where a problem lies, such as `ke.xlsx: Review!H12`."""
        from openpyxl.utils import get_column_letter

        letter = get_column_letter(self.places[problem.field, problem.place])
        return f"{self.path}: {REVIEW}!{letter}{row}"


def reviews(folder: Folder, path: Path, at: str) -> tuple[Law, list[Review]]:
    """The reviews that a workbook holds, and the law they were checked against.

    `at`: when they are recorded, UTC, ISO 8601. Raises BadInputError naming every slip by its cell.
    """
    sheet = read(path)
    law_now = law(folder, sheet.country)
    machine = {item: a.answer for (_, item), a in machine_answers(folder, sheet.country).items()}
    around = Circumstances(
        sheet.coder, at, path.name, dict(machine), blind=sheet.blind, texts=sheet.texts
    )
    found: list[Review] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, said in sheet.rows:
        if said.item in first and not said.empty:
            twice = Problem(
                "item", 0, f"{said.item} stands in row {first[said.item]} too; keep one"
            )
            problems.append(f"{sheet.cell(number, twice)}: {twice.message}")
            continue
        first.setdefault(said.item, number)
        if said.empty and said.item:
            problems += _unknown(sheet, number, said, law_now, around)
            continue
        judged = judge(law_now, said, around)
        problems += [f"{sheet.cell(number, p)}: {p.message}" for p in judged.problems]
        found += judged.reviews
    if problems:
        old = {t.act: t.words for t in sheet.texts} != {t.act: t.words for t in law_now.texts}
        changed = " (the law has changed since the export)" if old else ""
        count = f"{len(problems)} slip{'s' if len(problems) > 1 else ''}"
        raise BadInputError(
            "\n".join([f"{path}: {count}{changed}; nothing was recorded", *problems])
        )
    if not found:
        raise BadInputError(f"{path}: no answer in sheet {REVIEW}; fill the column Answer")
    return law_now, found


def _unknown(sheet: Sheet, number: int, said: Said, law: Law, around: Circumstances) -> list[str]:
    """An unknown item in a row that is not filled is a slip all the same."""
    judged = judge(law, replace(said, answer="no", note="."), around)
    return [f"{sheet.cell(number, p)}: {p.message}" for p in judged.problems if p.field == "item"]


def read(path: Path) -> Sheet:
    """The rows of a workbook as written. Raises BadInputError where it is none of ours."""
    book = _open(path)
    for name in (REVIEW, TEXTS, ABOUT):
        if name not in book.sheetnames:
            raise BadInputError(f"{path}: the sheet {name} is missing; {EXPORT}")
    about = _about(path, book[ABOUT])
    rows = [[_text(cell) for cell in row] for row in book[REVIEW].iter_rows()]
    places = _places(path, rows[0] if rows else [])
    return Sheet(
        path=path,
        country=about["country"],
        coder=about["coder"],
        blind=about["blind"] == "yes",
        texts=tuple(_texts(path, book[TEXTS])),
        rows=tuple((n, _said(row, places)) for n, row in enumerate(rows[1:], 2) if any(row)),
        places=places,
    )


def _open(path: Path) -> Any:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if not path.is_file():
        raise BadInputError(f"{path}: no such file; give a workbook of `lexgap review export`")
    try:
        with ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise BadInputError(f"{path}: too large for a workbook of ours; {EXPORT}")
        return load_workbook(path, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, OSError) as error:  # fmt: skip
        raise BadInputError(f"{path}: not a workbook ({error}); save it as .xlsx") from error


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _about(path: Path, sheet: Any) -> dict[str, str]:
    rows = [[_text(cell) for cell in row[:2]] for row in sheet.iter_rows(max_col=2)]
    if not rows or rows[0][0] != MARK:
        raise BadInputError(f"{path}: {ABOUT}!A1: not {MARK!r}; {EXPORT}")
    found = {row[0]: row[1] for row in rows[1:]}
    for number, key in enumerate(KEYS, 2):
        if not found.get(key):
            raise BadInputError(f"{path}: {ABOUT}!B{number}: {key} is missing; {EXPORT}")
    coder(found["coder"], f"{path}: {ABOUT}!B{KEYS.index('coder') + 2}")
    return found


def coder(name: str, where: str) -> str:
    """The name of a reviewer. Raises BadInputError where it is none."""
    from pydantic import TypeAdapter, ValidationError

    from lexgap.schema.reviews import Person

    try:
        return TypeAdapter(Person).validate_python(name)
    except ValidationError as error:
        raise BadInputError(
            f"{where}: {name!r} is no name of a reviewer; write it like a.surname"
        ) from error


def _places(path: Path, heads: list[str]) -> Places:
    found: Places = {}
    for column in COLUMNS:
        if column.head in heads:
            found[column.field, column.place] = heads.index(column.head) + 1
        elif column.theirs or column.field == "item":
            raise BadInputError(
                f"{path}: {REVIEW}!1: the column {column.head!r} is missing; put it back or {EXPORT}"
            )
    return found


def _said(row: list[str], places: Places) -> Said:
    def at(field: str, place: int = 0) -> str:
        number = places[field, place]
        return row[number - 1] if number <= len(row) else ""

    cited = tuple(Cited(at("act", n), at("citation", n), at("quote", n)) for n in range(PASSAGES))
    return Said(at("item"), at("answer"), cited, at("note"))


def _texts(path: Path, sheet: Any) -> Iterator[TextRead]:
    for number, row in enumerate(sheet.iter_rows(min_row=2, max_col=len(TEXT_HEADS)), 2):
        cells = dict(zip(TEXT_HEADS, map(_text, row), strict=False))
        if not any(cells.values()):
            continue
        try:
            yield TextRead(
                act=cells["Act"], sha256=cells["SHA-256"], words=cells["Words (SHA-256)"]
            )
        except ValueError as error:
            raise BadInputError(
                f"{path}: {TEXTS}!A{number}: not a text that was exported; {EXPORT}"
            ) from error
