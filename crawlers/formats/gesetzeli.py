"""Lilex, Liechtenstein: the consolidated text in the frame of gesetze.li (`/konso/html/{id}`).

Flat headings (`tit1`, `tit2`), articles (`art`) that hold paragraphs (`abs`), numbers (`ziff`) and
letters (`bst1`); put into a tree and read as Akoma Ntoso. The contents list and the notes
(`fntext`) are not law. After the law stand the transitional provisions of the laws that amended it,
each under the name of its law. The page states no date. Checked against five pages of the
publisher kept in a public repository.
"""

import re

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number
from lexgap.crawlers.page import tidy

RANKS = {"tits": 0, "htit": 1, "tit1": 2, "tit2": 3, "tit3": 4, "tit4": 5}
HEADING = re.compile(r"(tits|htit|tit[1-4])(\d|m|ue)?")
NOT_LAW = frozenset(
    "inheintrag fntext strich einl gezf gezr udat zent abge inkr".split()  # noqa: SIM905
)
PARTS = {
    "abs": ("paragraph", re.compile(r"(\d+[a-z]*)\)\s*")),
    "ziff": ("item", re.compile(r"(\d+[a-z]*)\.\s*")),
    "bst1": ("point", re.compile(r"([a-z]{1,2})\)\s*")),
    "bst2": ("point", re.compile(r"([a-z]{1,2})\)\s*")),
    "roem": ("indent", re.compile(r"([IVXLC]+)\.\s*")),
}
WORDS = {"paragraph": "Abs.", "item": "Ziff.", "point": "Bst.", "indent": ""}
TEXT = frozenset({"ab", "zent"})
NUMBER = re.compile(
    r"(?:Art\.|§)\s*\d+[a-z]*(?:\s(?:bis|ter|quater))?(?:\s(?:Abs|Ziff|Bst)\.\s.{1,30})?"
)
REPEALED = re.compile(r"\(?aufgehoben\)?\.?|\.\.\.|…", re.IGNORECASE)
NOTE = re.compile(r"#f[nr]")


class LilexPage(AknPage):
    """Articles and sections `219 Abs. 1 Ziff. 2 Bst. a`."""

    def parse(self) -> etree._Element:
        """The page as a tree of Akoma Ntoso."""
        page = parse_html(self, "utf-8-sig")
        self.page = page
        self.one(page.xpath("//head/meta[@name='description']"), "meta description")
        self.some(page.xpath("//div[@class='htit1']"), "div htit1")
        self.some(page.xpath("//div[@class='art' or @class='abs']"), "div art or abs")
        root, body = act_tree()
        self.open: list[tuple[int, etree._Element]] = [(-1, body)]
        self.last = ""
        self.read(self.one(page.xpath("//body"), "body"))
        return root

    def read(self, holder: etree._Element) -> None:
        """Read what stands in the page's body or a container without class."""
        for element in holder:
            css = str(element.get("class", "")).split(" ")[0]
            kind = HEADING.fullmatch(css)
            if element.tag != "div" or css in NOT_LAW:
                continue
            if kind or css == "vom":
                self.headline(element, "htit" if css == "vom" else str(kind and kind[1]), css)
            elif css == "art":
                self.article(element)
            elif css in PARTS or css in TEXT:
                self.part(element, self.open[-1][1], css)
            elif css in {"", "sacht"}:
                self.read(element)
            else:
                raise self.changed(f"unknown class {css} of a div")
            self.last = css or self.last

    def headline(self, element: etree._Element, kind: str, css: str) -> None:
        """Open a division, or go on with the heading of the one just opened."""
        text = shown(element).replace("\n", " ")
        goes_on = self.last in {f"{kind}m", "htit1", "vom"} or css == "tit1ue"
        if goes_on and css != "htit1" and self.open[-1][0] == RANKS[kind]:
            (heading,) = self.open[-1][1].xpath("heading")
            heading.text = f"{heading.text} {text}"
            return
        if not text or text.startswith("Inhaltsverzeichnis"):
            return
        while self.open[-1][0] >= RANKS[kind]:
            self.open.pop()
        division = etree.SubElement(self.open[-1][1], "division")
        headed(division, text)
        self.open.append((RANKS[kind], division))

    def article(self, element: etree._Element) -> None:
        """Add an article with its number, heading and parts."""
        section = etree.SubElement(self.open[-1][1], "section")
        blocks = element.xpath("./div")
        lead = tidy(shown(element, {*blocks}).replace("\n", " "))
        if NUMBER.fullmatch(lead) is None:
            raise self.changed(f"an article numbered {lead[:40]!r}")
        number(section, lead)
        for block in blocks:
            css = str(block.get("class", "")).split(" ")[0]
            if css == "sacht":
                headed(section, shown(block).replace("\n", " "))
            else:
                self.part(block, section, css)

    def part(self, element: etree._Element, into: etree._Element, css: str) -> None:
        """Add a paragraph, number, letter or plain text with what stands in it."""
        if css in NOT_LAW - {"zent"}:
            return
        if css not in PARTS and css not in TEXT and element.tag != "table":
            raise self.changed(f"unknown class {css!r} in an article")
        blocks = element.xpath("./div | ./table")
        text = shown(element, {*blocks})
        name, marker = PARTS.get(css, ("container", None))
        match = marker.match(text) if marker else None
        below = etree.SubElement(into, name if match else "container")
        if match:
            number(below, match[1])
        etree.SubElement(below, "p").text = text[match.end() :] if match else text
        for block in blocks:
            self.part(block, below, str(block.get("class", "")).split(" ")[0])

    def title(self, act: etree._Element) -> str:
        """Title and date of the law."""
        return tidy(str(self.page.xpath("//head/meta[@name='description']")[0].get("content")))

    def citation(self, act: etree._Element) -> str:
        """Number in the systematic collection."""
        found = self.page.xpath("//head/meta[@name='keywords']/@content")
        return f"LR {self.one(found, 'meta keywords')}"

    def clean(self, text: str) -> str:
        """A repealed part has no text."""
        return "" if REPEALED.fullmatch(text) else text

    def cite_section(self, number: str, path: list[str]) -> str:
        """`219`; after the law itself with the name of the amending law."""
        amending = [heading for heading in path[1:] if len(path) > 1 and " vom " in path[1]]
        return (
            " ".join([*amending, number]).strip()
            if amending
            else super().cite_section(number, path)
        )

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`219 Abs. 1 Ziff. 2`."""
        return tidy(f"{parent.citation} {WORDS[name]} {number}")


def shown(element: etree._Element, without: set[etree._Element] | None = None) -> str:
    """Printed text without notes and without the blocks in `without`."""
    skipped = without or set()
    return block_text(
        element, lambda e: e in skipped or NOTE.match(str(e.get("href", ""))) is not None
    )
