"""Which sections a text cites: numbers beside a reference word, lists and ranges expanded."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lexgap.analysis.needs import preceding
from lexgap.analysis.view import View
from lexgap.schema.citations import SUFFIX, section_keys
from lexgap.schema.numerals import plain_numbers
from lexgap.schema.shadow import MARKS, fold

Run = tuple[tuple[str, str], ...]
"""Numbers that stand in one list, each with the text before it."""
IDEOGRAPHS = "〇零一二三四五六七八九十百千"
CHAPTER = r"\d+\s?[a-z]?\s?(?:luvun|luku|kapitlet|kapittel|kapitel|kap\.?)\s?"
NUMBER = re.compile(
    rf"(?:{CHAPTER})?\d+(?:[.\-/:]\d+)*"
    rf"(?:[a-z]{{1,3}}(?![^\W_])|\s[a-z](?=\s?§)|[\s.\-]?(?:{SUFFIX})(?!\w))?(?:[.\-]\d+)*"
    rf"(?:\s?조(?:의\s?\d+)?|\s?[條条](?:[の之][{IDEOGRAPHS}\d]+)?)?"
    rf"|[{IDEOGRAPHS}]+(?:[條条](?:[の之][{IDEOGRAPHS}]+)?)?"
)
LIST_GAP = re.compile(
    rf"^(?:\s*\([^)]{{1,8}}\))*[\s,;.()§°º\-、第제]*(?:[\w{MARKS}]{{1,12}}[\s.]*){{0,4}}"
    r"(?:\([^)]{1,8}\)[\s,]*)*[第제]?$"
)
RAISED = re.compile(r"(?<=\d) -(?=\d)")
"""A raised figure as flattened by mirrors: `301 -1` is section 301-1."""
PRECEDING = re.compile(
    r"前(?P<han>[二三四五六七八九十\d]{0,2})[條条]|(?<!\w)전 ?(?P<ko>\d?) ?조(?=[의에와과를 ,])"
)
"""The section or sections before this one: `前條`, `前二条`, `전조`."""
BELOW = re.compile(r" ?[항호목項号款项]")
"""What makes the number before it one of a paragraph or item."""
BEFORE_GAP = re.compile(r"^[\s.,;()§\-–/]*(?:[^\W\d_]{1,3}[\s.]*){0,2}$")
"""What stands between numbers of a list before its word: `203., 204. és 205. §`."""
REACH = 240
"""Printed characters after a reference word in which its numbers stand."""
BACK = 60
"""Printed characters before a reference word in which its numbers stand (`10 a §`)."""
DISTINCT = 3
"""Characters from which a section number is taken to mean the same section in another act."""


@dataclass
class Places:
    """Where the sections with a flag stand: by act their keys, and the headings above them."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    paths: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    settled: bool = False
    """False while sections count that another one with the flag is named beside."""

    def add(self, view: View) -> None:
        """Note a section that has the flag."""
        act = view.section.act
        self.keys.setdefault(act, set()).add(key(view.section.number))
        self.paths.setdefault(act, set()).add(tuple(view.section.path))

    def drop(self, view: View) -> None:
        """Forget the number of a section that has it no more."""
        self.keys.get(view.section.act, set()).discard(key(view.section.number))


class Citation(NamedTuple):
    """What a stretch of text says of the sections it cites, wherever they are."""

    chapter: str
    """Chapter of the section it stands in, where the act counts by chapter."""
    runs: tuple[tuple[Run, tuple[str, ...]], ...]
    """The lists of numbers, and the range words there."""


@lru_cache(maxsize=100_000)
def key(number: str) -> str:
    """A section number for comparison, its chapter before it where the act counts by chapter.

    >>> key("Artículo 177 bis."), key("第七条"), key("163.1"), key("20 luvun 8 b §")
    ('177bis', '7', '163.1', '20:8b')
    """
    text = re.sub(r"(?<=\d)\s*(?:luvun|kapitlet)\b", " luku", fold(number))
    text = re.sub(r"^([〇零一二三四五六七八九十百千\d]+[條条])", r"第\1", text.strip())
    text = re.sub(r"^제?(\d+)조의(\d+)", r"\1.\2", text.replace(" ", "") if "조" in text else text)
    found = section_keys(text)
    return found[0] if found else text.strip()


def _whole(number: str, chapter: str) -> str:
    text = key(f"第{number}条" if re.fullmatch(rf"[{IDEOGRAPHS}]+", number) else number)
    return f"{chapter}:{text}" if chapter and ":" not in text else text


def _known(number: str, text: str, order: Sequence[str]) -> str:
    """The section a key lies in, where its last parts number a subsection."""
    if text in order or "." not in text:
        return text
    return next((k for k in section_keys(number) if k in order), text)


def cited(view: View, start: int, end: int, order: Sequence[str]) -> set[str]:
    """Keys of the sections cited in text[start:end]: after a reference word, or in it (`204. §`).

    `order`: the keys of an act's sections as printed, by which ranges are expanded.
    """
    found: set[str] = set()
    for numbers, words in _known_runs(view, start, end):
        found.update(_expanded(numbers, words, order, _chapter(view)))
    found.update(_preceding(view, start, end, order))
    return found


def _known_runs(view: View, start: int, end: int) -> tuple[tuple[Run, tuple[str, ...]], ...]:
    if (start, end) not in view.references:
        view.references[start, end] = tuple(_runs(view, start, end))
    return view.references[start, end]


def _runs(view: View, start: int, end: int) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """The lists of numbers beside the reference words of a stretch, and the range words there."""
    for mention in view.within(start, end):
        if mention.concept != "section-ref":
            continue
        low, high = max(start, mention.start - BACK), min(end, mention.end + REACH)
        spoken = _range_words(view, low, high)
        if any(char.isdigit() for char in view.section.text[mention.start : mention.end]):
            yield _before(view, low, mention.end, mention.end - mention.start), spoken
            continue
        after = _after(view, mention.end, high)
        yield after or _before(view, low, mention.start, 3), spoken


def _preceding(view: View, start: int, end: int, order: Sequence[str]) -> Iterator[str]:
    text = view.section.text
    if not preceding(text):
        return
    own = key(view.section.number)
    at = order.index(own) if own in order else 0
    for match in PRECEDING.finditer(fold(text[start:end])):
        count = int(plain_numbers(match["han"] or match["ko"] or "1"))
        yield from order[max(at - count, 0) : at]


def _after(view: View, start: int, end: int) -> Run:
    """The numbers that follow one another from `start`."""
    text = RAISED.sub("-", fold(view.section.text[start:end]))
    run: list[tuple[str, str]] = []
    position = 0
    for match in NUMBER.finditer(text):
        gap = text[position : match.start()]
        if not LIST_GAP.match(gap) or (not run and len(gap) > 30):
            break
        if BELOW.match(text, match.end()):
            if not run:
                break
            position = match.end()
            continue
        run.append((gap, match.group()))
        position = match.end()
    return tuple(run)


def _before(view: View, start: int, end: int, tail: int) -> Run:
    """The numbers of a list that ends at most `tail` characters before `end`."""
    text = RAISED.sub("-", fold(view.section.text[start:end]))
    run: list[tuple[str, str]] = []
    position = len(text)
    for match in reversed(list(NUMBER.finditer(text))):
        gap = text[match.end() : position]
        fits = BEFORE_GAP.match(gap) if run else len(gap) <= tail
        if not fits:
            break
        if run:
            run[0] = (gap, run[0][1])
        run.insert(0, ("", match.group()))
        position = match.start()
    return tuple(run)


def _range_words(view: View, start: int, end: int) -> tuple[str, ...]:
    spoken = (m for m in view.within(start, end) if m.concept == "range-word")
    return tuple(sorted({fold(view.section.text[m.start : m.end]).strip() for m in spoken}))


def _chapter(view: View) -> str:
    own = key(view.section.number)
    return own.partition(":")[0] if ":" in own else ""


def _expanded(run: Run, words: Sequence[str], order: Sequence[str], chapter: str) -> Iterator[str]:
    """Keys of a list of numbers, each with the text before it; what lies between a range's ends too."""
    before, joined = "", False
    for gap, number in run:
        spoken = next((w for w in words if number.endswith(" " + w)), "")
        printed = number.removesuffix(spoken).strip()
        whole = _whole(printed, chapter)
        between = _between(whole, order)
        yield from between
        text = whole if between else _known(printed, whole, order)
        ranged = joined or gap.strip(" .") in {"-", "–", "—"} or any(w in gap for w in words)
        if gap == ". " and f"{before}.{text}" in order:
            text = f"{before}.{text}"
        elif before and ranged and before in order and text in order:
            low, high = order.index(before), order.index(text)
            yield from order[low : high + 1]
        yield text
        before, joined = text, bool(spoken)
        if ":" in text and chapter:
            chapter = text.partition(":")[0]


def _between(number: str, order: Sequence[str]) -> Sequence[str]:
    """The sections of a range printed as one word: `152-156-1`; none where it is no range."""
    parts = number.split(".")
    if number in order:
        return ()
    for n in range(1, len(parts)):
        low, high = ".".join(parts[:n]), ".".join(parts[n:])
        if low in order and high in order:
            return order[order.index(low) : order.index(high) + 1]
    return ()


def cites(
    view: View,
    start: int,
    end: int,
    orders: Mapping[str, Sequence[str]],
    places: Places,
    asked: Callable[[Citation], None] = lambda _: None,
) -> bool:
    """Whether text[start:end] cites a flagged section of its own act, or one of another act.

    `orders`: act id -> keys of its sections as printed. A number of less than three characters says
    nothing about another act. `this chapter` and `this Act` cite what they hold: an act as a whole
    only where its title says that it is about children or sexual offences. `asked` is called with
    what is looked for in the other acts.
    """
    own = view.section.act
    targets = places.keys.get(own, set()) - {key(view.section.number)}
    if targets and cited(view, start, end, orders[own]) & targets:
        return True
    if own in places.keys and _holds_flagged(view, start, end, places):
        return True
    citation = Citation(_chapter(view), _known_runs(view, start, end))
    if not citation.runs:
        return False
    asked(citation)
    return elsewhere(citation, own, orders, places)


def elsewhere(
    citation: Citation, own: str, orders: Mapping[str, Sequence[str]], places: Places
) -> bool:
    """Whether a citation in the act `own` reaches a flagged section of another act."""
    return any(
        not targets.isdisjoint(_expanded(numbers, words, orders[act], citation.chapter))
        for act, keys in places.keys.items()
        if act != own and (targets := telling(keys))
        for numbers, words in citation.runs
    )


def _holds_flagged(view: View, start: int, end: int, places: Places) -> bool:
    said = {m.concept for m in view.within(start, end)}
    if "this-act" in said and view.special:
        return True
    path = tuple(view.section.path)
    least = len(path) if len(path) <= 2 else len(path) - 1
    return "this-part" in said and any(
        path and path[:least] == other[:least] for other in places.paths.get(view.section.act, ())
    )


def telling(keys: set[str]) -> set[str]:
    """The numbers that mean the same section in the citation of another act."""
    return {number for number in keys if len(number) >= DISTINCT}
