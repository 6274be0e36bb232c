"""The page of a text: provenance, versions, contents, and the difference between two versions."""

import json
from typing import Any

from lexgap.analysis.site import texts, versions
from lexgap.analysis.site.pages import missing, page_number, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier

CONTENTS = 500
"""Entries on a page of an act's contents."""


async def act(datasette: Any, request: Any) -> Any:
    """`/act/ID?since=OLDER`: provenance, versions and contents of a text, or what changed in it."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "act")
    found = await texts.act(store, name)
    if found is None:
        return await missing(datasette, request, f"act {name}")
    others = await texts.versions(store, found["work"])
    older = next((v for v in others if v["id"] == request.args.get("since")), None)
    if older is not None:
        changed = await versions.pairs(store, older["id"], name)
        return await show(
            datasette, request, "difference", act=found, older=older, changed=changed,
            counts=versions.counts(changed), versions=others,
        )  # fmt: skip
    page = page_number(request)
    contents = await texts.contents(store, name, page, CONTENTS + 1)
    for row in contents:
        row["path"] = json.loads(row["path"])
    return await show(
        datasette, request, "act",
        act=found, contents=contents[:CONTENTS], more=len(contents) > CONTENTS, page=page,
        versions=others,
        findings=await store.evidence(
            "JOIN answer_findings l ON l.finding = f.id WHERE f.act = ? ORDER BY i.position, l.rank",
            name,
        ),
    )  # fmt: skip
