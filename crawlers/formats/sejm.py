"""Sejm ELI interface, Poland: the text of an act as HTML (`/eli/acts/DU/{year}/{pos}/text.html`)."""

import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level

TEXT = "Treść"
"""First word of the heading of the act's own text, beside those of its annexes."""
UNIT = re.compile(r"(?:^|\s)unit_([a-z]+)")
DIVISIONS = frozenset({"part", "book", "titl", "divi", "sect", "chpt", "subc", "oddz"})

WORDS = {"para": "§", "pass": "ust.", "pint": "pkt", "lett": "lit.", "tire": "tiret"}
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")
NOT_TEXT = re.compile(r"\b(?:gloss|hidden|footnote|tooltip)\b")
REPEALED = re.compile(r"\(?\s*(?:uchylon[yae]|skreślon[yae]|pominięt[yae])\s*\)?\.?")
NUMBER = re.compile(r"^(?:Art\.|§)\s*|[.)]+$")


class SejmPage(Page):
    """Articles `202`, their parts `202 § 4b`, `5 ust. 1 pkt 2 lit. a`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        if "Request Rejected" in "".join(root.itertext()):
            raise self.changed("the publisher answers 'Request Rejected'")
        heads = [tidy(" ".join(h.itertext())).replace("\n", " ") for h in root.xpath("//h1")]
        parts = self.some(root.xpath("//div[@class='parts']"), "div parts")
        rows = self.collect()
        for part in parts:
            for piece in part.xpath("./section/div[@class='part'] | ./div[@class='part']") or [
                part
            ]:
                name = " ".join("".join(piece.xpath("./h2//text()")).split())
                self.walk(piece, rows, [] if TEXT in name or not name else [name])
        yield self.act(rows, title=self.entry.title or str(self.one(heads, "h1")))

    def walk(self, holder: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read divisions and articles below `holder`."""
        loose = Part("", path[-1] if path else "", "section", 0)
        for child in holder:
            kind = _kind(child)
            if kind in WORDS and kind != "para" and path:
                self.unit(child, kind, loose)
            elif kind == "arti" or (kind == "para" and not _in_article(child)):
                self.article(child, kind, rows, path)
            elif kind in DIVISIONS:
                heading = " ".join(block_text(h, _skip) for h in child.xpath("./h2|./h3|./h4"))
                self.walk(child, rows, [*path, heading.replace("\n", " ")] if heading else path)
            elif kind:
                raise self.changed(f"unit of unknown kind {kind}")
            elif isinstance(child.tag, str) and not _skip(child):
                self.walk(child, rows, path)
        if loose.parts:
            add_part(rows, loose, path=path)

    def article(self, unit: etree._Element, kind: str, rows: Provisions, path: list[str]) -> None:
        """Read one article, or a section of an act that has no articles."""
        number = self.number(unit)
        part = Part(number, number, "section", 0)
        self.fill(unit, part)
        if part.parts or not REPEALED.fullmatch(part.text or "uchylony"):
            add_part(rows, part, path=path)

    def number(self, unit: etree._Element) -> str:
        """Number of a unit without the word before it."""
        printed = [block_text(h, _skip) for h in unit.xpath("./h3|./h4|./h5|./h6")]
        text = str(self.one(printed, "number of a unit"))
        return tidy(NUMBER.sub("", NUMBER.sub("", text)))

    def fill(self, holder: etree._Element, part: Part) -> None:
        """Add the text and the units below `holder`."""
        for child in holder:
            kind = _kind(child)
            if kind in WORDS:
                self.unit(child, kind, part)
            elif kind == "arti" or kind in DIVISIONS:
                # An article that an amending point puts into another act is text of the point.
                self.line(block_text(child, _skip), part)
            elif kind:
                raise self.changed(f"unit of unknown kind {kind} in article {part.citation}")
            elif child.tag in {"h3", "h4", "h5", "h6"} or _skip(child):
                continue
            elif child.xpath(".//div[contains(@class, 'unit_')]"):
                self.fill(child, part)
            else:
                self.line(block_text(child, _skip), part)

    def unit(self, unit: etree._Element, kind: str, part: Part) -> None:
        """Add a numbered unit below `part`."""
        number = self.number(unit)
        level = LEVELS[min(part.depth + 1, 4)]
        below = Part(number, f"{part.citation} {WORDS[kind]} {number}", level, part.depth + 1)
        self.fill(unit, below)
        if below.parts or not REPEALED.fullmatch(below.text or "uchylony"):
            part.parts.append(below)

    def line(self, text: str, part: Part) -> None:
        """Add text, after a list as a part of its own."""
        if text and part.parts:
            level = LEVELS[min(part.depth + 1, 4)]
            part.parts.append(Part("", part.citation, level, part.depth + 1, [text]))
        elif text:
            part.lines.append(text)


def _in_article(unit: etree._Element) -> bool:
    """Whether the unit stands inside an article."""
    return any(_kind(above) == "arti" for above in unit.iterancestors())


def _kind(element: etree._Element) -> str:
    match = UNIT.search(element.get("class") or "") if element.tag == "div" else None
    return match[1] if match else ""


def _skip(element: etree._Element) -> bool:
    return element.tag == "script" or bool(NOT_TEXT.search(element.get("class") or ""))
