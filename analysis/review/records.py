"""The reviews of a data folder: one file a country, to which lines are only ever added."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from lexgap.schema.reviews import Review, review_id
from lexgap.schema.store import BadInputError, Folder, dump, read_lines, replacing

Cell = tuple[str, str]
"""(country, item)."""
WAIT = 10
"""Seconds to wait for another import into the same folder."""


def paths(folder: Folder) -> list[Path]:
    """Files of reviews in stable order."""
    return sorted(folder.reviews.glob("*.jsonl"))


def read(folder: Folder) -> list[Review]:
    """Every review, country by country in the order recorded. Raises BadInputError.

    A line whose identifier is not that of its content has been changed after the fact.
    """
    found = []
    for path in paths(folder):
        for number, row in read_lines(path, "restore the file from its history"):
            where = f"{path}:{number}"
            try:
                review = Review.model_validate(row)
            except ValueError as error:
                first = str(error).splitlines()[0]
                raise BadInputError(
                    f"{where}: not a review ({first}); restore the file from its history"
                ) from error
            if review_id(review) != review.id:
                raise BadInputError(
                    f"{where}: changed after it was recorded; restore the file from its history "
                    "and record a new review instead"
                )
            found.append(review)
    return found


def latest(reviews: Iterable[Review]) -> dict[Cell, list[Review]]:
    """By cell the last coding of each coder and the last adjudication, in the order recorded."""
    last: dict[tuple[str, str, str, str], Review] = {}
    for review in reviews:
        coder = review.coder if review.kind == "coding" else ""
        key = (review.country, review.item, review.kind, coder)
        last.pop(key, None)
        last[key] = review
    found: dict[Cell, list[Review]] = {}
    for review in last.values():
        found.setdefault((review.country, review.item), []).append(review)
    return found


def append(folder: Folder, reviews: Sequence[Review]) -> list[Review]:
    """Add reviews, those left out that say what the coder's last one says; return what was added.

    Raises BadInputError where another import holds the folder or a file is not ours.
    """
    from filelock import FileLock, Timeout

    folder.open()
    folder.reviews.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.root / ".reviews.lock", timeout=WAIT):
            return _append(folder, reviews)
    except Timeout as error:
        raise BadInputError(
            f"{folder.reviews}: another import is under way; try again when it has ended"
        ) from error


def _append(folder: Folder, reviews: Sequence[Review]) -> list[Review]:
    known = latest(read(folder))
    new = [
        r for r in reviews if not any(_same(r, old) for old in known.get((r.country, r.item), ()))
    ]
    for country in sorted({review.country for review in new}):
        path = folder.reviews / f"{country.lower()}.jsonl"
        before = path.read_bytes() if path.exists() else b""
        lines = [dump(r.model_dump(mode="json")) + "\n" for r in new if r.country == country]
        with replacing(path, "wb") as file:
            file.write(before + "".join(lines).encode())
    return new


def _same(one: Review, other: Review) -> bool:
    """Whether two reviews of a person say the same about the same text."""
    aside = {"id", "at", "via", "machine", "blind"}
    return one.model_dump(exclude=aside) == other.model_dump(exclude=aside)
