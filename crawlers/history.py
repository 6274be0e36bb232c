"""Versions of acts, and what changed from one to the next: `changes/` of a data folder.

    changes/versions.jsonl      each version of every act that has more than one, the oldest first
    changes/changes.jsonl       each provision that was added, removed or changed between two of them
    changes/texts/<country>/    versions whose text states no date, once a newer one took their place

A text that states its date has an identifier of its own and stays under `acts/`. All of it follows
from the texts: the same acts give the same files.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lexgap.crawlers.archive import Archive
from lexgap.crawlers.comparison import compared, differ
from lexgap.crawlers.rows import Row
from lexgap.schema.models import Act, Change, Version
from lexgap.schema.store import (
    BadInputError,
    Folder,
    act_file,
    act_paths,
    read_act,
    read_lines,
    write_act,
    write_lines,
)


def older_path(folder: Folder, act: Act) -> Path:
    """Where a version is kept whose identifier a newer one has."""
    name = act_file(act.id)
    day = act.retrieved.isoformat() if act.retrieved else "undated"
    return folder.changes / "texts" / name.parent / f"{name.stem}--{day}-{act.sha256[:12]}.jsonl"


def keep(folder: Folder, act: Act) -> None:
    """Keep the text that is in the place of `act`, where it is another one of the same act."""
    path = folder.act_path(act.id)
    if path.exists() and differ(older := read_act(path), act) and older.sha256 != act.sha256:
        write_act(folder, older, older_path(folder, older))


def update(folder: Folder) -> list[Change]:
    """Write what changed between the versions in `folder`; return it.

    Raises BadInputError on files that other stages did not write.
    """
    versions: list[Version] = []
    changes: list[Change] = []
    for paths in _groups(folder):
        acts = sorted(((read_act(path), path) for path in paths), key=_order)
        found = [list(_changes(older, newer)) for (older, _), (newer, _) in pairwise(acts)]
        for number, ((act, path), before) in enumerate(zip(acts, [[], *found], strict=True), 1):
            versions.append(_version(folder, act, path, number, before))
            changes += before
    for name, rows in (("versions", versions), ("changes", changes)):
        path = folder.changes / f"{name}.jsonl"
        if rows or path.exists():
            write_lines(path, (row.model_dump(mode="json") for row in rows))
    return changes


def _groups(folder: Folder) -> list[list[Path]]:
    """Files of the acts that have more than one version, act by act.

    Files that an import told apart by what stands behind a ~ are parts of one text, no versions.
    """
    found: dict[tuple[str, ...], list[Path]] = {}
    older = sorted((folder.changes / "texts").glob("*/*.jsonl"))
    for path in [*act_paths(folder), *older]:
        _, head = next(read_lines(path))
        part = head["id"].partition("~")[2]
        found.setdefault((head["work"], head["language"], part), []).append(path)
    return [paths for _, paths in sorted(found.items()) if len(paths) > 1]


def day_of(act: Act) -> dt.date | None:
    """The day a version is of: that which it states, else that on which it was received."""
    return act.as_at or act.retrieved


def _order(one: tuple[Act, Path]) -> tuple[str, ...]:
    act, path = one
    kept = "0" if "texts" in path.parts[-3:] else "1"  # a newer one is in its place
    return str(day_of(act) or ""), str(act.retrieved or ""), kept, act.sha256, path.name


def _version(
    folder: Folder, act: Act, path: Path, number: int, changes: Sequence[Change]
) -> Version:
    kinds = [change.kind for change in changes]
    return Version(
        work=act.work,
        language=act.language,
        number=number,
        country=act.country,
        act=act.id,
        title=act.title,
        day=day_of(act),
        as_at=act.as_at,
        retrieved=act.retrieved,
        sha256=act.sha256,
        source=act.source,
        file=path.relative_to(folder.root).as_posix(),
        provision_count=len(act.provisions),
        added=kinds.count("added"),
        removed=kinds.count("removed"),
        changed=kinds.count("changed"),
    )


def _changes(older: Act, newer: Act) -> Iterator[Change]:
    for kind, before, after in compared(older, newer):
        shown = after or before
        if shown is None:
            continue
        key = "\x1f".join((older.sha256, newer.sha256, older.id, newer.id, kind, shown.id))
        yield Change(
            id=hashlib.sha256(key.encode()).hexdigest()[:16],
            country=newer.country,
            work=newer.work,
            language=newer.language,
            title=newer.title,
            older=older.id,
            newer=newer.id,
            since=day_of(older),
            day=day_of(newer),
            seen=newer.retrieved,
            kind=kind,
            citation=shown.citation,
            heading=shown.heading,
            provision_before=before.id if before else None,
            provision_after=after.id if after else None,
            before=before.text if before else "",
            after=after.text if after else "",
        )


def sweep(
    paths: Sequence[Path], sources: set[str], stays: Callable[[dict[str, Any], Path], bool]
) -> list[Path]:
    """Remove act files of `sources` that no entry yields; return them."""
    gone = []
    for path in paths:
        _, head = next(read_lines(path))
        if head["source"] in sources and not stays(head, path):
            path.unlink()
            gone.append(path)
    return gone


def recorded(folder: Folder, since: dt.date | None = None) -> list[Change]:
    """The changes in `folder`; with `since` those stated for, or first received on, that day or later.

    Raises BadInputError on a file that `update` did not write.
    """
    return [
        change
        for change in _read(folder.changes / "changes.jsonl", Change)
        if since is None or any(day >= since for day in (change.day, change.seen) if day)
    ]


def versions(folder: Folder) -> list[Version]:
    """The versions of the acts that have more than one."""
    return list(_read(folder.changes / "versions.jsonl", Version))


def _read(path: Path, model: Any) -> Iterable[Any]:
    if not path.exists():
        return
    for number, row in read_lines(path):
        try:
            yield model(**row)
        except (TypeError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise BadInputError(f"{path}:{number}: {first}; run `lexgap read` again") from error


def received(archive: Archive, url: str) -> list[Row]:
    """The different whole answers archived for `url`, the one seen last first.

    Each is the earliest response with its bytes: the day on which the text was first received.
    """
    first: dict[str, Row] = {}
    last: dict[str, str] = {}
    for row in archive.responses(url):
        original = row if row.kind == "response" else archive.original(row)
        if original is None or original.status != 200:
            continue
        if original.sha256 not in first or original.date < first[original.sha256].date:
            first[original.sha256] = original
        last[original.sha256] = row.date
    return [first[sha256] for sha256 in sorted(first, key=lambda key: (last[key], key))[::-1]]
