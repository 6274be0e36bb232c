"""Biblioteca del Congreso Nacional, Chile: LeyChile's XML of an act (`obtxml?opt=7&idNorma=`).

The text of a part is hard-wrapped: an indented or blank line begins a paragraph. What an amending
article puts into another law stands between quotation marks and is text of that article.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.formats.xml import children, local, parse_xml
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

ARTICLE = re.compile(
    r"[\"“]?Art[íi]culo\s+((?:\d+(?:\s?[°ºª])?|[a-záéíóú]+)(?:\s(?:bis|ter|qu[áa]ter|"
    r"quinquies|sexies|septies|octies|[A-Z])\b)?)\s*[.°º]*\s*[-–]*\s*",
    re.IGNORECASE,
)
INDENTED = re.compile(r"\s{3,}\S")
REPEALED = re.compile(
    r"\(?\s*(?:Derogad[oa]s?|Suprimid[oa]s?|Eliminad[oa]s?)\s*\)?\s*\.?", re.IGNORECASE
)
MARKERS = [
    Marker("paragraph", re.compile(r"(\d+)[.)°º]+[-–]?\s+"), lambda parent, n: f"{parent} N° {n}"),
    Marker(
        "subparagraph", re.compile(r"([a-zñ])[.)]\s+"), lambda parent, n: f"{parent} letra {n})"
    ),
]
QUOTE = re.compile('["“”]')


class BcnPage(Page):
    """Articles `374 bis`, numbers `374 bis N° 1`, transitional articles `primero transitorio`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_xml(self, "Norma")
        metadata = self.one(children(root, "Metadatos"), "Metadatos")
        title = self.one(children(metadata, "TituloNorma"), "TituloNorma")
        stated = str(root.get("fechaVersion"))
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", stated):
            raise self.changed(f"fechaVersion is {stated!r}")
        as_at = dt.date.fromisoformat(stated)
        rows = self.collect(as_at)
        self.walk(self.one(children(root, "EstructurasFuncionales"), "body"), rows, [])
        gone = root.get("derogado") not in {None, "no derogado"}
        yield self.act(
            rows,
            title=tidy(title.text or "").replace("\n", " "),
            as_at=as_at,
            text_state="point-in-time" if gone else None,
        )

    def walk(self, holder: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read the parts of `holder`, those below a division under its heading."""
        for part in children(holder):
            if local(part) != "EstructuraFuncional":
                raise self.changed(f"unknown element {local(part)}")
            if part.get("derogado") == "derogado":
                continue
            text = paragraphs(self.one(children(part, "Texto"), "Texto").text or "")
            below = children(part, "EstructurasFuncionales")
            named = bool(text and ARTICLE.match(text[0]))
            if str(part.get("tipoParte")).startswith("Artículo") and (named or not below):
                self.article(part, text, rows, path)
            elif text and not below:
                self.loose(part, text, rows, path)
            heading = " ".join(text)
            for inner in below:
                self.walk(inner, rows, [*path, heading] if heading else path)

    def article(
        self, part: etree._Element, text: list[str], rows: Provisions, path: list[str]
    ) -> None:
        """Read one article."""
        head = ARTICLE.match(text[0]) if text else None
        if head is None:
            raise self.changed(f"an article that begins {text[:1]!r}")
        lines = [line for line in (text[0][head.end() :], *text[1:]) if line]
        if not lines or all(REPEALED.fullmatch(line) for line in lines):
            return
        number = tidy(head[1])
        citation = re.sub(r"\s?[°ºª]", "", number)
        transitional = part.get("transitorio") == "transitorio"
        if transitional or any("TRANSITORI" in heading.upper() for heading in path):
            citation = f"{citation} transitorio"
        add_part(rows, outline(number, citation, lines, MARKERS, plain=quoted(lines)), path=path)

    def loose(
        self, part: etree._Element, text: list[str], rows: Provisions, path: list[str]
    ) -> None:
        """Read a part that is no article and holds none, such as a decree's only text."""
        names = [
            e.text or "" for m in children(part, "Metadatos") for e in children(m, "NombreParte")
        ]
        citation = tidy(" ".join(names)) or str(part.get("tipoParte"))
        add_part(rows, outline("", citation, text, MARKERS, plain=quoted(text)), path=path)


def paragraphs(text: str) -> list[str]:
    """Hard-wrapped lines joined to paragraphs."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip() or INDENTED.match(line):
            found.append([])
        found[-1].append(line)
    return [joined for joined in (tidy(" ".join(lines)) for lines in found) if joined]


def quoted(lines: list[str]) -> set[int]:
    """Places of the lines that begin with a quotation mark or inside those opened before."""
    inside, found = False, set()
    for place, line in enumerate(lines):
        if inside or QUOTE.match(line):
            found.add(place)
        inside ^= len(QUOTE.findall(line)) % 2 == 1
    return found
