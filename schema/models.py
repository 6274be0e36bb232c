"""The central types. A model's attribute docstring is the column help shown in Datasette."""

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from lexgap.schema.base import Country, Model, Sha256
from lexgap.schema.history import Change, ChangeKind, Version
from lexgap.schema.standards import (
    ChecklistGroup,
    ChecklistItem,
    Instrument,
    InstrumentRef,
    Jurisdiction,
    Shape,
)

__all__ = [
    "OUTCOMES",
    "PENALTY_ACTS",
    "Act",
    "Answer",
    "Basis",
    "Change",
    "ChangeKind",
    "ChecklistGroup",
    "ChecklistItem",
    "Country",
    "Finding",
    "Instrument",
    "InstrumentRef",
    "Issue",
    "Jurisdiction",
    "Level",
    "Model",
    "Outcome",
    "Penalty",
    "PenaltyAct",
    "Provision",
    "Run",
    "Sha256",
    "Shape",
    "Source",
    "TextState",
    "Version",
]

TextState = Literal["in-force", "point-in-time", "as-enacted", "translation", "unknown"]
Outcome = Literal["yes", "partial", "no", "not-found", "not-assessed", "source-blocked"]
Basis = Literal["machine", "reviewed-once", "double-coded", "adjudicated"]
PenaltyAct = Literal["possession", "access", "distribution", "production", "grooming"]
Level = Literal["section", "subsection", "paragraph", "subparagraph", "item"]

PENALTY_ACTS: tuple[PenaltyAct, ...] = (
    "possession",
    "access",
    "distribution",
    "production",
    "grooming",
)
OUTCOMES: tuple[Outcome, ...] = (
    "yes",
    "partial",
    "no",
    "not-found",
    "not-assessed",
    "source-blocked",
)


class Source(Model):
    """Where one country's texts come from and on what terms."""

    id: str
    """Stable name of the source, such as germany."""
    country: Country
    """Jurisdiction of the texts."""
    language: str
    """BCP 47 language of the texts."""
    publisher: str
    """Official body that publishes the texts."""
    homepage: str
    """Address of the publisher."""
    licence: str
    """Terms under which the publisher offers the texts."""
    via: str = ""
    """Mirror the texts were taken from, empty when taken from the publisher."""
    text_state: TextState
    """Whether the texts are consolidated and in force, of a point in time, as enacted or translated."""
    blocked: str = ""
    """Why the publisher's pages are closed to machines, empty when they are not."""
    unread: str = ""
    """Why lexgap does not read the source yet, empty when it does."""


class Provision(Model):
    """The smallest unit a source lets one cite: a section, or a paragraph of it."""

    id: str
    """Identifier, stable while number and act stay the same."""
    parent: str | None = None
    """Identifier of the provision this one is part of."""
    level: Level = "section"
    """Depth in the act's own hierarchy, from section to item."""
    number: str
    """Own number as printed, such as 184b, (4) or a."""
    citation: str
    """Printed citation within the act, such as 163.1(4) or 184b Abs. 3."""
    heading: str = ""
    """Heading or marginal note as printed."""
    path: tuple[str, ...] = ()
    """Headings above: part, chapter, division."""
    text: str
    """Own text as printed, without the texts of its parts."""


class Act(Model):
    """One expression of an act: a work in one language at one point in time."""

    id: str
    """FRBR-like identifier: country/work/language, with @date when the point in time is known."""
    work: str
    """Identifier of the work, shared by its languages and versions."""
    country: Country
    """Jurisdiction that made the act."""
    language: str
    """BCP 47 language of this expression."""
    title: str
    """Title as printed."""
    citation: str
    """Official citation or number of the act."""
    url: str
    """Address at the official publisher."""
    retrieved: dt.date | None = None
    """Day on which the bytes were received; empty where the supplier does not say."""
    sha256: Sha256
    """SHA-256 of the bytes as received."""
    text_state: TextState
    """Whether this is law in force, a point in time, the text as enacted or a translation."""
    as_at: dt.date | None = None
    """Point in time that the text states for itself."""
    source: str
    """Id of the source, or import."""
    publisher: str = ""
    """Official body that publishes the text."""
    via: str = ""
    """Mirror or file the text was taken from, empty when it came from the publisher."""
    complete: bool = True
    """False where only a part of the act is at hand."""
    provisions: tuple[Provision, ...] = ()
    """Provisions in printed order."""


class Finding(Model):
    """A passage that answers an item. Without the exact words at their place it is not built."""

    id: str
    """Deterministic identifier of item, provision, offsets and labeller."""
    item: str
    """Checklist item."""
    act: str
    """Act id."""
    provision: str
    """Provision id."""
    citation: str
    """Printed citation at the finest level known."""
    start: int
    """Offset of the first character of the quote in the provision's text, in code points."""
    end: int
    """Offset after the last character of the quote."""
    quote: str
    """Exact words of the provision."""
    labeller: str
    """Rule that fired, such as off-production/yes/1."""
    polarity: Literal["yes", "partial"]
    """What the passage supports."""
    why: str = ""
    """Concepts that matched, in plain words."""
    weight: int = 0
    """How much the section is about CSAM: kinds of acts it names near the material, and 3 more for its heading."""

    @model_validator(mode="after")
    def _span_has_the_length_of_the_quote(self) -> "Finding":
        if not self.quote.strip() or self.end - self.start != len(self.quote) or self.start < 0:
            raise ValueError(
                f"finding {self.id}: offsets {self.start}-{self.end} do not fit the quote"
            )
        return self


class Answer(Model):
    """The answer for one country and one item."""

    country: Country
    """Jurisdiction."""
    item: str
    """Checklist item."""
    answer: Outcome
    """yes, partial, no (reviewed only), not-found, not-assessed or source-blocked."""
    basis: Basis = "machine"
    """machine; reviewed-once by a person; double-coded by two who agree; adjudicated between two who did not."""
    findings: tuple[str, ...] = ()
    """Ids of the findings that support the answer, best first."""
    searched: int = 0
    """Number of provisions searched."""
    as_at: dt.date | None = None
    """Latest point in time or reading day of the acts searched."""
    note: str = ""
    """Why the answer is what it is where no finding can say it."""


class Penalty(Model):
    """Custodial range of the base offence for an individual, by act type."""

    country: Country
    """Jurisdiction."""
    penalty: PenaltyAct
    """possession, access, distribution, production or grooming."""
    min_months: int | None = None
    """Minimum custodial term in months, empty where the law states none."""
    max_months: int | None = None
    """Maximum custodial term in months, empty where the law states none."""
    life: bool = False
    """True where life imprisonment is possible."""
    fine: bool = False
    """True where a fine can be imposed instead or in addition."""
    currency: str = ""
    """Currency of a stated fine, where known."""
    finding: str
    """Finding that shows the offence."""
    act: str
    """Act id of the sentence clause."""
    provision: str
    """Provision id of the sentence clause."""
    citation: str
    """Printed citation of the sentence clause."""
    start: int
    """Offset of the sentence clause in the provision's text."""
    end: int
    """Offset after the sentence clause."""
    quote: str
    """Exact words of the sentence clause."""


class Issue(Model):
    """Something that went wrong or looks wrong, kept for a person to read."""

    stage: Literal["crawl", "read", "import", "tag", "answer", "build"]
    """Stage that met it."""
    kind: str
    """Short name, such as page-changed, refused, empty, malformed-row."""
    where: str
    """File and line, or address."""
    message: str
    """What happened."""
    remedy: str = ""
    """What to do about it."""


class Run(Model):
    """One run of one stage."""

    stage: str
    """Stage."""
    started: str
    """UTC time the run began, ISO 8601."""
    seconds: float
    """Duration in seconds."""
    counts: dict[str, int] = Field(default_factory=dict)
    """What was handled, by name."""
    sources: tuple[str, ...] = ()
    """Ids of the sources that a crawl asked or a recording answered."""
    issues: int = 0
    """Issues recorded."""
