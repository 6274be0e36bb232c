"""Register of Legal Acts (TAR), Lithuania: consolidated versions as JSON with the plain text.

Takes the version that holds on the day of the response, or the one without an end.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from lexgap.crawlers.formats.answer import parse_json
from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

ARTICLE = re.compile(r"(\d+[¹²³⁴⁵⁶⁷⁸⁹⁰]*(?:\(\d+\))?)\s+straipsnis\.?\s*(.*)")
DIVISION = re.compile(r"(?:[IVXLC]+|[A-ZĄČĘĖĮŠŲŪŽ]+)\s(KNYGA|DALIS|SKYRIUS|SKIRSNIS)\b")
RANKS = ("KNYGA", "DALIS", "SKYRIUS", "SKIRSNIS")
REPEALED = re.compile(r"(?:Neteko galios|Netenka galios|Panaikint)", re.IGNORECASE)
NOTE = re.compile(
    r"(?:Straipsnio|Skyriaus|Skirsnio|Dalies|Punkto|Kodekso)\s(?:pakeitimai|numeracijos)\b"
    r"|Nr\.\s[\w-]+,\s\d{4}-|TAR pastaba|(?:Papildyta|Pakeist[ai]s?)\b.*\d{4}"
)


def _point(parent: str, number: str) -> str:
    return f"{parent} {number} p." if parent.endswith("d.") else f"{parent} str. {number} p."


MARKERS = [
    Marker(
        "subsection",
        re.compile(r"(\d+[¹²³⁴⁵⁶⁷⁸⁹]*)\.\s+"),
        lambda parent, n: f"{parent} str. {n} d.",
        list_item=False,
    ),
    Marker("paragraph", re.compile(r"(\d+[¹²³⁴⁵⁶⁷⁸⁹]*)\)\s*"), _point),
]


class TarPage(Page):
    """Articles `162`, paragraphs `162 str. 1 d.`, points `162 str. 1 d. 2 p.`; title from the country file."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        try:
            versions = parse_json(self)["_data"]
        except KeyError as error:
            raise self.changed(f"no data of the register ({error!r})") from error
        version = self.version(self.some(versions, "version"))
        if "tekstas_lt" not in version:
            raise self.changed("a version without tekstas_lt")
        lines = [line for line in tidy(str(version["tekstas_lt"])).split("\n") if line]
        as_at = _day(version["galioja_nuo"]) if version.get("galioja_nuo") else None
        rows = self.collect(as_at)
        self.read(lines, rows)
        self.some(rows.rows, "line '1 straipsnis'")
        yield self.act(rows, title=self.entry.title or lines[0], as_at=as_at)

    def version(self, versions: Any) -> dict[str, Any]:
        """The version in force."""
        dated = [v for v in versions if "galioja_nuo" in v]
        if not dated:
            return dict(self.one(versions, "undated version"))
        day = self.received.date
        if day is None:
            found = [v for v in dated if not v["galioja_iki"]]
        else:
            found = [v for v in dated if _day(v["galioja_nuo"]) <= day]
            found = [v for v in found if not v["galioja_iki"] or day < _day(v["galioja_iki"])]
        return dict(self.one(found, "version in force"))

    def read(self, lines: list[str], rows: Provisions) -> None:
        """Read divisions and articles from the lines of the text."""
        path: list[tuple[int, str]] = []
        article: re.Match[str] | None = None
        text: list[str] = []
        fresh = False
        for line in lines:
            division, start = DIVISION.match(line), ARTICLE.fullmatch(line)
            if division or start:
                _flush(rows, article, text, path)
                article, text, fresh = start, [], bool(division)
            if division:
                rank = RANKS.index(division[1])
                path = [*((r, h) for r, h in path if r < rank), (rank, line)]
            elif article is not None and not start and not NOTE.match(line):
                text.append(line)
            elif fresh and not start:
                path[-1] = (path[-1][0], f"{path[-1][1]} {line}")
        _flush(rows, article, text, path)


def _flush(
    rows: Provisions, article: re.Match[str] | None, text: list[str], path: list[tuple[int, str]]
) -> None:
    if article is None or not text or REPEALED.match(text[0]) or REPEALED.match(article[2]):
        return
    part = outline(article[1], article[1], text, MARKERS)
    add_part(rows, part, heading=article[2], path=[heading for _, heading in path])


def _day(stated: str) -> dt.date:
    return dt.date.fromisoformat(stated[:10])
