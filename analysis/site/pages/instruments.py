"""Treaties, directives and model laws, and how far countries meet them."""

from typing import Any

from lexgap.analysis.site.pages import missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier


async def instruments(datasette: Any, request: Any) -> Any:
    """`/instruments`: treaties, directives and model laws."""
    found = await Store(datasette).instruments()
    return await show(datasette, request, "instruments", instruments=found)


async def instrument(datasette: Any, request: Any) -> Any:
    """`/instrument/ID`: its articles as items, and how far countries meet them."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "instrument")
    found = await store.row("SELECT * FROM instruments WHERE id = ?", name)
    if found is None:
        return await missing(datasette, request, f"instrument {name}")
    rows = await store.rows(
        "SELECT item, article FROM item_instruments WHERE instrument = ? ORDER BY article", name
    )
    articles: dict[str, list[str]] = {}
    for row in rows:
        articles.setdefault(row["item"], []).append(row["article"])
    return await show(
        datasette, request, "instrument",
        instrument=found, articles=articles,
        items=[i for i in await store.items() if i["id"] in articles],
        countries=await store.instrument_countries(name),
    )  # fmt: skip
