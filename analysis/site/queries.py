"""What the pages ask of lexgap.db about countries, items and answers."""

import json
from collections.abc import Callable, Sequence
from typing import Any

DATABASE = "lexgap"
Row = dict[str, Any]

EVIDENCE = """
SELECT f.*, a.title, a.country, a.language, a.url, a.sha256, a.text_state, a.as_at, a.retrieved,
       a.via, a.publisher, a.complete, p.text, p.heading, i.question,
       j.name AS country_name, j.fictional
FROM findings f JOIN acts a ON a.id = f.act JOIN items i ON i.id = f.item
JOIN jurisdictions j ON j.id = a.country LEFT JOIN provisions p ON p.id = f.provision
"""

TEXTS = """
SELECT a.*, j.name AS country_name, j.fictional FROM acts a JOIN jurisdictions j ON j.id = a.country
"""

MET = """
SUM(answer = 'yes' AND NOT inverse AND NOT descriptive) AS met,
SUM(answer = 'partial' AND NOT inverse AND NOT descriptive) AS partly,
SUM(answer NOT IN ('not-assessed', 'source-blocked') AND NOT inverse AND NOT descriptive) AS asked
"""
"""Items met, partly met and asked; without those that record a fact or where yes is weaker."""

COUNTS = ", ".join(
    f"SUM(answer = '{answer}') AS \"{answer}\""
    for answer in ("yes", "partial", "no", "not-found", "not-assessed", "source-blocked")
)
"""How often each answer was given."""


def present(datasette: Any) -> bool:
    """Whether the database that the pages show is open."""
    return DATABASE in datasette.databases


class Store:
    """Reads lexgap.db through Datasette's threads; rows are dicts."""

    def __init__(self, datasette: Any) -> None:
        self.datasette = datasette
        self.database = datasette.databases[DATABASE]

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query, whatever Datasette's limit for strangers' queries."""

        def run(connection: Any) -> list[Row]:
            cursor = connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        found: list[Row] = await self.database.execute_fn(run)
        return found

    async def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(await self.rows(sql, *values)), None)

    async def value(self, sql: str, *values: object) -> Any:
        """The first value of a query; None where there is no row."""
        found = await self.row(sql, *values)
        return next(iter(found.values())) if found else None

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What the server keeps under `name` while it runs, made at the first use."""
        memory: Row = self.datasette.__dict__.setdefault("_lexgap_kept", {})
        return memory.setdefault(name, make())

    async def once(self, sql: str) -> list[Row]:
        """All rows of a query about the whole database, asked once while the server runs.

        The rows are shared: read them, do not change them.
        """
        known: dict[str, list[Row]] = self.kept("once", dict)
        if sql not in known:
            known[sql] = await self.rows(sql)
        return known[sql]

    async def frame(self) -> Row:
        """Facts for the frame of every page, read once while the server runs."""
        kept: Row | None = getattr(self.datasette, "_lexgap_frame", None)
        if kept is None:
            kept = {r["key"]: r["value"] for r in await self.rows("SELECT * FROM meta")}
            kept["fictional"] = await self.rows(
                "SELECT id, name FROM jurisdictions j WHERE fictional AND EXISTS "
                "(SELECT 1 FROM acts WHERE country = j.id) ORDER BY id"
            )
            settings = self.datasette.plugin_config(DATABASE) or {}
            kept["contact"] = settings.get("contact", "")
            self.datasette._lexgap_frame = kept
        return kept

    async def countries(self) -> list[Row]:
        """Every jurisdiction with an answer, its texts and how many items it meets."""
        return await self.once(f"""
            SELECT j.*, t.acts, t.provisions, t.mirrored, t.oldest, t.origin, s.met, s.partly, s.asked,
                   s.blocked
            FROM jurisdictions j
            JOIN (SELECT country, {MET}, SUM(answer = 'source-blocked') AS blocked
                  FROM answers JOIN items ON items.id = item GROUP BY country) s ON s.country = j.id
            LEFT JOIN (SELECT country, COUNT(*) AS acts, SUM(provision_count) AS provisions,
                   SUM(via != '') AS mirrored, MIN(as_at) AS oldest, MAX(origin) AS origin
                   FROM acts GROUP BY country) t ON t.country = j.id
            ORDER BY j.fictional, j.name""")  # noqa: S608 - MET is ours

    async def items(self) -> list[Row]:
        """Every item with the title of its group and how often each answer was given."""
        return await self.once(f"""
            SELECT i.*, g.title AS group_title, {COUNTS}
            FROM items i JOIN item_groups g ON g.id = i."group"
            LEFT JOIN (SELECT item, answer FROM answers JOIN jurisdictions j ON j.id = country
                       WHERE NOT j.fictional) a ON a.item = i.id
            GROUP BY i.id ORDER BY i.position""")  # noqa: S608 - COUNTS is ours

    async def by_region(self) -> list[Row]:
        """How often each answer was given to each item in each region; fictional ones left out."""
        return await self.once(f"""
            SELECT j.region, n.item, {COUNTS} FROM answers n JOIN jurisdictions j ON j.id = n.country
            WHERE NOT j.fictional GROUP BY j.region, n.item ORDER BY j.region, n.item
            """)  # noqa: S608 - COUNTS is ours

    async def shapes(self) -> list[Row]:
        """The shapes of the world map."""
        return await self.once("SELECT * FROM shapes ORDER BY id")

    async def links(self) -> list[Row]:
        """Which article of which instrument each item derives from."""
        return await self.once(
            """SELECT l.item, l.instrument, l.article, n.short FROM item_instruments l
               JOIN instruments n ON n.id = l.instrument ORDER BY n.short, l.article"""
        )

    async def matrix(self, items: Sequence[str], countries: Sequence[str] | None = None) -> Row:
        """The answers to `items` as {country: {item: answer}}, in one query."""
        rows = await self.rows(
            """SELECT country, json_group_object(item, answer) AS given FROM answers
               WHERE item IN (SELECT value FROM json_each(?1))
                 AND (?2 = 'null' OR country IN (SELECT value FROM json_each(?2)))
               GROUP BY country""",
            json.dumps(items),
            json.dumps(countries),
        )
        return {row["country"]: json.loads(row["given"]) for row in rows}

    async def evidence(self, where: str, *values: object) -> list[Row]:
        """Findings with their act and provision; `where` is SQL of ours over f, a, i and l."""
        return await self.rows(EVIDENCE + where, *values)

    async def country(self, code: str) -> Row | None:
        """A jurisdiction of which something is known or could be."""
        return next((c for c in await self.countries() if c["id"] == code), None)

    async def penalties(self, codes: Sequence[str]) -> list[Row]:
        """The penalties of countries in the order of the model."""
        return await self.rows(
            """SELECT p.*, a.title, a.url, a.language FROM penalties p JOIN acts a ON a.id = p.act
               WHERE p.country IN (SELECT value FROM json_each(?))
               ORDER BY instr('possession access distribution production grooming',
               p.penalty), p.country""",
            json.dumps(codes),
        )

    async def instruments(self, code: str = "") -> list[Row]:
        """Every instrument with its number of items and, for one country, of items met."""
        return await self.rows(
            f"""SELECT n.*, COUNT(*) AS items, {MET} FROM instruments n
                JOIN (SELECT DISTINCT item, instrument FROM item_instruments) l ON l.instrument = n.id
                JOIN items i ON i.id = l.item
                LEFT JOIN answers s ON s.item = i.id AND s.country = ?
                GROUP BY n.id ORDER BY n.kind, n.short""",  # noqa: S608 - MET is ours
            code,
        )
