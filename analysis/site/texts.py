"""What the pages ask of lexgap.db about acts, their expressions and provisions."""

import json
from collections.abc import Iterable

from lexgap.analysis.site.queries import TEXTS, Row, Store

AROUND = 60
"""Provisions shown of a section at most; the one asked for is among them."""

TREE = """
WITH RECURSIVE tree(id, depth) AS (
    SELECT ?, 0 UNION ALL
    SELECT p.id, tree.depth + 1 FROM provisions p JOIN tree ON p.parent = tree.id WHERE depth < 12)
SELECT p.*, tree.depth FROM tree JOIN provisions p ON p.id = tree.id ORDER BY p.position
"""


async def act(store: Store, identifier: str) -> Row | None:
    """An act with the name of its country."""
    return await store.row(TEXTS + "WHERE a.id = ?", identifier)


async def acts(store: Store, country: str = "") -> list[Row]:
    """Acts of one country, or of all."""
    if country:
        return await store.rows(TEXTS + "WHERE a.country = ? ORDER BY a.work, a.id", country)
    return await store.rows(TEXTS + "ORDER BY j.fictional, j.name, a.work, a.id")


async def others(store: Store, act: Row, known: list[str]) -> list[Row]:
    """The other expressions of a work that are no version in the table `versions`: languages, parts."""
    return await store.rows(
        """SELECT a.*, (SELECT COUNT(*) FROM findings f WHERE f.act = a.id) AS findings
           FROM acts a WHERE a.work = ? AND a.id != ?
           AND a.id NOT IN (SELECT value FROM json_each(?)) ORDER BY a.language, a.as_at DESC, a.id""",
        act["work"],
        act["id"],
        json.dumps(known),
    )


async def contents(store: Store, act: str, page: int, size: int) -> list[Row]:
    """Provisions of an act that are part of no other, with their number of findings."""
    return await store.rows(
        """SELECT p.id, p.citation, p.number, p.heading, p.path, substr(p.text, 1, 120) AS text,
                  (SELECT COUNT(*) FROM findings f WHERE f.provision = p.id OR f.provision IN
                   (SELECT c.id FROM provisions c WHERE c.parent = p.id)) AS findings
           FROM provisions p WHERE p.act = ? AND p.parent IS NULL ORDER BY p.position LIMIT ? OFFSET ?""",
        act,
        size,
        page * size,
    )


async def provision(store: Store, identifier: str) -> Row | None:
    """A provision."""
    return await store.row("SELECT * FROM provisions WHERE id = ?", identifier)


async def context(store: Store, target: Row) -> list[Row]:
    """The whole section around a provision in printed order, at most AROUND provisions of it."""
    root = target
    seen = {root["id"]}
    while root["parent"] and root["parent"] not in seen:
        above = await provision(store, root["parent"])
        if above is None:
            break
        root = above
        seen.add(root["id"])
    tree = await store.rows(TREE, root["id"])
    if len(tree) <= AROUND:
        return tree
    at = next(n for n, row in enumerate(tree) if row["id"] == target["id"])
    left = max(0, at - AROUND // 2)
    return [tree[0], *tree[max(1, left) : left + AROUND]]


async def neighbours(store: Store, shown: list[Row]) -> tuple[Row | None, Row | None]:
    """The provisions printed before and after those shown."""
    sql = "SELECT id, citation FROM provisions WHERE act = ? AND position {} ? ORDER BY position {}"
    act, first, last = shown[0]["act"], shown[0]["position"], shown[-1]["position"]
    before = await store.row(sql.format("<", "DESC") + " LIMIT 1", act, first)
    after = await store.row(sql.format(">", "ASC") + " LIMIT 1", act, last)
    return before, after


async def spans(store: Store, ids: Iterable[str]) -> dict[str, list[Row]]:
    """Offsets of findings and of penalties by provision."""
    wanted = list(ids)
    rows = await store.rows(
        """SELECT provision, start, "end", item, id FROM findings
           WHERE provision IN (SELECT value FROM json_each(?1))
           UNION ALL SELECT provision, start, "end", 'san-penalty-range', finding FROM penalties
           WHERE provision IN (SELECT value FROM json_each(?1))""",
        json.dumps(wanted),
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["provision"], []).append(row)
    return found
