"""The pages: each reads what it shows and hands it to a template."""

import json
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from lexgap.analysis.metadata import examples
from lexgap.analysis.site import texts
from lexgap.analysis.site.filters import Filters
from lexgap.analysis.site.labels import FIVE
from lexgap.analysis.site.queries import DATABASE, Store
from lexgap.analysis.site.render import identifier
from lexgap.schema.tables import TABLES

CONTENTS = 500
"""Entries on a page of an act's contents."""


async def show(datasette: Any, request: Any, name: str, status: int = 200, **context: Any) -> Any:
    """A page made from the template `lexgap/<name>.html`."""
    html = await datasette.render_template(f"lexgap/{name}.html", context, request=request)
    return Response.html(html, status=status, headers={"Cache-Control": "public, max-age=300"})


async def missing(datasette: Any, request: Any, what: str) -> Any:
    """The page for what is not here."""
    return await show(datasette, request, "missing", status=404, what=what)


def page_number(request: Any) -> int:
    """The page asked for, from 0; nonsense is the first."""
    asked = request.args.get("page") or "1"
    return min(int(asked), 10_000) - 1 if asked.isdecimal() and int(asked) > 0 else 0


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
        groups=_grouped(answers),
        five=[a for item in FIVE for a in answers if a["item"] == item],
        acts=await texts.acts(store, code),
        penalties=await store.penalties(code),
        longest=max([p["max_months"] or p["min_months"] or 0
                     for p in await store.penalties(code)], default=0),
        instruments=[i for i in await store.instruments(code) if i["asked"]],
    )  # fmt: skip


def _grouped(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows by the title of their group, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["group_title"], []).append(row)
    return list(found.items())


async def items(datasette: Any, request: Any) -> Any:
    """`/items`: the checklist."""
    found = await Store(datasette).items()
    return await show(datasette, request, "items", groups=_grouped(found))


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


async def act(datasette: Any, request: Any) -> Any:
    """`/act/ID`: provenance, versions and contents of a text."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "act")
    found = await texts.act(store, name)
    if found is None:
        return await missing(datasette, request, f"act {name}")
    page = page_number(request)
    contents = await texts.contents(store, name, page, CONTENTS + 1)
    for row in contents:
        row["path"] = json.loads(row["path"])
    return await show(
        datasette, request, "act",
        act=found, contents=contents[:CONTENTS], more=len(contents) > CONTENTS, page=page,
        versions=await texts.versions(store, found["work"]),
        findings=await store.evidence(
            "JOIN answer_findings l ON l.finding = f.id WHERE f.act = ? ORDER BY i.position, l.rank",
            name,
        ),
    )  # fmt: skip


async def provision(datasette: Any, request: Any) -> Any:
    """`/provision/ACT/NUMBER`: the words in their section, evidence marked, and provenance."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "provision")
    target = await texts.provision(store, name)
    if target is None:
        return await missing(datasette, request, f"provision {name}")
    shown = await texts.context(store, target)
    marks = await texts.spans(store, [p["id"] for p in shown])
    wanted = request.args.get("finding") or ""
    for row in shown:
        row["spans"] = [
            (m["start"], m["end"])
            for m in marks.get(row["id"], [])
            if not wanted or m["id"] == wanted or row["id"] != name
        ]
    before, after = await texts.neighbours(store, shown)
    return await show(
        datasette, request, "provision",
        provision=target, act=await texts.act(store, target["act"]), shown=shown,
        path=json.loads(target["path"]), before=before, after=after, wanted=wanted,
        findings=await store.evidence(
            "WHERE f.provision = ? ORDER BY i.position, f.start, f.id", name
        ),
        penalties=await store.rows(
            "SELECT * FROM penalties WHERE provision = ? ORDER BY penalty", name
        ),
    )  # fmt: skip


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


async def data(datasette: Any, request: Any) -> Any:
    """`/data`: tables, prepared questions and downloads."""
    store = Store(datasette)
    queries = await datasette.get_canned_queries(DATABASE, request.actor)
    counts = [
        (t, await store.value(f'SELECT COUNT(*) FROM "{t.name}"'))  # noqa: S608 - our tables
        for t in TABLES
    ]
    hints = {name: urlencode(values) for name, values in examples().items()}
    return await show(datasette, request, "data", tables=counts, queries=queries, hints=hints)


async def method(datasette: Any, request: Any) -> Any:
    """`/method`: how answers are made and what they cannot say."""
    store = Store(datasette)
    return await show(
        datasette, request, "method",
        counts=await store.row(
            """SELECT (SELECT COUNT(*) FROM items) AS items,
                      (SELECT COUNT(*) FROM answers WHERE basis = 'reviewed') AS reviewed,
                      (SELECT COUNT(*) FROM findings) AS findings"""
        ),
    )  # fmt: skip
