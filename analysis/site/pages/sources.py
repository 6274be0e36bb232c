"""Every text, where it comes from and how old it is."""

from typing import Any

from lexgap.analysis.site import texts
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Store


async def sources(datasette: Any, request: Any) -> Any:
    """`/sources`: every text, where it comes from and how old it is."""
    store = Store(datasette)
    declared = await store.rows(
        """SELECT s.*, j.name AS country_name, j.fictional FROM sources s
           JOIN jurisdictions j ON j.id = s.country ORDER BY j.fictional, j.name, s.id"""
    )
    return await show(
        datasette, request, "sources", acts=await texts.acts(store), declared=declared
    )  # fmt: skip
