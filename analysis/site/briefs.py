"""A brief from the country page: to read and print, or to take away as PDF or Word document."""

import asyncio
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Response

from lexgap.analysis.site import language
from lexgap.analysis.site.pages import location, missing
from lexgap.analysis.site.parts import Link
from lexgap.analysis.site.queries import Store
from lexgap.schema.store import BadInputError

# briefs import labels of this package, so they are imported where they are used
if TYPE_CHECKING:
    from lexgap.analysis.briefs.facts import Facts


async def brief(datasette: Any, request: Any) -> Any:
    """`/brief/KE`, `/brief/KE.pdf`, `/brief/KE.docx`, each with `?against=TZ,UG,ZM`."""
    from lexgap.analysis.briefs.formats import TYPES, written

    code, spoken = request.url_vars["id"].upper(), language.current.get()
    kind = request.url_vars.get("format") or "html"
    given = request.args.getlist("against")
    against = [part for one in given for part in one.replace(",", " ").split() if part != code]
    try:
        facts = await _facts(datasette, code, against)
        if kind == "html":
            return Response.html(_page(datasette, request, facts, against))
        body = await asyncio.to_thread(written, facts, kind)  # which keeps the language, too
    except BadInputError as error:
        return await missing(datasette, request, f"brief {code}", str(error))
    suffix = "" if spoken == "en" else f"-{spoken}"
    return Response(body, content_type=TYPES[kind], headers={
        "Content-Disposition": f'attachment; filename="lexgap-{code}{suffix}.{kind}"',
        "Cache-Control": "public, max-age=300",
    })  # fmt: skip


async def _facts(datasette: Any, code: str, against: list[str]) -> "Facts":
    from lexgap.analysis.briefs.facts import read

    found: Facts = await Store(datasette).database.execute_fn(
        lambda connection: read(connection, code, against)
    )
    return found


def _page(datasette: Any, request: Any, facts: "Facts", against: list[str]) -> str:
    from lexgap.analysis.briefs.content import document
    from lexgap.analysis.briefs.page import page

    code, link, asked = facts.country["id"], Link(datasette.urls), ",".join(against)
    base = datasette.urls.path("/").rstrip("/")
    return page(
        document(facts),
        stylesheet=datasette.urls.static_plugins("lexgap", "brief.css"),
        home=link(f"/country/{code}"),
        languages=[(c, n, base + a) for c, n, a in location(datasette, request)["languages"]],
        pdf=link(f"/brief/{code}.pdf", against=asked),
        docx=link(f"/brief/{code}.docx", against=asked),
    )
