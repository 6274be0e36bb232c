"""The home page: what this is, and the matrix of countries and items."""

from typing import Any

from lexgap.analysis.site.filters import Filters
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Store


async def home(datasette: Any, request: Any) -> Any:
    """`/`: what this is, and the matrix of countries and items."""
    store = Store(datasette)
    items = await store.items()
    filters = Filters(request.args, items)
    everyone = await store.countries()
    answers = await store.matrix([*{i["id"] for i in filters.items} | {filters.item or "-"}])
    real = [c for c in everyone if not c["fictional"]]
    return await show(
        datasette, request, "home",
        filters=filters,
        countries=filters.choose(everyone, answers),
        matrix=answers,
        regions=_regions(real),
        assessed=sum(1 for c in real if c["asked"]),
        blocked=sum(1 for c in real if c["blocked"] and not c["asked"]),
        real=len(real),
        groups=list({i["group"]: i["group_title"] for i in items}.items()),
        all_items=items,
        provisions=sum(c["provisions"] or 0 for c in real),
        cited=await store.value(
            "SELECT COUNT(*) FROM (SELECT DISTINCT l.country, l.item FROM answer_findings l "
            "JOIN jurisdictions j ON j.id = l.country WHERE NOT j.fictional)"
        ),
        texts=sum(c["acts"] or 0 for c in real),
        mirrored=sum(c["mirrored"] or 0 for c in real),
    )  # fmt: skip


def _regions(countries: list[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """(region, assessed, all) by name."""
    names = sorted({c["region"] for c in countries})
    inside = {name: [c for c in countries if c["region"] == name] for name in names}
    return [(n, sum(1 for c in inside[n] if c["asked"]), len(inside[n])) for n in names]
