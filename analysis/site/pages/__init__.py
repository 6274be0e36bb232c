"""The pages: a module a page, each reads what it shows and hands it to a template."""

from typing import Any

from datasette.utils.asgi import Response


async def show(datasette: Any, request: Any, name: str, status: int = 200, **context: Any) -> Any:
    """A page made from the template `lexgap/<name>.html`."""
    html = await datasette.render_template(f"lexgap/{name}.html", context, request=request)
    return Response.html(html, status=status, headers={"Cache-Control": "public, max-age=300"})


async def missing(datasette: Any, request: Any, what: str) -> Any:
    """The page for what is not here."""
    return await show(datasette, request, "missing", status=404, what=what)


def page_number(request: Any) -> int:
    """The page asked for, from 0; nonsense is the first."""
    asked = request.args.get("page") or "1"
    return min(int(asked), 10_000) - 1 if asked.isdecimal() and int(asked) > 0 else 0


def grouped(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows by the title of their group, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["group_title"], []).append(row)
    return list(found.items())
