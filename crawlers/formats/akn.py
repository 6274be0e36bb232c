"""Akoma Ntoso (any version): one reader; what publishers do differently stands in subclasses.

The body is walked once. Divisions give the path, articles or sections the provisions, and what is
numbered below them their parts. Notes (`authorialNote`), contents and editorial remarks are left
out; text after a list becomes a part of its own, with the citation of what holds the list.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level, TextState

DOCUMENTS = ("act", "bill", "doc")
SECTIONS = frozenset({"article", "section", "rule"})
DIVISIONS = frozenset(
    """book part title chapter subpart subtitle subchapter tome division subdivision proviso
    hcontainer""".split()  # noqa: SIM905
)
PARTS = frozenset(
    """paragraph subsection subparagraph clause subclause subrule point indent item li
    level sublist""".split()  # noqa: SIM905
)
ALWAYS_PARTS = frozenset({"point", "item", "li", "indent"})
CONTAINERS = frozenset(
    """content intro wrapUp wrap list blockList ol ul p listIntroduction listConclusion
    listWrapUp alinea block blockContainer container tblock div mod""".split()  # noqa: SIM905
)
TEXT_BLOCKS = frozenset({"table", "quotedStructure", "embeddedStructure", "foreign"})
ROWS = frozenset({"tr", "p", "br", "li"})
SKIPPED = frozenset({"num", "heading", "subheading", "authorialNote", "toc", "meta", "remark"})
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")
NUMBER = re.compile(r"^(?:Art(?:icle|icolo|ikel)?\.?|Section|§)\s*|[.:]+$", re.IGNORECASE)
WORD = re.compile(r"\w")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class AknPage(Page):
    """Reads any Akoma Ntoso act; citations are plain: `2(1)(a)`."""

    not_law: ClassVar[frozenset[str]] = frozenset()
    """Names of hcontainers (attribute `name`) and elements that hold no law."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = self.parse()
        act = self.one(children(root, *DOCUMENTS), "act")
        rows = self.collect(self.as_at(act))
        bodies = children(act, "body", "mainBody")
        if self.complete():
            self.some(bodies, "body")
        for body in bodies:
            self.walk(body, rows, [])
        for doc in self.documents(act, root):
            self.document(doc, rows)
        title = self.entry.title or self.title(act)
        yield self.act(
            rows,
            title=title,
            citation=self.citation(act),
            as_at=self.as_at(act),
            text_state=self.state(act),
            complete=self.complete(),
        )

    def parse(self) -> etree._Element:
        """The root element."""
        return parse_xml(self, "akomaNtoso")

    def title(self, act: etree._Element) -> str:
        """Title as printed in the preface."""
        titles = [text_of(t, SKIPPED, ROWS) for t in descendants(act, "docTitle", "shortTitle")]
        aliases = (str(alias.get("value", "")) for alias in descendants(act, "FRBRalias"))
        found = [*filter(None, titles), *(a for a in aliases if " " in a)]
        return str(self.some(found, "title")[0]).replace("\n", " ")

    def citation(self, act: etree._Element) -> str:
        """Official citation where the document prints one."""
        return ""

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Point in time of the expression, where the document states it."""
        for uri in descendants(act, "FRBRExpression"):
            for child in children(uri, "FRBRuri"):
                match = DATE.search(str(child.get("value")).rpartition("@")[2])
                return dt.date.fromisoformat(match[0]) if match else None
        return None

    def state(self, act: etree._Element) -> TextState | None:
        """Text state where the document itself states it."""
        return None

    def complete(self) -> bool:
        """Whether the response holds the whole act."""
        return True

    def documents(self, act: etree._Element, root: etree._Element) -> list[etree._Element]:
        """Schedules and annexes, in order."""
        holders = [h for e in (act, root) for h in children(e, "attachments", "components")]
        found = [doc for holder in holders for doc in descendants(holder, "doc")]
        return [doc for doc in found if doc.get("name") not in self.not_law]

    def document(self, doc: etree._Element, rows: Provisions) -> None:
        """Read one schedule or annex."""
        named = [text_of(h, SKIPPED - {"heading"}) for h in doc.iter() if local(h) == "docTitle"]
        heading = next(iter(named), str(doc.get("name", "")))
        for body in children(doc, "mainBody", "body"):
            self.walk(body, rows, [heading] if heading else [])

    def walk(self, holder: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read the divisions and sections of `holder`, which stands under the headings `path`."""
        loose = Part("", self.cite_section("", path), "section", 0)
        above = path
        for child in children(holder):
            name = local(child)
            if name in SKIPPED or name in self.not_law or child.get("name") in self.not_law:
                continue
            if name == "crossHeading":
                path = [*above, self.clean(text_of(child, SKIPPED)).replace("\n", " ")]
            elif name in SECTIONS and not divides(child):
                self.section(child, rows, path)
            elif (name in DIVISIONS and children(child)) or divides(child):
                heading = self.heading(child)
                self.walk(child, rows, [*path, heading] if heading else path)
            elif name in PARTS | CONTAINERS | TEXT_BLOCKS:
                self.take(child, loose)
            else:
                raise self.changed(f"unexpected element {name} in {local(holder)}")
        if loose.lines or loose.parts:
            add_part(rows, loose, path=above)

    def heading(self, division: etree._Element) -> str:
        """Number and heading of a division in one line."""
        found = [self.clean(text_of(e, SKIPPED - {local(e)})) for e in children(division, "num")]
        for e in children(division, "heading", "subheading"):
            found.append(self.clean(text_of(e, SKIPPED - {local(e)})))
        return " ".join(text for text in found if WORD.search(text)).replace("\n", " ")

    def section(self, element: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read one article or section."""
        nums = [text_of(num, SKIPPED - {"num"}) for num in children(element, "num")]
        number = self.number(nums[0]) if nums else ""
        heads = [
            self.clean(text_of(head, SKIPPED - {local(head)}))
            for head in children(element, "heading", "subheading")
        ]
        heading = " ".join(filter(None, heads)).replace("\n", " ")
        part = Part(number, self.cite_section(number, path), "section", 0, heading=heading)
        self.fill(part, self.law_of(element))
        if part.lines or part.parts:
            add_part(rows, part, path=path)

    def fill(self, part: Part, element: etree._Element) -> None:
        """Add the text and the parts of `element` to `part`."""
        run = [self.blank(element.text)]
        for child in element:
            name = local(child)
            if name in PARTS | CONTAINERS | TEXT_BLOCKS:
                self.line(part, "".join(run))
                run = []
                self.take(child, part)
            elif name in {"br", "eol"}:
                run.append("\n")
            elif name and name not in SKIPPED and name not in self.not_law:
                run.append(self.raw(child))
            run.append(self.blank(child.tail))
        self.line(part, "".join(run))

    def take(self, child: etree._Element, part: Part) -> None:
        """Add a block below `part`: a part of its own, a container, or a block of text."""
        name = local(child)
        if name in TEXT_BLOCKS:
            self.line(part, text_of(child, SKIPPED - {"num", "heading"}, ROWS))
            return
        nums = [text_of(num, SKIPPED - {"num"}) for num in children(child, "num")]
        printed = nums[0] if nums else str(child.get("value") or "") if name == "li" else ""
        if name not in PARTS or not (printed or name in ALWAYS_PARTS):
            self.fill(part, child)
            return
        citation = self.cite(part, name, printed) if printed else part.citation
        self.add(part, printed, citation, child)

    def add(self, part: Part, printed: str, citation: str, element: etree._Element) -> None:
        """Add `element` as a part below `part`."""
        level = LEVELS[min(part.depth + 1, len(LEVELS) - 1)]
        below = Part(printed, citation, level, part.depth + 1)
        below.heading = self.heading_of(element)
        self.fill(below, element)
        if below.lines or below.parts:
            part.parts.append(below)

    def heading_of(self, element: etree._Element) -> str:
        """Heading of a part, without its number."""
        found = (text_of(e, SKIPPED - {"heading"}) for e in children(element, "heading"))
        return self.clean(" ".join(found).replace("\n", " "))

    def law_of(self, section: etree._Element) -> etree._Element:
        """The section without editorial remarks."""
        return section

    def number(self, printed: str) -> str:
        """Number of a section without the word before it."""
        return tidy(NUMBER.sub("", NUMBER.sub("", printed.strip()))).replace("\n", " ")

    def cite_section(self, number: str, path: list[str]) -> str:
        """Citation of a section."""
        return number or (path[-1] if path else "")

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation of the part `number` of the element `name` below `parent`."""
        return f"{parent.citation}({number.strip('().° ')})"

    def clean(self, text: str) -> str:
        """Printed text of a line without the publisher's own marks; empty where it is no law."""
        return text

    def line(self, part: Part, text: str) -> None:
        """Add text to `part`, or, after a list, to a part without number below it."""
        clean = self.clean(tidy(text))
        if not clean:
            return
        if not part.parts:
            part.lines.append(clean)
        elif part.parts[-1].number == "" and part.parts[-1].depth < 0:
            part.parts[-1].lines.append(clean)
        else:
            level = LEVELS[min(part.depth + 1, len(LEVELS) - 1)]
            part.parts.append(Part("", part.citation, level, -1, [clean]))

    def blank(self, text: str | None) -> str:
        """Text as it counts for line breaks: those of the file are blanks."""
        return (text or "").replace("\n", " ")

    def raw(self, element: etree._Element) -> str:
        """Text of an element inside a line."""
        found = [self.blank(element.text)]
        for child in element:
            if local(child) == "br":
                found.append("\n")
            elif local(child) and local(child) not in SKIPPED:
                found.append(self.raw(child))
            found.append(self.blank(child.tail))
        return "".join(found)


def divides(element: etree._Element) -> bool:
    """Whether a `level` or `section` holds articles, as in Swiss codes; quoted ones do not count."""
    if local(element) not in {"level", "section"}:
        return False
    within = descendants(element, *({"article"} if local(element) == "section" else SECTIONS))
    quoting = TEXT_BLOCKS | {"mod"}
    return any(not any(local(above) in quoting for above in e.iterancestors()) for e in within)
