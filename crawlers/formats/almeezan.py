"""Al Meezan, Qatar: the word view of a law, one HTML page in Arabic."""

import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.html import lines, parse_html
from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

SIZE = re.compile(r"font-size:\s*(\d+)px")
NUMBER, TEXT, NOTE = 20, 16, 14
ARTICLE = "المادة"
REPEALED = re.compile("[أا]لغيت")
DASH = re.compile(r"\s*-\s*")
COUNT = re.compile(r"عدد المواد\s*:\s*(\d+)")
ITEM = Marker(
    "paragraph",
    re.compile(r"(\d{1,3})\s*[-–]\s*(?=\D)"),
    lambda parent, number: f"{parent} بند {number}",
    follows=lambda last, number: int(number) == int(last or 0) + 1,
)
LETTER = Marker(
    "subparagraph",
    re.compile(r"([أا-ي]|هـ)\s*[)-]\s*(?=\D)"),
    lambda parent, number: f"{parent} ({number})",
)


class AlMeezanPage(Page):
    """The articles under `divTreeDetails`; sizes of type tell number, text and note apart."""

    def acts(self) -> Iterator[Act]:
        """Yield the law of this page. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        body = self.one(root.xpath("//div[@id='divTreeDetails']"), "div divTreeDetails")
        title = tidy(self.one(root.xpath("//head/title"), "title").text_content())
        rows = self.collect()
        self._read(body, rows)
        cells = (tidy(cell.text_content()) for cell in root.xpath("//td[not(.//td)]"))
        counts = [int(m[1]) for m in map(COUNT.fullmatch, cells) if m]
        stated = self.one(counts, "number of articles stated by the page")
        found = sum(row.level == "section" for row in rows.rows)
        if found + self.repealed < stated:
            raise self.changed(f"the page states {stated} articles, {found} are readable")
        yield self.act(rows, title=title.replace("\n", " "))

    def _read(self, body: etree._Element, rows: Provisions) -> None:
        self.repealed = 0
        path: list[tuple[int, str]] = []
        number, claimed = "", set[etree._Element]()
        text: list[str] = []
        for element in body.iter():
            if any(above in claimed for above in element.iterancestors()):
                continue
            kind = _kind(element)
            if kind == "heading":
                number, text = self._flush(rows, number, text, path), []
                size, heading = _size(element), tidy(element.text_content())
                path = [*((s, h) for s, h in path if s > size), (size, heading)]
            elif kind == "number":
                self._flush(rows, number, text, path)
                number, text = tidy(element.text_content()), []
            elif kind == "text":
                if not number and lines(element):
                    raise self.changed("text before the first article")
                text = [*text, *lines(element)]
            if kind:
                claimed.add(element)
        self._flush(rows, number, text, path)
        self._nothing_else(body, claimed)

    def _flush(
        self, rows: Provisions, number: str, text: list[str], path: list[tuple[int, str]]
    ) -> str:
        if not number:
            return ""
        if REPEALED.search(number):
            self.repealed += 1
            return ""
        if not text:
            raise self.changed(f"article {number} has no text")
        printed = number.partition(" (")[0].strip()
        citation = f"{ARTICLE} {DASH.sub(' ', printed)}"
        part = outline(printed, citation, text, [ITEM, LETTER])
        add_part(rows, part, path=[heading for _, heading in path])
        return ""

    def _nothing_else(self, body: etree._Element, claimed: set[etree._Element]) -> None:
        for text in body.xpath(".//text()"):
            node = text.getparent() if text.is_text else text.getparent().getparent()
            above = [node, *node.iterancestors()]
            if text.strip() and text.strip() != ARTICLE and not claimed.intersection(above):
                raise self.changed(f"text outside the articles: {text.strip()[:40]!r}")


def _size(element: etree._Element) -> int:
    match = SIZE.search(element.get("style") or "")
    return int(match[1]) if match else 0


def _kind(element: etree._Element) -> str:
    if element.tag == "a" and (element.get("name") or "").startswith("Section_"):
        return "heading"
    if element.tag != "span" or element.xpath(".//a[starts-with(@name, 'Section_')]"):
        return ""
    return {NUMBER: "number", TEXT: "text", NOTE: "note"}.get(_size(element), "")
