"""The Datasette plugin that shows the dataset: pages over lexgap.db, safe headers, a page cache."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Response

from lexgap.analysis.grams import match
from lexgap.analysis.site import briefs, feeds, language, machine, render, search, wordings
from lexgap.analysis.site.bidi import closed
from lexgap.analysis.site.cache import guard
from lexgap.analysis.site.pages import (
    act,
    answer,
    archived,
    changes,
    codebook,
    compare,
    country,
    data,
    home,
    instruments,
    items,
    method,
    provision,
    sources,
)
from lexgap.analysis.site.queries import DATABASE, Store, present

TWIN = r"(?:\.(?P<format>json))?$"
"""Every page of ours is also JSON under its address and .json."""

ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/$", home.home),
    (r"^/index" + TWIN, home.home),
    (r"^/country/(?P<id>[^/]+?)" + TWIN, country.country),
    (r"^/answer/(?P<country>[^/]+)/(?P<item>[^/]+?)" + TWIN, answer.answer),
    (r"^/compare" + TWIN, compare.compare),
    (r"^/items" + TWIN, items.items),
    (r"^/item/(?P<id>[^/]+?)" + TWIN, items.item),
    (r"^/instruments" + TWIN, instruments.instruments),
    (r"^/instrument/(?P<id>[^/]+?)" + TWIN, instruments.instrument),
    (r"^/act/(?P<id>.+?)" + TWIN, act.act),
    (r"^/provision/(?P<id>.+?)" + TWIN, provision.provision),
    (r"^/archived/(?P<sha256>[0-9a-f]{64})" + TWIN, archived.archived),
    (r"^/archived/(?P<sha256>[0-9a-f]{64})/response$", archived.received),
    (r"^/changes" + TWIN, changes.changes),
    (r"^/sources" + TWIN, sources.sources),
    (r"^/codebook" + TWIN, codebook.codebook),
    (r"^/data" + TWIN, data.data),
    (r"^/method" + TWIN, method.method),
)

MORE: tuple[tuple[str, Callable[..., Any]], ...] = (
    (r"^/brief/(?P<id>[A-Za-z]{2})(?:\.(?P<format>pdf|docx))?$", briefs.brief),
    (r"^/search(?:\.(?P<format>json|csv))?$", search.search),
    (r"^/feeds/all\.atom$", feeds.everything),
    (r"^/feeds/country/(?P<id>[^/]+)\.atom$", feeds.country),
    (r"^/feeds/item/(?P<id>[^/]+)\.atom$", feeds.item),
    (r"^/robots\.txt$", machine.robots),
    (r"^/-/lexgap\.json$", machine.facts),
)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages, where the database that they show is open."""
    if not present(datasette):
        return []
    return [(pattern, reading(view)) for pattern, view in (*ROUTES, *MORE)]


def reading(view: Callable[..., Any]) -> Callable[..., Any]:
    """`view` for readers only: nothing on these pages takes what a form would send."""

    async def read(datasette: Any, request: Any) -> Any:
        if request.method not in ("GET", "HEAD"):
            return Response.text("Only for reading.", status=405, headers={"Allow": "GET, HEAD"})
        language.current.set(language.chosen(request.args.get("lang")))
        return await view(datasette, request)

    return read


def _expression(words: object) -> str:
    return match(str(words or "")) or '""'


@hookimpl
def prepare_connection(conn: Any) -> None:
    """`lexgap_match(words)` in SQL: what a person typed as a full-text expression, any script."""
    conn.create_function("lexgap_match", 1, _expression, deterministic=True)


@hookimpl
def startup(datasette: Any) -> None:
    """Read the wordlists while the first reader is still on the way."""
    if present(datasette):
        Thread(target=wordings.named, args=("law",), daemon=True).start()


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Filters and functions of the templates; whatever they print closes what it opens."""
    env.finalize = closed
    render.prepare(env, datasette.urls)


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
