"""Riksdag open data, Sweden: one statute as JSON, its text as HTML in `dokument.html`.

Where a coming wording stands beside the present one, the day of the response decides; without it
the present one counts. Section numbers restart in each chapter, so citations name it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from lexgap.crawlers.formats.answer import parse_json
from lexgap.crawlers.formats.outline import Marker, Part, add_part, outline
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

SECTION = re.compile(r"(\d+\s?[a-z]?)\s*§")
CHAPTER = re.compile(r"(\d+\s?[a-z]?\skap\.)")
ENDS = re.compile(r"/Upphör att gälla U:\s?(\d{4}-\d{2}-\d{2})/")
BEGINS = re.compile(r"/Träder i kraft I:\s?(\d{4}-\d{2}-\d{2})/")
MARK = re.compile(r"/(?:Upphör|Träder|Rubriken|Ny)[^/]*/")
ACT_NOTE = re.compile(r"\s*(?:Lag|Förordning|Kungörelse)\s\(\d{4}:\d+\)\.?(?=\s*(?:\n|$))")
NEW_PARAGRAPH = re.compile(r"K?\d*[a-z]?P?\d*[a-z]?S\d+")
ORDINALS = (
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
)
MARKERS = [
    Marker("paragraph", re.compile(r"(\d{1,2})\.\s+"), lambda parent, n: f"{parent} {n}"),
    Marker("subparagraph", re.compile(r"([a-zåäö])[.)]\s+"), lambda parent, n: f"{parent} {n}"),
]


class RiksdagPage(Page):
    """Sections `16 kap. 10 a §`, their paragraphs `... andra stycket 1`."""

    def acts(self) -> Iterator[Act]:
        """Yield the statute. Raises PageChanged on any surprise."""
        document = self._document()
        root = lxml_html.fragment_fromstring(document["html"], create_parent="div")
        for contents in root.xpath(".//*[contains(@class, 'sfstoc')] | .//style"):
            contents.drop_tree()
        rows = self.collect()
        for number, path, paragraphs in self._sections(root):
            self._add(rows, number, path, paragraphs)
        self.some(rows.rows, "section (a.paragraf)")
        yield self.act(rows, title=str(document["titel"]), citation=f"SFS {self._number(document)}")

    def _document(self) -> dict[str, Any]:
        try:
            document = parse_json(self)["dokumentstatus"]["dokument"]
            wanted = {"html", "titel", "dok_id"} <= document.keys()
        except (KeyError, TypeError, AttributeError) as error:
            raise self.changed(f"no document of the Riksdag ({error!r})") from error
        if not wanted or not document["html"]:
            raise self.changed("a document without html, titel or dok_id")
        return dict(document)

    def _number(self, document: dict[str, Any]) -> str:
        return ":".join(str(document["dok_id"]).removeprefix("sfs-").split("-", 1))

    def _sections(self, root: etree._Element) -> Iterator[tuple[str, list[str], list[str]]]:
        """Number, headings above and paragraphs of each section, in printed order."""
        number, path, pieces = "", list[tuple[int, str]](), list[str]()
        for event, element in etree.iterwalk(root, events=("start", "end")):
            kind = _kind(element)
            if event == "end":
                pieces.append("" if _inside(element) else (element.tail or "").replace("\n", " "))
            elif kind in {"heading", "section"}:
                if number:
                    yield number, [heading for _, heading in path], _paragraphs(pieces)
                number, pieces = self._number_of(element) if kind == "section" else "", []
                path = path if kind == "section" else _headed(path, element)
            elif kind == "paragraph":
                pieces.append("\f")
            elif element.tag == "br":
                pieces.append("\n")
            elif not _inside(element):
                pieces.append((element.text or "").replace("\n", " "))
        if number:
            yield number, [heading for _, heading in path], _paragraphs(pieces)

    def _number_of(self, element: etree._Element) -> str:
        match = SECTION.match(tidy(element.text_content()))
        if match is None:
            raise self.changed(f"a section called {element.text_content()!r}")
        return f"{tidy(match[1])} §"

    def _add(self, rows: Provisions, number: str, path: list[str], paragraphs: list[str]) -> None:
        if not self._in_force(" ".join(paragraphs)):
            return
        clean = [tidy(ACT_NOTE.sub("", MARK.sub("", text))) for text in paragraphs]
        kept = [text for text in clean if text and not text.startswith("Har upphävts")]
        chapters = [m[1] for m in map(CHAPTER.match, path) if m]
        citation = f"{chapters[-1]} {number}" if chapters else number
        part = Part(number, citation, "section", -1)
        if not kept:
            return
        if len(kept) == 1:
            part = outline(number, citation, kept[0].split("\n"), MARKERS)
        else:
            for n, text in enumerate(kept):
                word = ORDINALS[n] if n < len(ORDINALS) else f"{n + 1}:e"
                below = outline("", f"{citation} {word} stycket", text.split("\n"), MARKERS)
                below.level = "subsection"
                part.parts.append(below)
        add_part(rows, part, path=path)

    def _in_force(self, text: str) -> bool:
        day = self.received.date
        begins, ends = BEGINS.search(text), ENDS.search(text)
        if begins:
            return day is not None and dt.date.fromisoformat(begins[1]) <= day
        return not (ends and day is not None and dt.date.fromisoformat(ends[1]) <= day)


def _kind(element: etree._Element) -> str:
    tag = element.tag
    if tag in {"h2", "h3", "h4", "h5"}:
        return "heading"
    if tag != "a":
        return ""
    if "paragraf" in (element.get("class") or ""):
        return "section"
    return "paragraph" if NEW_PARAGRAPH.fullmatch(element.get("name") or "") else ""


def _inside(element: etree._Element) -> bool:
    """Whether the element's own text was taken with a heading or the number of a section."""
    return any(_kind(above) in {"heading", "section"} for above in element.iterancestors())


def _headed(path: list[tuple[int, str]], element: etree._Element) -> list[tuple[int, str]]:
    rank = int(element.tag[1])
    heading = tidy(element.text_content()).replace("\n", " ")
    return [*((r, h) for r, h in path if r < rank), (rank, heading)]


def _paragraphs(pieces: list[str]) -> list[str]:
    return [text for text in map(tidy, "".join(pieces).split("\f")) if text]
