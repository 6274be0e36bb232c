"""The interchange format: JSON Lines or CSV, one provision a row, read row by row.

Columns: jurisdiction, language, work, citation, url, path, number, heading, text. In CSV, `path`
is a JSON list or headings joined with " > ".
"""

import csv
import functools
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lexgap.schema.models import Issue
from lexgap.schema.store import BadInputError

COLUMNS = (
    "jurisdiction",
    "language",
    "work",
    "citation",
    "url",
    "path",
    "number",
    "heading",
    "text",
)
MAY_BE_NULL = frozenset({"citation", "url", "path", "number", "heading"})
SUFFIXES = frozenset({".jsonl", ".csv"})
DELIMITERS = ",;\t"
LONGEST_CELL = 1 << 28
REMEDY = "correct the row and import the file again"
FICTIONAL = frozenset(f"X{chr(letter)}" for letter in range(ord("A"), ord("Z") + 1))


class RowError(ValueError):
    """A row that is not in the format; the message says why."""


@dataclass(frozen=True)
class Key:
    """What rows of one act share."""

    jurisdiction: str
    language: str
    work: str
    citation: str


@dataclass(frozen=True)
class Row:
    """One provision as given. `line` is the number of the line it begins on, from 1."""

    line: int
    key: Key
    url: str
    path: tuple[str, ...]
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class BadRow:
    """A row that could not be used, and its act where that much could be read."""

    line: int
    reason: str
    key: Key | None = None

    def issue(self, file: Path) -> Issue:
        """The record of it."""
        return Issue(
            stage="import",
            kind="malformed-row",
            where=f"{file}:{self.line}",
            message=self.reason,
            remedy=REMEDY,
        )


@functools.lru_cache(maxsize=512)
def country_problem(code: str) -> str:
    """Why `code` is no ISO 3166-1 alpha-2 country code; empty where it is one."""
    import pycountry

    if code in FICTIONAL or (len(code) == 2 and pycountry.countries.get(alpha_2=code)):
        return ""
    return f"jurisdiction {code!r} is not an ISO 3166-1 alpha-2 country code"


@functools.lru_cache(maxsize=512)
def language_problem(tag: str) -> str:
    """Why `tag` is no BCP 47 language tag; empty where it is one."""
    import langcodes

    if tag and langcodes.tag_is_valid(tag):
        return ""
    return f"language {tag!r} is not a BCP 47 language tag"


def read_rows(file: Path, data: bytes) -> Iterator[Row | BadRow]:
    """Yield the rows of a .jsonl or .csv file in order, bad ones as BadRow.

    Raises BadInputError where the file as a whole is not in the format.
    """
    records = csv_records(file, data) if file.suffix.lower() == ".csv" else json_records(data)
    for line, value in records:
        yield value if isinstance(value, BadRow) else checked(line, value)


def checked(line: int, value: Any) -> Row | BadRow:
    """A decoded record as a row, or the reason why it is none."""
    try:
        key = row_key(value)
    except RowError as error:
        return BadRow(line, str(error))
    try:
        return row(line, key, value)
    except RowError as error:
        return BadRow(line, str(error), key)


def row_key(value: Any) -> Key:
    """The act a record belongs to. Raises RowError."""
    if not isinstance(value, dict):
        raise RowError(f"a row must be an object, not {type(value).__name__}")
    missing = [column for column in COLUMNS if column not in value]
    parts = {name: string(value, name) for name in COLUMNS[:4] if name in value}
    if "jurisdiction" in parts and (problem := country_problem(parts["jurisdiction"].upper())):
        raise RowError(problem)
    if "language" in parts and (problem := language_problem(parts["language"])):
        raise RowError(problem)
    if missing:
        raise RowError(f"missing column {', '.join(missing)}")
    if not parts["work"]:
        raise RowError("work is empty")
    return Key(parts["jurisdiction"].upper(), *(parts[name] for name in COLUMNS[1:4]))


def row(line: int, key: Key, value: dict[str, Any]) -> Row:
    """A record as a row. Raises RowError."""
    url = string(value, "url")
    if url and not url.startswith(("https://", "http://")):
        raise RowError(f"url {url[:60]!r} is not an http address")
    heading, text = (string(value, column, strip=False) for column in ("heading", "text"))
    if not text.strip() and not heading.strip():
        raise RowError("text and heading are both empty")
    return Row(line, key, url, headings(value["path"]), string(value, "number"), heading, text)


def string(value: dict[str, Any], column: str, *, strip: bool = True) -> str:
    """The text of a column. Raises RowError on another type or on characters that are none."""
    found = value[column]
    if found is None and column in MAY_BE_NULL:
        return ""
    if not isinstance(found, str):
        raise RowError(f"{column} must be text, not {type(found).__name__}")
    if any("\ud800" <= char <= "\udfff" for char in found):
        raise RowError(f"{column} holds bytes that are not UTF-8 text; save the file as UTF-8")
    return found.strip() if strip else found


def headings(path: Any) -> tuple[str, ...]:
    """The headings above a provision, from a list, a JSON list or text joined with " > "."""
    if path is None:
        return ()
    if isinstance(path, str):
        if path.lstrip().startswith("["):
            try:
                return headings(json.loads(path))
            except ValueError as error:
                raise RowError(f"path is not a JSON list ({error})") from error
        path = path.split(" > ")
    if not isinstance(path, list):
        raise RowError(f"path must be a list, not {type(path).__name__}")
    return tuple(part for n, _ in enumerate(path) if (part := string({"path": path[n]}, "path")))


def json_records(data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of JSON Lines, a value that is not JSON as BadRow."""
    for line, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            yield line, json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError:
            yield line, BadRow(line, "not UTF-8 text; save the file as UTF-8")
        except (ValueError, RecursionError) as error:
            yield line, BadRow(line, f"not JSON ({error})")


def csv_records(file: Path, data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) of CSV with a header row, a broken record as BadRow."""
    text = data.decode("utf-8-sig", "surrogateescape")
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    names: list[str] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, BadRow(line, f"not CSV ({error})")
            line = reader.line_num + 1
            continue
        if not names:
            names = [cell.strip() for cell in cells]
            if missing := [column for column in COLUMNS if column not in names]:
                raise BadInputError(
                    f"{file}:1: not the interchange format: the header lacks "
                    f"{', '.join(missing)}; the columns are {', '.join(COLUMNS)}"
                )
        elif cells:
            yield line, record(line, names, cells)
        line = reader.line_num + 1


def record(line: int, names: list[str], cells: list[str]) -> dict[str, str] | BadRow:
    """Cells by column name, or a BadRow where the count is another."""
    if len(cells) != len(names):
        return BadRow(line, f"{len(cells)} cells where the header has {len(names)}")
    return dict(zip(names, cells, strict=True))
