"""law.go.kr, Korea: one act as XML (`lawService.do?target=law`).

Addenda and the forms and tables of annexes are not read.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.formats.xml import children, local, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level

ARTICLE, HEADING = "조문", "전문"
DIVISION = re.compile(r"제\d+(편|장|절|관)(?:의\d+)?\s*(.*)")
RANKS = "편장절관"
HEAD = re.compile(r"제\d+조(?:의\d+)?\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*")
NOTE = re.compile(
    r"[<\[](?:전문\s?|일부\s?|본조\s?|제목\s?|종전)?(?:개정|신설|삭제|이동|시행일|단서|제)[^<>\[\]]*[>\]]"
)
REPEALED = re.compile(r"삭제\s*(?:[<\[][^<>\[\]]*[>\]])?\.?")
CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿]\s*")
ITEM = re.compile(r"(?:\d+(?:의\d+)?\.|[가-힣]\.)\s*")
KINDS: dict[str, tuple[Level, str]] = {
    "항": ("subsection", "제{}항"),
    "호": ("paragraph", "제{}호"),
    "목": ("subparagraph", "{}목"),
}
BELOW = {"조문단위": ("항",), "항": ("호",), "호": ("목",), "목": ()}


class LawGoKrPage(Page):
    """Articles `제11조의2`, `제11조의2제1항제2호가목`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_xml(self, "법령")
        known = self.one(children(root, "기본정보"), "기본정보")
        title = text_of(self.one(children(known, "법령명_한글"), "법령명_한글"))
        stated = text_of(self.one(children(known, "시행일자"), "시행일자"))
        try:
            as_at = dt.datetime.strptime(stated, "%Y%m%d").date()
        except ValueError as error:
            raise self.changed(f"시행일자 is {stated!r}") from error
        rows = self.collect(as_at)
        path: list[tuple[int, str]] = []
        articles = self.one(children(root, "조문"), "조문")
        for unit in self.some(children(articles, "조문단위"), "조문단위"):
            kind = self.field(unit, "조문여부")
            if kind == HEADING:
                path = _headed(path, self.field(unit, "조문내용"))
            elif kind == ARTICLE:
                self.article(unit, rows, [heading for _, heading in path])
            else:
                raise self.changed(f"unknown 조문여부 {kind}")
        number = text_of(self.one(children(known, "공포번호"), "공포번호"))
        yield self.act(rows, title=title, citation=f"제{number.lstrip('0')}호", as_at=as_at)

    def field(self, unit: etree._Element, name: str) -> str:
        """Text of the only child `name`."""
        return text_of(self.one(children(unit, name), name))

    def article(self, unit: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read one article."""
        branch = [text_of(e) for e in children(unit, "조문가지번호") if text_of(e)]
        number = f"제{self.field(unit, '조문번호')}조" + (f"의{branch[0]}" if branch else "")
        part = Part(number, number, "section", 0)
        part.heading = " ".join(text_of(e) for e in children(unit, "조문제목"))
        text = _clean(HEAD.sub("", self.field(unit, "조문내용"), count=1))
        if REPEALED.fullmatch(text):
            return
        part.lines = [text] if text else []
        self.parts(unit, part)
        if part.lines or part.parts:
            add_part(rows, part, path=path)

    def parts(self, unit: etree._Element, part: Part) -> None:
        """Read paragraphs, items and sub-items below `unit`."""
        kinds = BELOW[local(unit)]
        for child in children(unit, *kinds) if kinds else ():
            name = local(child)
            printed = " ".join(text_of(e) for e in children(child, f"{name}번호"))
            text = " ".join(text_of(e) for e in children(child, f"{name}내용"))
            text = _clean((CIRCLED if name == "항" else ITEM).sub("", text, count=1))
            if not printed:
                part.lines.extend([text] if text else [])
                self.parts(child, part)
                continue
            level, cite = KINDS[name]
            citation = part.citation + cite.format(_plain(printed))
            below = Part(printed, citation, level, part.depth + 1, [text] if text else [])
            self.parts(child, below)
            if below.parts or not REPEALED.fullmatch(text or "삭제"):
                part.parts.append(below)


def _plain(printed: str) -> str:
    """Number of a paragraph or item as a citation writes it: ① is 1."""
    first = printed.strip(" .")
    for start, base in ((0x2460, 1), (0x3251, 21), (0x32B1, 36)):
        offset = ord(first[0]) - start
        if 0 <= offset < 20:
            return str(base + offset)
    return first


def _clean(text: str) -> str:
    return tidy(NOTE.sub("", text)).replace("\n", " ")


def _headed(path: list[tuple[int, str]], text: str) -> list[tuple[int, str]]:
    match = DIVISION.match(text)
    if match is None:
        return path
    rank = RANKS.index(match[1])
    return [*((r, heading) for r, heading in path if r < rank), (rank, _clean(text))]
