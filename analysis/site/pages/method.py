"""How answers are made, how often they are right, and what they cannot say."""

import json
from functools import cache
from typing import Any

from lexgap.analysis.embedded import RELEASE
from lexgap.analysis.site import language
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Store

FIGURES = RELEASE / "accuracy.json"
"""Made by `lexgap evaluate GOLD --figures`."""


@cache
def figures() -> dict[str, Any] | None:
    """The published figures of accuracy; None where there are none."""
    if not FIGURES.is_file():
        return None
    found: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return found


async def method(datasette: Any, request: Any) -> Any:
    """`/method`: how answers are made, and the figures of accuracy by language and item."""
    store = Store(datasette)
    accuracy = figures()
    items = await store.items()
    parts: dict[str, Any] = {"by_language": [], "by_item": []}
    if accuracy:
        languages = accuracy["languages"].items()
        parts["by_language"] = [(language.tongue(tag), row) for tag, row in languages]
        measured = accuracy["items"]
        parts["by_item"] = [(i["id"], measured[i["id"]]) for i in items if i["id"] in measured]
    return await show(
        datasette, request, "method", accuracy=accuracy, extra=parts,
        counts=await store.row(
            """SELECT (SELECT COUNT(*) FROM items) AS items,
                      (SELECT COUNT(*) FROM answers WHERE basis <> 'machine') AS reviewed,
                      (SELECT COUNT(*) FROM findings) AS findings"""
        ),
    )  # fmt: skip
