"""The tables of lexgap.db: derived from the models, whose docstrings are the column help."""

from typing import Literal

from lexgap.schema.columns import Column, Table, sql_type
from lexgap.schema.models import (
    Act,
    Answer,
    Change,
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
    Shape,
    Source,
    Version,
)
from lexgap.schema.reviews import Review

__all__ = ["TABLES", "Column", "Table", "sql_type", "table"]

Origin = Literal["text", "release", "none"]


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


class ChangeRow(Change):
    """A provision that one version of an act added, removed or changed against the version before."""

    version: int
    """Number of the version with the change, in table versions."""
    position: int
    """Place among the changes of that version, in the order of the newer text, from 0."""
    items: tuple[str, ...]
    """Checklist items with findings in the provision or a part of it, before or after."""
    gone: tuple[tuple[int, int], ...]
    """Start and end of the words of `before` that `after` does not have, in code points."""
    come: tuple[tuple[int, int], ...]
    """Start and end of the words of `after` that `before` does not have, in code points."""


class IssueRow(Issue):
    """One row an issue, each once."""

    id: int
    """Number in the sorted list of issues."""


class ReviewRow(Review):
    """One row a review that counts: the last of each coder and the last adjudication of an answer."""

    citations: tuple[str, ...]
    """Printed citations of the passages relied on."""
    stale: bool
    """True where the text has changed since it was read; the answer is queued again."""


class Fact(Model):
    """A fact about this database as a whole."""

    key: str
    """Name of the fact."""
    value: str
    """The fact."""


TABLES: tuple[Table, ...] = (
    Table(
        "jurisdictions",
        Jurisdiction,
        ("id",),
        label="name",
        sort="name",
        facets=("region", "legal_family"),
    ),
    Table(
        "shapes",
        Shape,
        ("id",),
        links={"country": "jurisdictions.id"},
        indexes=(("country",),),
        sort="id",
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
    Table(
        "versions",
        Version,
        ("work", "language", "number"),
        links={"country": "jurisdictions.id"},
        indexes=(("country",), ("act",)),
        sort="work",
    ),
    Table(
        "changes",
        ChangeRow,
        ("id",),
        links={"country": "jurisdictions.id"},
        indexes=(("country", "day"), ("work", "language", "version"), ("newer",)),
        label="citation",
        sort="work",
    ),
    Table(
        "reviews",
        ReviewRow,
        ("id",),
        parts=("evidence", "texts", "closes"),
        links={"country": "jurisdictions.id", "item": "items.id"},
        indexes=(("country", "item"), ("item",)),
        sort="country",
        facets=("coder", "answer", "kind"),
    ),
    Table("issues", IssueRow, ("id",), sort="id", facets=("stage", "kind")),
    Table("meta", Fact, ("key",), label="value", sort="key"),
)


def table(name: str) -> Table:
    """The table called `name`. Raises KeyError."""
    return {t.name: t for t in TABLES}[name]
