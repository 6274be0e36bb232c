"""Revised Acts, Ireland: the consolidated act of the Law Reform Commission as HTML.

`section.sect` holds number, title and paragraphs, inside `section.part` and `section.chapter`; what
an amendment put in stands in `F12[...]`, and what the Commission says about it in `annotations`.
Written after the structure that a public reader of these pages states; no page is recorded.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.isb import add_section
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

UPDATED = re.compile(r"Updated to (\d{1,2} \w+ \d{4})")
DIVISIONS = frozenset({"part", "chapter", "schedule"})
NOT_LAW = frozenset({"annotations", "annotation", "footnotes"})
MARK = re.compile(r"F\d+\s*\[")
REPEALED = re.compile(r"[\s.…]*")


class IsbRevisedPage(Page):
    """Sections `3(1)(a)`, as they are on the day to which the Commission updated the act."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        stated = UPDATED.search(" ".join(" ".join(root.itertext()).split()))
        if stated is None:
            raise self.changed("no day to which the act is updated ('Updated to')")
        try:
            as_at = dt.datetime.strptime(stated[1], "%d %B %Y").date()
        except ValueError as error:
            raise self.changed(f"the act is updated to {stated[1]!r}") from error
        body = self.one(root.xpath("//div[@class='body']"), "div body")
        rows = self.collect(as_at)
        self.walk(body, rows, [])
        self.some(rows.rows, "section sect")
        titles = [tidy("".join(e.itertext())) for e in root.xpath("//head/title")]
        title = self.entry.title or self.one([t for t in titles if t], "title")
        yield self.act(rows, title=title, as_at=as_at)

    def walk(self, holder: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read the divisions and sections of `holder`."""
        for child in holder:
            css = str(child.get("class", ""))
            if child.tag == "section" and css == "sect":
                self.section(child, rows, path)
            elif child.tag == "section" and css in DIVISIONS:
                heads = (
                    printed(e) for e in child.xpath("./div[@class='number' or @class='title']")
                )
                heading = " ".join(filter(None, heads)).replace("\n", " ")
                self.walk(child, rows, [*path, heading] if heading else path)
            elif child.tag == "section":
                raise self.changed(f"unknown section {css!r}")

    def section(self, sect: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read one section."""
        found = sect.xpath("./div[@class='number']")
        number = printed(self.one(found, "number of a section")).rstrip(".")
        heading = " ".join(printed(e) for e in sect.xpath("./div[@class='title']"))
        blocks = [e for e in sect if e.tag in {"p", "table"}]
        lines = [printed(e).replace("\n", " ") for e in blocks]
        if not all(REPEALED.fullmatch(line) for line in lines):
            add_section(rows, number, heading.replace("\n", " "), lines, path)


def printed(element: etree._Element) -> str:
    """Printed text without the marks of amendments."""
    text = MARK.sub("", block_text(element, lambda e: str(e.get("class", "")) in NOT_LAW))
    kept, opened = [], 0
    for sign in text:
        opened += sign == "["
        if sign == "]" and not opened:
            continue
        opened -= sign == "]"
        kept.append(sign)
    return tidy("".join(kept))
