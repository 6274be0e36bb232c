"""Lines of an act that begin a section, a chapter, an annex or what is no law any more.

A line is a *candidate* by its look: an announced number (`Article 5`, `5 §`, `第五条`) or a bare
one (`5. Possession`). Which candidates are sections the order of their numbers decides: see
`chosen`. All patterns read folded lines, where digits of every script are 0-9.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lexgap.schema.numerals import plain_numbers
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.structure import structure
from lexgap.schema.wording import language_for, load_concepts

SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies")
SUFFIX = f"(?:{'|'.join(SUFFIXES)})"
ROMAN = r"[ivxlc]{1,6}"
NUMBER = (
    r"\d{1,4}(?:[.\-/]\d{1,4})*"
    rf"(?:[ \-.]?{SUFFIX}(?!\w)|[\-/]?[a-z]{{1,2}}(?![\w'])|[ ][a-z](?=[ ]?[§.:)\]]|$))?(?:-\d{{1,3}}(?!\w))?"
)
FIRST = r"(?:premier|primero|primeiro|primo|unique|unico|unica|one|first)"
ORDINAL = r"(?:\.?o(?!\w)|er(?!\w)|ere(?!\w)|a(?=[. ]))?"
HAN = re.compile(r"第 ?(?P<number>[\d〇零一二三四五六七八九十百千两兩]+) ?[条條](?: ?[之のノ] ?(?P<more>[\d一二三四五六七八九十]+))?")  # fmt: skip
HANGUL = re.compile(r"제 ?(?P<number>\d+) ?조(?:의 ?(?P<more>\d+))?(?![\w])")
BARE = re.compile(rf"(?P<number>{NUMBER})(?P<mark> ?[.):।](?![\d.])| ?\.?[\-–—]+)?(?=[ (\"]|$)")
CJK_CHAPTER = re.compile(
    r"(?:第 ?[\d一二三四五六七八九十百]+ ?[編编章節节款]|제 ?\d+ ?[편장절관])(?=[ ]|\W|$|\w{1,20}$)"
)
LEADER = re.compile(r"(?:[.…·_][ \t]?){4,}\s*\d*\s*$|\t\d+\s*$")
ENDED = re.compile(r"[.;:!?。；：！？।)»”\"—–\-]\s*$")
LOWER = re.compile(r"[a-zà-öø-ÿа-яґєіїα-ω]")
UNANNOUNCED = frozenset(("ja", "ko", "zh"))
"""Languages that print a section's number between two signs, which `HAN` and `HANGUL` know."""
SHORT = 150
"""Characters of a heading at most."""
FULL = 45
"""Characters from which a line that does not end a sentence may be wrapped."""


Order = tuple[tuple[int, float], ...]
"""Parts of a number to compare by: (0, digits) or (1, letter or Latin suffix)."""


@dataclass(frozen=True)
class Line:
    """A printed line: offsets (start, end) in the text without the blanks around it."""

    start: int
    end: int
    text: str
    after_blank: bool

    @property
    def is_short(self) -> bool:
        """Whether it can be a heading: short, and no sentence."""
        return len(self.text) <= SHORT and not re.search(r"[;,:.。；、]$", self.text)


@dataclass(frozen=True)
class Head:
    """A candidate: its line, style and number, and the offset after its number."""

    line: int
    style: str
    number: str
    order: Order
    after: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not empty."""
    found: list[Line] = []
    offset, blank = 0, True
    for raw in re.split(r"(?<=\n)", text):
        inner = raw.strip()
        if inner:
            start = offset + raw.index(inner)
            found.append(Line(start, start + len(inner), inner, blank))
        blank = not inner
        offset += len(raw)
    return found


class Patterns:
    """The patterns of one language."""

    def __init__(self, language: str) -> None:
        words = structure(language)
        announced = [re.escape(fold(word)) for word in words.section]
        known = language_for(language)
        if known and known.split("-", maxsplit=1)[0] not in UNANNOUNCED:
            phrases = load_concepts(known).phrases.get("section-ref", ())
            above = {fold(word) for word in words.chapter}
            announced += [
                phrase.pattern.pattern
                for phrase in phrases
                if re.match(r"[\w§]", phrase.source) and fold(phrase.source) not in above
            ]
        announced += ["§§?"]
        word = "|".join(dict.fromkeys(announced))
        self.before = re.compile(
            rf"[(\[\"]?(?P<word>{word})(?:[.:]?[ ]?)[(\[]?"
            rf"(?P<number>{NUMBER}|{ROMAN}(?!\w)|{FIRST}(?!\w))[)\]]?{ORDINAL}"
        )
        outer = "|".join(re.escape(fold(w)) for w in words.chapter) or "(?!)"
        self.behind = re.compile(
            rf"(?:(?P<outer>\d+ ?[a-z]?) ?(?:{outer}),? ?)?(?P<number>{NUMBER})[. ]{{0,2}}-?(?P<word>{word})(?!\w)\.?"
        )
        self.chapter = _words(words.chapter)
        self.annex = _words(words.annex)
        self.end = _words(words.end)
        self.levels = tuple(fold(word) for word in words.chapter)

    def chapter_of(self, text: str) -> str:
        """The word (or sign) by which a short line begins a chapter, else nothing."""
        folded = fold(text)
        if len(text) > SHORT or LEADER.search(text):
            return ""
        if sign := CJK_CHAPTER.match(folded):
            return sign.group()[-1]
        if self.chapter and (match := self.chapter.match(folded)):
            rest = folded[match.end() :].strip(" .:")
            if re.match(rf"(?:\d+|{ROMAN})(?!\w)|\w{{3,12}}(?:$|[ :.—–-])", rest):
                return match[1]
        if self.chapter and re.match(rf"(?:\d+|{ROMAN})[ .]{{1,2}}\w", folded):
            numbered = re.sub(r"^\w+[ .]{1,2}", "", folded)
            if (match := self.chapter.match(numbered)) and not re.match(r" *\w*\d", numbered[match.end() :]):  # fmt: skip
                return match[1]
        return ""

    def is_annex(self, text: str) -> bool:
        """Whether a short line begins an annex."""
        plain = text.lstrip("#* ")
        if not self.annex or len(text) > SHORT or plain[:1].islower() or plain[-1:] in ",;":
            return False
        match = self.annex.match(fold(plain))
        if match is None:
            return False
        rest = fold(plain)[match.end() :]
        return plain.isupper() or not re.match(
            r" (?:[^\W\d]+(?![^\W\d])|\d+\w*) *[^\W\d_,]*?[^\W\d_]|,", rest
        )

    def is_end(self, text: str) -> bool:
        """Whether a short line heads what is no law any more."""
        folded = fold(text)
        match = self.end.match(folded) if self.end and len(text) <= SHORT else None
        return match is not None and len(folded) - match.end() < 40


@cache
def patterns(language: str) -> Patterns:
    """The patterns of a language given as BCP 47 code."""
    return Patterns(language)


def _words(words: Sequence[str]) -> re.Pattern[str] | None:
    inner = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:the )?({inner})(?!\w)") if inner else None


def candidates(lines: Sequence[Line], language: str) -> Iterator[Head]:
    """Every line that can begin a section by its look."""
    rules = patterns(language)
    for n, line in enumerate(lines):
        if LEADER.search(line.text):
            continue
        shadow = Shadow(line.text[:400])
        for style, match in _looks(rules, shadow.text):
            printed = shadow.span(0, match.end())[1]
            if _runs_on(style, line.text, printed):
                continue
            own = " ".join(line.text[:printed].split()).rstrip(" .:—–-।")
            if style.startswith("bare"):
                own = own.rstrip(")")
            yield Head(n, style, own.strip('("'), _order(match), line.start + printed)


def _looks(rules: Patterns, folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    for style, pattern in (("han", HAN), ("hangul", HANGUL)):
        if match := pattern.match(folded.lstrip("(\"'")):
            yield style, pattern.match(folded) or match
            return
    if match := rules.before.match(folded):
        yield "before " + match["word"][:3], match
    elif match := rules.behind.match(folded):
        yield "behind " + match["word"][:3], match
    elif match := BARE.match(folded):
        yield f"bare {(match['mark'] or '').strip()[:1]}", match


def _runs_on(style: str, text: str, after: int) -> bool:
    """Whether the line goes on as a sentence does after a citation: `Section 5 of the Act`."""
    head, rest = text[:after], text[after:]
    if style.startswith("before") and head[:1].islower() and LOWER.match(fold(head)[:1]):
        return not head.startswith(("art", "čl", "ст", "čl"))
    if style.startswith("bare"):
        return rest.strip()[0].islower() if rest.strip() else not head.endswith(".")
    if style in ("han", "hangul"):
        return bool(
            re.match(
                r"[のに及並又若第項第项からを、，·及和之]|에|의 ?규|를|및|을|부터|제 ?\d",
                rest.lstrip("의"),
            )
        )
    if style.startswith("behind") and style[7:8].isalpha():
        return bool(re.match(r"\s*[,;)]", rest))
    return bool(re.match(r"(?:\s*\(\d+\w?\))*\s*(?:,|;|[a-zà-öø-ÿа-яґєіїα-ω]{2})", rest))


def _order(match: re.Match[str]) -> Order:
    number = match["number"]
    parts = match.groupdict()
    if re.fullmatch(FIRST, number):
        return ((0, 1),)
    if re.fullmatch(ROMAN, number):
        return ((0, _roman(number)),)
    plain = plain_numbers("-".join(filter(None, (parts.get("outer"), number, parts.get("more")))))
    return tuple(_part(part) for part in re.findall(r"\d+|[^\W\d_]+", plain)) or ((0, 0),)


def _part(part: str) -> tuple[int, float]:
    if part.isdecimal():
        return 0, float("0." + part) if part[0] == "0" else int(part)
    if part in SUFFIXES:
        return 1, SUFFIXES.index(part) + 2
    return 1, ord(part[0]) - ord("a") + 1 + 26 * (len(part) - 1)


def _roman(text: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    numbers = [values[char] for char in text]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def wrapped(lines: Sequence[Line], n: int) -> bool:
    """Whether a line may be the rest of a sentence that the line before it began."""
    if n == 0 or lines[n].after_blank:
        return False
    before = lines[n - 1].text
    return len(before) >= FULL and not ENDED.search(before)
