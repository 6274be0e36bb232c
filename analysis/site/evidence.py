"""Answers together with the words that prove them: of a country, to an item, side by side."""

import json
from collections.abc import Sequence

from lexgap.analysis.site.queries import Row, Store

BESIDE = """
SELECT f.*, a.title, a.language, a.url, a.sha256, a.text_state, a.as_at, a.retrieved, a.via,
       a.publisher, a.complete, p.text, p.heading,
       n.country, n.item, n.answer, n.basis, n.searched, n.note
FROM answers n LEFT JOIN answer_findings l
  ON l.country = n.country AND l.item = n.item AND l.rank = 0
LEFT JOIN findings f ON f.id = l.finding LEFT JOIN acts a ON a.id = f.act
LEFT JOIN provisions p ON p.id = f.provision
WHERE n.country IN (SELECT value FROM json_each(?1))
  AND n.item IN (SELECT value FROM json_each(?2))
"""
"""Answers with their best finding, whose columns are empty where there is none."""


async def of_country(store: Store, code: str) -> list[Row]:
    """The answers of a country in the order of the checklist, with their evidence."""
    answers = await store.rows(
        """SELECT n.*, i.question, i."group", g.title AS group_title, i.inverse, i.descriptive
           FROM answers n JOIN items i ON i.id = n.item
           JOIN item_groups g ON g.id = i."group" WHERE n.country = ? ORDER BY i.position""",
        code,
    )
    found = await store.evidence(
        "JOIN answer_findings l ON l.finding = f.id WHERE l.country = ? ORDER BY l.item, l.rank",
        code,
    )
    for answer in answers:
        answer["evidence"] = [f for f in found if f["item"] == answer["item"]]
    return answers


async def of_cell(store: Store, country: str, item: str) -> Row | None:
    """One answer with all its evidence."""
    answer = await store.row(
        """SELECT n.*, i.question, i.guidance, i.signals, i.look_alikes, i.inverse, i.descriptive,
                  i."group", g.title AS group_title, j.name, j.fictional, j.id
           FROM answers n JOIN items i ON i.id = n.item JOIN item_groups g ON g.id = i."group"
           JOIN jurisdictions j ON j.id = n.country WHERE n.country = ? AND n.item = ?""",
        country,
        item,
    )
    if answer is not None:
        answer["evidence"] = await store.evidence(
            "JOIN answer_findings l ON l.finding = f.id WHERE l.country = ? AND l.item = ? "
            "ORDER BY l.rank",
            country,
            item,
        )
    return answer


async def of_item(store: Store, item: str) -> list[Row]:
    """The answers of all countries to an item, with their best finding."""
    answers = await store.rows(
        """SELECT n.*, j.id, j.name, j.region, j.legal_family, j.fictional FROM answers n
           JOIN jurisdictions j ON j.id = n.country WHERE n.item = ?
           ORDER BY j.fictional, j.name""",
        item,
    )
    found = await store.evidence(
        "JOIN answer_findings l ON l.finding = f.id WHERE l.item = ? AND l.rank = 0", item
    )
    best = {f["country"]: f for f in found}
    for answer in answers:
        answer["best"] = best.get(answer["country"])
    return answers


async def beside(
    store: Store, countries: Sequence[str], items: Sequence[str]
) -> dict[str, dict[str, Row]]:
    """The answers of some countries to some items with their best finding, in one query."""
    rows = await store.rows(BESIDE, json.dumps(countries), json.dumps(items))
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row["item"], {})[row["country"]] = row
    return found
