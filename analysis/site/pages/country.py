"""The page of a country: every answer, its evidence, its neighbours, the instruments it falls short of."""

from typing import Any

from lexgap.analysis.site import charts, evidence, language, texts
from lexgap.analysis.site.labels import FIVE
from lexgap.analysis.site.pages import grouped, missing, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import identifier

Row = dict[str, Any]

BESIDE = 5
"""Neighbours shown at most."""


async def country(datasette: Any, request: Any) -> Any:
    """`/country/XX`: every answer of a country and its evidence, beside its neighbours' answers."""
    store = Store(datasette)
    code = identifier(request.url_vars["id"], "country").upper()
    found = await store.country(code)
    if found is None:
        return await missing(datasette, request, f"country {code}")
    answers = await evidence.of_country(store, code)
    beside = await neighbours(store, found)
    given = await store.matrix([a["item"] for a in answers], [n["id"] for n in beside])
    for answer in answers:
        answer["beside"] = [
            {"id": n["id"], "answer": given.get(n["id"], {}).get(answer["item"], "not-assessed")}
            for n in beside
        ]
    penalties = await store.penalties([code])
    return await show(
        datasette, request, "country",
        country=found, groups=grouped(answers), neighbours=beside,
        five=[a for item in FIVE for a in answers if a["item"] == item],
        acts=await texts.acts(store, code), penalties=penalties,
        longest=max([p["max_months"] or p["min_months"] or 0 for p in penalties], default=0),
        instruments=await gaps(store, code, answers),
        extra={"names": {n["id"]: language.country(n) for n in beside}},
    )  # fmt: skip


async def neighbours(store: Store, country: Row) -> list[Row]:
    """The assessed countries to hold a country against: across its borders, then of its region."""
    near = [charts.neighbours(s) for s in await store.shapes() if s["country"] == country["id"]]
    borders = near[0] if near else []
    others = [c for c in await store.countries() if c["asked"] and c["id"] != country["id"]]

    def distance(other: Row) -> int:
        same = (other["subregion"] == country["subregion"], other["region"] == country["region"])
        return 0 if other["id"] in borders else 1 + same.index(True) if any(same) else 9

    close = sorted((o for o in others if distance(o) < 9), key=lambda o: (distance(o), o["name"]))
    return close[:BESIDE]


async def gaps(store: Store, code: str, answers: list[Row]) -> list[Row]:
    """Every instrument with the articles that the country's law does not fully meet."""
    given = {a["item"]: a for a in answers}
    found = [i for i in await store.instruments(code) if i["asked"]]
    links = await store.links()
    for instrument in found:
        instrument["unmet"] = [
            {
                "article": link["article"],
                "item": link["item"],
                "answer": given[link["item"]]["answer"],
            }
            for link in links
            if link["instrument"] == instrument["id"]
            and link["item"] in given
            and not given[link["item"]]["inverse"]
            and not given[link["item"]]["descriptive"]
            and given[link["item"]]["answer"] != "yes"
        ]
    return found
