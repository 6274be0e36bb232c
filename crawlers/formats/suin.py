"""SUIN-Juriscol, Colombia: an act's page (`viewDocument.asp?id=`).

The text stands in one padded `div`, each article in a `div toggle_{n}`. Beside the current text
hides the one before it ("LEGISLACIÓN ANTERIOR"), and what changed it: neither is law. The label
says UTF-16, the bytes are UTF-8. Checked against five pages of the publisher (one recorded).
"""

import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import (
    Kind,
    Marker,
    add_part,
    by_appearance,
    next_letter,
    next_number,
    outline,
)
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

BODY = "//div[contains(translate(@style, ' ', ''), 'padding:15px')]"
ARTICLE = re.compile(
    r"Art(?:[íi]culo|\.)\s*(\d+(?:-?(?-i:[A-Z])(?=[.\s]))?|[a-záéíóú]+)\s*((?:[°º]|(?<=\d)o\b)?)\s*[.:]*\s*[-–]?\s*",
    re.IGNORECASE,
)
REPEALED = re.compile(
    r"\(?(?:Derogad|Suprimid|Subrogad|Inexequible|Declarad[oa] inexequible|Eliminad)\w*\)?\.?",
    re.IGNORECASE,
)
RANKS = {"libro": 0, "parte": 1, "titulo": 2, "título": 2, "capitulo": 3, "capítulo": 3}
DIVISION = re.compile(r"(LIBRO|PARTE|T[IÍ]TULO|CAP[IÍ]TULO|SECCI[OÓ]N)\b", re.IGNORECASE)
LOWEST = 4
IN_FORCE, ENDED = "vigente", frozenset({"derogado", "no vigente"})
PARAGRAPH = Marker(
    "subsection",
    re.compile(r"(Par[áa]grafo(?:\s+(?:\d+|\w+ro|\w+do))?)\s*[°ºo]?\s*[.:]\s*-?\s*", re.IGNORECASE),
    lambda parent, number: f"{parent} parágrafo{number[len('parágrafo') :].lower()}",
    list_item=False,
)
KINDS = (
    Kind(re.compile(r"(\d{1,2})(?:[.)]|[°º]\.?)\s+"), "{parent} numeral {number}", next_number),
    Kind(re.compile(r"([a-zñ])\)\s*"), "{parent} literal {number})", next_letter),
)


class SuinPage(Page):
    """Articles `218`, their paragraphs `218 parágrafo 1`, parts `5 numeral 2`, `3 literal a)`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_html(self)
        fields = {
            str(span.get("field")): tidy("".join(span.itertext()))
            for span in root.xpath("//span[@field]")
        }
        missing = {"tipo", "numero", "anio", "estado_documento", "epigrafe"} - fields.keys()
        if missing:
            raise self.changed(f"no fields {sorted(missing)}")
        state = fields["estado_documento"].lower()
        if state != IN_FORCE and state not in ENDED:
            raise self.changed(f"the act is {state!r}")
        holder = self.one(root.xpath(BODY), "div with the text")
        rows = self.collect()
        self.read(holder, rows)
        name = " ".join(tidy("".join(self.one(root.xpath("//h1"), "h1").itertext())).split())
        yield self.act(
            rows,
            title=self.entry.title or fields["epigrafe"] or name,
            citation=name,
            text_state="point-in-time" if state in ENDED else None,
        )

    def read(self, holder: etree._Element, rows: Provisions) -> None:
        """Read divisions and articles; other text is the preamble or the signatures."""
        path: list[tuple[int, str]] = []
        articles = 0
        for child in holder:
            css, name = str(child.get("class", "")), str(child.get("id", ""))
            if css == "division":
                path = divided(path, lines(child))
            elif name.startswith("toggle_"):
                articles += 1
                self.article(lines(child), rows, [heading for _, heading in path])
            elif css:
                raise self.changed(f"unknown class {css!r} in the text")
        self.some(range(articles), "div toggle_ with an article")

    def article(self, text: list[str], rows: Provisions, path: list[str]) -> None:
        """Read one article."""
        head = ARTICLE.match(text[0]) if text else None
        if head is None:
            raise self.changed(f"an article that begins {text[:1]!r}")
        found = [line for line in (text[0][head.end() :].strip(), *text[1:]) if line]
        if not found or all(REPEALED.fullmatch(line) for line in found):
            return
        number = head[1].lower() if head[1].isalpha() else head[1]
        markers = [PARAGRAPH, *by_appearance(found, KINDS)]
        add_part(rows, outline(f"{head[1]}{head[2]}", number, found, markers), path=path)


def lines(element: etree._Element) -> list[str]:
    """Printed lines: what the page hides and the captions of what it hides are left out."""
    text = block_text(element, skip=_hidden)
    return [line for line in text.split("\n") if line]


def _hidden(element: etree._Element) -> bool:
    style = str(element.get("style", "")).replace(" ", "").lower()
    caption = element.tag == "p" and element.xpath("boolean(.//span[@class='toctoggle'])")
    return "display:none" in style or "visibility:hidden" in style or bool(caption)


def divided(path: list[tuple[int, str]], printed: list[str]) -> list[tuple[int, str]]:
    """The headings that hold after a division's lines; one without its word goes on."""
    opened = False
    for line in printed:
        division = DIVISION.match(line)
        if division:
            rank = RANKS.get(division[1].lower(), LOWEST)
            path = [*((r, h) for r, h in path if r < rank), (rank, line)]
        elif opened:
            path = [*path[:-1], (path[-1][0], f"{path[-1][1]} {line}")]
        else:
            path = [(0, line)]
        opened = True
    return path
