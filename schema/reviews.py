"""What people decide about answers: codings and adjudications, kept line by line, never changed."""

import hashlib
import json
import re
from typing import Annotated, Literal

from pydantic import Field

from lexgap.schema.base import Country, Model, Sha256

Verdict = Literal["yes", "partial", "no"]
VERDICTS: tuple[Verdict, ...] = ("yes", "partial", "no")
Person = Annotated[str, Field(pattern=r"^[^\W_][\w.-]{0,59}$")]
DAY = re.compile(r"@\d{4}-\d\d-\d\d(?=#|$)")


def undated(identifier: str) -> str:
    """Identifier of an act or provision without its point in time: what stays as the law changes.

    >>> undated("ca/c-46/en@2026-01-01#163.1-4")
    'ca/c-46/en#163.1-4'
    """
    return DAY.sub("", identifier, count=1)


class TextRead(Model):
    """A text as the reviewer read it."""

    act: str
    """Act id without its point in time."""
    sha256: Sha256
    """SHA-256 of the bytes as received."""
    words: Sha256
    """SHA-256 over the citations, headings and words of its provisions."""


class Passage(Model):
    """Words that a reviewer relies on, as a place: the words themselves are not repeated."""

    provision: str
    """Provision id without the point in time of its act."""
    citation: str
    """Printed citation at the finest level known."""
    start: int
    """Offset of the first character in the provision's text, in code points."""
    end: int
    """Offset after the last character."""
    sha256: Sha256
    """SHA-256 of the words."""


class Review(Model):
    """What one person decided about one answer, on which text and why. Lines are only ever added."""

    id: str
    """First 16 digits of the SHA-256 over everything else in the line."""
    kind: Literal["coding", "adjudication"] = "coding"
    """coding: a reading of the law; adjudication: a decision between codings that differ."""
    country: Country
    """Jurisdiction."""
    item: str
    """Checklist item."""
    coder: Person
    """Who decided, such as a.surname."""
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    """When it was recorded: UTC, ISO 8601."""
    answer: Verdict
    """yes, partial or no."""
    evidence: tuple[Passage, ...] = ()
    """The passages relied on, best first; a no may have none."""
    reason: str = ""
    """Why; never empty for a no or an adjudication."""
    machine: str
    """What the machine answered at the time."""
    blind: bool = False
    """True where the reviewer was not shown the machine's answer."""
    texts: tuple[TextRead, ...]
    """Every text of the country that was at hand, sorted by act."""
    closes: tuple[str, ...] = ()
    """Of an adjudication: the codings it decides between."""
    via: str
    """How it came in: the name of a workbook, or site."""


def review_id(review: Review) -> str:
    """The identifier that the content of a review gives it."""
    content = review.model_dump(mode="json", exclude={"id"})
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()[:16]


def identified(review: Review) -> Review:
    """The review with the identifier of its content."""
    return review.model_copy(update={"id": review_id(review)})
