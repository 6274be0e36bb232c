"""Finlex: one Finnish act as enacted, in the XML of the government's publishing chain (asd)."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from lexgap.crawlers.formats.finlex import TERMS, Block, Section, add_section
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions
from lexgap.schema.models import Act, TextState

FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
SWEDISH = re.compile(r"den (\d{1,2}) ([a-z]+) (\d{4})$")
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
OMITTED = frozenset({"Katkoviiva", "Palstaviiva"})


class FinlexAsdPage(Page):
    """An act or an amending act as enacted (root element VahvistettavaLaki).

    `as_at` is the day of signature. Enacting clause, references to the preparatory works and
    signatures are left out. A line of dashes stands for omitted moments: what follows it has no
    number in the text and is cited by its section.
    """

    text_state: ClassVar[TextState] = "as-enacted"

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_xml(self, "VahvistettavaLaki")
        act = self.one(list(descendants(root, "Saados")), "Saados")
        language = self._attribute(act, "kieliKoodi")
        if language != self.entry.language or language not in TERMS:
            raise self.changed(f"language is {language}, expected {self.entry.language}")
        as_at = self._signed(root)
        rows = self.collect(as_at)
        body = self.one(children(act, "Pykalisto"), "Pykalisto")
        self._division(rows, body, "", ())
        name = self.one(children(act, "SaadosNimeke"), "SaadosNimeke")
        about = self.one(list(descendants(root, "EduskuntaTunniste")), "EduskuntaTunniste")
        number, year = (
            text_of(self.one(children(about, tag), tag))
            for tag in ("AsiakirjaNroTeksti", "ValtiopaivavuosiTeksti")
        )
        yield self.act(
            rows,
            title=" ".join(text_of(part) for part in children(name)),
            citation=f"{number}/{year}",
            as_at=as_at,
        )

    def _division(
        self, rows: Provisions, element: etree._Element, chapter: str, path: tuple[str, ...]
    ) -> None:
        for child in children(element):
            name = local(child)
            if name == "Pykala":
                self._section(rows, child, chapter, path)
            elif name in {"Luku", "Osa"}:
                label = text_of(
                    self.one(children(child, f"{name}TunnusKooste"), f"number of {name}")
                )
                titles = [text_of(t) for t in children(child, "SaadosOtsikkoKooste")]
                inner = f"{label} " if name == "Luku" else chapter
                self._division(rows, child, inner, (*path, " ".join((label, *titles))))
            elif name == "SaadosValiotsikkoKooste":
                path = (*path[:1], text_of(child))
            elif name not in OMITTED and name not in {
                "LukuTunnusKooste",
                "OsaTunnusKooste",
                "SaadosOtsikkoKooste",
            }:
                raise self.changed(f"unknown element {name} in {local(element)}")

    def _section(
        self, rows: Provisions, element: etree._Element, chapter: str, path: tuple[str, ...]
    ) -> None:
        labels = [text_of(e) for e in children(element, "PykalaTunnusKooste")]
        number = self.one(labels, "PykalaTunnusKooste") if labels else ""
        shown = number or self._attribute(element, "identifiointiTunnus")
        moments: list[Block | None] = []
        for child in children(element):
            name = local(child)
            if name in OMITTED:
                moments.append(None)
            elif name == "MomenttiKooste":
                moments.append(Block(text_of(child)))
            elif name == "KohdatMomentti":
                moments.append(self._listed(child))
            elif name not in {"PykalaTunnusKooste", "SaadosOtsikkoKooste"}:
                raise self.changed(f"unknown element {name} in section {shown}")
        section = Section(
            number,
            f"{chapter if number else ''}{shown}",
            " ".join(text_of(e) for e in children(element, "SaadosOtsikkoKooste")),
            path,
            TERMS[self.entry.language],
            partial=None in moments,
        )
        add_section(rows, section, moments)

    def _listed(self, element: etree._Element) -> Block:
        """A moment with a list. An unnumbered last item is the text after the list."""
        block = Block("")
        for child in children(element):
            name, text = local(child), text_of(child)
            if name == "MomenttiJohdantoKooste":
                block.text = text
            elif name == "MomenttiKohtaKooste":
                block.items.append(Block(text))
            elif name not in OMITTED:
                raise self.changed(f"unknown element {name} in a list")
        return block

    def _signed(self, root: etree._Element) -> dt.date:
        dated = self.one(list(descendants(root, "PaivaysKooste")), "PaivaysKooste")
        text = text_of(dated)
        finnish, swedish = FINNISH.search(text), SWEDISH.search(text)
        try:
            if finnish:
                return dt.date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
            if swedish:
                month = MONTHS.index(swedish[2]) + 1
                return dt.date(int(swedish[3]), month, int(swedish[1]))
        except ValueError as error:
            raise self.changed(f"{text!r} ends in no date") from error
        raise self.changed(f"{text!r} ends in no date")

    def _attribute(self, element: etree._Element, name: str) -> str:
        found = [str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{name}")]
        return str(self.one(found, f"attribute {name} of {local(element)}"))
