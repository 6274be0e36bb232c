"""Build lexgap.db from a data folder: the same bytes and rules give the same database file."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sqlite_utils

from lexgap.analysis import collect
from lexgap.analysis.built import Built
from lexgap.analysis.grams import grams
from lexgap.analysis.worldmap import shapes
from lexgap.schema.ddl import create, quoted
from lexgap.schema.load import checklist, groups, instruments, jurisdictions
from lexgap.schema.models import Act
from lexgap.schema.store import BadInputError, Folder, dump
from lexgap.schema.tables import TABLES, Table, table

BATCH = 10_000
PAGE_SIZE = 4096
SEARCHED = ("citation", "heading", "text", "grams")
TOKENIZER = "unicode61 remove_diacritics 2"

Rows = Iterable[Mapping[str, Any]]


def build(
    folder: Folder,
    release: Path | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build `folder.database` whole or not at all, with the published facts in `release`.

    Countries of `release` that have text in the folder are left out of it. Findings that do not
    stand verbatim in their provision are not built but returned as issues.
    Raises BadInputError on files that other stages did not write.
    """
    folder.check()
    result = Built(folder.database)
    folder.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.root, prefix=".build-") as work:
        path = Path(work) / folder.database.name
        connection = sqlite3.connect(path)
        try:
            _load(connection, folder, release, result, report)
            report("indexing")
            _finish(connection)
        finally:
            connection.close()
        path.replace(folder.database)
    return result


def _load(
    connection: sqlite3.Connection,
    folder: Folder,
    release: Path | None,
    result: Built,
    report: Callable[[str], None],
) -> None:
    for pragma in ("journal_mode=OFF", "synchronous=OFF", f"page_size={PAGE_SIZE}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript("\n".join(create(spec) for spec in TABLES))
    gathered = collect.Gathered(folder, release)
    with connection:
        writer = Writer(connection, result.counts)
        for name, rows in _reference(folder):
            writer.add(name, rows)
        for act in gathered.acts():
            report(act.id)
            writer.add("acts", [collect.act_row(act)])
            writer.add("provisions", provision_rows(act))
            writer.add("findings", gathered.findings(act))
        for name, rows in gathered.facts():
            writer.add(name, rows)
        result.issues.extend(gathered.issues)
        writer.add("issues", gathered.issue_rows())
        writer.add("meta", _facts(folder, release, gathered))


def _finish(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        name, row, target, _ = broken[0]
        raise BadInputError(
            f"{len(broken)} rows point nowhere, the first: row {row} of {name} to {target}; "
            "the reference data and the data folder do not fit: run `lexgap run` again"
        )
    provisions = sqlite_utils.Database(connection).table("provisions")
    provisions.enable_fts(SEARCHED, tokenize=TOKENIZER)
    provisions.rebuild_fts()
    provisions.optimize()
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.execute("VACUUM")


class Writer:
    """Inserts rows in batches and counts them."""

    def __init__(self, connection: sqlite3.Connection, counts: dict[str, int]) -> None:
        self.connection = connection
        self.counts = counts

    def add(self, name: str, rows: Rows) -> None:
        """Insert `rows`, mappings with every column of table `name`."""
        spec = table(name)
        names = tuple(c.name for c in spec.columns)
        sql = (
            f'INSERT INTO "{spec.name}" ({quoted(names)}) '  # noqa: S608 - names of our own tables
            f"VALUES ({', '.join('?' * len(names))})"
        )
        self.counts.setdefault(name, 0)
        for batch in batches(_values(spec, row) for row in rows):
            self.connection.executemany(sql, batch)
            self.counts[name] += len(batch)


def _values(spec: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(plain(row[c.name]) for c in spec.columns)


def plain(value: Any) -> Any:
    """A value as SQLite keeps it: lists and mappings as JSON, booleans as 0 or 1."""
    if isinstance(value, list | tuple | dict):
        return dump(value)
    return int(value) if isinstance(value, bool) else value


def batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """`rows` in lists of at most BATCH."""
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def provision_rows(act: Act) -> Iterator[dict[str, Any]]:
    """The provisions of an act, with what full-text search needs."""
    for position, provision in enumerate(act.provisions):
        row = provision.model_dump(mode="json")
        words = grams(f"{provision.heading}\n{provision.text}")
        yield {**row, "act": act.id, "position": position, "grams": words}


def _reference(folder: Folder) -> Iterator[tuple[str, Rows]]:
    yield "jurisdictions", [j.model_dump(mode="json") for j in jurisdictions()]
    yield "shapes", [s.model_dump(mode="json") for s in shapes()]
    yield "instruments", [i.model_dump(mode="json") for i in instruments()]
    yield "item_groups", [g.model_dump(mode="json") for g in groups()]
    yield (
        "items",
        [{**i.model_dump(mode="json"), "position": n} for n, i in enumerate(checklist())],
    )
    links = {(i.id, r.instrument, r.article) for i in checklist() for r in i.derives_from}
    yield (
        "item_instruments",
        [{"item": i, "instrument": r, "article": a} for i, r, a in sorted(links)],
    )
    yield "sources", [s.model_dump(mode="json") for s in collect.known_sources(folder)]


def _facts(folder: Folder, release: Path | None, gathered: collect.Gathered) -> Rows:
    digest = hashlib.sha256()
    for path in collect.inputs(folder, release):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    facts = {
        "version": version("lexgap"),
        "inputs": digest.hexdigest(),
        "newest": gathered.newest,
        "text_countries": str(len(gathered.text_countries)),
        "release_countries": str(len(gathered.release_countries)),
    }
    return [{"key": k, "value": v} for k, v in sorted(facts.items())]
