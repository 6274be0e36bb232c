"""The Datasette plugin that shows the dataset: pages over lexgap.db, safe headers, a page cache."""

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from lexgap.analysis.grams import match
from lexgap.analysis.site import pages, render, search
from lexgap.analysis.site.cache import guard
from lexgap.analysis.site.queries import DATABASE, Store, present

ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/$", pages.home),
    (r"^/country/(?P<id>[^/]+)$", pages.country),
    (r"^/items$", pages.items),
    (r"^/item/(?P<id>[^/]+)$", pages.item),
    (r"^/instruments$", pages.instruments),
    (r"^/instrument/(?P<id>[^/]+)$", pages.instrument),
    (r"^/act/(?P<id>.+)$", pages.act),
    (r"^/provision/(?P<id>.+)$", pages.provision),
    (r"^/search$", search.search),
    (r"^/sources$", pages.sources),
    (r"^/data$", pages.data),
    (r"^/method$", pages.method),
)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages, where the database that they show is open."""
    return list(ROUTES) if present(datasette) else []


def _expression(words: object) -> str:
    return match(str(words or "")) or '""'


@hookimpl
def prepare_connection(conn: Any) -> None:
    """`lexgap_match(words)` in SQL: what a person typed as a full-text expression, any script."""
    conn.create_function("lexgap_match", 1, _expression, deterministic=True)


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Filters and functions of the templates."""
    render.prepare(env)


@hookimpl
def extra_template_vars(datasette: Any) -> Callable[[], Any]:
    """What the frame of every page, Datasette's own included, shows."""

    async def frame() -> dict[str, Any]:
        known = await Store(datasette).frame() if present(datasette) else {}
        return {"lexgap": known, "lexgap_database": DATABASE}

    return frame


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Headers that keep strangers' scripts out, and whole pages from memory."""
    return guard(datasette)
