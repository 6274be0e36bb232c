"""Countries side by side: answers, the words of each statute, penalties on one scale."""

from typing import Any

from lexgap.analysis.site import evidence
from lexgap.analysis.site.labels import FIVE
from lexgap.analysis.site.pages import grouped, listed, show
from lexgap.analysis.site.queries import Store

MOST = 8
"""Countries side by side at most: more do not fit a screen."""


async def compare(datasette: Any, request: Any) -> Any:
    """`/compare?countries=KE,TZ&items=...`: items are ids of items or of groups."""
    store = Store(datasette)
    everyone = await store.countries()
    items = await store.items()
    groups = list({i["group"]: i["group_title"] for i in items}.items())
    asked = ",".join(request.args.getlist("countries")).upper()
    codes = listed(asked, (c["id"] for c in everyone))[:MOST]
    names = listed(
        ",".join(request.args.getlist("items")),
        [*(i["id"] for i in items), *(g for g, _ in groups)],
    )
    chosen = [i for i in items if i["id"] in names or i["group"] in names]
    if not chosen:
        chosen = [i for name in FIVE for i in items if i["id"] == name]
    by_code = {c["id"]: c for c in everyone}
    cells = await evidence.beside(store, codes, [i["id"] for i in chosen]) if codes else {}
    penalties = await store.penalties(codes)
    return await show(
        datasette, request, "compare",
        countries=[by_code[code] for code in codes], codes=codes, names=names,
        groups=grouped(chosen), cells=cells, penalties=penalties,
        longest=max([p["max_months"] or p["min_months"] or 0 for p in penalties], default=0),
        full=len(codes) == MOST,
        extra={"everyone": [c for c in everyone if c["asked"] or c["id"] in codes],
               "all_items": items, "all_groups": groups},
    )  # fmt: skip
