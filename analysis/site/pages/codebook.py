"""The codebook: what the answers, the items and the columns mean."""

from typing import Any

from lexgap.analysis.site.pages import grouped, show
from lexgap.analysis.site.queries import Store
from lexgap.schema.tables import TABLES


async def codebook(datasette: Any, request: Any) -> Any:
    """`/codebook`: answers, items with their guidance, tables with their columns."""
    tables = [
        {"name": t.name, "help": t.help,
         "columns": [{"name": c.name, "type": c.type, "help": c.description,
                      "to": c.references[0] if c.references else ""} for c in t.columns]}
        for t in TABLES
    ]  # fmt: skip
    items = await Store(datasette).items()
    return await show(datasette, request, "codebook", groups=grouped(items), tables=tables)
