"""Every text, where it comes from and how old it is; every source, and what became of it."""

from typing import Any

from lexgap.analysis.site import texts
from lexgap.analysis.site.pages import listed, show
from lexgap.analysis.site.pages.home import regions
from lexgap.analysis.site.queries import Store


async def sources(datasette: Any, request: Any) -> Any:
    """`/sources?country=`: declared sources, coverage by region, and every text."""
    store = Store(datasette)
    everyone = await store.countries()
    asked = (request.args.get("country") or "").upper()
    code = next(iter(listed(asked, (c["id"] for c in everyone))), "")
    declared = await store.rows(
        """SELECT s.*, j.name, j.name AS country_name, j.fictional, j.region,
                  (SELECT COUNT(*) FROM acts a WHERE a.country = s.country) AS acts
           FROM sources s JOIN jurisdictions j ON j.id = s.country
           WHERE ?1 IN ('', s.country) ORDER BY j.fictional, j.name, s.id""",
        code,
    )
    return await show(
        datasette, request, "sources",
        acts=await texts.acts(store, code), declared=declared, country=code,
        regions=regions([c for c in everyone if not c["fictional"]]),
        countries=[c for c in everyone if c["acts"]],
    )  # fmt: skip
