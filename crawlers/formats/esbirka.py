"""e-Sbírka, Czechia: one page of an act's fragments as JSON (`.../fragmenty?cisloStranky=n`).

An act has several pages, each an entry of its own and an incomplete act of one work. A page may
begin inside a section: then the address of the fragment (`eli`) says in which.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from lexgap.crawlers.formats.answer import parse_json
from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema import ids
from lexgap.schema.models import Act, Level

DATE = re.compile(r"/(\d{4}-\d{2}-\d{2})$")
PAGE = re.compile(r"cisloStranky=(\d+)")
IN_SECTION = re.compile(r"/(par|cl)_([\w-]+)")
NO_LAW = re.compile(r"\(?zruš(?:en|ena|eno|eny)?\)?\.?", re.IGNORECASE)
NOTE_MARK = re.compile(r"\d+[a-z]?\)")
DIVISIONS = ("Cast", "Hlava", "Dil", "Oddil", "Pododdil", "Kniha")
SECTIONS = ("Paragraf", "Clanek")
NOT_LAW = ("Virtual", "Prefix", "Postfix", "Poznamka", "Podpis", "Poznamky", "Preambule")
QUOTE = "Block_Citace"
"""What stands below it is put into another act: text of the part that is open."""
PARTS: dict[str, tuple[Level, str]] = {
    "Odstavec": ("subsection", "{} odst. {}"),
    "Pismeno": ("paragraph", "{} písm. {}"),
    "Bod": ("subparagraph", "{} bod {}"),
    "Pokracovani": ("subsection", "{}"),
    "Text": ("subsection", "{}"),
    "Tabulka": ("subsection", "{}"),
}


@dataclass
class Division:
    """A part, title or chapter of the act: depth and printed heading."""

    depth: int
    text: str


class ESbirkaPage(Page):
    """Sections, paragraphs and letters from the typed fragments of one page."""

    def acts(self) -> Iterator[Act]:
        """Yield what this page holds of the act. Raises PageChanged on any surprise."""
        answer = self._json()
        fragments = self.some(answer["seznam"], "fragment")
        stale = {str(fragment["staleUrl"]).partition("#")[0] for fragment in fragments}
        date = DATE.search(self.one(sorted(stale), "version of the act"))
        as_at = dt.date.fromisoformat(date[1]) if date else None
        match = PAGE.search(self.received.url)
        number = int(match[1]) if match else 0
        name = ids.act_id(self.work, self.entry.language, as_at)
        rows = Provisions(f"{name}/{number}" if number else name)
        builder = _Builder(self, rows)
        for fragment in fragments:
            builder.take(fragment)
        builder.flush()
        yield self.act(
            rows,
            title=self.entry.title or builder.title or self._short(fragments[0]),
            citation=self._short(fragments[0]),
            as_at=as_at,
            complete=answer["pocetStranek"] == 1,
        )

    def _json(self) -> dict[str, Any]:
        answer = parse_json(self)
        if not {"seznam", "pocetStranek"} <= answer.keys():
            raise self.changed("no page of fragments (seznam, pocetStranek)")
        wanted = {"kodTypuFragmentu", "hloubka", "eli", "staleUrl", "zkracenaCitace", "jeUcinny"}
        for fragment in answer["seznam"]:
            if not isinstance(fragment, dict) or not wanted <= fragment.keys():
                raise self.changed("a fragment without type, depth or address")
        return answer

    def _short(self, fragment: dict[str, Any]) -> str:
        return str(fragment["zkracenaCitace"])


class _Builder:
    """Puts fragments together by their depth."""

    def __init__(self, page: ESbirkaPage, rows: Provisions) -> None:
        self.page = page
        self.rows = rows
        self.title = ""
        self.path: list[Division] = []
        self.open: list[Part] = []
        self.above = ""
        self.quote: int | None = None

    def take(self, fragment: dict[str, Any]) -> None:
        """Take the next fragment. Raises PageChanged for an unknown type."""
        kind, depth = fragment["kodTypuFragmentu"].partition("_")[0], int(fragment["hloubka"])
        number, text = _printed(fragment.get("xhtml") or "")
        if fragment["kodTypuFragmentu"] == "Prefix_Title":
            self.title = text
        if kind in NOT_LAW or not fragment["jeUcinny"]:
            return
        if self.quote is not None and depth > self.quote:
            self.open[-1].lines.append(f"{number} {text}".strip())
            return
        self.quote = depth if fragment["kodTypuFragmentu"] == QUOTE and self.open else None
        if kind == "Block" and not text:
            return
        if kind in DIVISIONS:
            self.flush()
            kept = [division for division in self.path if division.depth < depth]
            self.path = [*kept, Division(depth, " ".join(filter(None, (number, text))))]
        elif kind in SECTIONS:
            self.flush()
            self._begin(number.removeprefix("§").strip(), depth)
            self.open[0].lines.extend([text] if text else [])
        elif kind == "Nadpis":
            self._head(text, depth, "pod" in fragment["kodTypuFragmentu"])
        elif kind in PARTS:
            self._add(kind, number, text, depth, fragment["eli"])
        else:
            raise self.page.changed(f"unknown fragment type {fragment['kodTypuFragmentu']}")

    def _begin(self, number: str, depth: int) -> None:
        part = Part(number, number, "section", depth, heading=self.above)
        self.open, self.above = [part], ""

    def _head(self, text: str, depth: int, below: bool) -> None:
        if not below:
            self.flush()
            self.above = text
        elif self.open and self.open[0].depth < depth:
            self.open[0].heading = text
        elif self.path and self.path[-1].depth < depth:
            self.flush()
            self.path[-1].text += f" {text}"
        else:
            raise self.page.changed(f"heading {text[:40]!r} under nothing")

    def _add(self, kind: str, number: str, text: str, depth: int, eli: str) -> None:
        if not self.open:
            match = IN_SECTION.search(eli)
            if match is None:
                raise self.page.changed(f"text outside a section: {text[:40]!r}")
            self._begin(match[2], 0)
        while len(self.open) > 1 and self.open[-1].depth >= depth:
            self.open.pop()
        parent = self.open[-1]
        if NO_LAW.fullmatch(text):
            return
        if not number and not parent.parts:
            parent.lines.append(text)
            return
        level, cite = PARTS[kind]
        citation = cite.format(
            parent.citation, number.strip("()") if kind == "Odstavec" else number
        )
        part = Part(number, citation if number else parent.citation, level, depth, [text])
        parent.parts.append(part)
        self.open.append(part)

    def flush(self) -> None:
        """Add the open section with the headings above it."""
        if self.open and (self.open[0].text or self.open[0].parts):
            add_part(self.rows, self.open[0], path=[division.text for division in self.path])
        self.open = []


def _printed(xhtml: str) -> tuple[str, str]:
    """Number (`var`) and text of a fragment, without tags and marks of footnotes."""
    if not xhtml.strip():
        return "", ""
    element = lxml_html.fragment_fromstring(xhtml, create_parent="div")
    for mark in element.xpath(".//sup"):
        if NOTE_MARK.fullmatch(mark.text_content().strip()):
            mark.drop_tree()
    first = element.find("var")
    number = ""
    if first is not None and not (element.text or "").strip():
        number = tidy(first.text_content())
        first.drop_tree()
    return number, tidy(element.text_content())
