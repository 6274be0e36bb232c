"""Characters that turn the direction of writing around: what a statute opens, it closes."""

import re
from typing import Any

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
ISOLATES, CLOSES_ISOLATE = "\u2066\u2067\u2068", "\u2069"
CLOSES_EMBEDDING = "\u202c"


def closed(value: Any) -> Any:
    """`value`; a text whose controls stay open is closed, so that it cannot turn the page around it.

    >>> closed("a\u202eb") == "a\u202eb\u202c", closed("plain"), closed(3)
    (True, 'plain', 3)
    """
    if not isinstance(value, str) or value.isascii():
        return value
    found = CONTROLS.findall(value)
    return value + closing(found) if found else value


def closing(controls: list[str]) -> str:
    """What closes those of `controls` that are open, the last opened first."""
    opened: list[str] = []
    for control in controls:
        if control == CLOSES_ISOLATE:
            if CLOSES_ISOLATE in opened:
                while opened.pop() != CLOSES_ISOLATE:
                    pass  # the end of an isolate closes what is open inside it
        elif control == CLOSES_EMBEDDING:
            if opened and opened[-1] == CLOSES_EMBEDDING:
                opened.pop()
        else:
            opened.append(CLOSES_ISOLATE if control in ISOLATES else CLOSES_EMBEDDING)
    return "".join(reversed(opened))
