"""What a workbook of reviews looks like: sheets, columns, who fills what."""

from dataclasses import dataclass
from typing import Literal

REVIEW, CODEBOOK, TEXTS, ABOUT = "Review", "Codebook", "Texts", "About"
"""Names of the sheets, in order."""

Field = Literal[
    "group", "item", "question", "machine", "evidence", "misses",
    "answer", "act", "citation", "quote", "note",
]  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: heading, what it holds, width in characters; `place` counts passages from 0."""

    head: str
    field: Field
    width: int
    place: int = 0
    theirs: bool = False
    """Filled by the reviewer."""


COLUMNS = (
    Column("Group", "group", 16),
    Column("Item", "item", 24),
    Column("Question", "question", 40),
    Column("Machine's answer", "machine", 14),
    Column("Machine's evidence", "evidence", 60),
    Column("Nearest misses", "misses", 50),
    Column("Answer", "answer", 11, theirs=True),
    Column("Citation", "citation", 18, theirs=True),
    Column("Quote", "quote", 44, theirs=True),
    Column("Act", "act", 26, theirs=True),
    Column("Citation 2", "citation", 18, 1, theirs=True),
    Column("Quote 2", "quote", 44, 1, theirs=True),
    Column("Act 2", "act", 26, 1, theirs=True),
    Column("Note", "note", 44, theirs=True),
)
SHOWN_BY_MACHINE = ("machine", "evidence", "misses")
"""Fields that a blind workbook leaves empty."""

MARK = "lexgap review workbook, format 1"
"""First cell of the sheet About."""
KEYS = ("country", "coder", "exported", "blind")
"""Rows of the sheet About after the first, by what stands in their first cell."""
TEXT_HEADS = ("Title", "Act", "Language", "As at", "Address", "SHA-256", "Words (SHA-256)")
"""Columns of the sheet Texts."""
