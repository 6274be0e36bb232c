"""The LawPhil Project (lawphil.net), Philippines: an act's page as passed, flat HTML.

A private host of official texts: `as-enacted`, later amendments are acts of their own. Read are the
paragraphs up to "Approved"; the signatures and notes after it are not law, nor are the marks that
the host hides in the text. Checked against eight of its pages kept in a public repository; labels
say windows-1252, some pages are UTF-8.
"""

import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import (
    Kind,
    add_part,
    by_appearance,
    next_letter,
    next_number,
    next_roman,
    outline,
)
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, TextState

NAME = re.compile(
    r"\[?\s*((?:Republic Act|Act|Commonwealth Act|Batas Pambansa(?: Blg\.?)?|Presidential Decree|"
    r"Executive Order) No\. ?\d+(?:-[A-Z])?)\b.*",
    re.IGNORECASE,
)
TITLE = re.compile(r"an act\b.*", re.IGNORECASE | re.DOTALL)
SECTION = re.compile(r"(?:section|sec\.|article|art\.)\s*(\d+(?:-[A-Z])?)\s*\.\s*", re.IGNORECASE)
HEADING = re.compile(r"([^\n]{1,200}?)\s*\.?\s*(?:[–—]|\.-|\s-\s|-\s)\s*")
RANKS = {"book": 0, "title": 1, "preliminary": 1, "chapter": 2, "rule": 2, "part": 2, "section": 3}
DIVISION = re.compile(r"(BOOK|PRELIMINARY TITLE|TITLE|CHAPTER|RULE|PART|SECTION)\b", re.IGNORECASE)
LOWEST = 4
END = re.compile(r"approved\s*(?:[,:.].*)?", re.IGNORECASE)
HIDDEN = re.compile(r"1[aâ]\S{0,3}[pρ⍴]h[i!]1|ℒαwρhi\S?")
KINDS = (
    Kind(re.compile(r"\(?([a-z])\)\s*"), "{parent}({number})", next_letter),
    Kind(re.compile(r"\(?(([a-z])\2)\)\s*"), "{parent}({number})", next_letter),
    Kind(re.compile(r"\(?(\d{1,2})[.)]\s+"), "{parent}({number})", next_number),
    Kind(re.compile(r"\(?([ivx]{1,5})\)\s*"), "{parent}({number})", next_roman),
    Kind(re.compile(r"([A-Z])\.\s+"), "{parent}({number})", next_letter),
)


class LawphilPage(Page):
    """Sections and articles `4(c)(2)`, as passed."""

    text_state: ClassVar[TextState] = "as-enacted"

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig", "cp1252")
        holders = root.xpath("//blockquote[not(ancestor::blockquote)]")
        holder = self.one([h for h in holders if h.xpath(".//p")], "blockquote with paragraphs")
        paragraphs = list(holder.xpath(".//p[not(ancestor::table[ancestor::blockquote])]"))
        lines = [(p, printed(p)) for p in paragraphs]
        names = [NAME.fullmatch(text) for _, text in lines[:12]]
        name = self.some([match[1] for match in names if match], "number of the act")[0]
        titles = [text for _, text in lines[:12] if TITLE.fullmatch(text)]
        rows = self.collect()
        self.read(lines, rows)
        self.some(rows.rows, "line 'Section 1.' or 'Article 1.'")
        title = self.entry.title or (titles[0].replace("\n", " ") if titles else name)
        yield self.act(rows, title=title, citation=name)

    def read(self, lines: list[tuple[etree._Element, str]], rows: Provisions) -> None:
        """Read the paragraphs from the first section to the approval."""
        path: list[tuple[int, str]] = []
        number, headed, last = "", False, 0
        text: list[str] = []
        for element, line in lines:
            start = SECTION.match(line)
            value = int(start[1].split("-")[0]) if start else 0
            begins = start is not None and not centred(element) and value >= last
            if begins or centred(element) or END.fullmatch(line):
                flush(rows, number, text, path)
            if END.fullmatch(line):
                return
            if start is not None and begins:
                number, text, last, headed = start[1], [line[start.end() :]], value, False
            elif centred(element):
                path, headed = divided(path, line, headed, begun=bool(rows.rows))
                number, text = "", []
            elif number:
                text.append(line.replace("\n", " "))
        raise self.changed("no line 'Approved' after the sections")


def printed(paragraph: etree._Element) -> str:
    """Text of a paragraph without hidden marks and note signs."""
    text = block_text(paragraph, skip=lambda e: e.tag in {"cite", "sup"})
    return tidy(HIDDEN.sub("", text))


def centred(paragraph: etree._Element) -> bool:
    """Whether a paragraph is centred, as headings are."""
    css = {*str(paragraph.get("class", "")).split()}
    return paragraph.get("align") == "center" or bool(css & {"c", "cb"})


def divided(
    path: list[tuple[int, str]], line: str, headed: bool, *, begun: bool
) -> tuple[list[tuple[int, str]], bool]:
    """The headings after a centred line, and whether the next one may go on with it."""
    text = line.replace("\n", " ")
    division = DIVISION.match(text)
    if division:
        rank = RANKS[division[1].split()[0].lower()]
        return [*((r, h) for r, h in path if r < rank), (rank, text)], True
    if headed:
        return [*path[:-1], (path[-1][0], f"{path[-1][1]} {text}")], False
    if not (begun and text):
        return path, False
    return [*((r, h) for r, h in path if r < LOWEST), (LOWEST, text)], False


def flush(rows: Provisions, number: str, text: list[str], path: list[tuple[int, str]]) -> None:
    """Add the section that ends here, if one is open."""
    if not number or not any(text):
        return
    heading = HEADING.match(text[0])
    first = text[0][heading.end() :] if heading else text[0]
    lines = [line for line in (first.replace("\n", " "), *text[1:]) if line]
    part = outline(number, number, lines, by_appearance(lines, KINDS))
    name = heading[1].replace("\n", " ") if heading else ""
    add_part(rows, part, heading=name, path=[h for _, h in path])
