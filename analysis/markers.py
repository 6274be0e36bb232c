"""Numbered items and paragraphs inside a printed text.

A marker counts when it opens a list (first of its kind, after a colon, dash, line break or another
marker) or follows in order (b after a, 4.1 after 4), so that references such as "paragraph (b)" in
running text do not.
"""

import re
from dataclasses import dataclass

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
IDEOGRAPHS = "一二三四五六七八九十"
CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя"
ALPHABETS = (
    CYRILLIC,
    "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ",
    "অআইঈউঊঋএঐওঔ",
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "अआइईउऊऋएऐओऔ",
    "가나다라마바사아자차카타파하",
)
"""Letters that number lists, each row in its order."""
GREEK = "αβγδεϛζηθι"
"""Greek letters as numerals up to ten; στ is six, ια eleven, κ twenty."""
STEP = 100
WIDE_STEP = 200
"""Hundredths from one letter to the next where an alphabet lacks some: Vietnamese a b c d đ e g."""
MARKER = re.compile(
    r"""(?<![\w(（])(?:
        \(\s?\*?(?P<paren>\d{1,3}[a-z]{0,2}(?:\.\d+)?|[A-Za-z]{1,2}|[ivxl]{1,6}|[а-яіїєґ]|[অ-হअ-ह]{1,2}|[α-ω]{1,2})\*?\s?\)
      | §\s?(?P<sign>\d+[a-z]?)\.?(?=\s)
      | (?P<dot>\d{1,2}(?:\.\d+)?)[.]-?(?=\s?[^\W\d]|\s)
      | (?:(?<=\n)|(?<=\n[ \t])|(?<=\n[ \t]{2})|(?<=\n[ \t]{4}))(?P<letter>[a-z])[.](?=\s\S)
      | (?P<hangul>[가나다라마바사아자차카타파하])[.](?=\s)
      | (?P<bracket>\d{1,2}|[a-zđ]|[а-яіїєґ]|[α-ω]{1,2})[)](?=\s|\w)
      | (?P<upper>[IVX]{1,5})\s?[.)-](?=\s)
      | (?P<circled>[①-⑳])
      | [（(]?(?P<ideograph>[一二三四五六七八九十]{1,3})[）)、　](?=\S|\s)
    )""",
    re.VERBOSE,
)
OPENS = re.compile(r"(?:^|[:：;\n—–\-.।৷。;；)\]」]|[-•])[\s*\"“‘\[]*$")
FOLLOWS = re.compile(r"(?:^|[\n:：;；,，.।৷。、—–\-)\]”\"’])\s*(?:\w{1,5}\s+)?[-•*\[\s]*$")
BREAK = re.compile(
    r"(?<=[.;:।৷。；：])\s*\n+(?=\s*\S)"
    r"|(?<=[”\")\]—-])\s*\n+(?!\s*[a-zß-öø-ÿāčēģīķļņšūžąęėįųа-яіїєґ])(?=\s*\S)|\n\s*\n"
)
"""Where a paragraph ends. After a dash, bracket or quotation mark a small letter goes on."""

ENTRY = re.compile(
    r"(?:^|[;.:—\]\n])\s*(?P<term>[“\"«„「‘]\s?[^\W\d][^“”\"«»„「」‘’()\n]{1,60}[”\"»“」’])(?=\s+[^\W\d]|\s*[（(，,:：])"
)
"""A quoted term at the head of a sentence: the start of a definition."""
ENTRIES = 3
"""Definitions from which a text is taken to be a list of them."""


@dataclass
class Part:
    """A slice of the text with the index of the part it belongs to."""

    start: int
    end: int
    parent: int | None
    label: str


@dataclass(frozen=True)
class _Level:
    """An open list: how it is numbered, how far it has come, and under which part it stands."""

    style: str
    ordinal: int
    parent: int | None


def split(text: str) -> list[Part]:
    """Cut `text` into parts; the first starts at 0, and every character is in exactly one part."""
    parts = [Part(0, len(text), None, "")]
    levels: list[_Level] = []
    entries = definitions(text)
    breaks = sorted({*entries, *(match.end() for match in BREAK.finditer(text))})
    marked = -1
    for match in MARKER.finditer(text):
        while breaks and breaks[0] < match.start():
            at = breaks.pop(0)
            if at in entries:
                levels = []
            if at in entries or text[at : match.start()].strip(' -•*\t"“'):
                _cut(parts, at, None, "")
        placed = _place(text, match, levels, len(parts) - 1, marked)
        if placed is None:
            continue
        levels = placed
        _cut(parts, match.start(), levels[-1].parent, _label(match))
        marked = match.end()
    for at in breaks:
        _cut(parts, at, None, "")
    return parts


def definitions(text: str) -> set[int]:
    """Where the definitions of a list begin; none where fewer than ENTRIES terms are defined."""
    found = {match.start("term") for match in ENTRY.finditer(text)}
    return found if len(found) >= ENTRIES else set()


def _cut(parts: list[Part], at: int, parent: int | None, label: str) -> None:
    last = parts[-1]
    if at > last.start:
        parts.append(Part(at, last.end, parent, label))
        last.end = at
    elif label and not last.label:
        last.label = label


def _place(
    text: str, match: re.Match[str], levels: list[_Level], current: int, marked: int
) -> list[_Level] | None:
    """The open lists after this marker, or None where it is no marker."""
    before = text[max(0, match.start() - 24) : match.start()]
    kinds = _ordinals(match.lastgroup or "", match.group(match.lastgroup or 0))
    if FOLLOWS.search(before):
        for depth in range(len(levels) - 1, -1, -1):
            level = levels[depth]
            for style, ordinal in kinds:
                step = WIDE_STEP if style == "bracketa" else STEP
                if style == level.style and level.ordinal < ordinal <= level.ordinal + step:
                    return [*levels[:depth], _Level(style, ordinal, level.parent)]
    adjacent = marked >= 0 and not text[marked : match.start()].strip(" —–-*")
    for style, ordinal in kinds:
        if ordinal == 100 and (adjacent or OPENS.search(before)):
            parent = current if levels or text[: match.start()].strip(" \n—–-*.") else None
            return [*levels, _Level(style, ordinal, parent)]
    return None


def _label(match: re.Match[str]) -> str:
    style = match.lastgroup or ""
    printed = match.group(style)
    if style == "paren":
        return f"({printed})"
    if style == "sign":
        return f"§ {printed}"
    return f"{printed})" if style == "bracket" else printed


def _ordinals(style: str, printed: str) -> list[tuple[str, int]]:
    """Kinds of numbering the printed mark can be, each with its ordinal in hundredths."""
    if style == "circled":
        return [(style, (ord(printed) - ord("①") + 1) * 100)]
    if style == "ideograph":
        return [(style, _ideograph(printed) * 100)]
    if style == "upper":
        return [(style, _roman(printed.lower()) * 100)]
    number = re.match(r"(\d+)([a-z]*)(?:\.(\d+))?$", printed)
    if number:
        minor = int(number[3] or 0) + sum(ord(c) - 96 for c in number[2])
        return [(style + "1", int(number[1]) * 100 + min(minor, 99))]
    lower = printed.lower()
    if lower[0] in GREEK + "κσ":
        return [(style + "g", _greek(lower) * 100)]
    for row, letters in enumerate(ALPHABETS):
        if lower[0] in letters:
            doubled = min(26 * (len(lower) - 1), 99)
            return [(f"{style}{row}", (letters.index(lower[0]) + 1) * 100 + doubled)]
    if lower == "đ":
        return [(style + "a", 450)]
    case = "A" if printed[0].isupper() else "a"
    kinds = []
    if len(set(lower)) == 1:
        kinds.append((style + case, (ord(lower[0]) - 96 + 26 * (len(lower) - 1)) * 100))
    elif len(lower) == 2:
        kinds.append((style + case, (ord(lower[0]) - 96) * 100 + min(ord(lower[1]) - 96, 99)))
    if re.fullmatch(r"[ivxl]+", lower):
        kinds.append((style + case + "r", _roman(lower) * 100))
    return kinds


def _greek(text: str) -> int:
    """Value of a Greek numeral; 0 of letters that are none.

    >>> _greek("γ"), _greek("στ"), _greek("ιβ"), _greek("κ")
    (3, 6, 12, 20)
    """
    tens = {"ι": 10, "κ": 20}.get(text[0], 0) if len(text) == 2 or text == "κ" else 0
    units = text[1:] if tens else text.replace("στ", "ϛ")
    if not units:
        return tens
    return tens + GREEK.index(units) + 1 if units in GREEK else 0


def _roman(text: str) -> int:
    total = 0
    for n, char in enumerate(text):
        value = ROMAN[char]
        total += -value if n + 1 < len(text) and ROMAN[text[n + 1]] > value else value
    return total


def _ideograph(text: str) -> int:
    if text == "十":
        return 10
    tens, found, units = text.partition("十")
    digit = {c: n for n, c in enumerate(IDEOGRAPHS, 1)}
    if found:
        return digit.get(tens, 1) * 10 + (digit.get(units, 0) if units else 0)
    return digit.get(text[0], 0)
