"""Retsinformation, Denmark: LexDania XML, translated and read; new wordings in amending acts too.

The first paragraph (stk. 1) of a section prints no number: it is the section's own text.
"""

import datetime as dt

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.formats.xml import children, parse_xml, text_of
from lexgap.schema.models import TextState

SECTIONS = (
    "Paragraf",
    "CentreretParagraf",
    "AendringCentreretParagraf",
    "IkraftCentreretParagraf",
)
NAMES = {
    **dict.fromkeys(SECTIONS, "section"),
    **dict.fromkeys(("Bog", "Afsnit", "Kapitel", "ParagrafGruppe", "Bilag", "Ikraft"), "chapter"),
    **dict.fromkeys(("Indentatio", "AendringsNummer"), "item"),
    **dict.fromkeys(("Exitus", "Aendring", "AendringDefinition", "AendringAktion"), "container"),
    **dict.fromkeys(("Rykningsklausul", "Nota", "Indledning"), "container"),
    **dict.fromkeys(("AendringNyTekst", "Tabel", "Table", "table"), "table"),
    "Stk": "level",
    "Index": "list",
    "Linea": "p",
}
INLINE = frozenset({"Char", "Emphasis", "Superscript", "Subscript", "Link"})
DROPPED = frozenset({"Explicatus", "Rubrica", "Hymne", "Fodnote", "FodnoteRef", "Noteref"})
ROWS = frozenset({"Paragraf", "Stk", "Indentatio", "Linea", "tr", "Tr", "Exitus"})


class LexDaniaPage(AknPage):
    """Sections `235 stk. 2 nr. 1`."""

    def parse(self) -> etree._Element:
        """The act as Akoma Ntoso."""
        self.source_root = parse_xml(self, "Dokument")
        self.meta = self.one(children(self.source_root, "Meta"), "Meta")
        content = self.one(children(self.source_root, "DokumentIndhold"), "DokumentIndhold")
        root, body = act_tree()
        translate(self, content, body, NAMES, inline=INLINE, dropped=DROPPED, change=_head)
        return root

    def field(self, name: str) -> str:
        """A field of the metadata."""
        return text_of(self.one(children(self.meta, name), name))

    def title(self, act: etree._Element) -> str:
        """Title in the metadata."""
        return self.field("DocumentTitle")

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Day from which this text is law."""
        stated = self.field("StartDate")
        try:
            return dt.date.fromisoformat(stated)
        except ValueError as error:
            raise self.changed(f"StartDate is {stated!r}") from error

    def state(self, act: etree._Element) -> TextState | None:
        """A historic text was law from its date on."""
        return "point-in-time" if self.field("Status") == "Historic" else None

    def number(self, printed: str) -> str:
        """Number without sign and point."""
        return printed.strip(" §.")

    def cite(self, parent: Part, name: str, number: str) -> str:
        """`235 stk. 2`, `235 stk. 2 nr. 1`, `litra a`."""
        own = number.removeprefix("Stk.").strip(" .)")
        if name == "level":
            return f"{parent.citation} stk. {own}"
        return f"{parent.citation} nr. {own}" if own[:1].isdigit() else f"{parent.citation} {own})"


def _head(source: etree._Element, target: etree._Element) -> bool:
    if target.tag == "table":
        for line in text_of(source, DROPPED - {"Explicatus"}, ROWS).split("\n"):
            etree.SubElement(target, "p").text = line
        return True
    if target.tag in {"section", "level", "item", "chapter"}:
        number(target, " ".join(text_of(e) for e in children(source, "Explicatus")))
    if target.tag in {"section", "chapter"}:
        headed(target, " ".join(text_of(e) for e in children(source, "Rubrica")))
    return False
