"""The text of a file that people draft in: plain text, HTML, DOCX or PDF.

A paragraph of DOCX and HTML is parted by an empty line from the next; PDF and plain text keep their
printed lines. Whatever cannot be read is BadInputError with the remedy.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from lexgap.schema.store import BadInputError

Format = Literal["text", "html", "docx", "pdf"]
LARGEST = 64_000_000
"""Bytes of a file at most; a national code is a tenth of it."""
MOST_TEXT = 10_000_000
"""Characters of text at most."""
SUFFIXES: dict[str, Format] = {
    ".docx": "docx", ".docm": "docx", ".htm": "html", ".html": "html", ".md": "text", ".pdf": "pdf",
    ".txt": "text", ".xhtml": "html",
}  # fmt: skip
FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
)
"""Beginnings of files that are often drafts and that no reader here knows."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUTTER = re.compile(r"^[ \t]{0,12}(\d{1,2})(?:[ \t]+(?=\S)|[ \t]*$)")
RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SHAPES = re.compile(r"[\u2e80-\u2fdf\ufb00-\ufb4f\ufb50-\ufdf9\ufe70-\ufefc]")
"""Shapes of letters, which PDFs give in place of the letters."""
CLOSING = ".:;،؛؟!"
"""Signs that end a line of Arabic or Hebrew; they begin one whose words stand as they look."""
NUMBERED = 0.6
"""Share of lines that must count on for the numbers before them to be line numbers."""


def document_text(path: Path, kind: Format | None = None, encoding: str = "") -> str:
    """The text of a file; its format is told by its bytes and name unless `kind` says it.

    Raises BadInputError on a file that is missing, too large, damaged, encrypted or no text.
    """
    data = _bytes(path)
    chosen = kind or guess(path, data)
    readers: dict[Format, Callable[[Path, bytes, str], str]] = {
        "text": _text,
        "html": _html,
        "docx": _docx,
        "pdf": _pdf,
    }
    text = clean(readers[chosen](path, data, encoding))
    if not text.strip():
        raise BadInputError(f"{path}: no text in this file; a scan must be read by OCR first")
    if len(text) > MOST_TEXT:
        raise BadInputError(
            f"{path}: {len(text):,} characters of text, more than {MOST_TEXT:,}; give the draft alone"
        )
    return text


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadInputError(
                f"{path}: {size:,} bytes, more than {LARGEST:,}; give the draft alone, without images"
            )
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror}; check the name of the file") from error


def guess(path: Path, data: bytes) -> Format:
    """The format by the first bytes, else by the name. Raises BadInputError on a foreign one."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    for start, what in FOREIGN:
        if data.startswith(start):
            raise BadInputError(f"{path}: {what}; save it as .docx, .pdf, .html or plain text")
    head = data[:1000].lstrip(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "html"
    found = SUFFIXES.get(path.suffix.lower(), "text")
    if found in ("docx", "pdf"):
        raise BadInputError(
            f"{path}: not a {path.suffix[1:].upper()} file; save it again or say --from"
        )
    return found


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    named = encoding or next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(named)
    except LookupError as error:
        raise BadInputError(f"{path}: no encoding {encoding!r}; try windows-1252") from error
    except UnicodeError as error:
        where = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise BadInputError(
            f"{path}: not {named} text{where}; save it as UTF-8 or say --encoding, "
            "such as windows-1252"
        ) from error
    if "\0" in text:
        raise BadInputError(f"{path}: not a text file; give .txt, .html, .docx or .pdf")
    return text


def _text(path: Path, data: bytes, encoding: str) -> str:
    return _decoded(path, data, encoding)


def _html(path: Path, data: bytes, encoding: str) -> str:
    from lxml import etree
    from lxml import html as lxml_html

    from lexgap.crawlers.charset import declared
    from lexgap.crawlers.formats.html import lines

    text = _decoded(path, data, encoding or declared(data, "text/html"))
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode(), parser=parser)
        return "\n\n".join(lines(root))
    except (etree.ParserError, ValueError, RecursionError) as error:
        raise BadInputError(f"{path}: no HTML document; save it again as HTML or text") from error


def _docx(path: Path, data: bytes, encoding: str) -> str:
    from lexgap.analysis.word import word_text

    return word_text(path, data)


def _pdf(path: Path, data: bytes, encoding: str) -> str:
    from lexgap.crawlers.formats.pdf import Line, pdf_pages
    from lexgap.crawlers.page import Entry, Page, PageChanged, Received
    from lexgap.schema.models import Source

    source = Source(
        id="draft", country="ZZ", language="und", publisher="", homepage="", licence="", text_state="unknown"
    )  # fmt: skip
    page = Page(Received(str(path), data), source, Entry(str(path), "draft", "", "und"))
    try:
        pages = pdf_pages(page)
    except PageChanged as error:
        raise BadInputError(f"{path}: {error.what}; save it again, or give text or DOCX") from error
    printed: list[str] = []
    before: Line | None = None
    for leaf in pages:
        for line in leaf:
            gap = before.y - line.y if before else 0.0
            if before and (gap > 1.6 * line.size or line.bold != before.bold):
                printed.append("")
            printed.append(line.text)
            before = line
    return "\n".join(logical([letters(line) for line in printed]))


def letters(text: str) -> str:
    """`text` with letters for their shapes: ligatures, Arabic forms by place, Kangxi radicals."""
    return SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def logical(lines: list[str]) -> list[str]:
    """Lines of a right-to-left text with their words in reading order.

    Many PDFs store words from left to right as they look; then lines begin with what should end
    them. Words of other scripts and numbers keep their order among themselves.
    """
    rtl = [2 * len(RTL.findall(line)) > len(re.findall(r"[^\W\d_]", line)) > 0 for line in lines]
    written = [line.strip() for line, turned in zip(lines, rtl, strict=True) if turned]
    begun = sum(line[0] in CLOSING for line in written)
    if begun <= sum(line[-1] in CLOSING for line in written):
        return lines
    return [
        turned_around(line) if turned else line for line, turned in zip(lines, rtl, strict=True)
    ]


def turned_around(line: str) -> str:
    """A line of right-to-left words with its words, and the signs at their sides, in reading order.

    >>> turned_around(".بيت 12 سور")
    'سور 12 بيت.'
    """
    words: list[str] = []
    foreign = 0
    for word in reversed(line.split()):
        signs = re.match(r"[^\w\s]*", word)
        lead = signs.group() if signs else ""
        foreign = foreign + 1 if re.search(r"[^\W\d_]", word) and not RTL.search(word) else 0
        # Words of another script are read from the left.
        words.insert(len(words) - max(foreign - 1, 0), word[len(lead) :] + lead[::-1])
    return " ".join(words)


def clean(text: str) -> str:
    """The text with one kind of line end, and without the line numbers of a printed bill."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = plain.split("\n")
    numbers = [GUTTER.match(line) for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    counted, last = 0, 0
    for match in numbers:
        if match:
            number = int(match[1])
            counted += number in (1, last + 1)
            last = number
    if filled < 20 or counted < NUMBERED * filled:
        return plain
    return "\n".join(line[m.end() :] if m else line for line, m in zip(lines, numbers, strict=True))
