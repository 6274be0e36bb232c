"""The text of a Word document as printed: tracked insertions in, deletions out, numbers computed."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lexgap.schema.store import BadInputError

LARGEST = 200_000_000
"""Bytes that the parts of a document may unpack to."""
MEMBERS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
GONE = frozenset((f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))  # fmt: skip
BREAKS = frozenset((f"{W}br", f"{W}cr"))
HEADS = 9
"""Levels of a numbered list."""


def word_text(path: Path, data: bytes) -> str:
    """The paragraphs of a document and its tables, parted by empty lines.

    Raises BadInputError on what is no document, is damaged, or unpacks to too much.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    _checked(path, data)
    try:
        document = docx.Document(io.BytesIO(data))
        numbers = Numbers(document)
        return "\n\n".join(_paragraphs(document.element.body, document, numbers))
    except (
        OpcError,
        etree.LxmlError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        RecursionError,
    ) as error:
        raise BadInputError(
            f"{path}: a Word document that cannot be read ({type(error).__name__}); save it again "
            "as .docx, or as text"
        ) from error


def _checked(path: Path, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise BadInputError(f"{path}: a damaged Word document; save it again") from error
    names = {member.filename for member in members}
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise BadInputError(f"{path}: a zip archive, no Word document; unpack it or save as .docx")
    size = sum(member.file_size for member in members)
    if size > LARGEST or len(members) > MEMBERS:
        raise BadInputError(
            f"{path}: unpacks to {size:,} bytes in {len(members):,} files, more than a draft can "
            f"have ({LARGEST:,}); save the text alone as a new document"
        )


def _paragraphs(body: Any, document: Any, numbers: "Numbers") -> Iterator[str]:
    names = {style.style_id: style.name or "" for style in document.styles}
    for paragraph in body.iter(f"{W}p"):
        if any(above.tag in GONE for above in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and names.get(style.get(f"{W}val"), "").lower().startswith("toc "):
            continue
        text = "".join(_runs(paragraph)).strip()
        label = numbers.label(paragraph)
        if text:
            yield f"{label} {text}".strip()


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in GONE or child.tag == f"{W}p":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t" if element.tag == f"{W}r" else ""
        elif child.tag in BREAKS:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        else:
            yield from _runs(child)


class Numbers:
    """The numbers that Word prints before paragraphs of numbered lists."""

    def __init__(self, document: Any) -> None:
        parts = [r.target_part for r in document.part.rels.values() if r.reltype == NUMBERING and not r.is_external]  # fmt: skip
        root = parts[0].element if parts else None
        self.levels: dict[str, dict[int, Any]] = {}
        self.lists: dict[str, str] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, list[int]] = {}
        self.begun: set[str] = set()
        if root is not None:
            for abstract in root.iter(f"{W}abstractNum"):
                found = {int(lvl.get(f"{W}ilvl")): lvl for lvl in abstract.iter(f"{W}lvl")}
                self.levels[abstract.get(f"{W}abstractNumId")] = found
            for number in root.iter(f"{W}num"):
                name = number.get(f"{W}numId")
                self.lists[name] = number.find(f"{W}abstractNumId").get(f"{W}val")
                for override in number.iter(f"{W}lvlOverride"):
                    if (start := override.find(f"{W}startOverride")) is not None:
                        self.starts[name, int(override.get(f"{W}ilvl"))] = int(start.get(f"{W}val"))
        self.styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}  # fmt: skip

    def label(self, paragraph: Any) -> str:
        """The number as printed, nothing for a paragraph without one; counts on."""
        name, level = self._numbered(paragraph.find(f"{W}pPr"), 0)
        abstract = self.lists.get(name, "")
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [0] * HEADS)
        self._start(name, levels, counts)
        counts[level] = counts[level] + 1 if counts[level] else _start_of(levels[level])
        counts[level + 1 :] = [0] * (HEADS - level - 1)
        pattern = _value(levels[level], "lvlText")
        for n in range(HEADS):
            if f"%{n + 1}" in pattern and n in levels:
                count = counts[n] or _start_of(levels[n])
                printed = _printed(count, _value(levels[n], "numFmt") or "decimal")
                pattern = pattern.replace(f"%{n + 1}", printed)
        return "•" if _value(levels[level], "numFmt") == "bullet" else pattern

    def _start(self, name: str, levels: dict[int, Any], counts: list[int]) -> None:
        """Count anew where a list says where it starts."""
        if name in self.begun:
            return
        self.begun.add(name)
        for level in levels:
            if (name, level) in self.starts:
                counts[level] = self.starts[name, level] - 1

    def _numbered(self, properties: Any, depth: int) -> tuple[str, int]:
        """List and level of a paragraph, its style's where it has none of its own."""
        if properties is None or depth > HEADS:
            return "", 0
        numbered = properties.find(f"{W}numPr")
        if numbered is not None and (number := numbered.find(f"{W}numId")) is not None:
            level = numbered.find(f"{W}ilvl")
            return number.get(f"{W}val"), int(level.get(f"{W}val")) if level is not None else 0
        style = properties.find(f"{W}pStyle")
        found = self.styles.get(style.get(f"{W}val")) if style is not None else None
        while found is not None and depth <= HEADS:
            inner = found.find(f"{W}pPr")
            if inner is not None and inner.find(f"{W}numPr") is not None:
                return self._numbered(inner, depth + 1)
            based = found.find(f"{W}basedOn")
            found = self.styles.get(based.get(f"{W}val")) if based is not None else None
            depth += 1
        return "", 0


def _value(level: Any, name: str) -> str:
    found = level.find(f"{W}{name}")
    return str(found.get(f"{W}val") or "") if found is not None else ""


def _start_of(level: Any) -> int:
    return int(_value(level, "start") or 1)


def _printed(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if kind.startswith("upper") else roman
    return "" if kind == "none" else str(count)


def _roman(count: int) -> str:
    out = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        out += sign * (count // value)
        count %= value
    return out
