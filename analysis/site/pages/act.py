"""The page of a text: provenance, versions and contents."""

import json
from typing import Any

from lexgap.analysis.site import texts
from lexgap.analysis.site.pages import missing, page_number, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier

CONTENTS = 500
"""Entries on a page of an act's contents."""


async def act(datasette: Any, request: Any) -> Any:
    """`/act/ID`: provenance, versions and contents of a text."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "act")
    found = await texts.act(store, name)
    if found is None:
        return await missing(datasette, request, f"act {name}")
    page = page_number(request)
    contents = await texts.contents(store, name, page, CONTENTS + 1)
    for row in contents:
        row["path"] = json.loads(row["path"])
    return await show(
        datasette, request, "act",
        act=found, contents=contents[:CONTENTS], more=len(contents) > CONTENTS, page=page,
        versions=await texts.versions(store, found["work"]),
        findings=await store.evidence(
            "JOIN answer_findings l ON l.finding = f.id WHERE f.act = ? ORDER BY i.position, l.rank",
            name,
        ),
    )  # fmt: skip
