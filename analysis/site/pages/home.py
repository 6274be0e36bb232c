"""The home page: what this is, the world map, and the matrix of countries and items."""

import json
from typing import Any

from lexgap.analysis.site.filters import TEXTS, Filters
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Store

Row = dict[str, Any]


async def home(datasette: Any, request: Any) -> Any:
    """`/`: the matrix, filtered and sorted, the map of one item, counts by region."""
    store = Store(datasette)
    items = await store.items()
    links = await store.links()
    filters = Filters(request.args, items, links)
    everyone = await store.countries()
    wanted = {*(i["id"] for i in filters.items), filters.item or "-", filters.map}
    answers = await store.matrix(sorted(wanted))
    real = [c for c in everyone if not c["fictional"]]
    return await show(
        datasette, request, "home",
        extra={
            "chosen": filters, "all_items": items, "everyone": everyone, "texts": TEXTS,
            "shapes": await store.shapes(),
            "mapped_answers": {c: given.get(filters.map) for c, given in answers.items()},
        },
        filters=filters.arguments, items=filters.items,
        countries=filters.choose(everyone, answers), answers=answers,
        mapped=next(i for i in items if i["id"] == filters.map),
        instruments=list({k["instrument"]: k["short"] for k in links}.items()),
        languages=spoken(real), regions=regions(real),
        by_region=[r for r in await store.by_region() if r["item"] == filters.map],
        groups=list({i["group"]: i["group_title"] for i in items}.items()),
        facts=await facts(store, real),
    )  # fmt: skip


async def facts(store: Store, real: list[Row]) -> Row:
    """The numbers at the head of the page; fictional countries are not counted."""
    cited = await store.once(
        "SELECT COUNT(*) AS n FROM (SELECT DISTINCT l.country, l.item FROM answer_findings l "
        "JOIN jurisdictions j ON j.id = l.country WHERE NOT j.fictional)"
    )
    assessed = sum(1 for c in real if c["asked"])
    blocked = sum(1 for c in real if c["blocked"] and not c["asked"])
    return {
        "countries": len(real),
        "assessed": assessed,
        "blocked": blocked,
        "unassessed": len(real) - assessed - blocked,
        "texts": sum(c["acts"] or 0 for c in real),
        "mirrored": sum(c["mirrored"] or 0 for c in real),
        "provisions": sum(c["provisions"] or 0 for c in real),
        "cited": cited[0]["n"],
    }


def spoken(countries: list[Row]) -> list[str]:
    """The languages of the statutes of countries with an answer."""
    return sorted({tag for c in countries if c["asked"] for tag in json.loads(c["languages"])})


def regions(countries: list[Row]) -> list[tuple[str, int, int]]:
    """(region, assessed, all) by name."""
    names = sorted({c["region"] for c in countries})
    inside = {name: [c for c in countries if c["region"] == name] for name in names}
    return [(n, sum(1 for c in inside[n] if c["asked"]), len(inside[n])) for n in names]
