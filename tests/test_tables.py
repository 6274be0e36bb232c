"""Tables come from the models: every column typed, documented and pointing somewhere real."""

import datetime as dt
import sqlite3
from typing import Literal

import pytest

from lexgap.schema.ddl import create
from lexgap.schema.tables import TABLES, sql_type, table


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_table_and_column_is_documented(spec: object) -> None:
    assert spec.help.endswith(".")  # type: ignore[attr-defined]
    for column in spec.columns:  # type: ignore[attr-defined]
        assert len(column.description) > 3, f"{spec.name}.{column.name}"  # type: ignore[attr-defined]
        assert "\n" not in column.description


def test_sqlite_takes_every_table() -> None:
    connection = sqlite3.connect(":memory:")
    for spec in TABLES:
        connection.executescript(create(spec))
    for spec in TABLES:
        info = connection.execute(f'PRAGMA table_info("{spec.name}")').fetchall()
        assert [row[1] for row in info] == [column.name for column in spec.columns]
        assert {row[1] for row in info if row[5]} == set(spec.keys)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_foreign_keys_point_to_keys() -> None:
    for spec in TABLES:
        for column in spec.columns:
            if column.references:
                target = table(column.references[0])
                assert target.keys == (column.references[1],), f"{spec.name}.{column.name}"
    links = {(s.name, c.name) for s in TABLES for c in s.columns if c.references}
    assert {("findings", "item"), ("findings", "act"), ("answers", "country")} <= links


def test_links_parts_and_indexes_name_columns() -> None:
    for spec in TABLES:
        names = {column.name for column in spec.columns}
        assert set(spec.links) <= names
        assert set(spec.parts) <= set(spec.model.model_fields)
        assert {name for index in spec.indexes for name in index} <= names
        assert spec.label is None or spec.label in names


@pytest.mark.parametrize(
    "annotation, expected",
    [
        (str, ("TEXT", False)),
        (str | None, ("TEXT", True)),
        (int | None, ("INTEGER", True)),
        (bool, ("INTEGER", False)),
        (dt.date | None, ("TEXT", True)),
        (Literal["a", "b"], ("TEXT", False)),
        (tuple[str, ...], ("TEXT", False)),
    ],
)
def test_types(annotation: object, expected: tuple[str, bool]) -> None:
    assert sql_type(annotation) == expected


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(TypeError, match="no SQLite type"):
        sql_type(complex)
