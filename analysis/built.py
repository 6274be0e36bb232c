"""What a build made, and whether the database that stands is of what stands in the folder now.

`built.json` in the data folder has a digest of all that the database was built from, and of the database.
"""

from dataclasses import dataclass, field
from pathlib import Path

from lexgap.analysis import upkeep
from lexgap.schema.models import Issue
from lexgap.schema.store import Folder


@dataclass
class Built:
    """What a build made: rows by table, and what it refused."""

    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def note(folder: Folder) -> Path:
    """Where a build is noted."""
    return folder.root / "built.json"


def standing(folder: Folder, inputs: str) -> Built | None:
    """The build of `inputs` (see `upkeep.inputs`), if the database is still as it left it."""
    noted = upkeep.remembered(note(folder))
    if noted.get("inputs") != inputs:
        return None
    if noted.get("database") != upkeep.file_digest(folder.database):
        return None
    try:
        issues = [Issue(**row) for row in noted["issues"]]
        return Built(folder.database, dict(noted["rows"]), issues)
    except (KeyError, TypeError, ValueError):  # of another version
        return None


def keep(folder: Folder, inputs: str, made: Built) -> None:
    """Note a build."""
    upkeep.remember(
        note(folder),
        {
            "inputs": inputs,
            "database": upkeep.file_digest(made.path),
            "rows": made.counts,
            "issues": [issue.model_dump(mode="json") for issue in made.issues],
        },
    )
