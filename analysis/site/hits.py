"""Which provisions a search finds: words, an item, a concept in every language, or all at once."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from lexgap.analysis.grams import match
from lexgap.analysis.site.queries import Row, Store
from lexgap.analysis.site.wordings import Vocabulary, expression, phrases, served
from lexgap.schema.wording import inventory

LONGEST = 200
"""Characters of a query that are read."""

FURTHEST = 100_000
"""Place from which no further hits are asked for."""

HIT = """
SELECT p.*, a.title, a.country, a.language, a.url, a.sha256, a.as_at, a.retrieved, a.via,
       a.text_state, a.complete, j.name AS country_name, j.fictional, h.total, h.place
FROM (SELECT id, total, row_number() OVER () AS place FROM (
        SELECT p.rowid AS id, COUNT(*) OVER () AS total {found} {order} LIMIT ?1 OFFSET ?2)) h
JOIN provisions p ON p.rowid = h.id JOIN acts a ON a.id = p.act
JOIN jurisdictions j ON j.id = a.country ORDER BY h.place
"""

LANGUAGES = "SELECT DISTINCT language FROM acts ORDER BY language"

PROVING = """
SELECT DISTINCT p.rowid AS id FROM answer_findings l JOIN findings f ON f.id = l.finding
JOIN provisions p ON p.id = f.provision
"""
"""Provisions that support an answer, kept as a list: asking for each hit is what took the time."""


@dataclass(frozen=True)
class Asked:
    """What a reader asked for; nonsense is as if nothing was said."""

    words: str = ""
    country: str = ""
    language: str = ""
    item: str = ""
    concept: str = ""
    start: int = 0
    """Hits passed over."""
    others: dict[str, str] = field(default_factory=dict)
    """Further arguments of the address that links keep, such as the language of the pages."""

    @classmethod
    def read(cls, arguments: Any, items: set[str]) -> "Asked":
        """From the arguments of an address; `items` are the known ones."""
        item, concept = arguments.get("item") or "", arguments.get("concept") or ""
        start = arguments.get("start") or "0"
        return cls(
            words=(arguments.get("q") or "").strip()[:LONGEST],
            country=(arguments.get("country") or "").upper()[:2],
            language=(arguments.get("language") or "")[:20],
            item=item if item in items else "",
            concept=concept if concept in inventory() else "",
            start=min(int(start), FURTHEST) if start.isascii() and start.isdecimal() else 0,
            others={"lang": arguments.get("lang")} if arguments.get("lang") else {},
        )

    @cached_property
    def expression(self) -> str:
        """The full-text expression of the words."""
        return match(self.words)

    @property
    def anything(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.expression or self.item or self.concept)

    def address(self, **changes: object) -> str:
        """The arguments that ask the same, with changes."""
        mine = {"q": self.words, "country": self.country, "language": self.language,
                "item": self.item, "concept": self.concept, "start": self.start or "", **self.others}  # fmt: skip
        return urlencode({k: v for k, v in {**mine, **changes}.items() if v not in ("", None)})


async def hits(store: Store, asked: Asked, size: int) -> list[Row]:
    """Provisions in their order: those that prove an answer first, then the best match.

    Each has `total`, how many there are in all. By concept a few are no mention, see `wordings`.
    """
    if not asked.anything or (asked.words and not asked.expression):
        return []
    found = ["FROM provisions p JOIN acts a ON a.id = p.act"]
    where: list[str] = []
    values: list[object] = [size, asked.start]

    def value(given: object) -> str:
        values.append(given)
        return f"?{len(values)}"

    proving = json.dumps([row["id"] for row in await store.once(PROVING)])
    order = f"p.rowid NOT IN (SELECT value FROM json_each({value(proving)})), "  # noqa: S608
    if asked.expression:
        found[0] = (
            "FROM provisions_fts s JOIN provisions p ON p.rowid = s.rowid JOIN acts a ON a.id = p.act"
        )
        where.append(f"provisions_fts MATCH {value(asked.expression)}")
        order += "s.rank, "
    if asked.item:
        where.append(
            "p.id IN (SELECT f.provision FROM answer_findings l JOIN findings f "  # noqa: S608
            f"ON f.id = l.finding WHERE l.item = {value(asked.item)})"
        )
    if asked.concept:
        rows = json.dumps(await mentions(store, asked.concept))
        where.append(f"p.rowid IN (SELECT value FROM json_each({value(rows)}))")  # noqa: S608
    if asked.country:
        where.append(f"a.country = {value(asked.country)}")
    if asked.language:
        name = value(asked.language)
        where.append(f"(a.language = {name} OR a.language LIKE {name} || '-%')")
    sql = HIT.format(
        found=" ".join(found) + " WHERE " + " AND ".join(where), order=f"ORDER BY {order} p.rowid"
    )
    return await store.rows(sql, *values)


async def mentions(store: Store, concept: str) -> list[int]:
    """Rows of provisions that may mention a concept, in any language; kept while the server runs."""
    kept: dict[str, list[int]] = store.kept("mentions", dict)
    if concept not in kept:
        vocabulary = await _vocabulary(store)
        codes = [row["language"] for row in await store.once(LANGUAGES)]
        found: set[int] = set()
        for name, spoken in served(codes).items():
            if sought := expression(concept, name, vocabulary):
                rows = await store.rows(
                    """SELECT p.rowid AS id FROM provisions_fts s JOIN provisions p ON p.rowid = s.rowid
                       JOIN acts a ON a.id = p.act WHERE provisions_fts MATCH ?
                       AND a.language IN (SELECT value FROM json_each(?))""",
                    sought,
                    json.dumps(spoken),
                )
                found.update(row["id"] for row in rows)
        kept[concept] = sorted(found)
    return kept[concept]


async def _vocabulary(store: Store) -> Vocabulary:
    """The words of the index, read once."""
    kept: dict[str, Vocabulary] = store.kept("vocabulary", dict)
    if "words" not in kept:
        kept["words"] = Vocabulary(await store.database.execute_fn(_index_words))
    return kept["words"]


def _index_words(connection: Any) -> list[str]:
    """Every word of the index, through a table that lives only here."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexgap_words USING fts5vocab(main, provisions_fts, row)"
    )
    words = [row[0] for row in connection.execute("SELECT term FROM temp.lexgap_words")]
    connection.execute("DROP TABLE temp.lexgap_words")
    return words


async def supported(store: Store, provisions: list[str]) -> dict[str, list[Row]]:
    """The answers that provisions support: item, question, answer, polarity and finding of each."""
    rows = await store.rows(
        """SELECT f.provision, f.start, f."end", l.item, l.rank, i.question, f.polarity, f.id AS finding,
                  n.country, n.answer, n.basis
           FROM findings f JOIN answer_findings l ON l.finding = f.id JOIN items i ON i.id = l.item
           JOIN answers n ON n.country = l.country AND n.item = l.item
           WHERE f.provision IN (SELECT value FROM json_each(?)) ORDER BY i.position, l.rank""",
        json.dumps(provisions),
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["provision"], []).append(row)
    return found


async def spoken(store: Store, concept: str) -> int:
    """In how many languages of the texts a concept has words."""
    codes = [row["language"] for row in await store.once(LANGUAGES)]
    return sum(1 for name in served(codes) if phrases(name).get(concept))
