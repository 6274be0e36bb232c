"""A manifest beside interchange files: what is known of each file that its rows do not say."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from lexgap.schema.models import Issue, TextState

NAME = "manifest.jsonl"
LEVELS_ABOVE = 2
"""How many folders above a file's own are searched for a manifest that lists it."""


class Described(BaseModel):
    """A manifest row. `file` is a path whose last parts are those of the file it describes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: str
    title: str | None = None
    url: str | None = None
    provenance: str | None = None
    mirror: str | None = None
    publisher: str | None = None
    complete: bool | None = None
    text_state: str | None = None
    as_at: dt.date | None = None

    @property
    def state(self) -> TextState:
        """The text state it gives, or unknown."""
        known = self.text_state in get_args(TextState)
        return cast(TextState, self.text_state) if known else "unknown"

    def via(self, file: Path) -> str:
        """Mirror or provenance, and the file's name."""
        return ", ".join(filter(None, (self.mirror or self.provenance, file.name)))


class Manifests:
    """The manifests around the files of one import, each read once; problems become issues."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self.read: dict[Path, list[Described]] = {}

    def of(self, file: Path) -> Described:
        """What is known of `file`; empty where no manifest lists it."""
        place = file.absolute()
        for folder in list(place.parents)[: LEVELS_ABOVE + 1]:
            own = place.relative_to(folder).parts
            for entry in self.entries(folder / NAME):
                if Path(entry.file).parts[-len(own) :] == own:
                    return entry
        return Described(file=file.name)

    def entries(self, manifest: Path) -> list[Described]:
        """Rows of one manifest."""
        if manifest not in self.read:
            self.read[manifest] = list(self.rows(manifest)) if manifest.is_file() else []
        return self.read[manifest]

    def rows(self, manifest: Path) -> Iterator[Described]:
        """Yield the good rows of a manifest file and record the others."""
        text = manifest.read_text("utf-8-sig", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                yield Described(**json.loads(line))
            except (ValueError, TypeError, ValidationError) as error:
                self.issues.append(
                    Issue(
                        stage="import",
                        kind="malformed-row",
                        where=f"{manifest}:{number}",
                        message=f"not a manifest row ({str(error).splitlines()[0]})",
                        remedy="correct the row; the file it describes was imported without it",
                    )
                )
