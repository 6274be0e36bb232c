"""A brief as PDF, set by Typst: footnotes, scripts of every direction, tagged for screen readers."""

import json
from dataclasses import asdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import regex

from lexgap.analysis.briefs.document import SYMBOLS, Block, Document, Heading, Paragraph, Table
from lexgap.analysis.site.render import rtl
from lexgap.schema.store import BadInputError

TEMPLATE = Path(__file__).parent / "brief.typ"
PACKS = ("rtl", "south_asia", "sea", "cjk")
"""Packages with fonts, justmytype-intl-*, of which the first three are installed with lexgap."""

FONTS = {
    "Arabic": ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans"),
    "Hebrew": ("Noto Sans Hebrew", "Libertinus Serif"),
    "Bengali": ("Noto Sans Bengali",),
    "Devanagari": ("Noto Sans Devanagari",),
    "Tamil": ("Noto Sans Tamil",),
    "Telugu": ("Noto Sans Telugu",),
    "Thai": ("Noto Sans Thai",),
    "Lao": ("Noto Sans Lao",),
    "Khmer": ("Noto Sans Khmer",),
    "Myanmar": ("Noto Sans Myanmar",),
    "Hangul": ("Noto Sans KR", "Noto Sans CJK KR", "Noto Serif CJK KR"),
    "Hiragana": ("Noto Sans JP", "Noto Sans CJK JP", "Noto Serif CJK JP"),
    "Katakana": ("Noto Sans JP", "Noto Sans CJK JP", "Noto Serif CJK JP"),
    "Han": ("Noto Sans SC", "Noto Sans CJK SC", "Noto Sans TC", "Noto Sans CJK TC", "Noto Sans JP", "Noto Sans CJK JP"),
}  # fmt: skip
"""Families that have a script (Unicode name), the first that is there is used."""


def pdf(document: Document) -> bytes:
    """The brief as PDF. Raises BadInputError where no font here has a script of it."""
    body, _ = _compiled(document)
    return body


def pages(document: Document) -> int:
    """How many pages the brief takes."""
    return _compiled(document)[1]


def _compiled(document: Document) -> tuple[bytes, int]:
    import pypdf
    import typst

    families = _families()
    told = {
        **asdict(document),
        "fonts": ["Libertinus Serif", *_needed(document, families), "DejaVu Sans Mono"],
        "blocks": list(_blocks(document.blocks)),
    }
    body = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"brief": json.dumps(told, ensure_ascii=False)},
        timestamp=0,
    )
    import io

    return body, len(pypdf.PdfReader(io.BytesIO(body)).pages)


@cache
def _fonts() -> Any:
    """Fonts of the machine and of the packages of fonts that are installed; read once."""
    import typst

    folders = [
        str(Path(spec.origin).parent / "fonts")
        for pack in PACKS
        if (spec := find_spec(f"justmytype_intl_{pack}")) and spec.origin
    ]
    return typst.Fonts(font_paths=folders)


@cache
def _families() -> frozenset[str]:
    """Names of the families that are there."""
    return frozenset(_fonts().families())


def _needed(document: Document, families: frozenset[str]) -> list[str]:
    """Families for the scripts of a document. Raises BadInputError where one is missing."""
    text = "".join(_strings(asdict(document)))
    found = []
    for script, names in FONTS.items():
        if not regex.search(rf"\p{{Script={script}}}", text):
            continue
        here = [name for name in names if name in families]
        if not here:
            raise BadInputError(
                f"the brief has {script} script and no font here has it; "
                "pip install justmytype-intl-cjk, or choose --format docx or html"
            )
        found.append(here[0])
    return list(dict.fromkeys(found))


def _strings(value: Any) -> list[str]:
    """Every string inside lists and mappings."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()  # fmt: skip
    return [text for one in inside for text in _strings(one)]


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """The blocks as the template reads them; numbered paragraphs count from the last heading."""
    found: list[dict[str, Any]] = []
    number = 0
    for block in blocks:
        if isinstance(block, Heading):
            number = 0
            found.append({"kind": "heading", "text": block.text})
        elif isinstance(block, Paragraph):
            number += block.item
            runs = [{**asdict(run), "rtl": rtl(run.language)} for run in block.runs]
            found.append({"kind": "paragraph", "runs": runs, "number": number if block.item else 0})
        elif isinstance(block, Table):
            rows = [
                [{**asdict(cell), "symbol": SYMBOLS.get(cell.answer, "")} for cell in row]
                for row in block.rows
            ]
            found.append({"kind": "table", "head": list(block.head), "rows": rows})
    return found
