"""e-Gov, Japan: the API's `law_data/{LawId}` as XML or JSON, and the law files of the bulk archive.

All three hold one tree, that of the publisher's law schema (XMLSchemaForJapaneseLaw_v3): `Law`,
`LawBody`, `MainProvision`, divisions, `Article`, `Paragraph`, `Item`, `Subitem1`... It is translated
and read as Akoma Ntoso. Written after the published schema and the description of the API, checked
against law files of the publisher kept in public repositories; no recorded answer of the API.
Deleted articles, contents, forms and figures are not law.
"""

import datetime as dt
import re
import unicodedata
from typing import Any

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.answer import parse_json
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.schema.models import TextState

SUBITEMS = [f"Subitem{n}" for n in range(1, 11)]
DIVISIONS = ("Part", "Chapter", "Section", "Subsection", "Division", "SupplProvision")
TABLES = ("TableStruct", "FormatStruct", "NoteStruct", "AmendProvision", "Remarks", "ArithFormula")
ANNEXES = ("AppdxTable", "AppdxNote", "Appdx", "SupplProvisionAppdxTable", "SupplProvisionAppdx")
SENTENCES = [
    f"{name}Sentence"
    for name in ("Paragraph", "Item", *SUBITEMS, "List", "Sublist1", "Sublist2", "Sublist3")
]
NAMES = {
    **dict.fromkeys(DIVISIONS, "division"),
    **dict.fromkeys(("Item", *SUBITEMS), "item"),
    **dict.fromkeys(("List", "Sublist1", "Sublist2", "Sublist3"), "container"),
    **dict.fromkeys(TABLES, "table"),
    **dict.fromkeys(ANNEXES, "article"),
    **dict.fromkeys(SENTENCES, "p"),
    "MainProvision": "division",
    "Article": "article",
    "Paragraph": "paragraph",
}
DROPPED = frozenset(
    """LawTitle TOC EnactStatement Preamble FigStruct Fig Class SupplNote
    PartTitle ChapterTitle SectionTitle SubsectionTitle DivisionTitle SupplProvisionLabel
    ArticleTitle ArticleCaption ParagraphCaption ParagraphNum ItemTitle AppdxStyle AppdxFormat
    AppdxFig SupplProvisionAppdxStyle""".split()  # noqa: SIM905
) | {f"{name}Title" for name in SUBITEMS}
ROWS = frozenset({"TableRow", "TableHeaderRow", "Paragraph", "Item", *SUBITEMS, "List"})
DELETED = re.compile(r"削\s*除|略")
ITEM = re.compile(r"([一二三四五六七八九十百千]+)((?:の[一二三四五六七八九十]+)*)")
IN_FORCE, PAST = "CurrentEnforced", frozenset({"PreviousEnforced", "Repeal"})
DIGITS = "〇一二三四五六七八九"


class EGovPage(AknPage):
    """Articles `第七条の二`, paragraphs `第七条第二項`, items `第二条第三項第三号イ`."""

    def parse(self) -> etree._Element:
        """The law as Akoma Ntoso."""
        answer = self.answer()
        self.revision = next(descendants(answer, "revision_info"), None)
        found = [answer] if local(answer) == "Law" else list(descendants(answer, "Law"))
        self.law = self.one(found, "Law")
        content = self.one(children(self.law, "LawBody"), "LawBody")
        self.some(children(content, "MainProvision"), "MainProvision")
        root, body = act_tree()
        translate(self, content, body, NAMES, inline=(), dropped=DROPPED, change=self.change)
        return root

    def answer(self) -> etree._Element:
        """The answer as a tree, whatever form it was asked for in."""
        if not self.received.body.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
            return parse_xml(self, "Law", "law_data_response", "DataRoot")
        found = parse_json(self, "utf-8-sig")
        root = etree.Element("law_data_response")
        if not {"revision_info", "law_full_text"} <= found.keys():
            raise self.changed("no revision_info or law_full_text")
        if not isinstance(found["revision_info"], dict):
            raise self.changed("revision_info is no object")
        info = etree.SubElement(root, "revision_info")
        for name, value in found["revision_info"].items():
            if isinstance(value, str):
                etree.SubElement(info, name).text = value
        self.graft(found["law_full_text"], etree.SubElement(root, "law_full_text"))
        return root

    def graft(self, node: Any, into: etree._Element) -> None:
        """Add a node of the JSON form (`tag`, `attr`, `children`) below an element."""
        if isinstance(node, str):
            last = into[-1] if len(into) else None
            if last is None:
                into.text = (into.text or "") + node
            else:
                last.tail = (last.tail or "") + node
            return
        if not isinstance(node, dict) or not {"tag", "children"} <= node.keys():
            raise self.changed("a node of the law without tag or children")
        below = etree.SubElement(into, str(node["tag"]))
        attributes = node.get("attr") or {}
        for name, value in attributes.items():
            below.set(name, str(value))
        for child in node["children"]:
            self.graft(child, below)

    def change(self, source: etree._Element, target: etree._Element) -> bool:
        """Give an element its number and heading; fill it where its text is one line or a table."""
        name = local(source)
        if source.get("Delete") == "true" or source.get("Hide") == "true":
            return True
        if name in SENTENCES:
            columns = children(source, "Column") or [source]
            line = "　".join(printed(column) for column in columns).strip()
            target.text = "" if DELETED.fullmatch(line) else line
            return True
        if name in TABLES or name in ANNEXES:
            _annex(source, target)
            return True
        title = next(iter(children(source, f"{name}Title", "SupplProvisionLabel")), None)
        label = "" if title is None else printed(title)
        if name in DIVISIONS:
            headed(target, _supplement(source, label) if name == "SupplProvision" else label)
        else:
            number(target, _paragraph_number(source) if name == "Paragraph" else label)
        caption = "".join(printed(c) for c in children(source, f"{name}Caption"))
        headed(target, caption.strip().removeprefix("（").removesuffix("）"))
        return False

    def title(self, act: etree._Element) -> str:
        """Title of the law."""
        body = self.one(children(self.law, "LawBody"), "LawBody")
        return printed(self.one(children(body, "LawTitle"), "LawTitle"))

    def citation(self, act: etree._Element) -> str:
        """Number of the law."""
        return printed(self.one(children(self.law, "LawNum"), "LawNum"))

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Day on which the last amendment in this text came into force."""
        stated = self.field("amendment_enforcement_date")
        try:
            return dt.date.fromisoformat(stated) if stated else None
        except ValueError as error:
            raise self.changed(f"amendment_enforcement_date is {stated!r}") from error

    def state(self, act: etree._Element) -> TextState | None:
        """A past text is one of its date; one that is not in force yet is refused."""
        status = self.field("current_revision_status")
        if status in PAST:
            return "point-in-time"
        if status not in {"", IN_FORCE}:
            raise self.changed(f"the text is {status}, not {IN_FORCE}")
        return None

    def field(self, name: str) -> str:
        """A field of the revision, empty in a law file, which has none."""
        found = [] if self.revision is None else children(self.revision, name)
        return text_of(found[0]) if found else ""

    def number(self, printed_number: str) -> str:
        """Number as printed."""
        return re.sub(r"\s", "", printed_number)

    def cite_section(self, number: str, path: list[str]) -> str:
        """`第七条`, `附則第一条`."""
        supplement = path[-1] if path and path[-1].startswith("附則") else ""
        return f"{supplement}{number}" or (path[-1] if path else "")

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`第七条第二項`, `第二条第三項第三号の二イ（１）`."""
        if name == "paragraph":
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
            return f"{parent.citation}第{kanji(int(digits)) if digits else number}項"
        match = ITEM.fullmatch(number)
        return f"{parent.citation}第{match[1]}号{match[2]}" if match else parent.citation + number


def printed(element: etree._Element) -> str:
    """Printed text without readings (`Rt`) and figures, the file's line breaks as nothing."""
    return "".join(text_of(element, {"Rt", "Fig"}).split("\n"))


def kanji(value: int) -> str:
    """A number up to 999 in ideographs: 23 gives 二十三."""
    text = ""
    for unit, sign in ((100, "百"), (10, "十")):
        count, value = divmod(value, unit)
        text += (DIGITS[count] if count > 1 else "") + sign if count else ""
    return text + (DIGITS[value] if value else "")


def _supplement(source: etree._Element, label: str) -> str:
    """Heading of the supplementary provisions, with the number of the amending law they are of."""
    amending = source.get("AmendLawNum")
    return f"附則（{amending}）" if amending else re.sub(r"\s", "", label)


def _paragraph_number(source: etree._Element) -> str:
    """Number of a paragraph; the first of several prints none and has the one of the schema."""
    given = "".join(printed(n) for n in children(source, "ParagraphNum"))
    beside = children(source.getparent(), "Paragraph")
    if given or len(beside) == 1:
        return given
    return "".join(chr(ord(d) + 0xFEE0) for d in str(source.get("Num")) if d.isascii())


def _annex(source: etree._Element, target: etree._Element) -> None:
    title = next((c for c in children(source) if local(c).endswith("Title")), None)
    if title is not None:
        number(target, printed(title))
    for column in descendants(source, "TableColumn", "TableHeaderColumn"):
        column.tail = " "
    for child in children(source):
        if child is not title:
            for line in text_of(child, {"Rt", "Fig"}, ROWS).split("\n"):
                etree.SubElement(target, "p").text = line
