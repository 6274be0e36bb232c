"""What was replayed already: `raw/replayed.jsonl`, so that the same recording is only checked again.

One line a recording and country that was replayed without an issue: SHA-256 of the recording, hash of
what was asked, number of responses, and addresses that the recording does not hold.
"""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from lexgap.crawlers.archive import Archive
from lexgap.crawlers.sources import Country
from lexgap.schema.models import Model
from lexgap.schema.store import BadInputError, Folder, read_lines, write_lines

CODE = ("archive", "replay", "spider", "warc")
"""Modules that decide what a replay archives."""


class Replayed(Model):
    """One country of one recording."""

    recording: str
    """SHA-256 of the file."""
    asked: str
    """Hash of the country's questions and the code that asks."""
    country: str
    """Name of the country file."""
    responses: int
    """Responses in the recording."""
    absent: tuple[str, ...] = ()
    """Addresses that the recording does not hold."""


class Replays:
    """The replays of a data folder, as one recording sees them. `held` are those that need no other."""

    def __init__(self, folder: Folder, recording: Path, chosen: Sequence[Country]) -> None:
        self.path = folder.raw / "replayed.jsonl"
        self.sha256 = _sha256(recording)
        self.rows = {(r.recording, r.country): r for r in self._read()}
        archive = Archive(folder) if self.rows else None
        self.held = {
            country.name: row
            for country in chosen
            if archive and (row := self.rows.get((self.sha256, country.name)))
            if row.asked == _asked(country) and _holds(archive, country, row)
        }

    def _read(self) -> list[Replayed]:
        try:
            return [Replayed(**row) for _, row in read_lines(self.path)]
        except (BadInputError, FileNotFoundError, TypeError, ValueError):
            return []  # it is made anew

    def note(self, country: Country, responses: int, absent: Collection[str]) -> None:
        """Remember a country that was replayed without an issue."""
        self.rows[self.sha256, country.name] = Replayed(
            recording=self.sha256,
            asked=_asked(country),
            country=country.name,
            responses=responses,
            absent=tuple(sorted(absent)),
        )

    def close(self) -> None:
        """Write what is remembered."""
        rows = sorted(self.rows.values(), key=lambda row: (row.recording, row.country))
        if rows:
            write_lines(self.path, (row.model_dump(mode="json") for row in rows))


def _asked(country: Country) -> str:
    digest = hashlib.sha256()
    for name in CODE:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    for question in dict.fromkeys(entry.asked for entry in country.entries):
        digest.update(question.encode() + b"\0")
    return digest.hexdigest()


def _holds(archive: Archive, country: Country, row: Replayed) -> bool:
    """Whether the archive still has an answer to every question that the recording answers."""
    return not archive.cut and all(
        archive.by_key.get(entry.asked) or entry.url in row.absent for entry in country.entries
    )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # the spider says what is wrong with it
