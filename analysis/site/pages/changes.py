"""What changed in the law since a day, in a country or for an item, the newest first."""

import datetime as dt
from typing import Any

from lexgap.analysis.site import versions
from lexgap.analysis.site.pages import listed, page_number, show
from lexgap.analysis.site.queries import Store

SIZE = 20
"""Acts on a page."""

SHOWN = 3
"""Changes shown of each act; the whole difference is one link away."""


async def changes(datasette: Any, request: Any) -> Any:
    """`/changes?since=2025-01-01&country=KE&item=...&page=`: acts that changed, and how."""
    store = Store(datasette)
    everyone, items = await store.countries(), await store.items()
    code = _one((request.args.get("country") or "").upper(), [c["id"] for c in everyone])
    item = _one(request.args.get("item"), [i["id"] for i in items])
    since, page = _day(request.args.get("since")), page_number(request)
    found = await versions.pairs(store, code, since, item)
    shown = found[page * SIZE : (page + 1) * SIZE]
    for row in shown:
        row["shown"] = await versions.changes(store, row, item, SHOWN)
        row.update(await versions.keys(store, row))
    return await show(
        datasette, request, "changes",
        found=shown, total=len(found), page=page, more=len(found) > (page + 1) * SIZE,
        counts={k: sum(row["counts"][k] for row in found) for k in ("added", "removed", "changed")},
        country=code, item=item, since=since,
        recorded=await store.once("SELECT COUNT(*) AS n, MIN(day) AS first FROM versions"),
        countries=[c for c in everyone if c["origin"] == "text"],
        feed=_feed(code, item), extra={"all_items": items},
    )  # fmt: skip


def _feed(country: str, item: str) -> str:
    """Where to follow what is shown: one feed has one country or one item."""
    if country:
        return f"/feeds/country/{country}.atom"
    return f"/feeds/item/{item}.atom" if item else "/feeds/all.atom"


def _one(asked: str | None, known: list[str]) -> str:
    return next(iter(listed(asked, known)), "")


def _day(asked: str | None) -> str:
    """An ISO date; nonsense is no date."""
    try:
        return dt.date.fromisoformat((asked or "").strip()).isoformat()
    except ValueError:
        return ""
