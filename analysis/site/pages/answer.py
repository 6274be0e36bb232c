"""One cell: the answer of one country to one item, and everything that proves or limits it."""

from typing import Any

from lexgap.analysis.site import evidence, texts
from lexgap.analysis.site.pages import missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier


async def answer(datasette: Any, request: Any) -> Any:
    """`/answer/XX/ITEM`: the sceptic's page, whose address is the identifier of the cell."""
    store = Store(datasette)
    code = identifier(request.url_vars["country"], "country").upper()
    item = identifier(request.url_vars["item"], "item")
    found = await evidence.of_cell(store, code, item)
    if found is None:
        return await missing(datasette, request, f"answer {code} {item}")
    links = [link for link in await store.links() if link["item"] == item]
    return await show(
        datasette, request, "answer", answer=found, links=links, acts=await texts.acts(store, code)
    )
