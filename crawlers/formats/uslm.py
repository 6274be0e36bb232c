"""United States Legislative Markup: a title of the United States Code, zipped."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from lexgap.crawlers.formats.archive import unzip_one
from lexgap.crawlers.formats.xml import (
    children,
    descendants,
    drop,
    local,
    parse_xml,
    raise_digits,
    text_of,
)
from lexgap.crawlers.page import Page, Provisions
from lexgap.schema.models import Act, Level

UNITS: dict[str, Level] = {
    "section": "section",
    "subsection": "subsection",
    "paragraph": "paragraph",
    "subparagraph": "subparagraph",
    "clause": "item",
    "subclause": "item",
    "item": "item",
    "subitem": "item",
    "subsubitem": "item",
}
DIVISIONS = frozenset(
    [
        "subtitle",
        "part",
        "subpart",
        "division",
        "subdivision",
        "chapter",
        "subchapter",
        "appendix",
        "article",
        "subarticle",
        "reorganizationPlans",
        "reorganizationPlan",
    ]
)
TEXTS = frozenset({"chapeau", "content", "continuation", "text", "p", "proviso", "table"})
NOTES = frozenset(["note", "notes", "sourceCredit", "toc"])
OWN = NOTES | {"num", "heading", "subheading", "meta"}
BREAKS = frozenset(
    ["p", "tr", "td", "th", "row", "column", "section", "subsection", "paragraph", "subparagraph"]
)


@dataclass(frozen=True)
class Place:
    """Where a part stands: identifier, citation and level of the part above, headings."""

    id: str | None = None
    citation: str = ""
    level: Level = "section"
    path: tuple[str, ...] = ()


class UslmPage(Page):
    """One title of the Code, from the zip of a release point of uscode.house.gov.

    `options.sections` lists the sections wanted, as numbers; without it all sections are read.
    A title counts as complete where all sections are read and the publisher's metadata are there.
    `as_at` is the day on which the publisher made the file, where its metadata says so. Source
    credits, notes and tables of contents are left out, repealed and transferred sections too.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the title as one act. Raises PageChanged on any surprise."""
        root = parse_xml(self, "uscDoc", body=unzip_one(self, ".xml"))
        _drop_marks(root)
        raise_digits(root, "sup")
        main = self.one(children(root, "main"), "main")
        title = self.one(children(main, "title"), "title")
        self.wanted = {str(number) for number in self.entry.options.get("sections", ())}
        self.found: set[str] = set()
        as_at = self._made(root)
        rows = self.collect(as_at)
        self._division(rows, title, Place())
        missing = sorted(self.wanted - self.found)
        if missing:
            raise self.changed(f"no section {', '.join(missing)} in the title")
        number = self._num(title).get("value", "")
        yield self.act(
            rows,
            title=self.entry.title or self._name(title),
            citation=f"{number} U.S.C.",
            as_at=as_at,
            complete=not self.wanted and bool(children(root, "meta")),
        )

    def _division(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        for child in children(element):
            name = local(child)
            if name == "section":
                self._section(rows, child, place)
            elif name in DIVISIONS:
                path = (*place.path, self._name(child))
                self._division(rows, child, replace(place, path=path))
            elif name not in OWN:
                raise self.changed(f"unknown element {name} in {local(element)}")

    def _section(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        number = self._num(element).get("value", "")
        if not number:
            raise self.changed("a section whose num has no value")
        if self.wanted and number not in self.wanted:
            return
        if element.get("status") or not _is_law(element):
            return  # repealed, omitted, transferred, renumbered: the heading alone is left
        self.found.add(number)
        self._unit(rows, element, replace(place, citation=number), number)

    def _unit(self, rows: Provisions, element: etree._Element, place: Place, number: str) -> None:
        level = UNITS[local(element)]
        parts = [child for child in children(element) if local(child) not in OWN]
        own = 0
        while own < len(parts) and local(parts[own]) in TEXTS:
            own += 1
        name = rows.add(
            number,
            place.citation,
            "\n".join(filter(None, map(_words, parts[:own]))),
            level=level,
            heading=" ".join(_words(h) for h in children(element, "heading")).replace("\n", " "),
            path=place.path,
            parent=place.id,
        )
        below = level
        for child in parts[own:]:
            if local(child) in UNITS and local(child) != "section":
                below = UNITS[local(child)]
                inner = text_of(self._num(child), NOTES)
                here = Place(name, place.citation + inner, below, place.path)
                if _is_law(child):
                    self._unit(rows, child, here, inner)
            elif local(child) in TEXTS:
                text = _words(child)
                if text:
                    rows.add("", place.citation, text, level=below, parent=name, path=place.path)
            else:
                raise self.changed(f"unknown element {local(child)} in section {place.citation}")

    def _num(self, element: etree._Element) -> etree._Element:
        return self.one(children(element, "num"), f"num of a {local(element)}")

    def _name(self, element: etree._Element) -> str:
        parts = [text_of(part, NOTES) for part in children(element, "num", "heading")]
        return " ".join(filter(None, parts)).replace("— ", "—")

    def _made(self, root: etree._Element) -> dt.date | None:
        stamps = [text_of(e) for e in descendants(root, "created")]
        if not stamps:
            return None
        try:
            return dt.datetime.fromisoformat(self.one(stamps, "dcterms:created")).date()
        except ValueError as error:
            raise self.changed(f"dcterms:created is {stamps[0]!r}, no date") from error


def _drop_marks(root: etree._Element) -> None:
    """Take out the marks of footnotes; a superscript after a blank or a sign is one, too."""
    for mark in list(descendants(root, "ref", "sup")):
        before = mark.getprevious()
        text = (mark.getparent().text if before is None else before.tail) or ""
        exponent = local(mark) == "sup" and text[-1:].isalnum()
        if mark.get("class") == "footnoteRef" or (local(mark) == "sup" and not exponent):
            drop(mark)


def _is_law(element: etree._Element) -> bool:
    return any(local(e) in TEXTS and _words(e) for e in element.iter() if not _noted(e, element))


def _noted(element: etree._Element, top: etree._Element) -> bool:
    while element is not top:
        if local(element) in NOTES:
            return True
        element = element.getparent()
    return False


def _words(element: etree._Element) -> str:
    return text_of(element, NOTES, BREAKS)
