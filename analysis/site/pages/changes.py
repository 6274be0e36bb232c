"""What changed in the law: every pair of consecutive versions of an act, the newest first."""

from typing import Any

from lexgap.analysis.site import versions
from lexgap.analysis.site.pages import listed, show
from lexgap.analysis.site.queries import Store

MOST = 40
"""Pairs of versions shown."""


async def changes(datasette: Any, request: Any) -> Any:
    """`/changes?country=`: acts with two dated versions, and which provisions differ."""
    store = Store(datasette)
    everyone = await store.countries()
    code = next(
        iter(listed((request.args.get("country") or "").upper(), (c["id"] for c in everyone))), ""
    )
    found = await versions.works(store, code)
    for row in found[:MOST]:
        row["changed"] = await versions.pairs(store, row["before"], row["id"])
        row["counts"] = versions.counts(row["changed"])
    return await show(
        datasette, request, "changes", found=found[:MOST], country=code,
        countries=[c for c in everyone if c["origin"] == "text"],
    )  # fmt: skip
