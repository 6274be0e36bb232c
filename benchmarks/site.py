"""How long the site takes for a page: made anew, from memory, and beside a table page of Datasette's own."""

import asyncio
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from lexgap.analysis.site.render import address
from lexgap.analysis.site.wordings import named

SAMPLE = 40
"""Requests for each kind of page."""

SEED = 11
TABLES = ("answers", "findings", "acts", "provisions")
WORDS = (
    "child",
    "prison",
    "provider",
    "niño",
    "Besitz",
    "持有",
    "電子",
    "internet",
    "image",
    "victim",
)


@dataclass(frozen=True)
class Served:
    """Milliseconds of the 95th percentile for a kind of page."""

    kind: str
    pages: int
    """Addresses asked."""
    bytes: int
    """Size of the middle one."""
    made: float
    """CPU time of the server's process."""
    made_wall: float
    kept: float
    """From memory, by the clock."""


def addresses(database: Path) -> dict[str, list[str]]:
    """Addresses by kind of page: a sample drawn from the database."""
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    draw = random.Random(SEED)  # noqa: S311

    def some(sql: str, path: Callable[[str], str]) -> list[str]:
        found = [row[0] for row in connection.execute(sql)]
        return [path(one) for one in draw.sample(found, min(SAMPLE, len(found)))]

    items = [row[0] for row in connection.execute("SELECT id FROM items")]
    texts = "SELECT DISTINCT country FROM acts"
    codes = [row[0] for row in connection.execute(texts)]
    several = [",".join(draw.sample(codes, min(5, len(codes)))) for _ in range(8)]
    found = {
        "home": ["/", *(f"/?items={g}" for g, in connection.execute("SELECT id FROM item_groups"))],
        "whole matrix": ["/?items=all", "/?items=all&show=all"],
        "country": some(texts, lambda code: f"/country/{code}"),
        "compare": [f"/compare?countries={c}&items=off-possession-simple,isp-report-mandatory" for c in several],
        "item": some("SELECT id FROM items", lambda name: f"/item/{name}"),
        "instrument": some("SELECT id FROM instruments", lambda name: f"/instrument/{name}"),
        "act": some("SELECT id FROM acts", lambda name: address(name, "act")),
        "provision": some("SELECT provision FROM findings", lambda name: address(name, "provision")),
        "search by words": [f"/search?q={word}" for word in WORDS],
        "search by item": [f"/search?item={name}" for name in items[:SAMPLE]],
        "search by concept": [f"/search?concept={c}" for c in ("live", "possess", "csam-term", "provider")],
        "changes": ["/changes"],
        "sources, method, codebook, data": ["/sources", "/method", "/codebook", "/data"],
        "brief": some(texts, lambda code: f"/brief/{code}"),
        "feed": ["/feeds/all.atom", *some(texts, lambda code: f"/feeds/country/{code}.atom")],
    }  # fmt: skip
    connection.close()
    return found


class Reader:
    """Asks an application in process, so that no network is measured."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(app.invoke_startup())

    def ask(self, path: str, anew: bool = False) -> tuple[float, float, Any]:
        """CPU and clock milliseconds, and the response; `anew` is never answered from memory."""
        headers = {"cookie": "anew=1"} if anew else {}
        begun, clock = process_time(), perf_counter()
        response = self.loop.run_until_complete(self.app.client.get(path, headers=headers))
        return 1000 * (process_time() - begun), 1000 * (perf_counter() - clock), response


def measure(reader: Reader, kind: str, paths: Sequence[str]) -> Served | None:
    """A kind of page; None where the site has none."""
    if reader.ask(paths[0], anew=True)[2].status_code != 200:
        return None
    rounds = [paths[n % len(paths)] for n in range(max(SAMPLE, len(paths)))]
    if kind.endswith("concept"):
        for path in paths:
            reader.ask(path, anew=True)
    made = [reader.ask(path, anew=True) for path in rounds]
    for path in paths:
        reader.ask(path)
    kept = [reader.ask(path)[1] for path in rounds]
    sizes = sorted(len(response.content) for _, _, response in made)
    return Served(
        kind, len(paths), sizes[len(sizes) // 2], p95([cpu for cpu, _, _ in made]),
        p95([wall for _, wall, _ in made]), p95(kept),
    )  # fmt: skip


def p95(values: Sequence[float]) -> float:
    """The 95th percentile, by nearest rank."""
    return sorted(values)[max(0, -(-95 * len(values) // 100) - 1)]


def serving(database: Path) -> Iterator[str]:
    """The part of the report."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    from lexgap.analysis import site
    from lexgap.analysis.serve import application

    reader = Reader(application(database))
    named("law")  # the wordlists are read while the server starts
    rows = [
        row for kind, paths in addresses(database).items() if (row := measure(reader, kind, paths))
    ]
    for plugin in list(pm.get_plugins()):
        if plugin is site:
            pm.unregister(plugin)
    stock = Reader(Datasette([], immutables=[str(database)]))
    tables = [f"/{database.stem}/{name}" for name in TABLES]
    theirs = measure(stock, "stock Datasette: a table", tables)
    bare = measure(stock, "stock Datasette: a table of 20 rows, no facets suggested",
                   [f"{path}?_size=20&_nosuggest=1&_nofacet=1" for path in tables])  # fmt: skip
    pm.register(site, name=database.stem)
    yield "## Site\n"
    yield f"{database.stat().st_size / 2**20:.0f} MB; milliseconds of the 95th percentile of {SAMPLE} or more requests,"
    yield "in process. Search by concept is measured after its first use, which looks its words up.\n"
    yield "| page | addresses | kB | made anew, CPU | made anew, clock | from memory, clock |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for row in (*rows, theirs, bare):
        if row:
            kept = f"{row.kept:.1f}" if not row.kind.startswith("stock") else "–"
            yield (
                f"| {row.kind} | {row.pages} | {row.bytes / 1024:.0f} | {row.made:.0f} "
                f"| {row.made_wall:.0f} | {kept} |"
            )
    yield ""
