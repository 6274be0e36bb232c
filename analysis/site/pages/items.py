"""The checklist, and one question put to all countries."""

from typing import Any

from lexgap.analysis.site import evidence
from lexgap.analysis.site.labels import ANSWERS, FAMILIES, SILENT
from lexgap.analysis.site.pages import grouped, listed, missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier

Row = dict[str, Any]


async def items(datasette: Any, request: Any) -> Any:
    """`/items?region=`: the checklist with how often each answer was given."""
    store = Store(datasette)
    counted = await store.by_region()
    regions = sorted({row["region"] for row in counted})
    region = next(iter(listed(request.args.get("region"), regions)), "")
    inside = {row["item"]: row for row in counted if row["region"] == region}
    found = [
        {**i, **{a: inside[i["id"]][a] for a in ANSWERS}} if i["id"] in inside else dict(i)
        for i in await store.items()
    ]
    return await show(
        datasette, request, "items",
        groups=grouped(found), regions=regions, region=region,
        criteria=sorted((i for i in found if i["icmec"]), key=lambda i: i["icmec"]),
    )  # fmt: skip


async def item(datasette: Any, request: Any) -> Any:
    """`/item/ID`: one question to all countries, and the wording of those that meet it."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "item")
    known = await store.items()
    found = next((i for i in known if i["id"] == name), None)
    if found is None:
        return await missing(datasette, request, f"item {name}")
    answers = await evidence.of_item(store, name)
    chosen = {
        "answer": next(iter(listed(request.args.get("answer"), ANSWERS)), ""),
        "family": next(iter(listed(request.args.get("family"), FAMILIES)), ""),
        "region": request.args.get("region") or "",
        "language": request.args.get("language") or "",
    }
    return await show(
        datasette, request, "item",
        item=found, chosen=chosen,
        links=[link for link in await store.links() if link["item"] == name],
        shown=[a for a in answers if a["answer"] not in SILENT and passes(a, chosen)],
        total=sum(1 for a in answers if a["answer"] not in SILENT),
        rest=[a for a in answers if a["answer"] in SILENT],
        answers={a["country"]: a["answer"] for a in answers},
        by_region=[r for r in await store.by_region() if r["item"] == name],
        regions=sorted({a["region"] for a in answers if a["best"]}),
        languages=sorted({a["best"]["language"] for a in answers if a["best"]}),
        families=sorted({a["legal_family"] for a in answers if a["best"]}),
        extra={"shapes": await store.shapes(), "everyone": await store.countries()},
        before=near(known, name, -1), after=near(known, name, 1),
    )  # fmt: skip


def passes(answer: Row, chosen: Row) -> bool:
    """Whether an answer passes the filters of the page; with a language, only quoted ones do."""
    if chosen["answer"] and answer["answer"] != chosen["answer"]:
        return False
    if (
        chosen["language"]
        and (answer["best"] or {"language": ""})["language"] != chosen["language"]
    ):
        return False
    if chosen["family"] and answer["legal_family"] != chosen["family"]:
        return False
    return not chosen["region"] or answer["region"] == chosen["region"]


def near(items: list[Row], name: str, step: int) -> Row | None:
    """The item before or after one in the checklist."""
    at = next(n for n, item in enumerate(items) if item["id"] == name) + step
    return items[at] if 0 <= at < len(items) else None
