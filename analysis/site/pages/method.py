"""How answers are made and what they cannot say."""

from typing import Any

from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Store


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
