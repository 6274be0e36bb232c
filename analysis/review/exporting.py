"""Which answers a workbook asks about."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lexgap.analysis.explanation import item_called
from lexgap.analysis.review import workbook
from lexgap.analysis.review.adjudication import queue
from lexgap.analysis.review.dossier import dossier
from lexgap.analysis.review.law import law
from lexgap.analysis.review.sheet import coder as person
from lexgap.schema.load import checklist
from lexgap.schema.models import ChecklistItem
from lexgap.schema.store import BadInputError, Folder


@dataclass(frozen=True)
class Choice:
    """Which items: those named, those of a sample, those in the queue; all where nothing is chosen."""

    items: Sequence[str] = ()
    sample: Path | None = None
    queued: bool = False


def export(
    folder: Folder,
    country: str,
    coder: str,
    out: Path,
    at: str,
    choice: Choice = Choice(),
    *,
    blind: bool = False,
) -> int:
    """Write a workbook for one coder and country; return its number of items. Raises BadInputError."""
    person(coder, "--coder")
    if out.suffix.casefold() != ".xlsx":
        raise BadInputError(f"{out}: a workbook is an .xlsx file; change the name")
    law_now = law(folder, country)
    items = list(chosen(folder, law_now.country, choice))
    if not items:
        raise BadInputError(
            f"{law_now.country}: nothing chosen is left to review; choose less narrowly"
        )
    workbook.write(out, law_now, dossier(folder, law_now, items), coder, at, blind)
    return len(items)


def chosen(folder: Folder, country: str, choice: Choice) -> Sequence[ChecklistItem]:
    """The items of a choice in the order of the checklist."""
    wanted = {item_called(name).id for name in choice.items} or None
    if choice.sample:
        from lexgap.analysis.review.sampling import read_sample

        drawn = {item for code, item in read_sample(choice.sample) if code == country}
        wanted = drawn if wanted is None else wanted & drawn
    if choice.queued:
        waiting = {one.item for one in queue(folder, country)}
        wanted = waiting if wanted is None else wanted & waiting
    return [item for item in checklist() if wanted is None or item.id in wanted]
