"""Lovdata: one Norwegian act as the XHTML of the open data set gjeldende-lover."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lexgap.crawlers.formats.html import BLOCKS, block_text, parse_html, unwrap
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level

ORDINALS = [
    "første",
    "annet",
    "tredje",
    "fjerde",
    "femte",
    "sjette",
    "syvende",
    "åttende",
    "niende",
    "tiende",
    "ellevte",
    "tolvte",
    "trettende",
    "fjortende",
    "femtende",
    "sekstende",
    "syttende",
    "attende",
    "nittende",
    "tjuende",
]
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")
REPEALED = re.compile(r"\W*(?:(?:Opphevet|Opphevd|Utgår|Slettet)\b.{0,120})?", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOT_LAW = frozenset({"changesToParent", "footnotes", "footnotereference", "footnote"})
LEDD = frozenset({"legalP", "numberedLegalP"})
LOOSE = frozenset(
    {"defaultP", "centeredP", "legalP", "numberedLegalP", "italicP", "leddfortsettelse"}
)
"""Text of a division without sections, such as a treaty; at the head of an act the preamble."""
LISTS = frozenset({"ol", "ul"})
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Place:
    """Identifier, citation and depth (index of LEVELS) of the part above, headings above it."""

    id: str
    citation: str
    depth: int
    path: tuple[str, ...]


class LovdataPage(Page):
    """One act in force of lovdata.no.

    `as_at` is the day on which the last amendment came into force, or else the day the act did.
    Contents, amendment notes, footnotes and repealed sections are left out. The only `ledd` of
    a section is the text of that section (`305 b`), several are cited `311 første ledd a`.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        body = self.one(_by_class(root, "documentBody"), "main.documentBody")
        head = self.one(_by_class(root, "documentHeader"), "header.documentHeader")
        title = self.one([e for e in body if e.tag == "h1"], "h1 in main.documentBody")
        as_at = self._since(head)
        rows = self.collect(as_at)
        self._division(rows, body, ())
        yield self.act(
            rows,
            title=_words(title).replace("\n", " "),
            citation=self._about(head, "legacyID"),
            as_at=as_at,
        )

    def _division(self, rows: Provisions, element: etree._Element, path: tuple[str, ...]) -> None:
        loose: list[str] = []
        for child in element:
            kind = child.get("class") or ""
            if kind == "legalArticle":
                self._section(rows, child, path)
            elif child.tag == "section":
                heads = [e for e in child if e.tag in HEADS]
                heading = _words(self.one(heads, "heading of a division")).replace("\n", " ")
                self._division(rows, child, (*path, heading))
            elif child.tag == "article" and kind in LOOSE:
                loose.append(_words(child))
            elif child.tag not in HEADS and kind not in NOT_LAW and block_text(child):
                raise self.changed(f"unknown element {child.tag} {kind!r} between sections")
        if path and any(loose):
            rows.add("", path[-1], "\n".join(filter(None, loose)), path=path)

    def _section(self, rows: Provisions, element: etree._Element, path: tuple[str, ...]) -> None:
        parts = [e for e in element if not _noted(e)]
        heads = [e for e in parts if e.get("class") == "legalArticleHeader"]
        head = self.one(heads, "header of a section")
        printed = _words(self.one(_by_class(head, "legalArticleValue"), "number of a section"))
        number = re.sub(r"^§+\s*", "", printed).rstrip(".")
        heading = " ".join(_words(t) for t in _by_class(head, "legalArticleTitle"))
        ledd = [part for part in parts if part is not head and _is_law(part)]
        for part in ledd:
            if part.get("class") not in LEDD:
                raise self.changed(f"unknown {part.tag} {part.get('class')!r} in § {number}")
        if not ledd:
            return
        alone = len(ledd) == 1
        lead, rest = _split(ledd[0]) if alone else ("", [])
        name = rows.add(number, number, lead, heading=heading, path=path)
        here = Place(name, number, 0, path)
        self._rest(rows, rest, here)
        for n, part in enumerate([] if alone else ledd):
            if n >= len(ORDINALS):
                raise self.changed(f"more than {len(ORDINALS)} ledd in § {number}")
            self._add(rows, "", f"{number} {ORDINALS[n]} ledd", part, here)

    def _add(
        self, rows: Provisions, number: str, citation: str, part: etree._Element, above: Place
    ) -> None:
        """Add a ledd (without number) or an item, with what is in it."""
        depth = max(2, above.depth + 1) if number else 1
        lead, rest = _split(part)
        level = LEVELS[min(depth, len(LEVELS) - 1)]
        name = rows.add(number, citation, lead, level=level, path=above.path, parent=above.id)
        self._rest(rows, rest, Place(name, citation, depth, above.path))

    def _rest(self, rows: Provisions, rest: list[str | etree._Element], place: Place) -> None:
        """Add the items of the lists and the text that follows each list."""
        level = LEVELS[min(max(2, place.depth + 1), len(LEVELS) - 1)]
        for piece in rest:
            if isinstance(piece, str):
                rows.add("", place.citation, piece, level=level, path=place.path, parent=place.id)
                continue
            for item in piece:
                if item.tag != "li":
                    raise self.changed(f"a list with {item.tag} in § {place.citation}")
                number = item.get("data-name") or "–"
                short = number.strip(". )–")
                step = " nr. " if short[:1].isdecimal() else " "
                if _is_law(item):
                    cite = f"{place.citation}{step}{short}" if short else place.citation
                    self._add(rows, number, cite, item, place)

    def _since(self, head: etree._Element) -> dt.date:
        changed = _by_class(head, "lastChangeInForce")
        name = "lastChangeInForce" if changed else "dateInForce"
        days = DAY.findall(self._about(head, name))
        try:
            return max(dt.date.fromisoformat(day) for day in self.some(days, f"date in {name}"))
        except ValueError as error:
            raise self.changed(f"{name} has no date: {days}") from error

    def _about(self, head: etree._Element, name: str) -> str:
        found = [e for e in _by_class(head, name) if e.tag == "dd"]
        return _words(self.one(found, f"dd.{name}"))


def _by_class(element: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in element.iterdescendants() if e.get("class") == name]


def _noted(element: etree._Element) -> bool:
    return (element.get("class") or "") in NOT_LAW


def _words(element: etree._Element) -> str:
    return block_text(element, _noted)


def _split(part: etree._Element) -> tuple[str, list[str | etree._Element]]:
    """Text before the first list; then lists and the texts that follow them, in order."""
    runs: list[str | etree._Element] = [""]
    _collect(part, runs)
    pieces = [tidy(run) if isinstance(run, str) else run for run in runs]
    return pieces[0], [piece for piece in pieces[1:] if not isinstance(piece, str) or piece]


def _collect(element: etree._Element, runs: list[str | etree._Element]) -> None:
    def add(text: str | None) -> None:
        last = runs[-1]
        if isinstance(last, str):
            runs[-1] = last + (text or "")
        else:
            runs.append(text or "")

    add(unwrap(element.text))
    for child in element:
        if child.tag in LISTS:
            runs.append(child)
        elif not _noted(child):
            edge = "\n" if child.tag in BLOCKS or child.tag == "br" else ""
            add(edge)
            _collect(child, runs)
            add(edge)
        add(unwrap(child.tail))


def _is_law(part: etree._Element) -> bool:
    return REPEALED.fullmatch(_words(part)) is None
