"""Legal information institutes on Peachjam (ZA, KE, ZM, UG, TZ ...): Akoma Ntoso shown as HTML.

Every element carries its Akoma Ntoso name as a class (`akn-section`); the page is turned back into
that tree and read by the reader of Akoma Ntoso.
"""

import datetime as dt
import re

from lxml import etree

from lexgap.crawlers.formats.akn import SECTIONS, AknPage
from lexgap.crawlers.formats.html import parse_html
from lexgap.crawlers.page import tidy

CLASS = re.compile(r"(?:^|\s)akn-([A-Za-z]\w*)")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NUMBERED = re.compile(r"(\w[\w.-]*?)\.?\s+(?=\S)")
DIGIT = re.compile(r"\d")
VERSION = re.compile(r"version of this document (?:from|at|as at) (\d{1,2} \w+ \d{4})")
IN_ADDRESS = re.compile(r"@(\d{4}-\d{2}-\d{2})")
NOT_LAW = frozenset({"preface", "preamble", "remark", "meta", "conclusions", "coverPage"})


class PeachjamPage(AknPage):
    """One act of a legal information institute: `7(3)(a)`."""

    not_law = NOT_LAW

    def parse(self) -> etree._Element:
        """The page as a tree of Akoma Ntoso."""
        page = parse_html(self, "utf-8-sig")
        found = page.xpath("//*[contains(concat(' ', @class, ' '), ' akn-akomaNtoso ')]")
        shown = self.one(found, "element akn-akomaNtoso")
        self.heads = [tidy("".join(h.itertext())) for h in page.xpath("//h1")]
        notices = page.xpath("//li[contains(@class, 'as-at-date-notice')]")
        self.notice = tidy(" ".join("".join(notice.itertext()) for notice in notices))
        root = etree.Element("akomaNtoso")
        _copy(shown, root)
        return root

    def title(self, act: etree._Element) -> str:
        """Title on the cover."""
        return str(self.some([head for head in self.heads if head], "h1")[0])

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the version as the cover or the address states it."""
        stated = VERSION.search(self.notice)
        if stated:
            try:
                return dt.datetime.strptime(stated[1], "%d %B %Y").date()
            except ValueError as error:
                raise self.changed(f"no date in {self.notice!r}") from error
        match = IN_ADDRESS.search(self.received.url)
        return dt.date.fromisoformat(match[1]) if match else None


def _copy(shown: etree._Element, into: etree._Element) -> None:
    """Copy text and children of an HTML element below an element of Akoma Ntoso."""
    into.text = shown.text
    for child in shown:
        if not isinstance(child.tag, str):
            continue
        match = CLASS.search(child.get("class") or "")
        if child.tag in HEADINGS and into.tag not in {"doc", "attachment"}:
            _copy_heading(child, into)
        else:
            name = match[1] if match else "heading" if child.tag in HEADINGS else child.tag
            below = etree.SubElement(into, name)
            if name == "doc" and into.tag == "attachment":
                below.set("name", _heading_of(into))
            _copy(child, below)
        into[-1].tail = child.tail


def _copy_heading(shown: etree._Element, into: etree._Element) -> None:
    text = tidy("".join(shown.itertext())).replace("\n", " ")
    number = NUMBERED.match(text) if into.tag in SECTIONS else None
    if number and DIGIT.search(number[1]):
        etree.SubElement(into, "num").text = number[1]
        text = text[number.end() :]
    elif into.tag in SECTIONS and DIGIT.search(text) and " " not in text:
        etree.SubElement(into, "num").text, text = text, ""
    etree.SubElement(into, "heading").text = text


def _heading_of(attachment: etree._Element) -> str:
    found = (tidy("".join(e.itertext())) for e in attachment if e.tag == "heading")
    return next(found, "").replace("\n", " ")
