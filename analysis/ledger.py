"""What tagging remembers of a country: `findings/<country>.jsonl`, written when the country is done.

The first line has a stamp for each act, by which an unchanged country is passed over; each line after it
what one act told the others and what it asked them. Without the file the country is tagged anew.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from lexgap.analysis.reach import Asked, Told
from lexgap.schema import ids
from lexgap.schema.store import BadInputError, Folder, read_lines, write_lines


@dataclass(frozen=True)
class Stamp:
    """Of what an act's findings were made."""

    text: str
    """Digest of what is read of the act: its identifier, language, title and provisions."""
    sha256: str
    """SHA-256 of the bytes as received, which the findings file states."""
    alone: bool
    """Whether it is tagged by itself: an older version, or without concepts for its language."""
    rules: str
    """Digest of the rules, the concepts of its language and the code that applies them."""
    found: str = ""
    """SHA-256 of the findings file."""

    def same(self, other: "Stamp") -> bool:
        """Whether the same is tagged in the same way, be it received in other bytes."""
        mine, theirs = (self.text, self.alone, self.rules), (other.text, other.alone, other.rules)
        return mine == theirs


@dataclass(frozen=True)
class Note:
    """What an act told the others of its country, what it asked them, and a digest of the reply."""

    told: Told
    asked: Asked
    reply: str


class Ledger:
    """The remembered acts of one country, by the name of their file."""

    def __init__(self, folder: Folder, country: str) -> None:
        self.folder = folder
        self.country = country
        self.path = folder.findings / f"{country}.jsonl"
        self.stamps = self._stamps()

    def file(self, name: str) -> Path:
        """The findings file of an act."""
        return self.folder.findings / self.country / name

    def holds(self, name: str, stamp: Stamp) -> bool:
        """Whether the findings of an act are there, unchanged and of what `stamp` says."""
        noted, path = self.stamps.get(name), self.file(name)
        if noted is None or not noted.same(stamp) or not path.exists():
            return False
        return ids.sha256(path.read_bytes()) == noted.found

    def _stamps(self) -> dict[str, Stamp]:
        if not self.path.exists():
            return {}
        with self.path.open(encoding="utf-8") as file:
            line = file.readline()
        try:
            return {name: Stamp(**row) for name, row in json.loads(line).items()}
        except (ValueError, TypeError, AttributeError):  # of another version: tagged anew
            return {}

    @cached_property
    def notes(self) -> dict[str, Note]:
        """What the acts told and asked that are not tagged alone.

        Raises BadInputError on a file that was not written here.
        """
        found: dict[str, Note] = {}
        for number, row in read_lines(self.path):
            try:
                if number > 1:
                    told, asked = Told(**row["told"]), Asked.of(row["asked"])
                    found[row["file"]] = Note(told, asked, row["reply"])
            except (KeyError, TypeError, ValueError) as error:
                raise BadInputError(
                    f"{self.path}:{number}: not what `lexgap tag` writes; delete the file and run it again"
                ) from error
        return found

    def write(self, stamps: Mapping[str, Stamp], notes: Mapping[str, Note]) -> None:
        """Remember a country that is done."""
        head = {name: asdict(stamp) for name, stamp in stamps.items()}
        rows = (
            {
                "file": name,
                "told": note.told.model_dump(mode="json"),
                "asked": note.asked.plain(),
                "reply": note.reply,
            }
            for name, note in sorted(notes.items())
        )
        write_lines(self.path, [head, *rows])
