"""Versions of acts and what changed between them, from the tables `versions` and `changes`."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from lexgap.analysis.difference import different
from lexgap.analysis.site.queries import Row, Store

PAIRS = """
SELECT v.*, o.act AS older, o.day AS since, o.as_at AS older_as_at, o.sha256 AS older_sha256,
       o.retrieved AS older_retrieved, j.name AS country_name, j.fictional,
       (SELECT json_group_array(DISTINCT i.value) FROM changes c, json_each(c.items) i
        WHERE c.work = v.work AND c.language = v.language AND c.version = v.number) AS items
FROM versions v JOIN versions o
  ON o.work = v.work AND o.language = v.language AND o.number = v.number - 1
JOIN jurisdictions j ON j.id = v.country
WHERE v.added + v.removed + v.changed > 0
  AND ?1 IN ('', v.country) AND (?2 = '' OR v.day >= ?2 OR v.retrieved >= ?2)
  AND (?3 = '' OR EXISTS (SELECT 1 FROM changes c, json_each(c.items) i WHERE c.work = v.work
       AND c.language = v.language AND c.version = v.number AND i.value = ?3))
ORDER BY coalesce(v.day, v.retrieved) DESC, v.work, v.language, v.number DESC
"""
"""Each version of an act with the one before it, where any provision differs."""

WIDTH = 12
"""Digits of a hash that name a version where its act id names several."""


async def pairs(store: Store, country: str = "", since: str = "", item: str = "") -> list[Row]:
    """Versions that changed something, the newest first, each with the items it touches.

    `since` is an ISO date: changes stated for, or first received on, that day or later.
    """
    found = await store.rows(PAIRS, country, since, item)
    for row in found:
        row["items"] = sorted(json.loads(row["items"]))
        row["counts"] = {kind: row[kind] for kind in ("added", "removed", "changed")}
    return found


async def changes(
    store: Store, pair: Row, item: str = "", most: int = -1, after: int = 0
) -> list[Row]:
    """The changes of a version in the order of the act, those that touch `item`; at most `most`."""
    found = await store.rows(
        """SELECT * FROM changes c WHERE work = ? AND language = ? AND version = ?
           AND (?4 = '' OR EXISTS (SELECT 1 FROM json_each(c.items) WHERE value = ?4))
           ORDER BY position LIMIT ?5 OFFSET ?6""",
        pair["work"], pair["language"], pair["number"], item, most, after,
    )  # fmt: skip
    return [read(row) for row in found]


def read(row: Row) -> Row:
    """A change with its lists as lists."""
    return {**row, **{name: json.loads(row[name]) for name in ("items", "gone", "come")}}


async def of_work(store: Store, work: str, language: str) -> list[Row]:
    """The versions of an act in one language, the oldest first, each with its `key` in addresses."""
    found = await store.rows(
        """SELECT v.*, a.id IS NOT NULL AS here FROM versions v
           LEFT JOIN acts a ON a.id = v.act AND a.sha256 = v.sha256
           WHERE v.work = ? AND v.language = ? ORDER BY number""",
        work,
        language,
    )
    ids = [row["act"] for row in found]
    for row in found:
        row["key"] = row["act"] if ids.count(row["act"]) == 1 else row["sha256"][:WIDTH]
    return found


async def keys(store: Store, pair: Row) -> Row:
    """`since` and `until` in the address of the difference that a version makes; `until` where needed."""
    rows = await store.once("SELECT work, language, number, act, sha256 FROM versions")
    known = [
        row for row in rows if (row["work"], row["language"]) == (pair["work"], pair["language"])
    ]
    ids = [row["act"] for row in known]
    older, newer = (next(r for r in known if r["number"] == pair["number"] - n) for n in (1, 0))
    newest = max(row["number"] for row in known if row["act"] == pair["act"])
    return {
        "from": older["act"] if ids.count(older["act"]) == 1 else older["sha256"][:WIDTH],
        "to": "" if newest == pair["number"] else newer["sha256"][:WIDTH],
    }


def called(versions: Iterable[Row], key: str) -> Row | None:
    """The version that `key`, an act id or the beginning of a hash, names; the newest of several."""
    named = [
        row for row in versions if key and (row["act"] == key or row["sha256"].startswith(key))
    ]
    return named[-1] if named else None


async def between(store: Store, older: Row, newer: Row) -> list[Row]:
    """What differs between any two versions of an act in one language, provision by provision.

    Of neighbours only what is counted, see `worded`; else put together from the changes of each version
    from the one to the other.
    """
    span = (newer["work"], newer["language"], older["number"], newer["number"])
    if newer["number"] - older["number"] == 1:
        outline = await store.rows(
            """SELECT position, kind, items FROM changes
               WHERE work = ? AND language = ? AND version > ? AND version <= ? ORDER BY position""",
            *span,
        )
        return [{**row, "items": json.loads(row["items"])} for row in outline]
    rows = await store.rows(
        """SELECT * FROM changes WHERE work = ? AND language = ? AND version > ? AND version <= ?
           ORDER BY version, position""",
        *span,
    )
    found: dict[str, Row] = {}
    for row in map(read, rows):
        name = (row["provision_after"] or row["provision_before"]).rpartition("#")[2]
        if name in found:
            row["items"] = sorted({*found[name]["items"], *row["items"]})
            for kept in ("before", "provision_before", "older", "since"):
                row[kept] = found[name][kept]
        found[name] = row
    return [made for row in found.values() if (made := joined(row)) is not None]


async def worded(store: Store, newer: Row, rows: list[Row]) -> list[Row]:
    """The changes that `between` found, `newer` being the newer version, with their wordings."""
    if all("before" in row for row in rows):
        return rows
    found = await store.rows(
        """SELECT * FROM changes WHERE work = ? AND language = ? AND version = ?
           AND position IN (SELECT value FROM json_each(?)) ORDER BY position""",
        newer["work"], newer["language"], newer["number"],
        json.dumps([row["position"] for row in rows]),
    )  # fmt: skip
    return [read(row) for row in found]


def joined(row: Row) -> Row | None:
    """A change over several versions; None where it was taken back."""
    was, now = row["provision_before"], row["provision_after"]
    if (not was and not now) or (was and now and row["before"].split() == row["after"].split()):
        return None
    kind = "changed" if was and now else "added" if now else "removed"
    if kind == "added":
        row["before"] = ""
    elif kind == "removed":
        row["after"] = ""
    gone, come = different(row["before"], row["after"])
    return {**row, "kind": kind, "gone": gone, "come": come}


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many provisions were added, removed and changed."""
    kinds = [row["kind"] for row in rows]
    return {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}


def marked(text: str, spans: Iterable[tuple[int, int]], tag: str) -> Markup:
    """`text`, escaped, with `spans` inside `tag`, which is ins or del.

    >>> marked("a < b", [(0, 1)], "del")
    Markup('<del>a</del> &lt; b')
    """
    out: list[Any] = []
    at = 0
    for start, end in spans:
        out += [escape(text[at:start]), Markup("<{0}>{1}</{0}>").format(tag, text[start:end])]
        at = end
    return Markup("").join([*out, escape(text[at:])])
