"""Basiswettenbestand, Netherlands: `toestand` XML of one point in time, translated and read."""

import datetime as dt
import re

from lxml import etree

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.outline import Part
from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of

DIVISIONS = (
    "boek",
    "deel",
    "titeldeel",
    "hoofdstuk",
    "afdeling",
    "paragraaf",
    "sub-paragraaf",
    "subparagraaf",
    "subafdeling",
    "bijlage",
    "circulaire.divisie",
    "divisie",
)
NAMES = {
    **dict.fromkeys(DIVISIONS, "chapter"),
    **dict.fromkeys(("tekst", "definitielijst"), "container"),
    **dict.fromkeys(("lijst", "specificatielijst"), "list"),
    **dict.fromkeys(("li", "definitie-item", "specificatie-item"), "item"),
    **dict.fromkeys(("table", "plaatje", "formule", "wijzig-artikel"), "table"),
    **dict.fromkeys(("al", "al-groep", "tussenkop"), "p"),
    **dict.fromkeys(("artikel", "enig-artikel"), "section"),
    "lid": "level",
}
INLINE = frozenset(
    """extref intref nadruk inf sup nootref term definitie specificatie intioref extioref
    unl ol""".split()  # noqa: SIM905
)
DROPPED = frozenset(
    """kop lidnr li.nr meta-data redactie noot bijschrift toelichting illustratie
    wetgeving-bijlagen""".split()  # noqa: SIM905
)
TEXTS = ("wettekst", "regeling-tekst", "circulaire-tekst", "verdragtekst")
ROWS = frozenset({"row", "al", "li"})
GONE = frozenset({"vervallen", "nietig"})


class BwbPage(AknPage):
    """Articles `33a lid 1 onder b`."""

    def parse(self) -> etree._Element:
        """The regulation as Akoma Ntoso."""
        self.source_root = parse_xml(self, "toestand")
        for element in list(self.source_root.iter()):
            if element.get("status") in GONE and element.getparent() is not None:
                element.getparent().remove(element)
        texts = list(descendants(self.source_root, *TEXTS))
        root, body = act_tree()
        translate(
            self,
            self.one(texts, "wettekst or regeling-tekst"),
            body,
            NAMES,
            inline=INLINE,
            dropped=DROPPED,
            change=_head,
        )
        return root

    def title(self, act: etree._Element) -> str:
        """Short title, or the long one."""
        found = descendants(self.source_root, "citeertitel", "intitule")
        titles = {local(e): text_of(e, DROPPED) for e in found}
        self.some(list(titles), "citeertitel or intitule")
        return titles["citeertitel"] if "citeertitel" in titles else titles["intitule"]

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Day on which this wording came into force."""
        stated = str(self.source_root.get("inwerkingtreding"))
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
            raise self.changed(f"date of this wording is {stated!r}")
        return dt.date.fromisoformat(stated)

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation with `lid` and `onder`."""
        own = number.strip(" .)")
        return (
            f"{parent.citation} lid {own}" if name == "level" else f"{parent.citation} onder {own}"
        )


def _head(source: etree._Element, target: etree._Element) -> bool:
    if target.tag == "table":
        for line in text_of(source, DROPPED - {"li.nr"}, ROWS).split("\n"):
            etree.SubElement(target, "p").text = line
        return True
    heads = children(source, "kop")
    if target.tag == "section" and heads:
        number(target, " ".join(text_of(e, DROPPED) for e in children(heads[0], "nr")))
        headed(target, " ".join(text_of(e, DROPPED) for e in children(heads[0], "titel")))
    elif local(source) == "enig-artikel":
        number(target, "Enig artikel")
    elif target.tag == "chapter" and heads:
        headed(target, " ".join(text_of(e, DROPPED) for e in children(heads[0])))
    for name in ("lidnr", "li.nr"):
        number(target, " ".join(text_of(e) for e in children(source, name)))
    return False
