"""Laws & Regulations Database of Taiwan's Ministry of Justice: one act as XML, in two languages."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.formats.xml import children, local, parse_xml
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level, TextState
from lexgap.schema.numerals import ideographic

REPEALED = re.compile(r"\W*(?:刪除|deleted|deletion|repealed|abolished)?\W*", re.IGNORECASE)
OPEN_DATE = "99991231"
"""The ministry's sign for parts whose day of effect is still to be set."""


@dataclass(frozen=True)
class Wording:
    """How one language names and numbers the parts of an article."""

    title: str
    """Element that holds the title."""
    changed: str
    """Element that holds the day of the last change."""
    steps: tuple[re.Pattern[str], ...]
    """How a list item and an item below it begin; group 1 is the number as printed."""
    value: Callable[[str], int]
    cite: tuple[str, str, str]
    """Citation of paragraph, item and sub-item: `{above}` and `{n}`."""


CHINESE = Wording(
    "法規名稱",
    "最新異動日期",
    (
        re.compile(r"([一二三四五六七八九十百]+)、\s*"),
        re.compile(r"[（(]([一二三四五六七八九十]+)[）)]\s*"),
    ),
    ideographic,
    ("{above}第 {n} 項", "{above}第 {n} 款", "{above}第 {n} 目"),
)
ENGLISH = Wording(
    "英文法規名稱",
    "最新英文異動日期",
    (re.compile(r"(\d{1,2})\.\s*"), re.compile(r"\((\d{1,2})\)\s*")),
    int,
    ("{above}, paragraph {n}", "{above}, subparagraph {n}", "{above}, item {n}"),
)
WORDINGS = {"zh-Hant": CHINESE, "en": ENGLISH}


class MojPage(Page):
    """One act of law.moj.gov.tw, in Chinese or in the ministry's English translation.

    `as_at` is the day of the last change. Where the ministry marks parts as not yet in effect,
    the Chinese text is a point in time; English is a translation. Each line of an article is a
    paragraph (項) or an item (款) of the paragraph before it; the only paragraph of an article is
    the article's own text. History and deleted articles are left out.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_xml(self, "法規")
        if self.entry.language not in WORDINGS:
            raise self.changed(f"language {self.entry.language} is none of {', '.join(WORDINGS)}")
        self.wording = WORDINGS[self.entry.language]
        if self._field(root, "廢止註記"):
            raise self.changed("the act is marked as abolished (廢止)")
        as_at = self._day(self._field(root, self.wording.changed))
        rows = self.collect(as_at)
        body = self.one(children(root, "法規內容"), "法規內容")
        path: tuple[str, ...] = ()
        for child in children(body):
            if local(child) == "編章節":
                path = self._path(path, child.text or "")
            elif local(child) == "條文":
                self._article(rows, child, path)
            else:
                raise self.changed(f"unknown element {local(child)} in 法規內容")
        yield self.act(
            rows,
            title=self._field(root, self.wording.title),
            citation=self.entry.work.upper(),
            as_at=as_at,
            text_state=self._state(root),
        )

    def _state(self, root: etree._Element) -> TextState | None:
        if self.wording is ENGLISH:
            return "translation"
        pending = [e.text for e in children(root, "生效日期")] == [OPEN_DATE]
        return "point-in-time" if pending else None

    def _field(self, root: etree._Element, name: str) -> str:
        return tidy(self.one(children(root, name), name).text or "").replace("\n", " ")

    def _day(self, text: str) -> dt.date:
        try:
            return dt.datetime.strptime(text, "%Y%m%d").date()
        except ValueError as error:
            raise self.changed(f"{self.wording.changed} is {text!r}, no date") from error

    def _path(self, path: tuple[str, ...], printed: str) -> tuple[str, ...]:
        """Three blanks of indentation are one level; chapters of an act without parts have one."""
        depth = (len(printed) - len(printed.lstrip(" "))) // 3
        return (*(*path, *[""] * depth)[:depth], tidy(printed))

    def _article(self, rows: Provisions, element: etree._Element, path: Sequence[str]) -> None:
        number = self._field(element, "條號")
        text = tidy(self.one(children(element, "條文內容"), "條文內容").text or "")
        if REPEALED.fullmatch(text):
            return
        if not number:
            raise self.changed(f"an article without number: {text[:40]!r}")
        part = self._divide(number, text.split("\n"))
        add_part(rows, part, path=[name for name in path if name])

    def _divide(self, number: str, lines: Sequence[str]) -> Part:
        """Paragraphs in order, each with the items that follow it."""
        root = Part(number, number, "section", -1)
        groups: list[list[str]] = []
        for line in lines:
            if groups and self._step(line):
                groups[-1].append(line)
            else:
                groups.append([line])
        if len(groups) == 1:
            self._items(root, groups[0])
            return root
        for n, group in enumerate(groups, 1):
            citation = self.wording.cite[0].format(above=number, n=n)
            root.parts.append(Part("", citation, "subsection", 0))
            self._items(root.parts[-1], group)
        return root

    def _items(self, part: Part, lines: Sequence[str]) -> None:
        item: Part | None = None
        for line in lines:
            found = self._step(line)
            if found is None:
                part.lines.append(line)
                continue
            depth, match = found
            above = item if depth and item is not None else part
            cite = self.wording.cite[depth + 1]
            citation = cite.format(above=above.citation, n=self.wording.value(match[1]))
            level: Level = "paragraph" if above is part else "subparagraph"
            text = line[match.end() :]
            if REPEALED.fullmatch(text) is None:
                above.parts.append(Part(match[1], citation, level, depth + 1, [text]))
                item = above.parts[-1] if above is part else item

    def _step(self, line: str) -> tuple[int, re.Match[str]] | None:
        for depth, pattern in enumerate(self.wording.steps):
            match = pattern.match(line)
            if match is not None:
                return depth, match
        return None
