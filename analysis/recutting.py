"""Acts whose rows begin in the wrong places, cut again by the numbers printed inside their text.

Some mirrors print every number as a line of its own: `16` before section 16, `16.2.a` before its
subsection (2)(a). Where the rows then begin at other places, as at words such as `Section 46
applies ...` that were taken for headings, the printed numbers say where the sections are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lexgap.analysis.interchange import Row

OWN = re.compile(r"(\d{1,4})([A-Z]{0,3})")
DOTTED = re.compile(r"(\d{1,4}[A-Z]{0,3})((?:\.[0-9A-Za-z]{1,8})+)")
HEADING = re.compile(r"(#{1,9})\s+(.+)")
QUOTED = re.compile(r"\d{1,4}[A-Z]{1,3}\d*")
"""Number of a section that an amending provision inserts."""
COLUMNS = re.compile(r"\s{6,}")
"""Where the mirror flattened a list."""
STOP = re.compile(r"[.;:—–,]['\"’”)]*$")
TITLE_LINES = 5
"""Most lines of the title of a schedule."""
SCHEDULES = {"fr": "annexe", "es": "anexo", "pt": "anexo", "de": "Anlage", "en": "Schedule"}
"""What a further numbering at the end of an act is called, by language; `annex` in others."""


@dataclass(frozen=True)
class Line:
    """A line of the supplied text and the row it stands in."""

    text: str
    row: Row

    @property
    def label(self) -> tuple[str, ...]:
        """The number that the line consists of, in parts; empty where it is none."""
        text = self.text.strip()
        if OWN.fullmatch(text) or DOTTED.fullmatch(text):
            return tuple(text.split("."))
        return ()


@dataclass
class Piece:
    """A numbered part of a section: the parts of its number after the section's own, its lines."""

    label: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


@dataclass
class Cut:
    """A section found: its number, the schedule it stands in (0: none), its parts."""

    number: str
    schedule: int
    row: Row
    heading: str = ""
    path: tuple[str, ...] = ()
    pieces: list[Piece] = field(default_factory=list)


def recut(rows: Sequence[Row]) -> list[Row] | None:
    """The rows of one act cut at its printed numbers; None where they are cut there already."""
    if not misplaced(rows):
        return None
    return [as_row(cut) for cut in Cutter([line for row in rows for line in lines(row)]).run()]


def misplaced(rows: Sequence[Row]) -> bool:
    """Whether at least half of the rows print numbers of sections other than their own."""
    strange = 0
    for row in rows:
        labels = [line.label for line in lines(row)]
        dotted = [label[0] for label in labels if len(label) > 1]
        own = OWN.search(row.number)
        strange += bool(dotted) and (own is None or {own.group()} != set(dotted))
    return bool(rows) and 2 * strange >= len(rows)


def lines(row: Row) -> Iterator[Line]:
    """The lines of a row; first its number and heading, which the mirror took from the text."""
    head = f"{row.number} {row.heading}".strip()
    yield from (Line(text, row) for text in (head, *row.text.split("\n")) if text.strip())


class Cutter:
    """Walks over the lines of an act and opens a section at each of its numbers."""

    def __init__(self, given: Sequence[Line]) -> None:
        self.given = given
        self.labels = [(n, line.label) for n, line in enumerate(given) if line.label]
        self.cuts: list[Cut] = []
        self.before: list[str] = []
        """Lines before the first number."""
        self.headings: list[tuple[int, str]] = []
        """Headings that no text has followed yet, with their depth."""
        self.above: list[tuple[int, str]] = []

    def run(self) -> list[Cut]:
        """The sections in printed order."""
        following = iter([*self.labels[1:], (len(self.given), ())])
        for line in self.given:
            label = line.label
            after = next(following)[1] if label else ()
            heading = HEADING.match(line.text.strip())
            if heading:
                self.headings.append((len(heading[1]), heading[2].strip()))
            elif label and self.opens(label, after):
                self.open(label, line.row)
            elif len(label) > 1 and self.cuts and label[0] == self.cuts[-1].number:
                self.flush()
                self.cuts[-1].pieces.append(Piece(label[1:]))
            else:
                self.flush()
                self.tail().append(line.text)
        return self.cuts

    def tail(self) -> list[str]:
        """The lines that text is added to."""
        return self.cuts[-1].pieces[-1].lines if self.cuts else self.before

    def flush(self) -> None:
        """Headings that a text follows stand inside the section."""
        self.tail().extend(f"# {text}" for _, text in self.headings)
        self.headings.clear()

    def opens(self, label: tuple[str, ...], after: tuple[str, ...]) -> bool:
        """Whether a number is that of the next section, or the first of another numbering."""
        if not self.cuts:
            return True
        old, new = ordinal(self.cuts[-1].number), ordinal(label[0])
        if len(label) == 1 and new == (1, ""):
            return bool(after) and after[0] in ("1", "2") and after != label
        follows = new[0] == old[0] + 1 or (new[0] == old[0] and new[1] > old[1])
        return new > old and (follows or (len(label) == 1 and after[:1] == label))

    def open(self, label: tuple[str, ...], row: Row) -> None:
        """Open a section."""
        restarted = bool(self.cuts) and ordinal(label[0]) == (1, "")
        schedule = (self.cuts[-1].schedule if self.cuts else 0) + restarted
        if restarted:
            word = SCHEDULES.get(row.key.language.split("-")[0], "annex")
            self.above = [(0, " ".join((f"{word} {schedule}", *self.title())))]
        for depth, text in self.headings:
            while self.above and self.above[-1][0] >= depth:
                self.above.pop()
            self.above.append((depth, text))
        heading = self.above.pop()[1] if self.headings else ""
        self.headings.clear()
        path = tuple(text for _, text in self.above)
        opening = [] if self.cuts else self.before
        cut = Cut(label[0], schedule, row, heading, path, [Piece((), opening)])
        if len(label) > 1:
            cut.pieces.append(Piece(label[1:]))
        self.cuts.append(cut)

    def title(self) -> list[str]:
        """The title of a schedule, taken from the end of the text before it."""
        before = self.tail()
        found: list[str] = []
        while before and len(found) < TITLE_LINES and not STOP.search(before[-1].strip()):
            found.insert(0, before.pop())
        return [line.strip().removeprefix("# ") for line in found]


def ordinal(number: str) -> tuple[int, str]:
    """A section number for comparison.

    >>> ordinal("12") < ordinal("12A") < ordinal("13")
    True
    """
    digits, letters = OWN.fullmatch(number).groups()  # type: ignore[union-attr]
    return int(digits), letters


def as_row(cut: Cut) -> Row:
    """A section as a row."""
    number = cut.number
    if cut.schedule:
        word = SCHEDULES.get(cut.row.key.language.split("-")[0], "annex")
        number = f"{word} {cut.schedule} para. {number}"
    row = cut.row
    return Row(row.line, row.key, row.url, cut.path, number, cut.heading, text_of(cut))


def text_of(cut: Cut) -> str:
    """The text of a section with its parts numbered as laws print them: `(2)`, `(a)`."""
    found: list[str] = []
    above: tuple[str, ...] = ()
    for n, piece in enumerate(cut.pieces):
        shared = sum(1 for _ in common(above, piece.label))
        below = [other.label for other in cut.pieces[n + 1 : n + 2]]
        marks = ""
        for depth in range(shared, len(piece.label)):
            mark = piece.label[depth]
            inner = [
                label[: depth + 2] for label in (*below, piece.label) if len(label) > depth + 1
            ]
            section = QUOTED.fullmatch(mark) and any(i[-1].isdecimal() for i in inner)
            marks += f"\n{mark}\n" if section else f"({mark})"
        found.append(" ".join(filter(None, (marks.strip(" "), body(piece.lines)))))
        above = piece.label
    return "\n".join(part.strip() for part in found if part.strip())


def common(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """Yield the parts that two numbers begin with."""
    for a, b in zip(one, other, strict=False):
        if a != b:
            return
        yield a


def body(given: Sequence[str]) -> str:
    """Wrapped lines as one; headings and what was a list before it was flattened in their own."""
    text = ""
    for line in given:
        if line.startswith("# "):
            text += f"\n{line[2:]}\n"
        else:
            text += (" " if text[-1:] not in ("", "\n") else "") + line
    return "\n".join(part.strip() for part in COLUMNS.sub("\n", text).split("\n") if part.strip())
