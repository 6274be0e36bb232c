"""Headings printed inside the text of a row, as Markdown: what follows one is another provision."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lexgap.analysis.interchange import Row
from lexgap.schema.citations import EVERY_WORD

LINE = re.compile(r"^#{1,9}[ \t\u3000]+(\S.*?)[ \t]*#*$", re.MULTILINE)
LABELLED = re.compile(rf"((?:{EVERY_WORD}|§)\s*[A-Z]?\.?\s?\d[\w.\-]*)\W*", re.IGNORECASE)
"""The number of an article at the head of its heading."""
NAMED = re.compile(r"([^.:]{3,60})[.:]\s+(\S.*)")
"""What names a provision without a number, and its heading."""
ENDED = re.compile(r"^$|^#|[.;:!?。；”»)\]*]$")
"""The line before a heading: none, another heading, or the end of a sentence."""
LONGEST = 60
"""Most characters of a heading that serves as a number."""


def opened(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of one act cut at the headings inside their texts, and how many rows were cut."""
    found: list[Row] = []
    cut = 0
    for row in rows:
        parts = list(pieces(row))
        cut += len(parts) > 1
        found.extend(parts)
    return found, cut


def pieces(row: Row) -> Iterator[Row]:
    """A row cut at the headings that a text follows; a heading that none follows stays where it is.

    A heading at the head of the text is the row's own where it has none.
    """
    heads = headings(row.text)
    if (
        heads
        and not row.text[: heads[0].start()].strip()
        and row.number
        and not row.heading.strip()
    ):
        row = replace(row, heading=heads[0][1], text=row.text[heads[0].end() :].lstrip("\n"))
        heads = headings(row.text)
    if not heads:
        yield row
        return
    path = row.path
    before = row.text[: heads[0].start()]
    *above, first = [m[1] for m in LINE.finditer(before)] or [""]
    if LINE.sub("", before).strip():
        yield replace(row, text=before.rstrip("\n"))
    else:
        path = (*path, f"{row.number} {row.heading}".strip(), *above, *filter(None, [first]))
    for head, end in zip(heads, [*(m.start() for m in heads[1:]), len(row.text)], strict=True):
        number, heading = named(head[1])
        text = row.text[head.end() : end].strip("\n")
        yield replace(row, path=path, number=number, heading=heading, text=text)


def headings(text: str) -> list[re.Match[str]]:
    """The headings that text follows; a line within a sentence that was taken for one is none."""
    return [
        m
        for m in LINE.finditer(text)
        if followed(text, m)
        and not m[1][0].islower()
        and ENDED.search(text[: m.start()].rstrip().rpartition("\n")[2])
    ]


def followed(text: str, head: re.Match[str]) -> bool:
    """Whether text comes after a heading before the next one."""
    following = LINE.search(text, head.end())
    return bool(text[head.end() : following.start() if following else len(text)].strip())


def named(printed: str) -> tuple[str, str]:
    """Number and heading of a provision from its printed heading.

    >>> named("Artículo 5. Colmenas"), named("Disposición final sexta. Miel"), named("Bees and wax")
    (('Artículo 5', 'Colmenas'), ('Disposición final sexta', 'Miel'), ('Bees and wax', ''))
    """
    if labelled := LABELLED.match(printed):
        return labelled[1].rstrip(".-"), printed[labelled.end() :]
    if parts := NAMED.fullmatch(printed):
        return parts[1], parts[2]
    return (printed, "") if len(printed) <= LONGEST else (printed[:LONGEST], printed)
