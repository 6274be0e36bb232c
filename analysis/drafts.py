"""An act out of plain text: a draft bill, or any text that is in no database.

Sections are found by the numbers at the beginning of lines, in every language (see
`lexgap.analysis.heads`); each keeps its words as printed. Contents lists, what stands before the
first section, and reasons and explanatory notes are left out and said so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lexgap.analysis.amending import inside, quoted
from lexgap.analysis.chains import chosen, without_contents
from lexgap.analysis.heads import FULL, SHORT, Head, Line, candidates, lines_of, patterns, wrapped
from lexgap.schema.ids import act_id, provision_id, sha256, work_id
from lexgap.schema.models import Act, Provision
from lexgap.schema.shadow import fold

DASH = re.compile(r"^(?P<heading>[^.;:]{3,100})\.\s?[\-–—]+\s*(?=\S)")
BRACKET = re.compile(r"^\s*[(（【\[](?P<heading>[^()（）【】\[\]]{1,60})[)）】\]]\s*")
NUMERAL = re.compile(
    r"(?:\d{1,3}|[a-z]{1,2}|[ivxlcIVXLC]{1,5}|[A-Z]|[а-яіїєґ]|[一二三四五六七八九十]{1,3})"
)
CAPTION = re.compile(r"^[（(【][^（）()【】]{1,60}[)）】]$")
MARK = re.compile(r"^\s*[.:।)\]—–\-　]*\s*")
ITEM = re.compile(r"^[(（]?\w{1,3}[)）.]\s|^[\-•–(（]")
LEAD = 400
"""Characters before the first section that are worth a notice; fewer are formulas of enactment."""
WIDE = 24
"""Characters from which a line of a script without blanks is nearly full."""
UNNUMBERED = "no section numbers were recognised: each paragraph is read as a provision of its own"


@dataclass(frozen=True)
class Piece:
    """A provision of the text: number and heading as printed, offsets of its own text."""

    number: str
    heading: str
    path: tuple[str, ...]
    start: int
    end: int


@dataclass
class Draft:
    """A text in its provisions, and what a reader should know about how it was read."""

    text: str
    title: str
    pieces: list[Piece]
    notices: list[str] = field(default_factory=list)

    def act(self, country: str, language: str, name: str = "draft") -> Act:
        """The draft as an act of `country` (two letters), one provision a piece."""
        work = work_id(country, name)
        own, taken = act_id(work, language), set[str]()
        return Act(
            id=own,
            work=work,
            country=country,
            language=language,
            title=self.title,
            citation="",
            url="",
            sha256=sha256(self.text.encode()),
            text_state="unknown",
            source="draft",
            provisions=tuple(
                Provision(
                    id=provision_id(own, piece.number, taken),
                    number=piece.number,
                    citation=piece.number,
                    heading=piece.heading,
                    path=piece.path,
                    text=self.text[piece.start : piece.end],
                )
                for piece in self.pieces
            ),
        )


def split(text: str, language: str) -> Draft:
    """The provisions of a text; a text without recognisable numbers gives one a paragraph."""
    lines = lines_of(text)
    rules = patterns(language)
    stop = _end(lines, language)
    law = lines[:stop]
    chapters = {n: word for n, line in enumerate(law) if (word := rules.chapter_of(line.text))}
    annexes = [n for n, line in enumerate(law) if rules.is_annex(line.text) and not wrapped(law, n)]
    found = [head for head in candidates(law, language) if head.line not in annexes]
    found = outside(text, found)
    runs = chosen(law, found, sorted({*chapters, *annexes}))
    title = _title(lines)
    if not runs:
        return _paragraphs(text, lines, title)
    kept, listed = without_contents(law, runs)
    heads = [head for run in kept for head in run]
    taken = {head.line for head in heads}
    first = min(taken)
    marks = {n: word for n, word in chapters.items() if n not in taken and n > listed}
    annexes = [n for n in annexes if n > first and n not in taken]
    draft = Draft(text, title, _pieces(text, law, heads, marks, annexes, language))
    lead = text[lines[listed + 1].end if listed < 0 else lines[listed].end : lines[first].start]
    if len(lead.strip()) > LEAD:
        draft.notices.append(f"left out before the first section: {lead.strip()[:80]!r}")
    if listed >= 0:
        draft.notices.append("a contents list was left out")
    if stop < len(lines):
        draft.notices.append(f"left out as no law: what follows {lines[stop].text[:80]!r}")
    return draft


def outside(text: str, heads: Sequence[Head]) -> list[Head]:
    """The candidates that stand in no quoted wording, which its amending section keeps."""
    quotes = [q for q in quoted(text) if q.end < len(text)]
    return [head for head in heads if not inside(quotes, head.after - 1)]


def _end(lines: Sequence[Line], language: str) -> int:
    """The line at which reasons or notes begin after the law; the number of lines if none does."""
    rules = patterns(language)
    for n in range(len(lines) // 4, len(lines)):
        if rules.is_end(lines[n].text) and n > 1:
            return n
    return len(lines)


def _title(lines: Sequence[Line]) -> str:
    return lines[0].text.strip("#* ")[:300] if lines else ""


def _paragraphs(text: str, lines: Sequence[Line], title: str) -> Draft:
    """One provision a paragraph: lines up to an empty one, or each line where none is empty."""
    blocks: list[tuple[int, int]] = []
    parted = any(line.after_blank for line in lines[1:])
    for line in lines:
        if blocks and parted and not line.after_blank:
            blocks[-1] = (blocks[-1][0], line.end)
        else:
            blocks.append((line.start, line.end))
    pieces = [Piece(f"¶ {n}", "", (), *block) for n, block in enumerate(blocks, 1)]
    return Draft(text, title, pieces, [UNNUMBERED])


def _pieces(
    text: str,
    lines: Sequence[Line],
    heads: Sequence[Head],
    chapters: dict[int, str],
    annexes: Sequence[int],
    language: str,
) -> list[Piece]:
    """The pieces in printed order; chapter lines and headings leave the text above them."""
    by_line = {head.line: head for head in heads}
    order = patterns(language).levels
    path: list[tuple[str, str]] = []
    pieces: list[Piece] = []
    skipped: set[int] = set()
    opened: tuple[str, str, tuple[str, ...], int] | None = None
    end = 0
    first = heads[0].line
    for n, line in enumerate(lines):
        if n in skipped:
            continue
        if n in chapters:
            path = _descend(path, chapters[n], order)
            heading, skip = _chapter(lines, n, by_line, chapters)
            path.append((chapters[n], heading))
            skipped |= skip
        elif n in by_line or n in annexes:
            _close(pieces, opened, end, text)
            above = tuple(heading for _, heading in path)
            if n in annexes:
                opened = (line.text[:80], "", above, line.end)
            else:
                number, heading, start = _opening(text, lines, by_line, n, skipped)
                opened = (number, heading, above, start)
            end = max(line.end, opened[3])
        elif n > first and not _announces(lines, n, by_line):
            end = line.end
    _close(pieces, opened, end, text)
    return pieces


def _close(
    pieces: list[Piece],
    opened: tuple[str, str, tuple[str, ...], int] | None,
    end: int,
    text: str,
) -> None:
    if opened is not None:
        number, heading, path, start = opened
        body = text[start:end]
        start += len(body) - len(body.lstrip())
        pieces.append(Piece(number, heading, path, start, start + len(body.strip())))


def _descend(path: list[tuple[str, str]], word: str, order: Sequence[str]) -> list[tuple[str, str]]:
    """The headings that stand above a new chapter announced by `word`."""
    names = [name for name, _ in path]
    if word in names:
        return path[: names.index(word)]
    if word in order:
        return [p for p in path if p[0] in order and order.index(p[0]) < order.index(word)]
    return path


def _chapter(
    lines: Sequence[Line], n: int, heads: dict[int, Head], chapters: dict[int, str]
) -> tuple[str, set[int]]:
    """A chapter's heading, with that on the next line, and the lines it takes beyond the first."""
    heading = lines[n].text.strip("#* ")
    after = n + 1
    bare = len(fold(heading).split()) <= 3
    if bare and after < len(lines) and after not in heads and after not in chapters:
        below = lines[after]
        if below.is_short and not ITEM.match(below.text) and not CAPTION.match(below.text):
            return f"{heading} {below.text.strip('#* ')}", {after}
    return heading, set()


def _announces(lines: Sequence[Line], n: int, heads: dict[int, Head]) -> bool:
    """Whether a line is the heading of the section that begins on the next line."""
    head = heads.get(n + 1)
    if head is None or not lines[n].is_short:
        return False
    if CAPTION.match(lines[n].text):
        return True
    rest = lines[n + 1].text[head.after - lines[n + 1].start :]
    text_follows = len(rest.strip()) > 40 or rest.strip(" .—–-")[:1] in ("(", "（")
    before = lines[n - 1].text if n else ""
    return (
        lines[n].after_blank
        and not lines[n + 1].after_blank
        and text_follows
        and len(lines[n].text) <= 90
        and not ITEM.match(lines[n].text)
        and bool(re.search(r"[.;。；)”\"]$", before) or n - 1 in heads)
    )


def _opening(
    text: str, lines: Sequence[Line], heads: dict[int, Head], n: int, skipped: set[int]
) -> tuple[str, str, int]:
    """Number, heading and offset of the text of the section that begins on line `n`."""
    head, line = heads[n], lines[n]
    start = head.after
    above = lines[n - 1].text if n and _announces(lines, n - 1, heads) else ""
    rest = text[start : line.end]
    found = BRACKET.match(MARK.sub("", rest))
    if found and not NUMERAL.fullmatch(found["heading"].strip()):
        at = rest.index(found["heading"]) + len(found["heading"]) + 1
        return head.number, found["heading"].strip(), start + at
    rest_at = start + len(MARK.match(rest).group())  # type: ignore[union-attr]  # it matches nothing too
    rest = text[rest_at : line.end]
    if above:
        return head.number, above.strip("（）()【】[]#* "), rest_at
    if dashed := DASH.match(rest):
        return head.number, dashed["heading"].strip(), rest_at + dashed.end()
    below = n + 1
    more = below < len(lines) and below not in heads
    if rest and more and _is_heading(rest) and not _runs_over(rest, lines[below]):
        return head.number, rest.strip("#* ."), line.end
    if not rest and more and below + 1 < len(lines) and below + 1 not in heads:
        under = lines[below]
        if len(under.text) <= 100 and _is_heading(under.text) and not under.text[0].isdigit():
            skipped.add(below)
            return head.number, under.text.strip("#* ."), under.end
    return head.number, "", rest_at


def _runs_over(text: str, below: Line) -> bool:
    """Whether what follows a section's number goes on, as a sentence, in the line below it.

    In scripts without small letters a line that is nearly full does, unless an empty one follows.
    """
    if below.text[0].islower() and not ITEM.match(below.text):
        return True
    cased = any(char.islower() or char.isupper() for char in text)
    return not cased and not below.after_blank and len(text) >= (FULL if " " in text else WIDE)


def _is_heading(text: str) -> bool:
    """Whether the words after a section's number are its heading, where more text follows."""
    plain = text.strip()
    if len(plain) > SHORT or ITEM.match(plain) or plain[0].islower():
        return False
    if re.search(r"[;,:；、：]$", plain):
        return False
    return (
        len(plain) <= 100
        and not re.search(r"[.。।]\s+\S|[。।]$", plain)
        and not (plain.endswith(".") and len(plain.split()) > 12)
    )
