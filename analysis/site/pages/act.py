"""The page of a text: provenance, versions, contents, and the difference between two versions."""

import json
from typing import Any

from lexgap.analysis.site import texts, versions
from lexgap.analysis.site.pages import listed, missing, page_number, show
from lexgap.analysis.site.queries import Row, Store
from lexgap.analysis.site.render import identifier

CONTENTS = 500
"""Entries on a page of an act's contents."""

CHANGED = 40
"""Provisions on a page of a difference."""


async def act(datasette: Any, request: Any) -> Any:
    """`/act/ID`: provenance, versions and contents; `?since=OLDER&until=`: what changed between two."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "act")
    found = await texts.act(store, name)
    if found is None:
        return await missing(datasette, request, f"act {name}")
    known = await versions.of_work(store, found["work"], found["language"])
    older = versions.called(known, request.args.get("since") or "")
    newer = versions.called(known, request.args.get("until") or name)
    if older and newer and older["number"] != newer["number"]:
        first, last = sorted((older, newer), key=lambda version: version["number"])
        return await difference(datasette, request, found, first, last, known)
    page = page_number(request)
    contents = await texts.contents(store, name, page, CONTENTS + 1)
    for row in contents:
        row["path"] = json.loads(row["path"])
    return await show(
        datasette, request, "act",
        act=found, contents=contents[:CONTENTS], more=len(contents) > CONTENTS, page=page,
        versions=known, others=await texts.others(store, found, [v["act"] for v in known]),
        findings=await store.evidence(
            "JOIN answer_findings l ON l.finding = f.id WHERE f.act = ? ORDER BY i.position, l.rank",
            name,
        ),
    )  # fmt: skip


async def difference(
    datasette: Any, request: Any, found: Row, older: Row, newer: Row, known: list[Row]
) -> Any:
    """What differs between two versions, page by page, of one kind or of one item where asked."""
    store = Store(datasette)
    everything = await versions.between(store, older, newer)
    kind = next(iter(listed(request.args.get("kind"), ("added", "removed", "changed"))), "")
    touched = sorted({item for row in everything for item in row["items"]})
    item = next(iter(listed(request.args.get("item"), touched)), "")
    rows = [
        row
        for row in everything
        if (not kind or row["kind"] == kind) and (not item or item in row["items"])
    ]
    page = page_number(request)
    return await show(
        datasette, request, "difference",
        act=found, older=older, newer=newer, versions=known,
        counts=versions.counts(everything), kind=kind, item=item, touched=touched,
        total=len(rows), page=page, more=len(rows) > (page + 1) * CHANGED,
        changed=await versions.worded(store, newer, rows[page * CHANGED : (page + 1) * CHANGED]),
    )  # fmt: skip
