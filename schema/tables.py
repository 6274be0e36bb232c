"""The tables of lexgap.db: derived from the models, whose docstrings are the column help."""

import datetime as dt
import types
import typing
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic.fields import FieldInfo

from lexgap.schema.models import (
    Act,
    Answer,
    ChecklistGroup,
    ChecklistItem,
    Country,
    Finding,
    Instrument,
    InstrumentRef,
    Issue,
    Jurisdiction,
    Model,
    Penalty,
    Provision,
    Source,
)

Origin = Literal["text", "release", "none"]
SqlType = Literal["TEXT", "INTEGER", "REAL"]


class Published(Model):
    """What every row of a fact adds to its model."""

    origin: Origin = "text"
    """text: made from statutes in this database; release: a published fact, its text not here;
    none: no text of the country is at hand."""


class ActRow(Act, Published):
    """One row an act and expression, with the provenance of its text."""

    provision_count: int
    """Number of provisions read from the text."""


class ProvisionRow(Provision):
    """One row a provision."""

    act: str
    """Act id."""
    position: int
    """Place in the printed order of the act, from 0."""
    grams: str = ""
    """Pairs of characters of texts in scripts written without spaces, for the full-text index."""


class FindingRow(Finding, Published):
    """One row a finding. Published facts have neither provision nor quote."""


class AnswerRow(Answer, Published):
    """One row a country and item."""


class AnswerFinding(Model):
    """Which findings support which answer."""

    country: Country
    """Jurisdiction of the answer."""
    item: str
    """Item of the answer."""
    rank: int
    """Order of the findings of an answer: 0 is the best."""
    finding: str
    """Finding that supports the answer."""


class PenaltyRow(Penalty, Published):
    """One row a country and act type. Published facts have neither provision nor quote."""


class ItemRow(ChecklistItem):
    """One row an item of the checklist."""

    position: int
    """Place in the checklist, from 0."""


class ItemInstrument(InstrumentRef):
    """Which article of which instrument an item derives from."""

    item: str
    """Checklist item."""


class RunRow(Model):
    """The latest run of a stage, without its clock so that the database stays reproducible."""

    stage: str
    """Stage."""
    counts: dict[str, int]
    """What was handled, by name."""
    issues: int
    """Issues recorded."""


class IssueRow(Issue):
    """One row an issue, each once."""

    id: int
    """Number in the sorted list of issues."""


class Fact(Model):
    """A fact about this database as a whole."""

    key: str
    """Name of the fact."""
    value: str
    """The fact."""


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

    @property
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


TABLES: tuple[Table, ...] = (
    Table(
        "jurisdictions",
        Jurisdiction,
        ("id",),
        label="name",
        sort="name",
        facets=("region", "legal_family"),
    ),
    Table("instruments", Instrument, ("id",), label="short", sort="id"),
    Table("item_groups", ChecklistGroup, ("id",), label="title", sort="order"),
    Table(
        "items",
        ItemRow,
        ("id",),
        parts=("derives_from",),
        links={"group": "item_groups.id"},
        label="question",
        sort="position",
    ),
    Table(
        "item_instruments",
        ItemInstrument,
        ("item", "instrument", "article"),
        links={"item": "items.id", "instrument": "instruments.id"},
        indexes=(("instrument",),),
    ),
    Table(
        "sources",
        Source,
        ("id",),
        links={"country": "jurisdictions.id"},
        indexes=(("country",),),
        label="publisher",
        sort="id",
        facets=("language", "text_state"),
    ),
    Table(
        "acts",
        ActRow,
        ("id",),
        parts=("provisions",),
        links={"country": "jurisdictions.id"},
        indexes=(("country",), ("work",)),
        label="title",
        sort="id",
        facets=("country", "language", "text_state"),
    ),
    Table(
        "provisions",
        ProvisionRow,
        ("id",),
        links={"act": "acts.id", "parent": "provisions.id"},
        indexes=(("act", "position"), ("parent",)),
        label="citation",
    ),
    Table(
        "findings",
        FindingRow,
        ("id",),
        links={"item": "items.id", "act": "acts.id", "provision": "provisions.id"},
        empty=("provision", "quote"),
        indexes=(("item",), ("act",), ("provision",)),
        label="citation",
        facets=("item", "polarity"),
    ),
    Table(
        "answers",
        AnswerRow,
        ("country", "item"),
        parts=("findings",),
        links={"country": "jurisdictions.id", "item": "items.id"},
        indexes=(("item", "answer"),),
        facets=("answer", "basis"),
    ),
    Table(
        "answer_findings",
        AnswerFinding,
        ("country", "item", "rank"),
        links={"country": "jurisdictions.id", "item": "items.id", "finding": "findings.id"},
        indexes=(("finding",),),
    ),
    Table(
        "penalties",
        PenaltyRow,
        ("country", "penalty"),
        links={
            "country": "jurisdictions.id",
            "finding": "findings.id",
            "act": "acts.id",
            "provision": "provisions.id",
        },
        empty=("provision", "quote"),
        facets=("penalty",),
        indexes=(("finding",), ("act",), ("provision",)),
    ),
    Table("runs", RunRow, ("stage",)),
    Table("issues", IssueRow, ("id",), sort="id", facets=("stage", "kind")),
    Table("meta", Fact, ("key",), label="value", sort="key"),
)


def table(name: str) -> Table:
    """The table called `name`. Raises KeyError."""
    return {t.name: t for t in TABLES}[name]
