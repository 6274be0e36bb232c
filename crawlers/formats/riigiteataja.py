"""Riigi Teataja: one Estonian act as XML (schema tyviseadus and its sisters)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from lexgap.crawlers.formats.html import block_text
from lexgap.crawlers.formats.xml import (
    children,
    descendants,
    local,
    parse_xml,
    raise_digits,
    superscript,
    text_of,
)
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

DIVISIONS = {
    "osa": "osa",
    "peatykk": "peatykk",
    "jagu": "jagu",
    "jaotis": "jaotis",
    "alljaotis": "alljaotis",
}
TEXTS = frozenset({"sisuTekst", "tavatekst", "loetelu"})
NOTES = frozenset(
    [
        "muutmismarge",
        "veaparandus",
        "normtehnmarkus",
        "normtehnmarkusNr",
        "viideURID",
        "preambul",
        "lisaViide",
    ]
)
RAISED = re.compile(r"<sup>\s*(\d+)\s*</sup>")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
MARK = re.compile(r"\[\s*([Kk]ehtetu\s*[-–]\s*)?RT\s[^\[\]]*\]")
REPEALED = re.compile(r"\W*(?:Kehtetu\b.*)?", re.DOTALL)
FLUSH = re.compile(r"(?:(?<=[-–—])|^)\n", re.MULTILINE)
SIGN = re.compile(r"^§\s*|[.\s]+$")


@dataclass(frozen=True)
class Place:
    """Identifier and citation of the part above, and the headings above it."""

    id: str | None = None
    citation: str = ""
    path: tuple[str, ...] = ()


class RiigiTeatajaPage(Page):
    """One consolidated act of riigiteataja.ee.

    `as_at` is the day from which this wording applies (`kehtivuseAlgus`). Superscript numbers
    keep their place (`175¹`); amendment marks, corrections, the preamble and repealed parts are
    left out. An unnumbered `lõige` that is alone is the text of its section (`58 p 3`).
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        root = parse_xml(self, "oigusakt")
        raise_digits(root, "sup")
        about = self.one(children(root, "metaandmed"), "metaandmed")
        body = self.one(children(root, "sisu"), "sisu")
        as_at = self._since(about)
        rows = self.collect(as_at)
        self._division(rows, body, Place())
        names = [t for n in children(root, "aktinimi") for t in descendants(n, "pealkiri")]
        original = self._in(about, "tekstiliik") != "terviktekst"
        yield self.act(
            rows,
            title=self._words(self.one(names, "pealkiri")),
            citation=self._citation(about),
            as_at=as_at,
            text_state="as-enacted" if original else None,
        )

    def _division(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        for child in children(element):
            name = local(child)
            if name == "paragrahv":
                self._section(rows, child, place)
            elif name in DIVISIONS:
                titles = [
                    self._words(part) for part in children(child, "kuvatavNr", f"{name}Pealkiri")
                ]
                heading = " ".join(filter(None, titles)).replace("\n", " ")
                self._division(rows, child, Place(path=(*place.path, heading)))
            elif name == "sisuTekst" and text_of(child, NOTES) and not _divided(element):
                raise self.changed("text that is not divided into sections (paragrahv)")
            elif name not in NOTES and not name.endswith(("Nr", "Pealkiri", "sisuTekst")):
                raise self.changed(f"unknown element {name} in {local(element)}")

    def _section(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        if not self._is_law(element):
            return
        number = SIGN.sub("", self._in(element, "kuvatavNr"))
        if not number:
            raise self.changed("a section without number")
        parts = [part for part in children(element, "loige", *TEXTS) if self._is_law(part)]
        alone = len(parts) == 1 and not self._numbered(parts[0])
        lead = parts[0] if alone else None
        titles = [self._words(t) for t in children(element, "paragrahvPealkiri")]
        name = rows.add(
            number,
            number,
            "" if lead is None else self._own(lead),
            heading=" ".join(titles).replace("\n", " "),
            path=place.path,
        )
        here = Place(name, number, place.path)
        if lead is not None:
            self._items(rows, lead, here)
            return
        for part in parts:
            self._subsection(rows, part, here)

    def _subsection(self, rows: Provisions, element: etree._Element, section: Place) -> None:
        number = self._numbered(element)
        citation = section.citation + (f" lg {number.strip('()')}" if number else "")
        name = rows.add(
            number,
            citation,
            self._own(element),
            level="subsection",
            path=section.path,
            parent=section.id,
        )
        self._items(rows, element, Place(name, citation, section.path))

    def _items(self, rows: Provisions, element: etree._Element, place: Place) -> None:
        """Add the points, then what is printed flush after them.

        The format writes the flush text of a list (the sanction) into its last point, on a new
        line after a dash.
        """
        points = children(element, "alampunkt")
        after = children(element)[children(element).index(points[-1]) + 1 :] if points else []
        flush = [self._words(part) for part in after if local(part) in TEXTS]
        for part in points:
            number, text = self._in(part, "kuvatavNr"), self._own(part)
            if part is points[-1]:
                text, *rest = FLUSH.split(text, maxsplit=1)
                flush = [*rest, *flush]
            if REPEALED.fullmatch(text) is None and not _is_void(part):
                citation = f"{place.citation} p {number.rstrip(')')}"
                self._below(rows, number, citation, text, place)
        if any(flush):
            self._below(rows, "", place.citation, "\n".join(filter(None, flush)), place)

    def _below(self, rows: Provisions, number: str, citation: str, text: str, place: Place) -> None:
        rows.add(number, citation, text, level="paragraph", path=place.path, parent=place.id)

    def _numbered(self, element: etree._Element) -> str:
        return self._in(element, "kuvatavNr") if children(element, "kuvatavNr") else ""

    def _own(self, element: etree._Element) -> str:
        """Text before the first point."""
        if local(element) in TEXTS:
            return self._words(element)
        pieces = []
        for part in children(element):
            if local(part) == "alampunkt":
                break
            if local(part) in TEXTS:
                pieces.append(self._words(part))
            elif local(part) not in NOTES and not local(part).endswith("Nr"):
                raise self.changed(f"unknown element {local(part)} in {local(element)}")
        return "\n".join(filter(None, pieces))

    def _is_law(self, element: etree._Element) -> bool:
        if _is_void(element):
            return False
        texts = [element] if local(element) in TEXTS else descendants(element, "sisuTekst")
        return any(REPEALED.fullmatch(words) is None for words in map(self._words, texts) if words)

    def _words(self, element: etree._Element) -> str:
        boxes = list(descendants(element, "HTMLKonteiner"))
        if boxes:
            return "\n".join(_from_html(box.text or "") for box in boxes)
        for node in element.iter():  # numbers and titles hold markup as character data
            node.text = RAISED.sub(lambda m: superscript(m[1]), node.text or "") or None
        for line in descendants(element, "reavahetus"):
            line.text = "\n"
        words = text_of(element, NOTES, {"reavahetus", "tavatekst"})
        words = tidy(MARK.sub(_mark, words)) if "[" in words else words
        if MARKUP.search(words):
            raise self.changed(f"unknown markup in text: {MARKUP.findall(words)[0]!r}")
        return words

    def _in(self, element: etree._Element, name: str) -> str:
        return self._words(self.one(children(element, name), f"{name} in {local(element)}"))

    def _since(self, about: etree._Element) -> dt.date:
        since = self.one(list(descendants(about, "kehtivuseAlgus")), "kehtivuseAlgus")
        try:
            return dt.date.fromisoformat(text_of(since)[:10])
        except ValueError as error:
            raise self.changed(f"kehtivuseAlgus is {text_of(since)!r}, no date") from error

    def _citation(self, about: etree._Element) -> str:
        short = [text_of(e) for e in children(about, "lyhend")]
        mark = self.one(children(about, "avaldamismarge"), "avaldamismarge")
        part = self._in(mark, "RTosa")
        day = [text_of(e)[:10] for e in children(mark, "avaldamineKuupaev")]
        printed = [dt.date.fromisoformat(d).strftime("%d.%m.%Y") for d in day]
        article = [text_of(e) for e in children(mark, "RTartikkel")]
        return ", ".join(filter(None, [*short, part, *printed, *article]))


def _is_void(element: etree._Element) -> bool:
    """Whether the publisher marks the number as no longer in force."""
    return any(local(e).endswith("Nr") and e.get("kehtiv") == "0" for e in children(element))


def _from_html(markup: str) -> str:
    return block_text(lxml_html.fragment_fromstring(RAISED.sub(_raised, markup), "div"))


def _mark(match: re.Match[str]) -> str:
    return "Kehtetu –" if match[1] else ""


def _raised(match: re.Match[str]) -> str:
    return superscript(match[1])


def _divided(element: etree._Element) -> bool:
    """Whether a text holds sections or divisions; other text beside them is a preamble."""
    return bool(children(element, "paragrahv", *DIVISIONS))
