"""legislation.gov.uk, United Kingdom: Crown Legislation Markup Language, translated and read.

Prospective and repealed provisions are not law in force; commentaries, footnotes and contents are
not law. What an act inserts into another one is text of the inserting provision.
"""

import datetime as dt
import re
from copy import deepcopy

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.schema.models import TextState

DIVISIONS = ("Group", "Part", "Chapter", "Pblock", "PsubBlock", "EUPart", "EUChapter")
LEVELS = ("P2", "P3", "P4", "P5", "P6", "P7")
NAMES = {
    **dict.fromkeys(
        (*DIVISIONS, "P1group", "P2group", "P3group", "Schedule", "Appendix"), "chapter"
    ),
    **dict.fromkeys(LEVELS, "level"),
    **{f"P{n}para": "content" for n in range(1, 8)},
    **dict.fromkeys(("Para", "P", "AppendText", "Where"), "container"),
    "ScheduleBody": "hcontainer",
    **dict.fromkeys(("Text", "Formula", "BlockText", "SignedSection"), "p"),
    **dict.fromkeys(("OrderedList", "UnorderedList", "KeyList"), "list"),
    **dict.fromkeys(("ListItem", "KeyListItem"), "item"),
    **dict.fromkeys(("Tabular", "BlockAmendment", "BlockExtract", "Form"), "table"),
    **dict.fromkeys(("tr",), "tr"),
    "P1": "section",
}
INLINE = frozenset(
    """Abbreviation Acronym Addition Character Citation CitationSubRef Definition Emphasis Expanded
    ExternalLink Inferior InlineAmendment InternalLink Key Proviso SmallCaps Span Strong Substitution
    Superior Term Underline Uppercase table tbody thead tfoot tgroup colgroup col td th math mrow mi
    mo mn mfrac msub msup mtext mfenced msqrt caption Rank""".split()  # noqa: SIM905
)
HEAD = frozenset({"Number", "Title", "Subtitle", "TitleBlock", "Pnumber", "Reference"})
DROPPED = frozenset(
    """Commentaries CommentaryRef Contents FootnoteRef Footnotes Image Figure IncludedDocument
    MarginNoteRef MarginNotes Note Repeal Versions Resources Signatory SignedSection
    ExplanatoryNotes EarlierOrders PrimaryPrelims SecondaryPrelims Metadata InternalVersion
    CorrectionRef""".split()  # noqa: SIM905
)
QUOTED_LINES = frozenset({"P1", *LEVELS, "ListItem", "Title", "tr", "P", "Number", "OrderedList"})
NOT_IN_FORCE = frozenset({"Prospective", "Repealed", "Dead"})
SCHEDULE = re.compile(r"(?:THE )?SCHEDULE\s*(\w*)", re.IGNORECASE)
WITHIN = re.compile(r"(?:Article|Rule|Form)\s+\w+", re.IGNORECASE)
OMITTED = re.compile(r"[\s.…]+")
AS_MADE = ("/enacted", "/made", "/created", "/adopted")
DATED = re.compile(r"/(\d{4}-\d{2}-\d{2})(?:/|$)")


class ClmlPage(AknPage):
    """Sections `2(3)(a)`, schedules `Schedule 6 para. 9(1)`."""

    def parse(self) -> etree._Element:
        """The act as Akoma Ntoso."""
        self.source_root = parse_xml(self, "Legislation")
        text = self.one(children(self.source_root, "Primary", "Secondary"), "Primary or Secondary")
        _drop_not_in_force(text)
        root, body = act_tree()
        for holder in children(text, "Body", "Schedules"):
            _restructure(holder)
            translate(
                self, holder, body, NAMES, inline=INLINE, dropped=DROPPED | HEAD, change=_head
            )
        return root

    def title(self, act: etree._Element) -> str:
        """Title of the act."""
        titles = (e for e in descendants(self.source_root, "title") if "purl.org" in str(e.tag))
        return str(self.some([text_of(title) for title in titles], "dc:title")[0])

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the version: of the address, or the day the newest wording began."""
        dated = DATED.search(self._uri())
        start = dated[1] if dated else self.source_root.get("RestrictStartDate")
        return dt.date.fromisoformat(str(start)) if start else None

    def state(self, act: etree._Element) -> TextState | None:
        """As enacted, at a point in time, or as the source says."""
        if self._uri().endswith(AS_MADE):
            return "as-enacted"
        return "point-in-time" if DATED.search(self._uri()) else None

    def _uri(self) -> str:
        uri = self.source_root.get("DocumentURI")
        if uri is None:
            raise self.changed("no DocumentURI")
        return str(uri)

    def complete(self) -> bool:
        """False where the response holds a part of the act, such as one section."""
        stated = int(self.source_root.get("NumberOfProvisions", "0"))
        found = sum(local(e) == "P1" for e in self.source_root.iter())
        return found >= stated

    def cite_section(self, number: str, path: list[str]) -> str:
        """`2`, or in a schedule `Schedule 1 para. 2`."""
        schedules = [m for m in map(SCHEDULE.match, path) if m]
        if not schedules:
            return super().cite_section(number, path)
        within = [m[0] for m in map(WITHIN.match, path[1:]) if m]
        place = " ".join([f"Schedule {schedules[-1][1]}".strip(), *within])
        return f"{place} para. {number}" if number else place

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`2(3)(a)`."""
        return f"{parent.citation}{number}"

    def clean(self, text: str) -> str:
        """Nothing where only dots mark an omitted text."""
        return "" if OMITTED.fullmatch(text) else text


def _drop_not_in_force(text: etree._Element) -> None:
    for element in list(text.iter()):
        parent = element.getparent()
        ended = element.get("Match") == "false" and element.get("RestrictEndDate") is not None
        if parent is not None and (ended or element.get("Status") in NOT_IN_FORCE):
            parent.remove(element)


def _restructure(holder: etree._Element) -> None:
    """Take the heading of a group into its only section."""
    for group in list(descendants(holder, "P1group")):
        title, sections = children(group, "Title"), children(group, "P1")
        for section in sections:
            for heading in title:
                section.set("heading", text_of(heading, DROPPED))
        if sections:
            group.set("plain", "yes")


def _head(source: etree._Element, target: etree._Element) -> bool:
    name = local(source)
    if target.tag == "table":
        target.text = None
        for line in _quoted(source).split("\n"):
            etree.SubElement(target, "p").text = line
        return True
    if name == "P1":
        number(target, _printed(source))
        headed(target, source.get("heading", ""))
    elif name in LEVELS:
        printed = _printed(source)
        number(target, f"({printed})" if printed else "")
    elif name == "ListItem":
        number(target, _item_number(source))
    elif target.tag == "chapter" and source.get("plain") is None:
        number(target, " ".join(text_of(e, DROPPED) for e in children(source, "Number")))
        found = [*children(source, "Title"), *children(source, "Subtitle")]
        found += [t for block in children(source, "TitleBlock") for t in children(block, "Title")]
        headed(target, " ".join(text_of(e, DROPPED) for e in found))
    return False


def _quoted(block: etree._Element) -> str:
    """Text of a table or of inserted provisions, numbers before their text."""
    copy = deepcopy(block)
    for pnumber in descendants(copy, "Pnumber"):
        if local(pnumber.getparent()) != "P1":
            pnumber.text = f"({pnumber.text or ''}"
            last = pnumber[-1] if len(pnumber) else None
            if last is None:
                pnumber.text += ")"
            else:
                last.tail = f"{last.tail or ''})"
        pnumber.tail = " "
    for item in descendants(copy, "ListItem"):
        item.text = f"{_item_number(item)} {(item.text or '').strip()}"
    return text_of(copy, DROPPED, QUOTED_LINES)


def _printed(source: etree._Element) -> str:
    return " ".join(text_of(e, DROPPED) for e in children(source, "Pnumber"))


def _item_number(item: etree._Element) -> str:
    """Number of a list item; the format numbers them by their place."""
    holder = item.getparent()
    if local(holder) != "OrderedList":
        return ""
    own = item.get("NumberOverride") or _counted(
        children(holder, "ListItem").index(item) + 1, holder.get("Type", "arabic")
    )
    marks = {"parens": "({})", "parenRight": "{})", "brackets": "[{}]", "period": "{}."}
    return marks.get(holder.get("Decoration", ""), "{}").format(own)


def _counted(place: int, kind: str) -> str:
    if kind.startswith("alpha"):
        letter = chr(ord("a") + (place - 1) % 26) * ((place - 1) // 26 + 1)
        return letter.upper() if kind == "alphaupper" else letter
    if kind.startswith("roman"):
        tens, units = divmod(place, 10)
        roman = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[units]
        return roman.upper() if kind == "romanupper" else roman
    return str(place)
