"""Slov-Lex, Slovakia: the text of an act on a day (`static.slov-lex.sk/SK/ZZ/{y}/{n}/{day}.portal`).

An HTML fragment whose classes name the structure: `paragraf` holds `odsek`, `pismeno` and `bod`,
each with `...Oznacenie` (number), `...Nadpis` (heading) and `text`; it is turned into Akoma Ntoso.
The contents list, history, signatures, annexes and notes (`poznamky`) are not read. Checked against
four texts and the history page of the publisher (the latter recorded).
"""

import datetime as dt

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number
from lexgap.crawlers.page import tidy
from lexgap.schema.models import TextState

DIVISIONS = frozenset(
    """kniha cast hlava diel oddiel pododdiel skupinaParagrafov skupinaElementov""".split()  # noqa: SIM905
)
SECTIONS = frozenset({"paragraf", "clanok", "ustavnyclanok"})
PARTS = {"odsek": "paragraph", "pismeno": "point", "bod": "item", "podbod": "item"}
WORDS = {"paragraph": "ods.", "point": "písm.", "item": "bod"}
TEXTS = frozenset({"text", "text2"})
HOST = "https://static.slov-lex.sk"
HEAD = frozenset("predpisOznacenie predpisTyp predpisDatum predpisNadpis predpisPodnadpis".split())  # noqa: SIM905


class SlovLexPage(AknPage):
    """Sections `368 ods. 1 písm. a)`, of the act as it is on the day of the page."""

    def parse(self) -> etree._Element:
        """The page as a tree of Akoma Ntoso."""
        self.page = parse_html(self, "utf-8-sig")
        found = self.page.xpath(_with_class("predpis", "Skupina"))
        if not found and self.history():
            raise self.changed(f"a history of the act, not a text; its text is {self.current()}")
        self.shown = self.one(found, "div predpis")
        root, body = act_tree()
        self.copy(self.shown, body, "predpis")
        self.some(body.xpath(".//section"), "div paragraf or clanok")
        return root

    def history(self) -> list[tuple[str, str]]:
        """First day and identifier of each text of the act, oldest first."""
        items = self.page.xpath(_with_class("effectivenessHistoryItem").replace("div", "tr"))
        found = [(str(tr.get("data-ucinnostod")), str(tr.get("data-iri"))) for tr in items]
        return sorted((day, iri) for day, iri in found if day)

    def current(self) -> str:
        """Address of the text in force on the day of the response."""
        today = str(self.received.date or dt.date.max)
        begun = [iri for day, iri in self.history() if day <= today]
        return f"{HOST}{self.some(begun, 'text in force')[-1]}.portal"

    def copy(self, shown: etree._Element, into: etree._Element, kind: str) -> None:
        """Copy the parts of a division, section or part below an element of Akoma Ntoso."""
        for child in shown:
            css = str(child.get("class", "")).split(" ")[0]
            if css in {f"{kind}Oznacenie", f"{kind}Nadpis"} and kind != "predpis":
                self.head(child, into, named=css.endswith("Nadpis") or kind in DIVISIONS)
            elif css in DIVISIONS or (css in SECTIONS and _holds_sections(child)):
                self.copy(child, etree.SubElement(into, "division"), css)
            elif css in SECTIONS:
                self.copy(child, etree.SubElement(into, "section"), css)
            elif css in PARTS:
                self.copy(child, etree.SubElement(into, PARTS[css]), css)
            elif css in TEXTS:
                if kind != "predpis":
                    self.text(child, into)
            elif css not in HEAD:
                raise self.changed(f"unknown class {css!r} in {kind}")

    def head(self, shown: etree._Element, into: etree._Element, *, named: bool) -> None:
        """Give an element its number or heading; a division has its number in its heading."""
        text = tidy(printed(shown)).replace("\n", " ")
        if named:
            headed(into, text)
        elif text:
            number(into, text)

    def text(self, shown: etree._Element, into: etree._Element) -> None:
        """Add a text block, a table or a quoted text line by line."""
        for line in printed(shown).split("\n"):
            etree.SubElement(into, "p").text = line

    def title(self, act: etree._Element) -> str:
        """Kind, date and title in one line."""
        heads = {
            str(e.get("class")).split(" ")[0]: tidy(printed(e)).replace("\n", " ")
            for e in self.shown
            if str(e.get("class")).split(" ")[0] in HEAD
        }
        if not {"predpisTyp", "predpisDatum"} <= heads.keys():
            raise self.changed("no kind or date of the act")
        order = ("predpisTyp", "predpisPodnadpis", "predpisDatum", "predpisNadpis")
        return " ".join(heads[name] for name in order if name in heads)

    def citation(self, act: etree._Element) -> str:
        """Number in the collection of laws."""
        return tidy(printed(self.one(self.page.xpath("//h1"), "h1")))

    def period(self) -> tuple[str, str]:
        """First and last day of this text; the last is empty while the text is open."""
        header = self.one(self.page.xpath(_with_class("ucinnost_header")), "div ucinnost_header")
        return str(header.get("data-from", "")), str(header.get("data-to", ""))

    def as_at(self, act: etree._Element) -> dt.date | None:
        """First day of this text."""
        return self.day(self.period()[0])

    def state(self, act: etree._Element) -> TextState | None:
        """A text that ended before the day of the response is of its date; none may be to come."""
        first, last = self.period()
        today = self.received.date
        if today and self.day(first) > today:
            raise self.changed(f"the text is of {first} and not in force yet")
        return "point-in-time" if today and last and self.day(last) < today else None

    def day(self, stated: str) -> dt.date:
        """A day as the page states it."""
        try:
            return dt.date.fromisoformat(stated)
        except ValueError as error:
            raise self.changed(f"the text is of {stated!r}") from error

    def number(self, printed_number: str) -> str:
        """Number without sign: `368` of `§ 368`, `7a` of `Čl. 7a`."""
        return printed_number.removeprefix("§").removeprefix("Čl.").strip()

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`368 ods. 1 písm. a) bod 2`, and below it `bod 2a`."""
        own = number.strip("(). ") if name == "paragraph" else number.strip(" .")
        above, _, last = parent.citation.rpartition(" bod ")
        if name == "item" and above and own.startswith(last) and own != last:
            return f"{above} bod {own}"
        return f"{parent.citation} {WORDS[name]} {own}"


def printed(element: etree._Element) -> str:
    """Printed text without the signs of notes."""
    return block_text(element, lambda e: "#poznamky" in str(e.get("href", "")))


def _holds_sections(element: etree._Element) -> bool:
    return any(str(e.get("class", "")).split(" ")[0] in SECTIONS for e in element.iterdescendants())


def _with_class(*names: str) -> str:
    wanted = " and ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)
    return f"//div[{wanted}]"
