"""gesetze-im-internet.de: one German act as XML, zipped (DTD gii-norm)."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from lexgap.crawlers.formats.archive import unzip_one
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level

REPEALED = re.compile(
    r"(?:(?:bis|und) \d+[a-z]*[.)] )?\(?(weggefallen|aufgehoben|gegenstandslos)\)?[.,;]?|[-–—]?"
)
SEVERAL = re.compile(r"^\(\d+[a-z]*\)\s*(und|bis|,).*\(weggefallen\)$")
ABSATZ = re.compile(r"^\((\d+[a-z]*)\)\s*")
SECTION = re.compile(r"^(?:§|Art\.?|Artikel)\s*(.+)$")
NOT_NORMS = frozenset({"Inhaltsübersicht", "Inhaltsverzeichnis", "Eingangsformel", "Schlussformel"})
SKIP = frozenset({"FnR", "noindex", "Footnotes", "fussnoten", "TOC", "DL"})
BREAKS = frozenset({"BR", "LA", "P", "row", "entry", "Title", "pre"})
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")


@dataclass(frozen=True)
class Place:
    """Where lists stand: identifier, citation and depth (index of LEVELS) of the part above."""

    id: str
    citation: str
    depth: int
    path: tuple[str, ...]


class GiiPage(Page):
    """One act from the zip that gesetze-im-internet.de serves.

    `as_at` is the build date the file states for itself, the state of the publisher's
    documentation; the file dates the last amendment in words only. Metadata norm, contents,
    enacting formula, footnotes and repealed parts are left out.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_xml(self, "dokumente", body=unzip_one(self, ".xml"))
        norms = self.some(children(root, "norm"), "norm")
        as_at = self._built(root)
        rows = self.collect(as_at)
        path: tuple[str, ...] = ()
        codes: tuple[str, ...] = ()
        for norm in norms[1:]:
            about = self.one(children(norm, "metadaten"), "metadaten of a norm")
            for unit in children(about, "gliederungseinheit"):
                codes, path = self._division(unit, codes, path)
            self._norm(rows, norm, about, path)
        head = self.one(children(norms[0], "metadaten"), "metadaten of the act")
        yield self.act(rows, title=self._title(head), citation=_citation(head), as_at=as_at)

    def _norm(
        self, rows: Provisions, norm: etree._Element, about: etree._Element, path: tuple[str, ...]
    ) -> None:
        names = children(about, "enbez")
        name = text_of(names[0]) if names else ""
        contents = [
            content
            for data in children(norm, "textdaten")
            for text in children(data, "text")
            for content in children(text, "Content")
        ]
        blocks = [block for content in contents for block in children(content)]
        title = " ".join(_own(title) for title in children(about, "titel"))
        if name in NOT_NORMS or not any(_is_law(block) for block in blocks):
            return
        if not name:
            raise self.changed(f"a norm with text but without enbez: {_own(blocks[0])[:40]!r}")
        match = SECTION.match(name)
        self._section(rows, match[1] if match else name, title, blocks, path)

    def _section(
        self,
        rows: Provisions,
        number: str,
        heading: str,
        blocks: list[etree._Element],
        path: tuple[str, ...],
    ) -> None:
        first = 0
        while first < len(blocks) and not ABSATZ.match(_own(blocks[first])):
            first += 1
        lead = blocks[:first]
        alone = [block for block in lead if not children(block, "DL")]
        whole = len(alone) == len(lead)
        text = "\n".join(filter(None, map(_own, lead))) if whole else ""
        head = lead[0] if lead and not whole else None
        name = rows.add(
            number,
            number,
            text if head is None else _before_list(head),
            heading=heading.replace("\n", " "),
            path=path,
        )
        place = Place(name, number, 0, path)
        if head is not None:
            self._lists(rows, head, place)
            for block in lead[1:]:
                self._plain(rows, block, place)
        self._absaetze(rows, blocks[first:], place)

    def _absaetze(self, rows: Provisions, blocks: list[etree._Element], section: Place) -> None:
        here = section
        for block in blocks:
            match = ABSATZ.match(_own(block))
            if match is None:
                self._plain(rows, block, here)
            elif _is_law(block):
                citation = f"{section.citation} Abs. {match[1]}"
                name = rows.add(
                    f"({match[1]})",
                    citation,
                    ABSATZ.sub("", _before_list(block), count=1),
                    level="subsection",
                    path=section.path,
                    parent=section.id,
                )
                here = Place(name, citation, 1, section.path)
                self._lists(rows, block, here)

    def _plain(self, rows: Provisions, block: etree._Element, place: Place) -> None:
        """A block without number of its own: it continues what stands before it."""
        if _is_law(block):
            self._add(rows, "", place.citation, _before_list(block), place)
            self._lists(rows, block, place)

    def _add(self, rows: Provisions, number: str, citation: str, text: str, above: Place) -> Place:
        depth = min(above.depth + 1, len(LEVELS) - 1)
        if number and above.depth == 0:
            depth = 2  # a number right below the section is a Nummer, not an Absatz
        name = rows.add(
            number, citation, text, level=LEVELS[depth], path=above.path, parent=above.id
        )
        return Place(name, citation, depth, above.path)

    def _lists(self, rows: Provisions, block: etree._Element, place: Place) -> None:
        """Add the items of the lists in `block` and the text that stands after each list."""
        for listing in children(block, "DL"):
            terms, items = children(listing, "DT"), children(listing, "DD")
            if len(terms) != len(items):
                raise self.changed(f"a list with {len(terms)} numbers and {len(items)} items")
            for term, item in zip(terms, items, strict=True):
                self._item(rows, text_of(term), item, place)
            after = _after(listing)
            if after:
                self._add(rows, "", place.citation, after, place)

    def _item(self, rows: Provisions, number: str, item: etree._Element, place: Place) -> None:
        if not _is_law(item):
            return
        parts = children(item, "LA")
        short = number.strip("().")
        step = "Nr. " if short[:1].isdecimal() else ""
        citation = f"{place.citation} {step}{short}" if short else place.citation
        own = 0
        while own < len(parts) and not children(parts[own], "DL"):
            own += 1
        lead = [*map(_own, parts[:own]), *map(_before_list, parts[own : own + 1])]
        here = self._add(rows, number, citation, "\n".join(filter(None, lead)), place)
        for n, part in enumerate(parts[own:]):
            if n:
                before = _before_list(part)
                if before:
                    self._add(rows, "", citation, before, here)
            self._lists(rows, part, here)

    def _division(
        self, unit: etree._Element, codes: tuple[str, ...], path: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes and headings of the division: a code continues that of the division above."""
        code = text_of(self.one(children(unit, "gliederungskennzahl"), "gliederungskennzahl"))
        words = (_own(e) for e in children(unit, "gliederungsbez", "gliederungstitel"))
        depth = sum(code != above and code.startswith(above) for above in codes)
        heading = " ".join(filter(None, words)).replace("\n", " ")
        return (*codes[:depth], code), (*path[:depth], heading)

    def _built(self, root: etree._Element) -> dt.date:
        stamp = root.get("builddate", "")
        try:
            return dt.datetime.strptime(stamp[:8], "%Y%m%d").date()
        except ValueError as error:
            raise self.changed(f"builddate is {stamp!r}, no date") from error

    def _title(self, head: etree._Element) -> str:
        names = children(head, "kurzue") or children(head, "langue")
        return text_of(self.one(names, "kurzue or langue"), SKIP).replace("\n", " ")


def _citation(head: etree._Element) -> str:
    short = [text_of(e) for e in (*children(head, "amtabk"), *children(head, "jurabk"))][:1]
    places = [
        " ".join(text_of(part) for part in children(place, "periodikum", "zitstelle"))
        for place in children(head, "fundstelle")
    ]
    return ", ".join([*short, *places[:1]])


def _own(block: etree._Element) -> str:
    """Text without lists, and without what the publisher marks as an editorial addition."""
    return text_of(block, SKIP, BREAKS)


def _before_list(block: etree._Element) -> str:
    """Text before the first list."""
    return _until_list(block.text, block)


def _after(listing: etree._Element) -> str:
    """Text between a list and the next one or the end of the block."""
    return _until_list(listing.tail, listing.itersiblings())


def _until_list(text: str | None, followers: Iterable[etree._Element]) -> str:
    pieces = [text or ""]
    for element in followers:
        if local(element) == "DL":
            break
        edge = "\n" if local(element) in BREAKS else ""
        words = "" if local(element) in SKIP else _own(element)
        pieces.extend((edge, words, edge, element.tail or ""))
    return tidy("".join(piece if piece == "\n" else _unwrap(piece) for piece in pieces))


def _unwrap(text: str) -> str:
    return text if text.endswith("\n") else text.replace("\n", " ")


def _is_law(block: etree._Element) -> bool:
    hidden = set(descendants(block, "noindex"))
    items = (la for la in descendants(block, "LA") if hidden.isdisjoint(la.iterancestors()))
    texts = [_own(block), *map(_own, items)]
    texts = [ABSATZ.sub("", text) for text in texts if not SEVERAL.match(text)]
    return any(REPEALED.fullmatch(text) is None for text in texts)
