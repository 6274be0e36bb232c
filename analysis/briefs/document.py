"""What a brief is made of, whatever its format: headings, paragraphs, tables, numbered notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """A footnote: what is cited, and its address on the web where it has one."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Run:
    """Words of one kind. `language` (BCP 47) marks words of a statute; `note` follows the words."""

    text: str
    bold: bool = False
    faint: bool = False
    language: str = ""
    note: Note | None = None


@dataclass(frozen=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Words in a line; `item` numbers it among its neighbours."""

    runs: tuple[Run, ...]
    item: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `answer` is the outcome it shows, which gives it its symbol."""

    text: str
    answer: str = ""
    note: Note | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of a row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A brief. `language` is that of its own words; `foot` stands under every page."""

    title: str
    subtitle: str
    foot: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    language: str = "en"

    def notes(self) -> list[Note]:
        """Footnotes in the order in which they are cited."""
        return [note for block in self.blocks for note in cited(block)]


def cited(block: Block) -> Iterator[Note]:
    """The notes of a block in reading order."""
    if isinstance(block, Paragraph):
        yield from (run.note for run in block.runs if run.note)
    elif isinstance(block, Table):
        yield from (cell.note for row in block.rows for cell in row if cell.note)


SYMBOLS = {
    "yes": "●",
    "partial": "◐",
    "no": "✕",
    "not-found": "○",
    "not-assessed": "–",
    "source-blocked": "▨",
}
"""Shapes that tell answers apart without colour, beside their word."""
