"""Atom feeds: what the law of a country says and when it changed, for readers who want to be told.

An entry's id is made of what it says: an answer that changes is a new entry, one that stays is none.
Links are paths, so that a page kept in memory is the same under every name of the host. A feed speaks
the language that its address asks for; the same entry in another language is another one.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from datasette.utils.asgi import Response

from lexgap.analysis.site import language, versions
from lexgap.analysis.site.labels import ANSWERS, BASES, short
from lexgap.analysis.site.language import day, gettext, said
from lexgap.analysis.site.pages import missing
from lexgap.analysis.site.parts import Link
from lexgap.analysis.site.queries import Row, Store
from lexgap.analysis.site.render import address, plural

MOST = 200
"""Entries of a feed, the newest first."""

PLACES = 12
"""Provisions named in an entry at most."""

UNKNOWN = "1970-01-01"
"""The day of a text that states none and came from a file."""

TYPE = "application/atom+xml; charset=utf-8"

ANSWERED = """
SELECT n.country, n.item, n.answer, n.basis, n.searched, i.question, j.name AS country_name, j.fictional,
       group_concat(f.id) AS findings, min(CASE WHEN l.rank = 0 THEN a.title || ', ' || f.citation END) AS place,
       coalesce(n.as_at, max(a.as_at), max(a.retrieved), (SELECT value FROM meta WHERE key = 'newest')) AS day
FROM answers n JOIN items i ON i.id = n.item JOIN jurisdictions j ON j.id = n.country
LEFT JOIN answer_findings l ON l.country = n.country AND l.item = n.item
LEFT JOIN findings f ON f.id = l.finding LEFT JOIN acts a ON a.id = f.act
WHERE n.answer NOT IN ('not-assessed', 'source-blocked') AND ?1 IN ('', n.country) AND ?2 IN ('', n.item)
GROUP BY n.country, n.item ORDER BY i.position, n.country
"""


@dataclass(frozen=True)
class Entry:
    """One thing to tell. `key` is what its id is made from."""

    key: str
    title: str
    text: str
    path: str
    day: str
    """ISO date; the time is midnight UTC."""
    asked: dict[str, str] = field(default_factory=dict)
    """Arguments of the address."""


async def everything(datasette: Any, request: Any) -> Any:
    """`/feeds/all.atom`: every change of a law, and each country's answers as they stand."""
    store = Store(datasette)
    entries = [*await _changes(store), *countries(await store.rows(ANSWERED, "", ""))]
    return _feed(datasette, request, gettext("lexgap: all countries"), "/changes", entries)


async def country(datasette: Any, request: Any) -> Any:
    """`/feeds/country/KE.atom`: changes of its law, and each of its answers."""
    store = Store(datasette)
    code = request.url_vars["id"].upper()
    found = await store.row("SELECT * FROM jurisdictions WHERE id = ?", code)
    if found is None:
        return await missing(datasette, request, f"feed {code}")
    entries = [*await _changes(store, code), *answers(await store.rows(ANSWERED, code, ""))]
    return _feed(
        datasette, request, f"lexgap: {language.country(found)}", f"/country/{code}", entries
    )


async def item(datasette: Any, request: Any) -> Any:
    """`/feeds/item/off-possession-simple.atom`: changes that touch it, and each country's answer."""
    store = Store(datasette)
    name = request.url_vars["id"]
    found = next((i for i in await store.items() if i["id"] == name), None)
    if found is None:
        return await missing(datasette, request, f"feed {name}")
    entries = [*await _changes(store, "", name), *answers(await store.rows(ANSWERED, "", name))]
    return _feed(datasette, request, f"lexgap: {said(found['question'])}", f"/item/{name}", entries)


async def _changes(store: Store, code: str = "", name: str = "") -> list[Entry]:
    """New versions of acts with the provisions that differ; of an item those that touch its evidence."""
    found = []
    for row in await versions.pairs(store, code, "", name):
        changed = await versions.changes(store, row, name, PLACES + 1)
        keys = await versions.keys(store, row)
        asked = {"since": keys["from"], "until": keys["to"], "item": name}
        found.append(
            Entry(
                key=f"version/{row['act']}/{row['older_sha256']}/{row['sha256']}/{name}",
                title=_title(row),
                text=" ".join(_told(row, changed)),
                path=address(row["act"], "act"),
                asked={key: value for key, value in asked.items() if value},
                day=max(row["day"] or "", row["retrieved"] or "") or UNKNOWN,
            )
        )
    return found


def _title(row: Row) -> str:
    what = {
        "country": called(row),
        "title": row["title"],
        "day": day(row["as_at"] or row["retrieved"]),
    }
    if row["as_at"]:
        return gettext("%(country)s: %(title)s changed on %(day)s") % what
    if row["retrieved"]:
        return gettext("%(country)s: %(title)s changed, received on %(day)s") % what
    return gettext("%(country)s: %(title)s changed") % what


def _told(row: Row, changed: list[Row]) -> Iterator[str]:
    """What a version changed, a sentence each: how much, against which text, where, which evidence."""
    counts = gettext("%(added)s added, %(removed)s removed, %(changed)s changed") % row["counts"]
    yield f"{counts}."
    if row["as_at"] and row["older_as_at"]:
        days = {"day": day(row["as_at"]), "since": day(row["older_as_at"])}
        yield gettext("The text of %(day)s replaces that of %(since)s.") % days
    places = [change["citation"] for change in changed[:PLACES]]
    more = " …" if len(changed) > PLACES else ""
    yield gettext("Provisions: %(places)s.") % {"places": ", ".join(places) + more}
    if row["items"]:
        yield gettext("Evidence stands there for: %(items)s.") % {
            "items": language.listing([short(item) for item in row["items"]])
        }


def answers(rows: Iterable[Row]) -> Iterator[Entry]:
    """Each answer as it stands."""
    for row in rows:
        word = ANSWERS[row["answer"]].word
        basis = said(BASES[row["basis"]])
        searched = {"n": plural(row["searched"], "provision")}
        place = row["place"] or gettext("searched %(n)s") % searched
        yield Entry(
            key=f"answer/{row['country']}/{row['item']}/{row['answer']}/{row['findings']}",
            title=f"{called(row)}: {short(row['item'])}: {word}",
            text=f"{said(row['question'])} {word} ({basis}). {place}.",
            path=f"/country/{row['country']}#{row['item']}",
            day=row["day"],
        )


def countries(rows: Iterable[Row]) -> Iterator[Entry]:
    """The answers of each country in one entry."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["country"], []).append(row)
    for code, own in sorted(found.items()):
        counts = {a: sum(row["answer"] == a for row in own) for a in ANSWERS}
        told = ", ".join(f"{ANSWERS[a].word}: {n}" for a, n in counts.items() if n)
        said = "/".join(f"{row['item']}={row['answer']}" for row in own)
        yield Entry(
            key=f"country/{code}/{said}",
            title=gettext("%(country)s: answers as they stand") % {"country": called(own[0])},
            text=f"{plural(len(own), 'item')}. {told}.",
            path=f"/country/{code}",
            day=max(row["day"] for row in own),
        )


def called(row: Row) -> str:
    """The name of a country, with a warning where it does not exist."""
    one = {"id": row["country"], "name": row["country_name"], "fictional": row["fictional"]}
    mark = f" ({gettext('fictional')})" if row["fictional"] else ""
    return language.country(one) + mark


def _feed(datasette: Any, request: Any, title: str, page: str, entries: Iterable[Entry]) -> Any:
    """The feed. Texts are freed of control characters, which XML forbids."""
    from feedgen.feed import FeedGenerator

    chosen = sorted(entries, key=lambda entry: entry.day, reverse=True)[:MOST]
    link, code = Link(datasette.urls), language.current.get()
    suffix = "" if code == "en" else f"?lang={code}"
    feed = FeedGenerator()
    feed.id(named(request.path + suffix))
    feed.language(code)
    feed.title(clean(title))
    feed.subtitle(gettext("National law on child sexual abuse material compared with a model law"))
    feed.author({"name": "lexgap"})
    feed.rights(
        gettext("Facts CC BY 4.0; statutes as licensed by their publishers. Not legal advice.")
    )
    feed.link(href=link(request.path), rel="self", type="application/atom+xml")
    feed.link(href=link(page), rel="alternate", type="text/html")
    feed.updated(midnight(chosen[0].day if chosen else UNKNOWN))
    for entry in chosen:
        made = feed.add_entry(order="append")
        made.id(named(entry.key + suffix))
        made.title(clean(entry.title))
        made.summary(clean(entry.text))
        made.link(
            href=link(*entry.path.split("#", 1), **entry.asked), rel="alternate", type="text/html"
        )
        made.updated(midnight(entry.day))
    return Response(feed.atom_str(pretty=True).decode(), content_type=TYPE)


def named(key: str) -> str:
    """A URN that stays while what it names says the same."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'https://lexgap.example/{key}')}"


def midnight(iso: str) -> dt.datetime:
    """The beginning of a day, UTC."""
    return dt.datetime.combine(dt.date.fromisoformat(iso), dt.time(), dt.UTC)


def clean(text: str) -> str:
    """Words on one line without control characters."""
    from lexgap.analysis.briefs.citations import printed

    return printed(text)
