"""What reading remembers: which act files came from which bytes, read by which code.

`acts/reading.jsonl` has one line a response that was read without an issue. It is appended to while
reading, so an interrupted run goes on where it stopped; without it everything is read again.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path

from lexgap.crawlers.rows import Row
from lexgap.crawlers.sources import Country
from lexgap.schema import ids
from lexgap.schema.code import closure, digest
from lexgap.schema.models import Model
from lexgap.schema.store import Folder, dump, write_lines

OURS = (
    "lexgap.crawlers.formats",
    "lexgap.crawlers.countries",
    "lexgap.crawlers.page",
    "lexgap.schema.ids",
    "lexgap.schema.models",
)
ALWAYS = (
    "lexgap.crawlers.reading",
    "lexgap.crawlers.comparison",
    "lexgap.crawlers.history",
    "lexgap.crawlers.charset",
    "lexgap.schema.store",
)


class Read(Model):
    """One act that a response gave."""

    act: str
    """Act id."""
    sha256: str
    """SHA-256 of its file; empty where a newer response gave the same text."""
    older: str = ""
    """Its file under changes/texts where a newer response gave another text of the act."""
    provisions: int
    """Number of provisions."""


class Line(Model):
    """One response that was read."""

    mark: str
    """Hash of bytes, entry and code."""
    source: str
    """Id of the source."""
    acts: tuple[Read, ...]
    """What it gave."""


class Memory:
    """The remembered responses of a data folder."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.path = folder.acts / "reading.jsonl"
        self.lines: dict[str, Line] = {}
        self.used: set[str] = set()
        self.handled: set[str] = set()
        for text in self.path.read_text("utf-8").splitlines() if self.path.exists() else ():
            try:
                line = Line.model_validate_json(text)
            except ValueError:  # a line cut by a crash: that response is read again
                continue
            self.lines[line.mark] = line

    def sources(self) -> set[str]:
        """Sources that acts were read from."""
        return {line.source for line in self.lines.values()}

    def mark(self, country: Country, n: int, row: Row) -> str:
        """Hash of all that decides what reading `row` as entry `n` gives."""
        self.handled.add(country.name)
        act = country.file.acts[n]
        parts = [
            code(country.page_class(n).__module__),
            row.sha256,
            row.date[:10],
            row.media,
            country.source.model_dump_json(),
        ]
        entry = country.entries[n]
        parts += [act.model_dump_json(), entry.page, entry.language, str(entry.text_state)]
        parts.append(json.dumps(country.file.lookups, sort_keys=True, default=str))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def recall(self, mark: str, taken: Collection[str]) -> Sequence[Read] | None:
        """What was read under `mark`; None where an act file is missing or was changed since."""
        line = self.lines.get(mark)
        if line is None:
            return None
        for read in line.acts:
            superseded = read.act in taken
            if superseded != bool(read.older or not read.sha256):
                return None  # a newer response came, or went
            path = self.file(read)
            if read.sha256 and (not path.exists() or ids.sha256(path.read_bytes()) != read.sha256):
                return None
        self.used.add(mark)
        return line.acts

    def file(self, read: Read) -> Path:
        """Where the text of an act is."""
        if read.older:
            return self.folder.changes / "texts" / read.older
        return self.folder.act_path(read.act)

    def note(self, mark: str, source: str, acts: Sequence[Read]) -> None:
        """Remember a response that was read."""
        self.lines[mark] = Line(mark=mark, source=source, acts=tuple(acts))
        self.used.add(mark)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(dump(self.lines[mark].model_dump()) + "\n")

    def close(self, gone: Collection[str]) -> None:
        """Forget responses that no longer count, of sources just read or `gone`."""
        kept = [
            line
            for line in self.lines.values()
            if line.mark in self.used or line.source not in {*self.handled, *gone}
        ]
        kept.sort(key=lambda line: (line.source, line.mark))
        if kept or self.path.exists():
            write_lines(self.path, (line.model_dump() for line in kept))


def code(module: str) -> str:
    """Hash of the code that decides what a page class of `module` reads: all it imports of ours."""
    return digest((module, *ALWAYS), OURS)


def imported(module: str) -> frozenset[str]:
    """Modules of lexgap that decide what `module` does: imported by it, directly or not.

    Those that only move bytes and country files around are left out.
    """
    return closure(module, OURS)
