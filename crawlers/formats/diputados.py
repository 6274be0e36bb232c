"""Cámara de Diputados, Mexico: federal laws as PDF, reform notes in small italics after each part.

Reads the articles of the law itself; the transitional articles of the publishing decree and of
each reform follow it under a heading of their own and are not read.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from lexgap.crawlers.formats.outline import Marker, Part, add_part, outline
from lexgap.crawlers.formats.pdf import Paragraph, paragraphs, pdf_pages
from lexgap.crawlers.page import Page, Provisions
from lexgap.schema.models import Act

SUFFIX = (
    r"(?:Bis|Ter|Qu[áa]ter|Quintus|Quinquies|Sextus|Sexies|Septies|Octies|Nonies|Novies|Decies|"
    r"Undecies|Duodecies|Terdecies)"
)
ARTICLE = re.compile(
    rf"Artículo\s+((\d+)(?:[oº°](?=[.\s]))?(?:[ -]{SUFFIX}(?:\s\d+)?|-[A-Z](?=[.\s]))?)"
    r"\s*\.?\s*[-–—]?\s*",
    re.IGNORECASE,
)
DIVISION = re.compile(r"(LIBRO|T[ÍI]TULO|CAP[ÍI]TULO|SECCI[ÓO]N|APARTADO)\b", re.IGNORECASE)
RANKS = ("LIB", "TIT", "CAP", "SEC", "APA")
TRANSITIONAL = re.compile(r"(?:ART[ÍI]CULOS? )?TRANSITORIOS?\b", re.IGNORECASE)
REPEALED = re.compile(r"\(?\s*(?:Se deroga|Derogad[oa]s?)\s*\.?\s*\)?\s*\.?", re.IGNORECASE)
REFORM = re.compile(r"[ÚU]ltima reforma publicada DOF (\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)
UNITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(number: str) -> int:
    """Value of a roman number below 400, any suffix such as Bis left out.

    >>> roman("XIV Bis")
    14
    """
    values = [UNITS[letter] for letter in number.partition(" ")[0]]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _next_roman(last: str | None, number: str) -> bool:
    before = roman(last) if last else 0
    return before <= roman(number) <= before + 3


FRACTION = Marker(
    "paragraph",
    re.compile(rf"([IVXLC]+(?:[ -]{SUFFIX})?)\s*[.)]\s*[-–—]*\s*", re.IGNORECASE),
    lambda parent, number: f"{parent} fracción {number}",
    follows=lambda last, number: number[0].isupper() and _next_roman(last, number.upper()),
)
LETTER = Marker(
    "subparagraph",
    re.compile(r"([A-Za-zñÑ])\)\s*[-–—.]*\s*"),
    lambda parent, number: f"{parent} inciso {number}",
)
NUMBER = Marker(
    "item",
    re.compile(r"(\d{1,2})\s*[.)]\s*[-–—]*\s+"),
    lambda parent, number: f"{parent} numeral {number}",
    follows=lambda last, number: int(number) == int(last or 0) + 1,
)


class DiputadosPage(Page):
    """Articles with their fractions and letters; type size and style tell law from notes."""

    def acts(self) -> Iterator[Act]:
        """Yield the law of this file. Raises PageChanged on any surprise."""
        found = list(paragraphs(pdf_pages(self)))
        sizes = Counter(p.size for p in found if not p.italic and ARTICLE.match(p.text))
        if not sizes:
            raise self.changed("no line 'Artículo 1'")
        self.body = sizes.most_common(1)[0][0]
        reform = REFORM.search(" ".join(p.text for p in found[:20]))
        if reform is None:
            raise self.changed("no date of the last reform on the first page")
        day, month, year = (int(part) for part in reform.groups())
        as_at = dt.date(year, month, day)
        rows = self.collect(as_at)
        self._read(found, rows)
        title = self.entry.title or max(found[:10], key=lambda p: p.size).text
        yield self.act(rows, title=title, as_at=as_at)

    def _read(self, found: list[Paragraph], rows: Provisions) -> None:
        path: list[tuple[int, str]] = []
        article: re.Match[str] | None = None
        text: list[str] = []
        last = 0
        for paragraph in found:
            if self._is_heading(paragraph):
                if TRANSITIONAL.match(paragraph.text):
                    break
                self._flush(rows, article, text, path)
                article, text = None, []
                path = _headed(path, paragraph.lines)
            elif paragraph.italic or abs(paragraph.size - self.body) > 0.5:
                continue
            elif start := ARTICLE.match(paragraph.text):
                self._flush(rows, article, text, path)
                if int(start[2]) < last:
                    raise self.changed(f"article {start[1]} after article {last}")
                article, text, last = start, [paragraph.text[start.end() :]], int(start[2])
            elif article is not None:
                text.append(paragraph.text)
            elif last and not REPEALED.fullmatch(paragraph.text):
                raise self.changed(f"text outside the articles: {paragraph.text[:40]!r}")
        self._flush(rows, article, text, path)

    def _is_heading(self, paragraph: Paragraph) -> bool:
        if not paragraph.bold or paragraph.size < self.body - 0.5:
            return False
        return not ARTICLE.match(paragraph.text)

    def _flush(
        self,
        rows: Provisions,
        article: re.Match[str] | None,
        text: list[str],
        path: list[tuple[int, str]],
    ) -> None:
        kept = [line for line in text if line and not REPEALED.fullmatch(line)]
        if article is None or not kept:
            return
        number = article[1]
        part = outline(number, number, kept, [FRACTION, LETTER, NUMBER])
        _drop_repealed(part)
        if part.lines or part.parts:
            add_part(rows, part, path=[heading for _, heading in path])


def _drop_repealed(part: Part) -> None:
    part.parts = [p for p in part.parts if p.parts or not REPEALED.fullmatch(p.text)]
    for child in part.parts:
        _drop_repealed(child)


def _headed(path: list[tuple[int, str]], lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """The path below these lines of a heading; a line that names no division goes on the last."""
    for line in lines:
        match = DIVISION.match(line)
        if match:
            rank = RANKS.index(match[1][:3].upper().replace("Í", "I"))
            path = [*((r, text) for r, text in path if r < rank), (rank, line)]
        elif path:
            rank, above = path[-1]
            path = [*path[:-1], (rank, f"{above} {line}")]
    return path
