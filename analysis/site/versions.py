"""Two versions of an act: which provisions came, went or changed, and the words that differ."""

import difflib
import re
from typing import Any

from markupsafe import Markup, escape

from lexgap.analysis.site.queries import Row, Store

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
"""Words, blanks and signs: what a difference is made of."""

LONGEST = 20_000
"""Characters of a provision from which its two wordings are shown whole, not word by word."""


async def pairs(store: Store, old: str, new: str) -> list[Row]:
    """The provisions that differ between two acts, matched by citation, in the newer order."""
    rows = await store.rows(
        """SELECT n.citation, n.heading, n.position, o.id AS old_id, n.id AS new_id,
                  o.text AS old, n.text AS new
           FROM provisions n LEFT JOIN provisions o ON o.act = ?1 AND o.citation = n.citation
           WHERE n.act = ?2 AND o.text IS NOT n.text
           UNION ALL
           SELECT o.citation, o.heading, o.position, o.id, NULL, o.text, NULL
           FROM provisions o WHERE o.act = ?1 AND NOT EXISTS
             (SELECT 1 FROM provisions n WHERE n.act = ?2 AND n.citation = o.citation)
           ORDER BY 3, 1""",
        old,
        new,
    )
    for row in rows:
        row["kind"] = (
            "added" if row["old"] is None else "removed" if row["new"] is None else "changed"
        )
        row["before"], row["after"] = marked(row["old"] or "", row["new"] or "")
    return rows


def marked(old: str, new: str) -> tuple[Markup, Markup]:
    """Two wordings with what only one of them has in <del> and <ins>."""
    if not old or not new or len(old) + len(new) > LONGEST:
        return wrapped("del", old), wrapped("ins", new)
    left, right = WORDS.findall(old), WORDS.findall(new)
    before: list[Markup] = []
    after: list[Markup] = []
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        gone, come = "".join(left[i1:i2]), "".join(right[j1:j2])
        before.append(escape(gone) if kind == "equal" else wrapped("del", gone))
        after.append(escape(come) if kind == "equal" else wrapped("ins", come))
    return Markup("").join(before), Markup("").join(after)


def wrapped(tag: str, text: str) -> Markup:
    """`text`, escaped, inside `tag`; nothing where there is no text."""
    return Markup("<{0}>{1}</{0}>").format(tag, text) if text else Markup("")


async def works(store: Store, country: str = "") -> list[Row]:
    """Every pair of consecutive dated versions of an act in one language, the newest first."""
    return await store.rows(
        """SELECT * FROM (
             SELECT a.id, a.work, a.country, a.language, a.title, a.citation, a.as_at, a.url,
                    j.name AS country_name, j.fictional,
                    lag(a.id) OVER w AS before, lag(a.as_at) OVER w AS since
             FROM acts a JOIN jurisdictions j ON j.id = a.country
             WHERE a.as_at IS NOT NULL AND ?1 IN ('', a.country)
             WINDOW w AS (PARTITION BY a.work, a.language ORDER BY a.as_at, a.id))
           WHERE before IS NOT NULL ORDER BY as_at DESC, id""",
        country,
    )


def counts(rows: list[Row]) -> dict[str, Any]:
    """How many provisions came, went and changed."""
    kinds = [row["kind"] for row in rows]
    return {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}
