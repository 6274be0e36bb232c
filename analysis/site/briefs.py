"""A brief from the country page: to read and print, or to take away as PDF or Word document."""

import asyncio
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from lexgap.analysis.site.pages import missing
from lexgap.analysis.site.queries import Store
from lexgap.schema.store import BadInputError

# briefs import labels of this package, so they are imported where they are used
if TYPE_CHECKING:
    from lexgap.analysis.briefs.facts import Facts


async def brief(datasette: Any, request: Any) -> Any:
    """`/brief/KE`, `/brief/KE.pdf`, `/brief/KE.docx`, each with `?against=TZ,UG,ZM`."""
    from lexgap.analysis.briefs.formats import TYPES, written

    code = request.url_vars["id"].upper()
    kind = request.url_vars.get("format") or "html"
    given = request.args.getlist("against")
    against = [part for one in given for part in one.replace(",", " ").split() if part != code]
    try:
        facts = await _facts(datasette, code, against)
        if kind == "html":
            return Response.html(_page(datasette, facts, against))
        body = await asyncio.get_running_loop().run_in_executor(None, written, facts, kind)
    except BadInputError as error:
        return await missing(datasette, request, f"brief on {code}: {error}")
    return Response(body, content_type=TYPES[kind], headers={
        "Content-Disposition": f'attachment; filename="lexgap-{code}.{kind}"',
        "Cache-Control": "public, max-age=300",
    })  # fmt: skip


async def _facts(datasette: Any, code: str, against: list[str]) -> "Facts":
    from lexgap.analysis.briefs.facts import read

    found: Facts = await Store(datasette).database.execute_fn(
        lambda connection: read(connection, code, against)
    )
    return found


def _page(datasette: Any, facts: "Facts", against: list[str]) -> str:
    from lexgap.analysis.briefs.content import document
    from lexgap.analysis.briefs.page import page

    asked = f"?{urlencode({'against': ','.join(against)})}" if against else ""
    code, path = facts.country["id"], datasette.urls.path
    return page(
        document(facts),
        stylesheet=datasette.urls.static_plugins("lexgap", "brief.css"),
        home=path(f"/country/{code}"),
        pdf=path(f"/brief/{code}.pdf{asked}"),
        docx=path(f"/brief/{code}.docx{asked}"),
    )
