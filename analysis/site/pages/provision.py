"""The page of a provision: its words in their section, evidence marked."""

import json
from typing import Any

from lexgap.analysis.site import texts
from lexgap.analysis.site.pages import missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier


async def provision(datasette: Any, request: Any) -> Any:
    """`/provision/ACT/NUMBER`: the words in their section, evidence marked, and provenance."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "provision")
    target = await texts.provision(store, name)
    if target is None:
        return await missing(datasette, request, f"provision {name}")
    shown = await texts.context(store, target)
    marks = await texts.spans(store, [p["id"] for p in shown])
    wanted = request.args.get("finding") or ""
    for row in shown:
        row["spans"] = [
            (m["start"], m["end"])
            for m in marks.get(row["id"], [])
            if not wanted or m["id"] == wanted or row["id"] != name
        ]
    before, after = await texts.neighbours(store, shown)
    return await show(
        datasette, request, "provision",
        provision=target, act=await texts.act(store, target["act"]), shown=shown,
        path=json.loads(target["path"]), before=before, after=after, wanted=wanted,
        findings=await store.evidence(
            "WHERE f.provision = ? ORDER BY i.position, f.start, f.id", name
        ),
        penalties=await store.rows(
            "SELECT * FROM penalties WHERE provision = ? ORDER BY penalty", name
        ),
    )  # fmt: skip
