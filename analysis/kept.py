"""Answers and penalties by country, and of what they were made: what the stage `answer` need not redo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lexgap.analysis import upkeep
from lexgap.schema.store import Folder, dump, read_lines, some_acts, write_text

Row = dict[str, Any]
NOTED = "answered.json"
"""Beside the answers: digests of what they were made from, country by country."""


def noted(folder: Folder) -> Path:
    """Where the stage notes what it did."""
    return folder.answers.with_name(NOTED)


@dataclass
class Replies:
    """The rows of one country."""

    answers: list[Row] = field(default_factory=list)
    penalties: list[Row] = field(default_factory=list)


class Kept:
    """The answers in a data folder; those of a country hold while nothing they follow from changes.

    Raises BadInputError where the folder has no acts.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.noted = noted(folder)
        self.paths: dict[str, list[Path]] = {}
        for path in some_acts(folder):
            self.paths.setdefault(path.parent.name, []).append(path)
        self.stamps = {name: upkeep.digest(self._read(name)) for name in self.paths}
        self.held = self._held()

    def _read(self, country: str) -> Iterator[tuple[str, bytes]]:
        """What the answers of a country follow from."""
        yield "program", upkeep.program().encode()
        for path in self.paths[country]:
            findings = self.folder.findings / path.relative_to(self.folder.acts)
            yield path.name, path.read_bytes()
            yield "findings", findings.read_bytes() if findings.exists() else b""

    def _held(self) -> dict[str, Replies]:
        """The rows that hold, by country; none where a file was changed by anybody else."""
        noted, files = upkeep.remembered(self.noted), self._files()
        if noted.get("files") != [upkeep.file_digest(path) for path in files]:
            return {}
        held = {
            name: Replies()
            for name, stamp in noted["countries"].items()
            if self.stamps.get(name) == stamp
        }
        for path, what in zip(files, ("answers", "penalties"), strict=True):
            for _, row in read_lines(path):
                if one := held.get(row["country"].lower()):
                    getattr(one, what).append(row)
        return held

    def _files(self) -> tuple[Path, Path]:
        return self.folder.answers, self.folder.penalties

    def write(self, replies: Sequence[Replies], blocked: Sequence[Row]) -> None:
        """Write the rows of all countries, where they say anything new, and of what they were made."""
        answers = [row for one in replies for row in one.answers]
        penalties = [row for one in replies for row in one.penalties]
        for path, rows in zip(self._files(), ([*answers, *blocked], penalties), strict=True):
            text = "".join(dump(row) + "\n" for row in rows)
            if not path.exists() or path.read_text("utf-8") != text:
                write_text(path, text)
        files = [upkeep.file_digest(path) for path in self._files()]
        noted = {"countries": self.stamps, "files": files}
        if upkeep.remembered(self.noted) != noted:
            upkeep.remember(self.noted, noted)
