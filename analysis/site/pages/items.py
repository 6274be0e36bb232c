"""The checklist, and one question put to all countries."""

from typing import Any

from lexgap.analysis.site.pages import grouped, missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier


async def items(datasette: Any, request: Any) -> Any:
    """`/items`: the checklist."""
    found = await Store(datasette).items()
    return await show(datasette, request, "items", groups=grouped(found))


async def item(datasette: Any, request: Any) -> Any:
    """`/item/ID`: one question to all countries."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "item")
    found = next((i for i in await store.items() if i["id"] == name), None)
    if found is None:
        return await missing(datasette, request, f"item {name}")
    links = await store.rows(
        """SELECT l.article, n.id, n.short FROM item_instruments l
           JOIN instruments n ON n.id = l.instrument WHERE l.item = ? ORDER BY n.short, l.article""",
        name,
    )
    answers = await store.item_answers(name)
    given = [a for a in answers if a["answer"] not in ("not-assessed", "source-blocked")]
    rest = [a for a in answers if a not in given]
    return await show(
        datasette, request, "item", item=found, links=links, answers=given, rest=rest
    )  # fmt: skip
