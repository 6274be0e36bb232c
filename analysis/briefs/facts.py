"""What a brief says, read from lexgap.db: one country, the countries beside it, their answers."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from lexgap.schema.store import BadInputError

Row = dict[str, Any]

NEIGHBOURS = 4
"""Countries beside the one a brief is about, at most, where nobody says which."""

MOST = 6
"""Countries beside it that two pages have room for."""

ANSWERED = ("yes", "partial", "no", "not-found")

ANSWERS = """
SELECT n.country, n.item, n.answer, n.basis, n.searched, n.as_at, i.question, i.icmec, i.position,
       i.inverse, i.descriptive, g.title AS group_title
FROM answers n JOIN items i ON i.id = n.item JOIN item_groups g ON g.id = i."group"
WHERE n.country IN (SELECT value FROM json_each(?)) ORDER BY i.position
"""

EVIDENCE = """
SELECT f.id, f.item, f.citation, f.start, f."end", f.polarity, a.country, a.title, a.language, a.url,
       a.sha256, a.text_state, a.as_at, a.retrieved, a.via, p.text
FROM answer_findings l JOIN findings f ON f.id = l.finding JOIN acts a ON a.id = f.act
LEFT JOIN provisions p ON p.id = f.provision
WHERE l.rank = 0 AND l.country IN (SELECT value FROM json_each(?))
"""

PENALTIES = """
SELECT p.*, a.title, a.url, a.sha256, a.text_state, a.as_at, a.retrieved, a.via
FROM penalties p JOIN acts a ON a.id = p.act WHERE p.country IN (SELECT value FROM json_each(?))
"""


@dataclass
class Facts:
    """All that the database holds for a brief; rows are as the queries above name them."""

    country: Row
    against: list[Row]
    answers: dict[tuple[str, str], Row] = field(default_factory=dict)
    """By country and item."""
    evidence: dict[tuple[str, str], Row] = field(default_factory=dict)
    """The best finding by country and item."""
    penalties: dict[tuple[str, str], Row] = field(default_factory=dict)
    """By country and act type."""
    articles: dict[str, list[Row]] = field(default_factory=dict)
    """Instruments and articles by item."""
    acts: list[Row] = field(default_factory=list)
    """Acts of the country, the newest version of each."""
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def countries(self) -> list[Row]:
        """The country, then those beside it."""
        return [self.country, *self.against]

    def assessed(self, code: str) -> bool:
        """Whether anybody or anything looked at the law of a country."""
        return any(c == code and row["answer"] in ANSWERED for (c, _), row in self.answers.items())


def rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    """The rows of a query as dicts."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def read(connection: sqlite3.Connection, code: str, against: list[str]) -> Facts:
    """The facts for `code` beside `against`; beside its neighbours where that is empty.

    Raises BadInputError on a country that is unknown, not assessed, or named twice.
    """
    country = jurisdiction(connection, code)
    others = [jurisdiction(connection, other) for other in dict.fromkeys(map(str.upper, against))]
    if country["id"] in {other["id"] for other in others}:
        raise BadInputError(f"{country['id']}: compared with itself; leave it out of --against")
    if len(others) > MOST:
        raise BadInputError(
            f"{len(others)} countries to compare with; two pages have room for {MOST}"
        )
    facts = Facts(country, others or neighbours(connection, country))
    codes = json.dumps([c["id"] for c in facts.countries])
    for row in rows(connection, ANSWERS, codes):
        facts.answers[row["country"], row["item"]] = row
    if not facts.assessed(country["id"]):
        raise BadInputError(
            f"{country['id']} ({country['name']}) was not assessed: there is no text of its law here; "
            "see `lexgap sources`"
        )
    for row in rows(connection, EVIDENCE, codes):
        facts.evidence[row["country"], row["item"]] = row
    for row in rows(connection, PENALTIES, codes):
        facts.penalties[row["country"], row["penalty"]] = row
    for row in rows(connection, """SELECT l.item, l.article, n.short, n.kind FROM item_instruments l
            JOIN instruments n ON n.id = l.instrument ORDER BY n.kind = 'treaty' DESC, n.short"""):  # fmt: skip
        facts.articles.setdefault(row["item"], []).append(row)
    facts.acts = rows(connection, """SELECT title, citation, as_at, text_state, via, retrieved FROM acts a
        WHERE country = ? AND NOT EXISTS (SELECT 1 FROM acts b WHERE b.work = a.work
        AND b.language = a.language AND b.as_at > a.as_at) ORDER BY title, id""", country["id"])  # fmt: skip
    facts.meta = {r["key"]: r["value"] for r in rows(connection, "SELECT key, value FROM meta")}
    return facts


def jurisdiction(connection: sqlite3.Connection, code: str) -> Row:
    """A country by its code. Raises BadInputError."""
    found = rows(connection, "SELECT * FROM jurisdictions WHERE id = ?", code.strip().upper())
    if not found:
        raise BadInputError(
            f"{code}: no such country; give ISO 3166 codes of two letters, such as KE"
        )
    return found[0]


def neighbours(connection: sqlite3.Connection, country: Row) -> list[Row]:
    """Assessed countries nearest to `country`: of its sub-region, then of its region, by name.

    Fictional countries are compared with fictional ones, real ones with real ones.
    """
    return rows(
        connection,
        """SELECT j.* FROM jurisdictions j WHERE j.id != ?1 AND j.fictional = ?2 AND j.region = ?3
           AND EXISTS (SELECT 1 FROM answers n WHERE n.country = j.id
                       AND n.answer NOT IN ('not-assessed', 'source-blocked'))
           ORDER BY j.subregion != ?4, j.name LIMIT ?5""",
        country["id"], country["fictional"], country["region"], country["subregion"], NEIGHBOURS,
    )  # fmt: skip
