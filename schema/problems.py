"""What pydantic and a reader's slip of the pen have to say, in plain words with the remedy."""

import difflib
from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

ANY_TYPE = object()


def nearest(word: object, among: Iterable[str]) -> str:
    """`did you mean 'x'?` for a misspelt word, else the list of what is allowed."""
    names = sorted(among)
    close = difflib.get_close_matches(str(word), names, 1)
    return f"did you mean {close[0]!r}?" if close else f"allowed: {', '.join(names)}"


def explain(kind: Any, problem: ErrorDetails) -> str:
    """One pydantic problem in plain words, with the remedy."""
    loc, what, given = problem["loc"], problem["type"], problem["input"]
    name = ".".join(step for step in loc if isinstance(step, str)) or "the value"
    if what == "extra_forbidden":
        return f"unknown key {name!r}; {nearest(loc[-1], _fields(kind, loc[:-1]))}"
    if what == "missing":
        return f"the key {name!r} is missing; add it"
    if what == "literal_error":
        return f"{name}: {given!r} is not allowed; use {problem['ctx']['expected']}"
    if what == "string_type" and isinstance(given, int | float):
        return f"{name}: {given!r} is a number here; put it in quotes"
    if what == "value_error":
        return f"{name}: {problem['ctx']['error']}"
    return f"{name}: {given!r}: {problem['msg'][0].lower()}{problem['msg'][1:]}; mend the value"


def _fields(kind: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Names of the keys allowed at `loc` below `kind`; empty where it is no model."""
    for step in loc:
        kind = _below(kind, step)
    models = [
        k for k in (kind, *get_args(kind)) if isinstance(k, type) and issubclass(k, BaseModel)
    ]
    return list(models[0].model_fields) if models else []


def _below(kind: Any, step: str | int) -> Any:
    """The type found under `step` of `kind`: a field of a model, an entry of a tuple or dict."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(step))
        return field.annotation if field else ANY_TYPE
    args = get_args(kind)
    if not args:
        return ANY_TYPE
    if get_origin(kind) in (tuple, list):
        return args[0]
    if get_origin(kind) is dict:
        return args[1]
    return _below(args[0], step)
