"""Parliamentary Counsel Office, New Zealand: the XML of acts and regulations, translated and read."""

import datetime as dt
import re

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.formats.xml import children, local, parse_xml, text_of
from lexgap.schema.models import TextState

NAMES = {
    **dict.fromkeys(("part", "subpart", "schedule", "head1", "head2", "head3"), "chapter"),
    **dict.fromkeys(("schedule.group", "schedule.provisions", "schedule.misc"), "hcontainer"),
    **dict.fromkeys(("subprov", "label-para"), "level"),
    **dict.fromkeys(("prov.body", "para", "list", "conclusion"), "container"),
    **dict.fromkeys(("def-para", "item"), "item"),
    **dict.fromkeys(("text", "eqn"), "p"),
    **dict.fromkeys(("table", "amend", "quote.block", "graphic.block"), "table"),
    "crosshead": "crossHeading",
    "prov": "section",
    "brk": "br",
}
INLINE = frozenset(
    """citation extref intref leg-title def-term emphasis insertwords quote.in superscript subscript
    atidlm:link linked legref variable-def""".split()  # noqa: SIM905
)
DROPPED = frozenset(
    """label heading notes history history-note empowering-prov deletewords footnote graphic
    reprint.note end.reprint-note admin-office""".split()  # noqa: SIM905
)
WORDS = {"part": "Part", "subpart": "Subpart", "schedule": "Schedule"}
SCHEDULE = re.compile(r"Schedule\s*(\w*)")
ROWS = frozenset({"row", "para", "text", "prov", "subprov", "label-para", "heading"})


class PcoPage(AknPage):
    """Sections `116(1)(a)`, schedules `Schedule 1 cl 3`."""

    def parse(self) -> etree._Element:
        """The act as Akoma Ntoso."""
        self.source_root = parse_xml(self, "act", "regulation")
        for element in list(self.source_root.iter()):
            parent = element.getparent()
            if parent is not None and element.get("deletion-status") is not None:
                parent.remove(element)
        root, body = act_tree()
        holders = children(self.source_root, "body", "schedule.group")
        for holder in self.some(holders, "body"):
            translate(self, holder, body, NAMES, inline=INLINE, dropped=DROPPED, change=_head)
        return root

    def title(self, act: etree._Element) -> str:
        """Title on the cover."""
        cover = self.one(children(self.source_root, "cover"), "cover")
        return text_of(self.one(children(cover, "title"), "title"))

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the reprint."""
        stated = self.source_root.get("date.as.at")
        return dt.date.fromisoformat(str(stated)) if stated else None

    def state(self, act: etree._Element) -> TextState | None:
        """A terminated act is law of its date only."""
        return "point-in-time" if self.source_root.get("date.terminated") else None

    def cite_section(self, number: str, path: list[str]) -> str:
        """`116`, or in a schedule `Schedule 1 cl 3`."""
        schedules = [m for m in map(SCHEDULE.match, path) if m]
        if not schedules:
            return super().cite_section(number, path)
        place = f"Schedule {schedules[0][1]}".strip()
        return f"{place} cl {number}" if number else place

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`116(1)(a)`; a number with points is whole: `Schedule 1 cl 2.0.1`."""
        if number[:1].isdigit():
            return f"{parent.citation.rpartition(' ')[0]} {number}".strip()
        return f"{parent.citation}{number}"


def _head(source: etree._Element, target: etree._Element) -> bool:
    name = local(source)
    if target.tag == "table":
        for line in text_of(source, DROPPED - {"label", "heading"}, ROWS).split("\n"):
            etree.SubElement(target, "p").text = line
        return True
    label = " ".join(text_of(e) for e in children(source, "label"))
    if target.tag == "level" and label:
        plain = label.strip("()")
        number(target, plain if "." in plain else f"({plain})")
    elif target.tag in {"section", "chapter"}:
        number(target, " ".join(filter(None, (WORDS.get(name, ""), label))))
        headed(
            target, " ".join(text_of(e, DROPPED - {"heading"}) for e in children(source, "heading"))
        )
    elif target.tag == "item":
        number(target, label)
    return False
