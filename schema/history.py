"""Models of the versions of an act and of what changed between them."""

import datetime as dt
from typing import Literal

from lexgap.schema.base import Country, Model, Sha256

ChangeKind = Literal["added", "removed", "changed"]


class Version(Model):
    """One version of an act of which there are several, in one language."""

    work: str
    """Identifier of the work."""
    language: str
    """BCP 47 language of this expression."""
    number: int
    """Place among the versions, the oldest is 1."""
    country: Country
    """Jurisdiction that made the act."""
    act: str
    """Act id; the same for versions that state no date."""
    title: str
    """Title as printed."""
    day: dt.date | None = None
    """Point in time that the text states, else the day on which it was received."""
    as_at: dt.date | None = None
    """Point in time that the text states for itself."""
    retrieved: dt.date | None = None
    """Day on which the bytes were first received."""
    sha256: Sha256
    """SHA-256 of the bytes as received."""
    source: str
    """Id of the source, or import."""
    file: str
    """File with the whole text in the data folder."""
    provision_count: int
    """Number of provisions read from the text."""
    added: int = 0
    """Provisions that the version before did not have."""
    removed: int = 0
    """Provisions of the version before that this one lacks."""
    changed: int = 0
    """Provisions whose heading or words differ from the version before."""


class Change(Model):
    """A provision that one version of an act added, removed or changed against the version before."""

    id: str
    """Deterministic identifier of the two texts, the provision and the kind."""
    country: Country
    """Jurisdiction that made the act."""
    work: str
    """Identifier of the work."""
    language: str
    """BCP 47 language of the act."""
    title: str
    """Title of the act as printed."""
    older: str
    """Act id of the version before."""
    newer: str
    """Act id of the version with the change."""
    since: dt.date | None = None
    """Day of the version before: the one it states, else the one on which it was received."""
    day: dt.date | None = None
    """Day of the version with the change, likewise."""
    seen: dt.date | None = None
    """Day on which the version with the change was first received."""
    kind: ChangeKind
    """added, removed or changed."""
    citation: str
    """Printed citation within the act."""
    heading: str = ""
    """Heading of the provision."""
    provision_before: str | None = None
    """Provision id in the version before; empty where it was added."""
    provision_after: str | None = None
    """Provision id in the version with the change; empty where it was removed."""
    before: str = ""
    """Words before; empty where it was added."""
    after: str = ""
    """Words after; empty where it was removed."""
