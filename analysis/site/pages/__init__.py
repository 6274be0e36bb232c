"""The pages: a module a page, each reads what it shows and hands it to a template, or to JSON."""

from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import Response

from lexgap.analysis.site import language
from lexgap.analysis.site.language import mark

CACHED = "public, max-age=300"


async def show(
    datasette: Any,
    request: Any,
    name: str,
    status: int = 200,
    extra: dict[str, Any] | None = None,
    **context: Any,
) -> Any:
    """A page made from the template `lexgap/<name>.html`; its `.json` twin is the context itself.

    `extra` is what only the template needs.
    """
    here = location(datasette, request)
    if request.url_vars.get("format") == "json":
        body = {"page": name, "language": language.current.get(), **plain(context)}
        headers = {"Cache-Control": CACHED, "Access-Control-Allow-Origin": "*"}
        return Response.json(body, status=status, headers=headers)
    shown = {**context, **(extra or {}), "at": here}
    html = await datasette.render_template(template(datasette, name), shown, request=request)
    return Response.html(html, status=status, headers={"Cache-Control": CACHED})


def template(datasette: Any, name: str) -> Any:
    """The template of a page, rendered in one go: awaiting each part took twice the time."""
    known = datasette.__dict__.setdefault("_lexgap_templates", {})
    if name not in known:
        if "" not in known:
            known[""] = datasette.jinja_env.overlay(enable_async=False)
        found = known[name] = known[""].get_template(f"lexgap/{name}.html")

        async def render(context: dict[str, Any]) -> str:
            text: str = found.render(context)
            return text

        found.render_async = render
    return known[name]


def location(datasette: Any, request: Any) -> dict[str, Any]:
    """Addresses of this page: itself, its JSON twin, and itself in each language."""
    path = quote(request.path, safe="/@~:")
    asked = [(key, value) for key in request.args for value in request.args.getlist(key)]
    rest = [(key, value) for key, value in asked if key != "lang"]

    def in_language(code: str) -> str:
        query = urlencode([*rest, *([("lang", code)] if code != "en" else [])])
        return path + (f"?{query}" if query else "")

    query = urlencode(asked)
    twin = ("/index" if path == "/" else path) + ".json" + (f"?{query}" if query else "")
    return {
        "path": path,
        "asked": rest,
        "self": in_language(language.current.get()),
        "twin": twin,
        "languages": [(code, name, in_language(code)) for code, name in language.LANGUAGES.items()],
    }


def plain(value: Any) -> Any:
    """A context as JSON holds it. Raises TypeError on what has no plain form."""
    if value is None or isinstance(value, str | int | float):
        return value if not hasattr(value, "__html__") else str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in _said(value).items()}
    if isinstance(value, Iterable):
        return [plain(inner) for inner in value]
    raise TypeError(f"no JSON for {value!r}")


SAID = ("question", "guidance", "signals", "look_alikes", "group_title", "help", "short")
"""Names under which rows hold words of ours, not of a statute."""


def _said(row: dict[Any, Any]) -> dict[Any, Any]:
    """A row with our words in the language of the reader; identifiers and statutes stay."""
    if language.current.get() == "en":
        return row
    found = {
        k: language.gettext(v) if k in SAID and isinstance(v, str) else v for k, v in row.items()
    }
    for name, code in (("name", "id"), ("country_name", "country")):
        if "fictional" in row and name in row and code in row:
            one = {"id": row[code], "name": row[name], "fictional": row["fictional"]}
            found[name] = language.country(one)
    return found


MISSING = {
    "country": mark("There is no country %(name)s in this database."),
    "item": mark("There is no item %(name)s in this database."),
    "answer": mark("There is no answer %(name)s in this database."),
    "instrument": mark("There is no instrument %(name)s in this database."),
    "act": mark("There is no act %(name)s in this database."),
    "provision": mark("There is no provision %(name)s in this database."),
    "response": mark("There is no response %(name)s in this database."),
    "feed": mark("There is no feed of %(name)s in this database."),
    "brief": mark("There is no brief on %(name)s in this database."),
}
"""What to say about what is not here, by its kind."""


async def missing(datasette: Any, request: Any, what: str, why: str = "") -> Any:
    """The page for what is not here: a kind of MISSING, a blank, and its name; `why` is in English."""
    kind, _, name = what.partition(" ")
    told = language.gettext(MISSING[kind]) % {"name": name}
    return await show(datasette, request, "missing", status=404, what=told, why=why)


def page_number(request: Any) -> int:
    """The page asked for, from 0; nonsense is the first."""
    asked = request.args.get("page") or "1"
    return min(int(asked), 10_000) - 1 if asked.isdecimal() and int(asked) > 0 else 0


def grouped(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows by the title of their group in the reader's language, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(language.said(row["group_title"]), []).append(row)
    return list(found.items())


def listed(value: str | None, known: Iterable[str]) -> list[str]:
    """The known names of a comma-separated argument, in its order, each once."""
    allowed = set(known)
    names = [part.strip() for part in (value or "").split(",")]
    return [name for name in dict.fromkeys(names) if name in allowed]
