"""The search page: words in any script, hits shown in their sentence."""

from typing import Any

from markupsafe import Markup

from lexgap.analysis.grams import RUN, WORD, terms
from lexgap.analysis.site import texts
from lexgap.analysis.site.pages import page_number, show
from lexgap.analysis.site.queries import Store
from lexgap.analysis.site.render import excerpt
from lexgap.schema.shadow import Shadow, fold

LONGEST = 200
"""Characters of a query that are read."""


async def search(datasette: Any, request: Any) -> Any:
    """`/search?q=&country=&page=`."""
    store = Store(datasette)
    query = (request.args.get("q") or "").strip()[:LONGEST]
    country = (request.args.get("country") or "").upper()[:2]
    page = page_number(request)
    found = await texts.hits(store, query, country, page)
    for hit in found:
        hit["shown"] = snippet(hit["text"], query)
    return await show(
        datasette, request, "search",
        query=query, country=country, page=page, hits=found[: texts.PAGE],
        more=len(found) > texts.PAGE, total=await texts.count(store, query, country),
        size=texts.PAGE,
        countries=[c for c in await store.countries() if c["origin"] == "text"],
    )  # fmt: skip


def snippet(text: str, query: str) -> Markup:
    """The words of `query` marked where they stand in `text`, whatever their case and accents."""
    shadow = Shadow(text)
    spans: list[tuple[int, int]] = []
    for term in terms(query):
        words = WORD.findall(RUN.sub(" ", term))
        phrase = occurrences(shadow, fold(" ".join(words)), whole=True)
        spans += phrase or [s for word in words for s in occurrences(shadow, fold(word), True)]
        for run in RUN.findall(term):
            spans += occurrences(shadow, fold(run), whole=False)
    return excerpt(text, sorted(spans)[:40])


def occurrences(shadow: Shadow, word: str, whole: bool) -> list[tuple[int, int]]:
    """Printed places of a folded `word`; `whole` words only where the script has spaces."""
    found: list[tuple[int, int]] = []
    at = shadow.text.find(word) if word else -1
    while at >= 0 and len(found) < 40:
        end = at + len(word)
        inside = shadow.text[at - 1 : at].isalnum() or shadow.text[end : end + 1].isalnum()
        if not (whole and inside):
            found.append(shadow.span(at, end))
        at = shadow.text.find(word, end)
    return found
