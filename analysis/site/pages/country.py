"""The page of a country: every answer and its evidence."""

from typing import Any

from lexgap.analysis.site import texts
from lexgap.analysis.site.labels import FIVE
from lexgap.analysis.site.pages import grouped, missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier


async def country(datasette: Any, request: Any) -> Any:
    """`/country/XX`: every answer of a country and its evidence."""
    store = Store(datasette)
    code = identifier(request.url_vars["id"], "country").upper()
    found = await store.country(code)
    if found is None:
        return await missing(datasette, request, f"country {code}")
    answers = await store.country_answers(code)
    return await show(
        datasette, request, "country",
        country=found,
        groups=grouped(answers),
        five=[a for item in FIVE for a in answers if a["item"] == item],
        acts=await texts.acts(store, code),
        penalties=await store.penalties(code),
        longest=max([p["max_months"] or p["min_months"] or 0
                     for p in await store.penalties(code)], default=0),
        instruments=[i for i in await store.instruments(code) if i["asked"]],
    )  # fmt: skip
