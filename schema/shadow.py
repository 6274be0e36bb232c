"""A folded copy of printed text for matching, with the way back to the printed offsets.

Folding is per character (case, accents, digits, quotes, presentation forms, marks of Arabic), then
blanks are collapsed, and dropped between characters of scripts that use none. Phrases are folded
with the same table, so a phrase and a text that print alike fold alike.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

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
UNSPACED_GAP = re.compile(
    f" (?:(?<=[{UNSPACED},;:()] )(?=[{UNSPACED}])|(?<=[{UNSPACED}] )(?=[,;:()]))"
)
"""A blank that some scripts print and none needs; begins with a literal, which is found fast."""
BROKEN_WORD = re.compile(r"-(?<=\w-)[ \t]*\r?\n\s*(?=[a-z\u00df-\u00ff])")


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
NAMED = {
    char: TABLE[ord(char)] for char in "\u00df\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026"
}
"""Characters outside Latin-1, or folded to several, that texts in Latin letters are full of."""
LATIN = [TABLE[code] for code in range(256)]
DELETED = bytes(code for code, folded in enumerate(LATIN) if not folded)
SINGLE = bytes(ord(folded) if len(folded) == 1 and ord(folded) < 256 else 0 for folded in LATIN)
"""What each byte of Latin-1 folds to; 0 for those dropped, and for those that Latin-1 cannot say."""
LARGER = [chr(code) for code, folded in enumerate(LATIN) if folded and not SINGLE[code]]


def _translate(text: str) -> str:
    """`text.translate(TABLE)`, by bytes where Latin-1 can say it."""
    if text.isascii():
        return text.encode("ascii").translate(SINGLE, DELETED).decode("ascii")
    for char, folded in NAMED.items():
        if char in text:
            text = text.replace(char, folded)
    try:
        printed = text.encode("latin-1")
    except UnicodeEncodeError:
        return text.translate(TABLE)
    if any(char in text for char in LARGER):
        return text.translate(TABLE)
    return printed.translate(SINGLE, DELETED).decode("latin-1")


def fold(text: str) -> str:
    """`text` as the shadow shows it, without the way back; fast enough for whole collections.

    >>> fold("Le fait de DÉTENIR  une\\nimage")
    'le fait de detenir une image'
    """
    joined = BROKEN_WORD.sub("", text) if "-" in text else text
    folded = _translate(joined)
    if "  " in folded:
        folded = SPACES.sub(" ", folded)
    return (folded if _is_latin(folded) else UNSPACED_GAP.sub("", folded)).strip(" ")


class _Separated(dict[int, int]):
    def __missing__(self, code: int) -> int:
        self[code] = kept = code if chr(code).isalnum() or chr(code) == "§" else ord(" ")
        return kept


SEPARATED = _Separated()
SEPARATED_BYTES = bytes(SEPARATED[code] for code in range(256))


def separate(folded: str) -> str:
    """`folded` with a blank for whatever is no letter or digit; a section sign is a word."""
    try:
        text = folded.encode("latin-1").translate(SEPARATED_BYTES).decode("latin-1")
    except UnicodeEncodeError:
        text = folded.translate(SEPARATED)
    return text.replace("§", " § ")


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1000)
def _uneven(blanks: str, odd: str) -> re.Pattern[str]:
    """Where characters of the print are not those of the fold one by one."""
    every, alone = (f"[{re.escape(chars)}]" if chars else "(?!)" for chars in (blanks + odd, odd))
    return re.compile(rf"(?P<broken>{BROKEN_WORD.pattern})|{every}{{2,}}|{alone}|\A{every}")


class Shadow:
    """The folded copy of a printed text, and the printed offsets of its characters."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self._starts = [0]
        self._origins = [0]
        folds = {char: TABLE[ord(char)] for char in set(printed)}
        blanks = "".join(sorted(char for char, folded in folds.items() if folded == " "))
        odd = "".join(sorted(char for char, f in folds.items() if len(f) != 1))
        pieces: list[str] = []
        done, length, last = 0, 0, " "
        for match in _uneven(blanks, odd).finditer(printed):
            piece = _translate(printed[done : match.start()])
            last = piece[-1:] or last
            length += len(piece)
            run = [] if match["broken"] else list(self._run(match, last))
            for char, origin in run:
                self._break(length, origin)
                length, last = length + 1, char
            pieces += (piece, *(char for char, _ in run))
            done = match.end()
            self._break(length, done)
        pieces.append(_translate(printed[done:]))
        self.text = "".join(pieces).rstrip(" ")
        self._close(UNSPACED_GAP.finditer(self.text))

    @staticmethod
    def _run(match: re.Match[str], last: str) -> Iterator[tuple[str, int]]:
        """The folded characters of an uneven run with their printed offsets."""
        for offset, char in enumerate(match.group(), match.start()):
            for folded in TABLE[ord(char)]:
                if folded != " " or last != " ":
                    yield folded, offset
                    last = folded

    def _break(self, start: int, origin: int) -> None:
        """From `start` on, the folded characters are those from `origin` on, one by one."""
        if self._starts[-1] == start:
            self._origins[-1] = origin
        else:
            self._starts.append(start)
            self._origins.append(origin)

    def _close(self, gaps: Iterable[re.Match[str]]) -> None:
        """Take blanks out of the text."""
        closed = [gap.start() for gap in gaps]
        if closed:
            origins = [self.origin(n) for n in range(len(self.text))]
            for at in reversed(closed):
                del origins[at]
            self.text = UNSPACED_GAP.sub("", self.text)
            self._starts, self._origins = list(range(len(origins))), origins

    def origin(self, index: int) -> int:
        """Printed offset of shadow offset `index`."""
        at = bisect_right(self._starts, index) - 1
        return self._origins[at] + index - self._starts[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Printed offsets (start, end) of the shadow slice [start:end], which is not empty."""
        return self.origin(start), self.origin(end - 1) + 1
