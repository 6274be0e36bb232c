"""Answers in JSON: decoded without loss, their mandatory members taken with a clear error."""

import json
from typing import Any

from lexgap.crawlers.formats.html import decode
from lexgap.crawlers.page import Page


def parse_json(page: Page, *encodings: str) -> dict[str, Any]:
    """The object of a JSON answer, in the first of `encodings` (or UTF-8) that fits.

    Control characters inside strings are taken as they are. Raises PageChanged on other bytes.
    """
    try:
        answer = json.loads(decode(page, *encodings), strict=False)
    except (ValueError, RecursionError) as error:
        raise page.changed(f"not JSON ({error})") from error
    if not isinstance(answer, dict):
        raise page.changed("no JSON object")
    return answer


def text_at(page: Page, holder: dict[str, Any], name: str, where: str) -> str:
    """The member `name` of `holder`, a string. Raises PageChanged where it is missing or other."""
    value = holder.get(name)
    if not isinstance(value, str):
        raise page.changed(f"no text {name} in {where}")
    return value
