"""Whether a stage has anything to do: digests of what it reads, kept beside what it wrote."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lexgap.analysis import __file__ as analysis
from lexgap.crawlers import __file__ as crawlers
from lexgap.schema import __file__ as schema
from lexgap.schema.store import Folder, dump, write_text

UNREAD = ("raw", "runs.jsonl", "lexgap.db", "built.json")
"""What a build does not read of a data folder."""


@cache
def program() -> str:
    """Digest of lexgap's own code and data, less what only moves bytes or shows pages."""
    places = [
        *_under(Path(schema).parent, "**/*"),
        *_under(Path(analysis).parent, "*"),
        *_under(Path(crawlers).parent, "*"),
        *_under(Path(crawlers).parent, "countries/*.yml"),
    ]
    return digest((path.name, path.read_bytes()) for path in places)


def inputs(folder: Folder, release: Path | None) -> str:
    """Digest of all that a database is built from: program, data folder, published facts."""
    found = [program(), digest(_facts(release)) if release else "none"]
    places = [
        path
        for top in sorted(folder.root.iterdir())
        if top.name not in UNREAD and top != folder.issues
        for path in ([top] if top.is_file() else _under(top, "**/*"))
        if not path.name.startswith(".")
    ]
    rows = ((path.relative_to(folder.root).as_posix(), path.read_bytes()) for path in places)
    found += [digest(rows), digest(_issues(folder))]
    return digest((str(n), one.encode()) for n, one in enumerate(found))


def _facts(release: Path) -> Iterator[tuple[str, bytes]]:
    for path in _under(release, "*"):
        yield path.name, path.read_bytes()


def _issues(folder: Folder) -> Iterator[tuple[str, bytes]]:
    """The issues that a build shows: those of the stages before it."""
    lines = folder.issues.read_bytes().splitlines() if folder.issues.exists() else ()
    for line in lines:
        if b'"stage":"build"' not in line:
            yield "", line


def _under(root: Path, pattern: str) -> list[Path]:
    return sorted(
        path for path in root.glob(pattern) if path.is_file() and path.suffix not in (".pyc", ".md")
    )


def digest(parts: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 of names and contents."""
    found = hashlib.sha256()
    for name, data in parts:
        found.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return found.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file; empty where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered(path: Path) -> dict[str, Any]:
    """What a stage noted; nothing where the file is missing or of another version."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(path: Path, noted: dict[str, Any]) -> None:
    """Note what a stage has done."""
    write_text(path, dump(noted) + "\n")
