"""The search page: words in any script, an item, or a concept in every language; also as CSV, JSON."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from datasette.utils.asgi import Response

from lexgap.analysis.grams import RUN, WORD, terms
from lexgap.analysis.site.hits import LANGUAGES, Asked, hits, spoken, supported
from lexgap.analysis.site.pages import show
from lexgap.analysis.site.queries import Row, Store
from lexgap.analysis.site.render import address, excerpt, merged
from lexgap.analysis.site.wordings import mentioned, named
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.wording import inventory

PAGE = 20
"""Hits on a page."""

LARGEST = 200
"""Hits of a page in JSON at most."""

ALL = 2_000
"""Hits of a CSV at most."""

WINDOW, OVERLAP = 20_000, 500
"""Characters of a text that are read at once, and twice."""

COLUMNS = ("country", "country_name", "fictional", "act", "title", "language", "provision", "citation",
           "heading", "passage", "supports", "url", "sha256", "as_at", "retrieved", "text_state", "via", "page")  # fmt: skip


async def search(datasette: Any, request: Any) -> Any:
    """`/search?q=&item=&concept=&country=&language=&start=`, with `.json` (`&size=`) and `.csv`."""
    store = Store(datasette)
    items = await store.items()
    asked = Asked.read(request.args, {i["id"] for i in items})
    kind = request.url_vars.get("format")
    if kind == "csv":
        found, _ = await _page(store, asked, ALL)
        return _csv(found)
    if kind == "json":
        size = request.args.get("size") or str(PAGE)
        size = min(int(size), LARGEST) if size.isascii() and size.isdecimal() else PAGE
        found, after = await _page(store, asked, size)
        return _json(request, asked, found, after)
    found, after = await _page(store, asked, PAGE)
    for hit in found:
        hit["shown"] = excerpt(hit["text"], hit["spans"])
    return await show(
        datasette, request, "search",
        asked=asked, query=asked.words, hits=found, after=after, items=items,
        total=found[0]["total"] if found else 0,
        countries=[c for c in await store.countries() if c["origin"] == "text"],
        languages=await store.once(LANGUAGES),
        concepts=inventory(),
        suggested=[(name, inventory()[name].about, await spoken(store, name))
                   for name in named(asked.words) if name != asked.concept],
    )  # fmt: skip


async def _page(store: Store, asked: Asked, size: int) -> tuple[list[Row], int]:
    """Hits with the places of the match, what they support, and where the next page begins, or 0."""
    rows = await hits(store, asked, size + 1)
    more, rows = len(rows) > size, rows[:size]
    proven = await supported(store, [row["id"] for row in rows])
    kept = []
    for row in rows:
        row["supports"] = proven.get(row["id"], [])
        places = spans(row, asked)
        if places is not None:
            kept.append({**row, "spans": places})
    return kept, asked.start + size if more else 0


def spans(hit: Row, asked: Asked) -> list[tuple[int, int]] | None:
    """Places of the match in the text of a hit; None where it does not mention the concept after all.

    Of a text longer than WINDOW the places in the first window that has any: some schedules are
    longer than whole acts.
    """
    text, language = hit["text"], hit["language"]
    places: list[tuple[int, int]] = []
    mentions = False
    for at in range(0, max(1, len(text)), WINDOW - OVERLAP):
        shadow = Shadow(text[at : at + WINDOW])
        found = matches(shadow, asked.words)
        if asked.concept:
            named_here = mentioned(shadow, asked.concept, language)
            mentions = mentions or bool(named_here)
            found += named_here
        if found:
            places = [(at + start, at + end) for start, end in found]
            break
    if asked.concept and not (
        mentions or mentioned(Shadow(hit["heading"]), asked.concept, language)
    ):
        return None
    if asked.item:
        places += [(s["start"], s["end"]) for s in hit["supports"] if s["item"] == asked.item]
    return merged(places, len(text))


def matches(shadow: Shadow, query: str) -> list[tuple[int, int]]:
    """Printed places of the words of `query`; a phrase where it stands, else its words."""
    found: list[tuple[int, int]] = []
    for term in terms(query):
        words = WORD.findall(RUN.sub(" ", term))
        phrase = occurrences(shadow, fold(" ".join(words)), whole=True)
        found += phrase or [s for word in words for s in occurrences(shadow, fold(word), True)]
        for run in RUN.findall(term):
            found += occurrences(shadow, fold(run), whole=False)
    return found


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


def _json(request: Any, asked: Asked, found: list[Row], after: int) -> Any:
    """One page of hits: the whole text of each, and the offsets of the match in it."""
    here = request.path.removesuffix(".json")
    size = {"size": request.args.get("size")} if request.args.get("size") else {}
    body = {
        "total": found[0]["total"] if found else 0,
        "next": f"{here}.json?{asked.address(start=after, **size)}" if after else None,
        "page": f"{here}?{asked.address()}",
        "hits": [
            {**record(hit), "text": hit["text"], "match": [list(span) for span in hit["spans"]],
             "supports": [{"country": s["country"], "item": s["item"], "answer": s["answer"],
                           "basis": s["basis"], "polarity": s["polarity"], "finding": s["finding"]}
                          for s in hit["supports"]]}
            for hit in found
        ],
    }  # fmt: skip
    return Response.json(body)


def _csv(found: Iterable[Row]) -> Any:
    """The hits as a table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for hit in found:
        supports = [f"{s['item']}={s['answer']}" for s in hit["supports"]]
        writer.writerow({**record(hit), "supports": " ".join(dict.fromkeys(supports))})
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")


def record(hit: Row) -> Row:
    """A hit as programs see it; `passage` is its text around the match."""
    plain = {name: hit[name] for name in COLUMNS if name in hit}
    return {
        **plain,
        "fictional": bool(hit["fictional"]),
        "provision": hit["id"],
        "passage": excerpt(hit["text"], hit["spans"]).striptags(),
        "page": address(hit["id"], "provision"),
    }
