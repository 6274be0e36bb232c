"""About the data: licence, citation, version, downloads, tables, prepared questions."""

from typing import Any
from urllib.parse import urlencode

from lexgap.analysis.metadata import descriptions, examples
from lexgap.analysis.site.machine import rules
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import DATABASE, Store
from lexgap.schema.tables import TABLES


async def data(datasette: Any, request: Any) -> Any:
    """`/data`: how to cite and download the dataset, its tables and prepared questions."""
    store = Store(datasette)
    queries = await datasette.get_canned_queries(DATABASE, request.actor)
    tables = [
        {"name": t.name, "help": t.help,
         "rows": await store.value(f'SELECT COUNT(*) FROM "{t.name}"')}  # noqa: S608 - our tables
        for t in TABLES
    ]  # fmt: skip
    hints, told = examples(), descriptions()
    asked = [
        {"name": name, "title": query.get("title") or name,
         "description": told.get(name) or query.get("description") or "",
         "hints": hints.get(name, {}), "example": urlencode(hints.get(name, {}))}
        for name, query in queries.items()
    ]  # fmt: skip
    frame = await store.frame()
    return await show(
        datasette, request, "data", tables=tables, queries=asked,
        version={"lexgap": frame["version"], "inputs": frame["inputs"], "newest": frame["newest"],
                 "database": datasette.databases[DATABASE].hash, "rules": rules()},
    )  # fmt: skip
