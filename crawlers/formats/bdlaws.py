"""Laws of Bangladesh (bdlaws.minlaw.gov.bd): one act as an HTML page of rows, in Bangla."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level
from lexgap.schema.numerals import western_digits

MARK = "\ue001"  # private use: in no printed text
# Bangla digits, consonants (with nukta), vowels; danda and currency numerator four end a number.
SECTION = re.compile(r"([\u09e6-\u09ef0-9]+[\u0995-\u09b9]*)\s*[\u0964\u09f7.]\s*")
DIGITS = re.compile(r"\(([\u09e6-\u09ef0-9]+[\u0995-\u09b9]*)\)\s*")
LETTERS = re.compile(r"\(([\u0995-\u09b9\u09bc\u09ce\u09dc-\u09df]+|[a-z]{1,3})\)\s*")
VOWELS = re.compile(r"\(([\u0985-\u0994]+)\)\s*")
DELETED = re.compile(r"\[\s*[*.\s]*\]")
REPEALED = re.compile(r"\W*(?:(?:বিলুপ্ত|রহিত|বাতিল|Omitted|Repealed)[^\n]{0,120})?", re.IGNORECASE)
LEVELS: tuple[Level, ...] = ("section", "subsection", "paragraph", "subparagraph", "item")


class BdLawsPage(Page):
    """One act or ordinance: a row a section, heading left, text right.

    The page states no point in time, only the day of enactment: `as_at` stays empty. Footnotes,
    the square brackets they open, preamble and repealed sections are left out. Parts are cited
    as printed: `২(১)(থ)(অ)`.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this page. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        head = self.one(_by_class(root, "bg-act-section"), "section bg-act-section")
        title = self.one(head.xpath(".//h3"), "h3 with the title")
        number = self.one(head.xpath(".//h4"), "h4 with the number of the act")
        rows = self.collect()
        path: tuple[str, ...] = ()
        for row in self.some(_by_class(root, "lineremoves"), "row (lineremoves)"):
            groups = _by_class(row, "act-chapter-group")
            if groups:
                path = tuple(" ".join(block_text(group).split("\n")) for group in groups)
            self._section(rows, row, path)
        yield self.act(
            rows,
            title=block_text(title).replace("\n", " "),
            citation=tidy(block_text(number).strip(" ()")).replace("\n", " "),
        )

    def _section(self, rows: Provisions, row: etree._Element, path: tuple[str, ...]) -> None:
        heading = self.one(_by_class(row, "txt-head"), "txt-head in a row")
        details = self.one(_by_class(row, "txt-details"), "txt-details in a row")
        text = _printed(details)
        match = SECTION.match(text)
        if REPEALED.fullmatch(text[match.end() :] if match else text):
            return
        if match is None:
            raise self.changed(f"a section without number: {text[:40]!r}")
        part = _divide(match[1], text[match.end() :].split("\n"))
        title = re.sub(r"\s*\n\s*", " ", _printed(heading))
        add_part(rows, part, heading=title, path=path)


def _by_class(element: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in element.iterdescendants() if name in (e.get("class") or "").split()]


def _printed(element: etree._Element) -> str:
    """Text without footnotes and without the brackets a footnote opens, a line a block."""
    for note in _by_class(element, "footnote"):
        for child in list(note):
            note.remove(child)
        note.text = MARK
    text = block_text(element)
    kept: list[str] = []
    open_brackets: list[bool] = []
    for n, char in enumerate(text):
        if char == "[":
            open_brackets.append(text[:n].rstrip().endswith(MARK))
        noted = bool(open_brackets) and open_brackets[-1]
        if char == "]" and open_brackets:
            open_brackets.pop()
        if char == MARK:
            kept.append(" ")  # the mark parts two words, the file may not
        elif not (char in "[]" and noted):
            kept.append(char)
    return tidy(DELETED.sub("", "".join(kept)))


def _divide(number: str, lines: Sequence[str]) -> Part:
    """The parts of a section. Digits below letters are items of the letter they follow."""
    root = Part(number, number, "section", 0)
    stack = [root]
    for line in lines:
        rest, first = line, True
        while rest or first:
            step = _step(rest, stack)
            if step is None:
                break
            depth, match = step
            while stack[-1].depth >= depth:
                stack.pop()
            above = stack[-1]
            level = LEVELS[min(depth, len(LEVELS) - 1)]
            part = Part(f"({match[1]})", f"{above.citation}({match[1]})", level, depth)
            above.parts.append(part)
            stack.append(part)
            rest, first = rest[match.end() :], False
        if rest and first:
            _plain(stack, rest)
        elif rest:
            stack[-1].lines.append(rest)
    return root


def _step(line: str, stack: Sequence[Part]) -> tuple[int, re.Match[str]] | None:
    digits = DIGITS.match(line)
    if digits is not None:
        letter = any(part.depth == 2 for part in stack)
        before = [part.number for part in stack[0].parts if part.depth == 1]
        due = _follows(before[-1], digits[0]) if before else not letter
        return (4 if letter and not due else 1), digits
    for depth, pattern in ((2, LETTERS), (3, VOWELS)):
        match = pattern.match(line)
        if match is not None:
            return depth, match
    return None


def _follows(last: str, number: str) -> bool:
    """Whether a subsection number comes after `last`: 2 after 1 or 1ক, 1খ after 1ক."""
    first, second = (re.search(r"(\d+)(\w*)", western_digits(n)) for n in (last, number))
    if first is None or second is None:
        return False
    return int(second[1]) == int(first[1]) + 1 or bool(second[1] == first[1] and second[2])


def _plain(stack: list[Part], line: str) -> None:
    """A line without number: it continues its subsection (or section), after the list if any."""
    holder = next(part for part in reversed(stack) if part.depth <= 1)
    if not holder.parts:
        holder.lines.append(line)
    elif holder.parts[-1].number == "":
        holder.parts[-1].lines.append(line)
    else:
        holder.parts.append(Part("", holder.citation, holder.parts[-1].level, 2, [line]))
    del stack[stack.index(holder) + 1 :]
