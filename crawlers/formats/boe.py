"""Agencia Estatal BOE, Spain: consolidated legislation as XML, every version of every block.

Of each block the newest version already in force on the day of the response counts; editorial
notes (`blockquote`, `nota_pie`) are not law.
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.formats.xml import children, descendants, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions
from lexgap.schema.models import Act

LAW, HEADINGS = "precepto", "encabezado"
NOT_LAW = frozenset(
    """preambulo firma nota_inicial nota nota_final indice parte_dispositiva instrumento portada
    anexo_imagen""".split()  # noqa: SIM905
)
RANKS = ("libro", "parte", "titulo", "capitulo", "seccion", "subseccion", "anexo")
ORDER = {"anexo": 0, "libro": 0, "parte": 1, "titulo": 2, "capitulo": 3, "seccion": 4}
SUFFIX = r"(?:bis|ter|qu[aá]ter|quinquies|sexies|septies|octies|nonies|decies)"
ARTICLE = re.compile(
    rf"Artículo\s+([\d.]*\d(?:\.?[ºª])?(?:\s{SUFFIX})?|[a-záéíóú]+)\s*\.?\s*(.*)", re.IGNORECASE
)
FINAL = re.compile(r"Disposici(?:ón|ones)\b", re.IGNORECASE)
"""What follows the last title is not part of it."""
REPEALED = re.compile(r"\(?\s*(?:Derogad|Suprimid|Sin contenido|Anulad)\w*\s*\)?\.?", re.IGNORECASE)
LATIN = rf"(?:\s{SUFFIX})?"
MARKERS = [
    Marker(
        "subsection",
        re.compile(rf"(\d+{LATIN})\.\s+(?![ºª])"),
        lambda parent, number: f"{parent}.{number}",
        follows=lambda last, number: int(number.split()[0]) <= int((last or "0").split()[0]) + 1,
        list_item=False,
    ),
    Marker("paragraph", re.compile(r"([a-zñ])\)\s*"), lambda parent, n: f"{parent} {n})"),
    Marker("paragraph", re.compile(r"(\d+\.[ºª])\s*"), lambda parent, n: f"{parent} {n}"),
]


class BoePage(Page):
    """Articles `189.1 a)` from the blocks of `response/data/texto`; the title stands in the YAML."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        root = parse_xml(self, "response")
        codes = [text_of(code) for code in descendants(root, "code")]
        if codes and codes[0] != "200":
            raise self.changed(f"the publisher answers {codes[0]}")
        if not self.entry.title:
            raise self.changed("no title in the country file, and this answer holds none")
        text = self.one(list(descendants(root, "texto")), "texto")
        chosen = [(b, self.version(b)) for b in self.some(children(text, "bloque"), "bloque")]
        dates = [str(v.get("fecha_vigencia")) for _, v in chosen if v is not None]
        as_at = dt.datetime.strptime(max(dates), "%Y%m%d").date() if dates else None
        rows = self.collect(as_at)
        path: list[tuple[int, str]] = []
        for block, version in chosen:
            if version is not None:
                path = self.block(block, version, rows, path)
        yield self.act(rows, title=self.entry.title, as_at=as_at)

    def version(self, block: etree._Element) -> etree._Element | None:
        """Newest version of a block that is in force, if any."""
        limit = self.received.date.strftime("%Y%m%d") if self.received.date else "99999999"
        found = self.some(children(block, "version"), "version")
        for version in found:
            if not re.fullmatch(r"\d{8}", str(version.get("fecha_vigencia"))):
                raise self.changed("a version without fecha_vigencia")
        now = [version for version in found if str(version.get("fecha_vigencia")) <= limit]
        return max(now, key=lambda version: str(version.get("fecha_vigencia")), default=None)

    def block(
        self,
        block: etree._Element,
        version: etree._Element,
        rows: Provisions,
        path: list[tuple[int, str]],
    ) -> list[tuple[int, str]]:
        """Read one block; return the headings that hold from here."""
        kind = str(block.get("tipo"))
        lines = [(str(p.get("class", "")), text_of(p)) for p in children(version, "p", "table")]
        if kind == HEADINGS:
            return _headed(path, lines)
        if kind == LAW:
            self.article(lines, rows, [heading for _, heading in path])
        elif kind not in NOT_LAW:
            raise self.changed(f"unknown type of block {kind}")
        return path

    def article(self, lines: list[tuple[str, str]], rows: Provisions, path: list[str]) -> None:
        """Read one article or provision of the final part."""
        heads = [text for css, text in lines if css.startswith("articulo")]
        head = " ".join(self.some(heads, "heading of an article"))
        match = ARTICLE.fullmatch(head)
        number = match[1] if match else head.rstrip(".")
        text = [
            line
            for css, line in lines
            if line and not css.startswith(("articulo", "nota_pie", "cita")) and css != "textoNota"
        ]
        if not text or all(REPEALED.fullmatch(line) for line in text):
            return
        if FINAL.match(head):
            path = [heading for heading in path if FINAL.match(heading)]
        part = outline(number, number, text, MARKERS)
        part.parts = [p for p in part.parts if p.parts or not REPEALED.fullmatch(p.text)]
        add_part(rows, part, heading=match[2].rstrip(".") if match else "", path=path)


def _headed(path: list[tuple[int, str]], lines: list[tuple[str, str]]) -> list[tuple[int, str]]:
    for css, text in lines:
        name = css.partition("_")[0]
        if name not in RANKS or not text:
            continue
        rank = ORDER.get(name, 5)
        if css.endswith("_tit") and path and path[-1][0] == rank:
            path = [*path[:-1], (rank, f"{path[-1][1]} {text}")]
        else:
            path = [*((r, h) for r, h in path if r < rank), (rank, text)]
    return path
