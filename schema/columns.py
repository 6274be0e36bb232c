"""How a model becomes a table of lexgap.db: columns, types, keys and help."""

import datetime as dt
import types
import typing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic.fields import FieldInfo

from lexgap.schema.base import Model

SqlType = Literal["TEXT", "INTEGER", "REAL"]


@dataclass(frozen=True)
class Column:
    """A column: SQLite type, whether it may be empty, help, and the table.column it points to."""

    name: str
    type: SqlType
    nullable: bool
    description: str
    references: tuple[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table. `parts` are fields kept in tables of their own; `empty` may be NULL; `facets` are counted."""

    name: str
    model: type[Model]
    keys: tuple[str, ...]
    parts: tuple[str, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    label: str | None = None
    sort: str | None = None
    facets: tuple[str, ...] = ()
    description: str = ""

    @property
    def help(self) -> str:
        """What a row is, for the table's page."""
        return self.description or " ".join((self.model.__doc__ or "").split())

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns in the order of the model, its keys first."""
        names = [n for n in self.model.model_fields if n not in self.parts]
        names.sort(key=lambda n: self.keys.index(n) if n in self.keys else len(self.keys))
        return tuple(self._column(n, self.model.model_fields[n]) for n in names)

    def _column(self, name: str, info: FieldInfo) -> Column:
        kind, nullable = sql_type(info.annotation)
        target = self.links[name].partition(".") if name in self.links else None
        return Column(
            name=name,
            type=kind,
            nullable=nullable or name in self.empty,
            description=" ".join((info.description or "").split()),
            references=(target[0], target[2]) if target else None,
        )


def sql_type(annotation: Any) -> tuple[SqlType, bool]:
    """SQLite type of a model field and whether it may be empty.

    Dates are ISO text, booleans 0 or 1, lists and mappings JSON text.
    """
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return sql_type(inner[0])[0], len(inner) < len(typing.get_args(annotation))
    if annotation in (bool, int):
        return "INTEGER", False
    if annotation is float:
        return "REAL", False
    if annotation in (str, dt.date) or origin in (Literal, tuple, dict, typing.Annotated):
        return "TEXT", False
    raise TypeError(f"no SQLite type for {annotation!r}")
