"""Headings that hold law text: some suppliers give the first words of a provision as its heading."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lexgap.analysis.interchange import Row

FULL_WIDTH = re.compile(r"[。；]|[：，、]\s*$")
"""A sentence of Chinese or Japanese; their headings have no stop."""
CAPTION = re.compile(r"\s*(（[^（）\n]{2,60}）)(?:\u3000\s*|\n)(?=\S)")
OPEN_END = re.compile(r"[,،;؛]\s*$")
"""A heading never ends so."""
INTRODUCED = re.compile(r"[:：]\s*$")
CLOSED = re.compile(r"[.:;!?។।։。]\s*$")
LISTED = re.compile(r"\s*(?:[-•*]\s*)?(?:\(?[\d^\W]{1,3}[).]|\(?[^\W\d_]{1,3}\)|[^\W\d_]\.\s)")
"""An item of a list at the head of a text."""
TITLE_WORDS = 3
"""Most words of a heading that may stand by itself before a text in small letters."""
WORD = re.compile(r"[^\W\d_]{2}")
LABEL = 40
"""Most characters of a provision's own number, printed before its text."""


def mended(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of one act with law text moved from headings to texts, and how many were changed.

    Two signs need the habit of the supplier, that is half of the act's headed rows: a heading of
    few words that a text in small letters goes on, and one that the text repeats and goes on.
    """
    headed = [row for row in rows if row.number and row.heading.strip() and row.text.strip()]
    continuing = habit(headed, goes_on)
    repeating = habit(headed, repeats)
    changed = 0
    found = []
    for row in rows:
        new = row if row.text.strip() else replace(row, heading="", text=row.heading)
        if not (row.number and row.heading.strip() and row.text.strip()):
            pass
        elif repeating and repeats(row):
            new = replace(row, heading="")
        elif is_sentence(row) or (
            goes_on(row) and (continuing or len(row.heading.split()) > TITLE_WORDS)
        ):
            new = replace(row, heading="", text=joined(row))
        changed += new is not row and bool(row.text.strip())
        found.append(captioned(new))
    return found, changed


def captioned(row: Row) -> Row:
    """The row with the heading that is printed in brackets before its text, as in Japanese."""
    caption = CAPTION.match(row.text)
    if not (caption and row.number) or row.heading.strip():
        return row
    return replace(row, heading=caption[1], text=row.text[caption.end() :])


def habit(rows: Sequence[Row], sign: Callable[[Row], bool]) -> bool:
    """Whether at least half of the rows show the sign."""
    return bool(rows) and 2 * sum(map(sign, rows)) >= len(rows)


def goes_on(row: Row) -> bool:
    """Whether the text goes on in the sentence of the heading: small letters after no stop."""
    text = row.text.lstrip()
    return text[0].islower() and not LISTED.match(text) and not CLOSED.search(row.heading)


def is_sentence(row: Row) -> bool:
    """Whether the heading shows by itself that it is a sentence, or the first part of one."""
    if FULL_WIDTH.search(row.heading):
        return True
    listed = LISTED.match(row.text) is not None
    if OPEN_END.search(row.heading):
        return not listed and row.heading.strip() not in row.text
    return bool(INTRODUCED.search(row.heading)) and listed


def repeats(row: Row) -> bool:
    """Whether the text begins with the heading, which is no mere number, and goes on in its line."""
    heading = row.heading.strip()
    if not WORD.search(heading):
        return False
    at = row.text.find(heading, 0, len(heading) + LABEL)
    return at >= 0 and row.text[at + len(heading) :][:1] not in ("", "\n")


def joined(row: Row) -> str:
    """Heading and text as one: in one line where a sentence goes on, else below each other."""
    heading = row.heading.strip()
    apart = "\n" if CLOSED.search(heading) or FULL_WIDTH.search(heading) else " "
    return heading + apart + row.text.lstrip()
