"""A folded copy of printed text for matching, with the way back to the printed offsets.

Folding is per character (case, accents, digits, quotes, presentation forms, marks of Arabic), then
blanks are collapsed, and dropped between characters of scripts that use none. Phrases are folded
with the same table, so a phrase and a text that print alike fold alike.
"""

import re
import unicodedata
from bisect import bisect_right

DROPPED = {"Cf", "Cc"}
MARKUP = frozenset("*_`#^~|")
SINGLES = {
    "\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00f0": "d", "\u00fe": "th",
    "\u00e6": "ae", "\u0153": "oe",
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'",
    "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2033": '"', "\u300c": '"', "\u300d": '"', "\u300e": '"', "\u300f": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
    "\u2212": "-",
    "\u0640": "", "\u0671": "\u0627", "\u0622": "\u0627", "\u0623": "\u0627", "\u0625": "\u0627",
    "\u0649": "\u064a", "\u0629": "\u0647",
    "\u09cb": "\u09c7\u09be", "\u09cc": "\u09c7\u09d7", "\u0901": "\u0902", "\u09f7": "\u0964",
}  # fmt: skip
MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09d7\u09e2\u09e3"
"""Vowel signs and other marks of Devanagari and Bangla, which are parts of words to no `\\w`."""
UNSPACED = "\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED_GAP = re.compile(f"(?<=[{UNSPACED},;:()]) (?=[{UNSPACED}])|(?<=[{UNSPACED}]) (?=[,;:()])")
BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=[a-z\u00df-\u00ff])")


def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    if char in MARKUP:
        return ""
    if char in SINGLES:
        return SINGLES[char]
    if unicodedata.category(char) in DROPPED:
        return ""
    folded = unicodedata.normalize("NFKC", char).casefold()
    decomposed = unicodedata.normalize("NFD", folded)
    if any(_is_accent(c) for c in decomposed):
        folded = unicodedata.normalize("NFC", "".join(c for c in decomposed if not _is_accent(c)))
    out = []
    for c in folded:
        if c in SINGLES:
            out.append(SINGLES[c])
        elif c.isspace():
            out.append(" ")
        elif c.isdecimal():
            out.append(str(unicodedata.digit(c)))
        else:
            out.append(c)
    return "".join(out)


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0652" or char == "\u0670"


class _Table(dict[int, str]):
    """Filled as characters turn up; `str.translate` asks it for what it lacks."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


TABLE = _Table()
SPACES = re.compile(" {2,}")


def fold(text: str) -> str:
    """`text` as the shadow shows it, without the way back; fast enough for whole collections.

    >>> fold("Le fait de DÉTENIR  une\\nimage")
    'le fait de detenir une image'
    """
    joined = BROKEN_WORD.sub("", text)
    folded = SPACES.sub(" ", joined.translate(TABLE))
    return UNSPACED_GAP.sub("", folded).strip(" ")


class Shadow:
    """The folded copy of a printed text and the printed offset of each of its characters."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        chars: list[str] = []
        origins: list[int] = []
        skips = {i for m in BROKEN_WORD.finditer(printed) for i in range(m.start(), m.end())}
        for i, char in enumerate(printed):
            if skips and i in skips:
                continue
            for c in TABLE[ord(char)]:
                if c == " " and (not chars or chars[-1] == " "):
                    continue
                chars.append(c)
                origins.append(i)
        while chars and chars[-1] == " ":
            chars.pop()
            origins.pop()
        text = "".join(chars)
        gaps = {m.start() for m in UNSPACED_GAP.finditer(text)}
        if gaps:
            keep = [i for i in range(len(chars)) if i not in gaps]
            text = "".join(chars[i] for i in keep)
            origins = [origins[i] for i in keep]
        self.text = text
        self.origins = origins

    def origin(self, index: int) -> int:
        """Printed offset of shadow offset `index`; the end of the shadow is the end of the print."""
        return self.origins[index] if index < len(self.origins) else len(self.printed)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Printed offsets (start, end) of the shadow slice [start:end], which is not empty."""
        return self.origins[start], self.origins[end - 1] + 1

    def index(self, printed_offset: int) -> int:
        """First shadow offset whose character was printed at or after `printed_offset`."""
        at = bisect_right(self.origins, printed_offset)
        while at > 0 and self.origins[at - 1] >= printed_offset:
            at -= 1
        return at
