"""Justice Canada's LIMS XML: statutes, regulations and annual statutes, in English and French."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from lexgap.crawlers.formats.xml import (
    children,
    descendants,
    local,
    parse_xml,
    raise_digits,
    text_of,
)
from lexgap.crawlers.page import Page, Provisions
from lexgap.schema.models import Act, Level

LIMS = "{http://justice.gc.ca/lims}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNITS: dict[str, Level] = {
    "Section": "section",
    "Subsection": "subsection",
    "Definition": "paragraph",
    "Paragraph": "paragraph",
    "Subparagraph": "subparagraph",
    "Clause": "item",
    "Subclause": "item",
    "Subsubclause": "item",
}
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")
PLAIN = frozenset({
    "SectionPiece", "DocumentInternal", "BillInternal", "Body", "BillPiece", "RegulationPiece",
    "FormGroup", "Group", "ReadAsContent",
})  # fmt: skip
NOTES = frozenset({
    "HistoricalNote", "Footnote", "FootnoteRef", "MarginalNote", "Label", "Repealed", "Note",
    "RelatedOrNotInForce", "RecentAmendments", "Preamble", "Enacts", "Summary", "Reserved",
    "RunningHead", "PageBreak",
})  # fmt: skip
TEXTS = frozenset({
    "Text", "ContinuedSectionSubsection", "ContinuedParagraph", "ContinuedSubparagraph",
    "ContinuedClause", "ContinuedSubclause", "ContinuedDefinition", "ContinuedFormulaParagraph", "FormulaGroup",
    "Formula", "FormulaDefinition", "FormulaParagraph", "FormulaConnector", "TableGroup", "List",
    "Oath", "QuotedText", "ReadAsText", "LongTitle", "ShortTitle", "TitleText",
    "ScheduleFormHeading", "ImageGroup", "BilingualGroup", "SignatureBlock", "ProvisionHeading",
})  # fmt: skip
HEADINGS = frozenset({"ScheduleFormHeading", "Heading", "GroupHeading"})
BREAKS = frozenset({
    "Text", "row", "entry", "Item", "FormulaText", "FormulaTerm", "FormulaDefinition",
    "FormulaConnector", "FormulaParagraph", "Provision", "BilingualItemEn", "BilingualItemFr",
})  # fmt: skip


@dataclass(frozen=True)
class Place:
    """The part above: identifier, citation, depth (index of LEVELS), and the headings above."""

    id: str | None = None
    citation: str = ""
    depth: int = -1
    path: tuple[str, ...] = ()
    quoted: bool = False
    """What stands here is law that an amending provision writes into another act."""

    def below(self, name: str = "") -> Level:
        """Level of an element called `name` here: its own, but always below the part above."""
        own = LEVELS.index(UNITS[name]) if name in UNITS else 0
        return LEVELS[min(max(own, self.depth + 1), len(LEVELS) - 1)]


class LimsPage(Page):
    """One act or regulation of laws-lois.justice.gc.ca.

    `as_at` is the day to which the consolidation is current (`lims:current-date`); an annual
    statute is the text as enacted, dated by its assent. Preamble, enacting clause, summary,
    related provisions, provisions not in force and repealed ones are left out. Text that an
    amending provision writes into another act is cited `1(2), 163.1(3)`.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_xml(self, "Statute", "Regulation", "Bill")
        raise_digits(root, "Sup")
        if root.get(LANG) != self.entry.language:
            raise self.changed(f"language is {root.get(LANG)}, expected {self.entry.language}")
        if root.get("in-force", "yes") != "yes":
            raise self.changed("the act is marked as not in force")
        about = self.one(children(root, "Identification"), "Identification")
        enacted = local(root) == "Bill"
        as_at = self._assent(about) if enacted else self._current(root)
        rows = self.collect(as_at)
        body = self.one(children(root, "Body"), "Body")
        self._parts(rows, body, Place())
        for schedule in children(root, "Schedule"):
            self._schedule(rows, schedule, Place())
        yield self.act(
            rows,
            title=self._title(about),
            citation=self._citation(about),
            as_at=as_at,
            text_state="as-enacted" if enacted else None,
        )

    def _parts(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        """Add what stands in `element`; text after a part is a part of its own."""
        level = place.below()
        for child in children(element):
            name = local(child)
            if name == "Heading":
                place = replace(place, path=self._path(place.path, child))
            elif name == "GroupHeading":
                place = replace(place, path=(*place.path, _label(child)))
            elif name in UNITS or name == "Provision":
                level = place.below(name)
                self._unit(rows, child, place)
            elif name == "AmendedText":
                self._parts(rows, child, replace(place, quoted=True))
            elif name in PLAIN:
                self._parts(rows, child, place)
            elif name == "Schedule":
                self._schedule(rows, child, place)
            elif name in TEXTS:
                self._text(rows, child, place, level)
            elif name not in NOTES:
                raise self.changed(f"unknown element {name} in {local(element)}")

    def _text(self, rows: Provisions, element: etree._Element, place: Place, level: Level) -> None:
        text = _words(element)
        if text and not place.citation:
            raise self.changed(f"text outside the sections: {text[:40]!r}")
        if text:
            rows.add("", place.citation, text, level=level, parent=place.id, path=place.path)

    def _unit(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        if not _is_law(element):
            return
        parts = children(element)
        lead = [c for c in parts if local(c) not in NOTES]
        own = 0
        while own < len(lead) and local(lead[own]) in TEXTS:
            own += 1
        number, citation = self._number(element, place)
        level = place.below(local(element))
        name = rows.add(
            number,
            citation,
            "\n".join(filter(None, map(_words, lead[:own]))),
            level=level,
            heading=self._heading(element),
            path=place.path,
            parent=place.id,
        )
        for child in (*lead[:own], *children(element, *NOTES)):
            element.remove(child)
        self._parts(rows, element, Place(name, citation, LEVELS.index(level), place.path))

    def _number(self, element: etree._Element, place: Place) -> tuple[str, str]:
        labels = children(element, "Label")
        number = text_of(labels[0], NOTES - {"Label"}) if labels else ""
        if local(element) == "Section":
            self.one(labels, "Label of a section")
            number = number.rstrip(".")
        apart = place.citation and number and (place.quoted or ")" not in number)
        return number, place.citation + (", " if apart else "") + number

    def _heading(self, element: etree._Element) -> str:
        if local(element) == "Definition":
            name = "DefinedTermFr" if self.entry.language == "fr" else "DefinedTermEn"
            return next((text_of(term) for term in descendants(element, name)), "")
        if element.get("type") == "amending":  # names the amended act's sources, not a subject
            return ""
        notes = (text_of(note, NOTES) for note in children(element, "MarginalNote"))
        return " ".join(filter(None, notes)).replace("\n", " ")

    def _schedule(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        if not _is_law(element):
            return
        heads = list(descendants(element, "ScheduleFormHeading"))[:1]
        titles = [text_of(t) for head in heads for t in children(head, "TitleText")]
        labels = [text_of(label) for head in heads for label in children(head, "Label")]
        number = next(filter(None, (*labels, *titles)), "")
        number = number or ("Annexe" if self.entry.language == "fr" else "Schedule")
        citation = ", ".join(filter(None, (place.citation, number)))
        level = place.below()
        name = rows.add(
            number, citation, "", level=level, heading=" ".join(titles), parent=place.id
        )
        for head in heads:
            head.getparent().remove(head)
        self._parts(rows, element, Place(name, citation, LEVELS.index(level), (number,)))

    def _path(self, path: tuple[str, ...], heading: etree._Element) -> tuple[str, ...]:
        level = heading.get("level") or str(max(len(path), 1))
        if not level.isdecimal():
            raise self.changed(f"heading of level {level!r}: {text_of(heading)[:40]!r}")
        return (*path[: int(level) - 1], _label(heading))

    def _current(self, root: etree._Element) -> dt.date:
        return self._date(root.get(f"{LIMS}current-date", ""), "lims:current-date")

    def _assent(self, about: etree._Element) -> dt.date:
        stages = [s for s in descendants(about, "Stages") if s.get("stage") == "assented-to"]
        stage = self.one(stages, "date of assent")
        year, month, day = (
            int(next(descendants(stage, n)).text or 0) for n in ("YYYY", "MM", "DD")
        )
        return self._date(f"{year:04}-{month:02}-{day:02}", "date of assent")

    def _date(self, text: str, what: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise self.changed(f"{what} is {text!r}, no date") from error

    def _title(self, about: etree._Element) -> str:
        official = [t for t in children(about, "ShortTitle") if t.get("status") == "official"]
        long = self.one(children(about, "LongTitle"), "LongTitle")
        return text_of(official[0] if official else long, NOTES).replace("\n", " ")

    def _citation(self, about: etree._Element) -> str:
        french = self.entry.language == "fr"
        numbers = children(about, "InstrumentNumber")
        if numbers:
            return text_of(self.one(numbers, "InstrumentNumber"))
        chapter = self.one(children(about, "Chapter"), "Chapter")
        for revised in children(chapter, "ConsolidatedNumber"):
            if revised.get("official") == "yes":
                return ("L.R.C. (1985), ch. " if french else "R.S.C., 1985, c. ") + text_of(revised)
        annual = self.one(children(chapter, "AnnualStatuteId"), "AnnualStatuteId")
        year, number = (
            text_of(next(descendants(annual, n))) for n in ("YYYY", "AnnualStatuteNumber")
        )
        return f"L.C. {year}, ch. {number}" if french else f"S.C. {year}, c. {number}"


def _label(heading: etree._Element) -> str:
    parts = (text_of(part) for part in children(heading, "Label", "TitleText"))
    return " ".join(parts).replace("\n", " ")


def _is_law(element: etree._Element) -> bool:
    """Whether anything in force is left: no repealed wording, no note, no heading alone."""
    if element.get("in-force", "yes") != "yes" or local(element) in NOTES | HEADINGS:
        return False
    if local(element) in TEXTS:
        return bool(_words(element))
    return any(_is_law(child) for child in children(element))


def _words(element: etree._Element) -> str:
    if next(descendants(element, "Repealed"), None) is not None:
        return ""
    return text_of(element, NOTES, BREAKS)
