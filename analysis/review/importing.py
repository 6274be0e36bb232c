"""Bring in what reviewers wrote: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lexgap.analysis.review import records, sheet
from lexgap.analysis.review.adjudication import queue
from lexgap.analysis.review.law import Law
from lexgap.analysis.review.standing import is_stale
from lexgap.schema.reviews import Review
from lexgap.schema.store import Folder


@dataclass(frozen=True)
class Brought:
    """What an import came to."""

    file: str
    added: int
    known: int
    stale: int
    open: int

    def told(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def bring(folder: Folder, path: Path, at: str) -> Brought:
    """Record the reviews of a workbook. Raises BadInputError naming every slip; then nothing changed."""
    folder.check()
    law, found = sheet.reviews(folder, path, at)
    return _record(folder, path, [(law, found)])


def _record(folder: Folder, path: Path, some: Sequence[tuple[Law, list[Review]]]) -> Brought:
    every = [review for _, found in some for review in found]
    added = records.append(folder, every)
    cells = {(review.country, review.item) for review in every}
    return Brought(
        file=str(path),
        added=len(added),
        known=len(every) - len(added),
        stale=sum(is_stale(review, law) for law, found in some for review in found),
        open=sum((one.country, one.item) in cells for one in queue(folder)),
    )
