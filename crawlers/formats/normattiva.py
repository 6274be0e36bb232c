"""Normattiva's open-data interface, Italy: one article of an act as JSON (`dettaglio-atto-urn`).

The article is HTML whose classes come from Akoma Ntoso; what an act changed last stands in `((...))`
as in the exported file. The preamble and the notes (`art_aggiornamento`, `note`) are not law.
Checked against five answers of the publisher (two recorded).
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from lexgap.crawlers.formats.akn_publishers import COMMA, FIGURE, LETTER, REPEALED, NormattivaPage
from lexgap.crawlers.formats.answer import parse_json, text_at
from lexgap.crawlers.formats.html import block_text
from lexgap.crawlers.formats.outline import Part, add_part, outline
from lexgap.crawlers.page import tidy
from lexgap.schema.models import Act

OPEN_END = "99999999"
NUMBER = re.compile(r"Art\.\s*(\d+(?:[-.\s]\w+)*)\s*\.?", re.IGNORECASE)
TEXT = frozenset({"art-commi-div-akn", "art-just-text-akn", "table-akn", "art-pre-comma-text-akn"})
NOT_LAW = re.compile(r"preamble-.+|formula-introduttiva|art_aggiornamento-akn|note-akn|")


class NormattivaJsonPage(NormattivaPage):
    """One article of an act, hence an incomplete act: `1 comma 1-bis lettera a`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act with its one article. Raises PageChanged on any surprise."""
        answer = parse_json(self, "utf-8-sig")
        data = answer.get("data")
        if answer.get("success") is not True or not isinstance(data, dict):
            raise self.changed(f"the publisher answers {answer.get('message')!r}")
        known = data.get("atto")
        if not isinstance(known, dict):
            raise self.changed("no atto in data")
        fields = {
            name: text_at(self, known, name, "atto")
            for name in (
                *("titolo", "sottoTitolo", "articoloHtml"),
                *("articoloDataInizioVigenza", "articoloDataFineVigenza"),
            )
        }
        first = self.day(fields["articoloDataInizioVigenza"])
        ended = fields["articoloDataFineVigenza"] != OPEN_END
        rows = self.collect(first)
        number, heading, lines = self.article(fields["articoloHtml"])
        part = outline(number, number, lines, [COMMA, LETTER, FIGURE])
        _in_force(part)
        add_part(rows, part, heading=heading)
        yield self.act(
            rows,
            title=self.entry.title or tidy(fields["sottoTitolo"]).replace("\n", " "),
            citation=tidy(fields["titolo"]),
            as_at=first,
            text_state="point-in-time" if ended else None,
            complete=False,
        )

    def article(self, markup: str) -> tuple[str, str, list[str]]:
        """Number, heading and printed lines of the article."""
        root = lxml_html.fragment_fromstring(markup, create_parent="div")
        holder = self.one(root.xpath("./div[@class='bodyTesto']"), "div bodyTesto")
        found: dict[str, list[etree._Element]] = {}
        text: list[str] = []
        for child in holder:
            css = str(child.get("class", ""))
            if css in TEXT:
                text.extend(self.clean(block_text(child, skip=_note)).split("\n"))
            elif css in {"article-num-akn", "article-heading-akn"}:
                found.setdefault(css, []).append(child)
            elif not NOT_LAW.fullmatch(css):
                raise self.changed(f"unknown class {css!r} in the article")
        printed = block_text(self.one(found.get("article-num-akn", []), "number of the article"))
        match = NUMBER.fullmatch(printed)
        if match is None:
            raise self.changed(f"an article numbered {printed!r}")
        heads = [self.clean(block_text(h)) for h in found.get("article-heading-akn", [])]
        heading = " ".join(heads).replace("\n", " ").removeprefix("(").removesuffix(")")
        return match[1], heading, [line for line in text if line]

    def day(self, stated: str) -> dt.date:
        """A day as the interface states it: `20200915`."""
        try:
            return dt.datetime.strptime(stated, "%Y%m%d").date()
        except ValueError as error:
            raise self.changed(f"the article is in force from {stated!r}") from error


def _note(element: etree._Element) -> bool:
    return str(element.get("class", "")).startswith(("art_aggiornamento", "note"))


def _in_force(part: Part) -> None:
    """Take out of a part what is repealed below it."""
    part.parts = [below for below in part.parts if not REPEALED.match(below.text)]
    for below in part.parts:
        _in_force(below)
