"""Shared reading of PDF: lines with their place and type, without running heads; paragraphs."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lexgap.crawlers.page import Page, tidy

MAX_PAGES = 3000
SAME_LINE = 2.0  # points; a superscript stands higher
DIGITS = re.compile(r"\d+")
OPEN_END = re.compile(r"[^.:;!?”\"»)]$")


@dataclass(frozen=True)
class Line:
    """A printed line: text, left edge and baseline in points, size and style of most of it."""

    text: str
    x: float
    y: float
    size: float
    italic: bool
    bold: bool


@dataclass(frozen=True)
class Paragraph:
    """Lines joined: their text, the lines, and the type of the first."""

    text: str
    lines: tuple[str, ...]
    x: float
    size: float
    italic: bool
    bold: bool


@dataclass(frozen=True)
class _Chunk:
    text: str
    x: float
    y: float
    size: float
    font: str


def pdf_pages(page: Page) -> list[list[Line]]:
    """The lines of each page, running heads and page numbers left out.

    Raises PageChanged on bytes that are no PDF, on one with a password, on one without text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # It tells of damage that it mends on standard error; what it cannot mend it raises.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not page.received.body.startswith(b"%PDF-"):
        raise page.changed("not a PDF")
    try:
        reader = PdfReader(io.BytesIO(page.received.body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise page.changed("an encrypted PDF")
        if len(reader.pages) > MAX_PAGES:
            raise page.changed(f"a PDF of more than {MAX_PAGES} pages")
        pages = [_lines(_chunks(leaf)) for leaf in reader.pages]
    except DependencyError as error:
        raise page.changed("an encrypted PDF") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise page.changed(
            f"a PDF that cannot be read ({type(error).__name__}: {error})"
        ) from error
    if not any(pages):
        raise page.changed("a PDF without text (scanned?)")
    return without_edges(pages)


def _chunks(leaf: Any) -> list[_Chunk]:
    found: list[_Chunk] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            scale = abs(tm[0]) or abs(tm[3]) or 1.0
            name = str((font or {}).get("/BaseFont", ""))
            x, y = cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]
            found.append(_Chunk(text, x, y, round(size * scale, 1), name))
        elif text and found and "\n" not in text:
            last = found[-1]
            found[-1] = _Chunk(last.text + text, last.x, last.y, last.size, last.font)

    leaf.extract_text(visitor_text=visit)
    return found


def _lines(chunks: Iterable[_Chunk]) -> list[Line]:
    lines: list[list[_Chunk]] = []
    for chunk in chunks:
        if lines and abs(lines[-1][-1].y - chunk.y) <= SAME_LINE and "\n" not in chunk.text[:1]:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return [_line(parts) for parts in lines]


def _line(parts: Sequence[_Chunk]) -> Line:
    weight: Counter[tuple[float, str]] = Counter()
    for part in parts:
        weight[part.size, part.font] += len(part.text.strip())
    (size, font), _ = weight.most_common(1)[0]
    text = tidy("".join(part.text.replace("\n", " ") for part in parts))
    low = font.lower()
    italic = "italic" in low or "oblique" in low
    return Line(text, parts[0].x, parts[0].y, size, italic, "bold" in low)


def without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without the lines that stand at one height on more than half of them.

    Digits count as equal, so page numbers go too.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        seen.update({_edge(line) for line in lines})
    limit = max(1, len(pages) // 2)
    return [[line for line in lines if seen[_edge(line)] <= limit] for lines in pages]


def _edge(line: Line) -> tuple[str, int]:
    return DIGITS.sub("0", line.text), round(line.y / 4)


def paragraphs(pages: Sequence[Sequence[Line]], leading: float = 1.5) -> Iterator[Paragraph]:
    """Join lines to paragraphs.

    A gap of more than `leading` times the type size, another size or style, or a first-line
    indent begins a paragraph; over a page break it goes on where the sentence is not finished.
    """
    held: list[Line] = []
    for lines in pages:
        for n, line in enumerate(lines):
            if held and not _goes_on(held, line, n == 0, leading):
                yield _paragraph(held)
                held = []
            held.append(line)
    if held:
        yield _paragraph(held)


def _goes_on(held: Sequence[Line], line: Line, new_page: bool, leading: float) -> bool:
    last = held[-1]
    if abs(line.size - last.size) > 0.5 or line.italic != last.italic:
        return False
    if new_page:
        return bool(OPEN_END.search(last.text)) or line.text[:1].islower()
    gap = last.y - line.y
    return 0 <= gap <= leading * line.size


def _paragraph(held: Sequence[Line]) -> Paragraph:
    first = held[0]
    text = tidy(" ".join(line.text for line in held))
    lines = tuple(line.text for line in held)
    return Paragraph(
        text, lines, first.x, first.size, first.italic, all(line.bold for line in held)
    )
