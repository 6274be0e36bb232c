"""Tables, prepared questions and downloads."""

from typing import Any
from urllib.parse import urlencode

from lexgap.analysis.metadata import examples
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import DATABASE, Store
from lexgap.schema.tables import TABLES


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
