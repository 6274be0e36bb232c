"""Verkhovna Rada, Ukraine: the page of an act (`data.rada.gov.ua/laws/show/{nreg}`), flat HTML.

Editorial notes stand in braces. Tables (coat of arms, signatures) are not read.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

STATED = re.compile(r"Текст документа від (\d{2})\.(\d{2})\.(\d{4})")
CURRENT = "Чинний"
NOTE = re.compile(r"\{[^{}]*\}")
ARTICLE = re.compile(r"Стаття\s+(\d+(?:\s?-\s?\d+)?)\s*\.\s*(.*)", re.DOTALL)
DIVISION = re.compile(
    r"(Книга|Розділ|ЗАГАЛЬНА ЧАСТИНА|ОСОБЛИВА ЧАСТИНА|Глава|Параграф)\b", re.IGNORECASE
)
RANKS = {"книга": 0, "загальна частина": 1, "особлива частина": 1, "розділ": 2, "глава": 3}
REPEALED = re.compile(
    r"\(?(?:Статтю|Частину|Пункт)?\s*(?:виключено|втратила чинність)", re.IGNORECASE
)
MARKERS = [
    Marker(
        "subsection",
        re.compile(r"(Примітка|ПРИМІТКА)\.\s*"),
        lambda parent, number: f"{parent} {number.lower()}",
        list_item=False,
    ),
    Marker(
        "subsection",
        re.compile(r"(\d+(?:-\d+)?)\.\s+"),
        lambda parent, n: f"{parent} п. {n}" if parent.endswith("примітка") else f"{parent} ч. {n}",
        list_item=False,
    ),
    Marker(
        "paragraph",
        re.compile(r"(\d+(?:-\d+)?|[а-яґєії])\)\s*"),
        lambda parent, number: f"{parent} п. {number}",
    ),
]


class RadaPage(Page):
    """Articles `301-1`, their parts `301-1 ч. 1`, points `96-2 ч. 1 п. 1`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        article = self.one(root.xpath("//div[@id='article']"), "div article")
        title = block_text(self.one(root.xpath("//h1"), "h1")).replace("\n", " ")
        heads = " ".join(tidy(h.text_content()) for h in root.xpath("//h3"))
        stated = STATED.search(heads)
        if stated is None:
            raise self.changed("no date of the text ('Текст документа від')")
        day, month, year = (int(part) for part in stated.groups())
        as_at = dt.date(year, month, day)
        states = [tidy(h.text_content()) for h in root.xpath("//h4")]
        valid = self.one([s for s in states if s.startswith("Стан:")], "state of the act")
        rows = self.collect(as_at)
        self.read(article, rows)
        self.some(
            [row for row in rows.rows if row.number and row.level == "section"], "line 'Стаття 1'"
        )
        yield self.act(
            rows,
            title=title,
            as_at=as_at,
            text_state=None if CURRENT in valid else "point-in-time",
        )

    def read(self, article: etree._Element, rows: Provisions) -> None:
        """Read the paragraphs of the page."""
        path: list[tuple[int, str]] = []
        start: re.Match[str] | None = None
        text: list[str] = []
        for paragraph in article.xpath(".//p[not(ancestor::table)]"):
            words = NOTE.sub("", block_text(paragraph).replace("\n", " ")).strip()
            if not words:
                continue
            head, division = ARTICLE.match(words), DIVISION.match(words)
            if division and len(words) > 200:
                division = None
            if head or division:
                _flush(rows, start, text, path)
                start, text = head, []
            if division:
                rank = RANKS.get(division[1].lower(), 4)
                path = [*((r, h) for r, h in path if r < rank), (rank, tidy(words))]
            elif not head and (start or path):
                text.append(tidy(words))
        _flush(rows, start, text, path)


def _flush(
    rows: Provisions, head: re.Match[str] | None, text: list[str], path: list[tuple[int, str]]
) -> None:
    above = [heading for _, heading in path]
    if head is None:
        if text and above:
            add_part(rows, outline("", above[-1], text, MARKERS), path=above)
        return
    number, heading = re.sub(r"\s", "", head[1]), tidy(head[2])
    if not text:
        # An article of one sentence prints it after its number, where others print the heading.
        text, heading = [heading], ""
    if text == [""] or REPEALED.match(text[0]):
        return
    add_part(rows, outline(number, number, text, MARKERS), heading=heading, path=above)
