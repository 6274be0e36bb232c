"""Treaties, directives and model laws: which article is unmet where."""

import re
from typing import Any

from lexgap.analysis.site.labels import SILENT
from lexgap.analysis.site.pages import missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier

Row = dict[str, Any]


async def instruments(datasette: Any, request: Any) -> Any:
    """`/instruments`: treaties, directives and model laws."""
    found = await Store(datasette).instruments()
    return await show(datasette, request, "instruments", instruments=found)


async def instrument(datasette: Any, request: Any) -> Any:
    """`/instrument/ID?country=&region=`: its articles as items, and the countries that lack them."""
    store = Store(datasette)
    name = identifier(request.url_vars["id"], "instrument")
    found = await store.row("SELECT * FROM instruments WHERE id = ?", name)
    if found is None:
        return await missing(datasette, request, f"instrument {name}")
    items = {i["id"]: i for i in await store.items()}
    links = [link for link in await store.links() if link["instrument"] == name]
    links.sort(key=lambda link: (in_order(link["article"]), items[link["item"]]["position"]))
    everyone = [c for c in await store.countries() if c["asked"]]
    region = request.args.get("region") or ""
    countries = [c for c in everyone if not region or c["region"] == region]
    answers = await store.matrix([link["item"] for link in links])
    rows = [gap(country, links, items, answers) for country in countries]
    return await show(
        datasette, request, "instrument",
        instrument=found, region=region,
        articles=[article(link, items, countries, answers) for link in links],
        countries=sorted(rows, key=lambda row: (row["fictional"], -row["met"], row["name"])),
        regions=sorted({c["region"] for c in everyone}),
        focus=next((r for r in rows if r["id"] == request.args.get("country")), None),
        extra={"everyone": everyone},
    )  # fmt: skip


def in_order(article: str) -> list[tuple[int, str]]:
    """A key that puts article 9(2) before article 20."""
    parts = re.findall(r"\d+|[^\d\s()]+", article)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def article(link: Row, items: Row, countries: list[Row], answers: Row) -> Row:
    """An article with what is asked of it, and the countries where it is partly met or not found."""
    given = [(c, answers.get(c["id"], {}).get(link["item"], "not-assessed")) for c in countries]
    return {
        "article": link["article"],
        "item": items[link["item"]],
        "met": sum(1 for c, answer in given if answer == "yes" and not c["fictional"]),
        "asked": sum(1 for c, answer in given if answer not in SILENT and not c["fictional"]),
        "partial": [c for c, answer in given if answer == "partial"],
        "unmet": [c for c, answer in given if answer in ("not-found", "no")],
    }


def gap(country: Row, links: list[Row], items: Row, answers: Row) -> Row:
    """A country with its answer to each article; inverse and descriptive items do not count."""
    given = answers.get(country["id"], {})
    cells = [{"item": link["item"], "article": link["article"],
              "answer": given.get(link["item"], "not-assessed")} for link in links]  # fmt: skip
    counted = {
        cell["item"]: cell["answer"]
        for cell in cells
        if not items[cell["item"]]["inverse"] and not items[cell["item"]]["descriptive"]
    }
    return {
        "id": country["id"], "name": country["name"], "region": country["region"],
        "fictional": country["fictional"], "cells": cells,
        "met": sum(answer == "yes" for answer in counted.values()),
        "partly": sum(answer == "partial" for answer in counted.values()),
        "asked": sum(answer not in SILENT for answer in counted.values()),
    }  # fmt: skip
