"""Definitions that offences lean on: of the words that describe CSAM, and of words for many acts.

A statute may say in one place what `sexual image` or `sexually explicit conduct` means and use the
words in another, or in another act. Where the words stand in a description of CSAM, what defines
them is part of the definition of CSAM. A law may also call many acts by one word (`circulation`
means keeping, obtaining, offering ...); where the word stands beside CSAM, it stands for them all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lexgap.analysis.mentions import Mention
from lexgap.analysis.needs import bit, mask
from lexgap.analysis.reach import Told
from lexgap.analysis.references import cited, key
from lexgap.analysis.terms import MEANING, QUOTED
from lexgap.analysis.view import VERBS, View
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.wording import anchors

LINKED = "csam-linked"
"""The mention that marks a definition on which CSAM leans."""
LEAD = 120
"""Printed characters before the marker of a definition in which its term stands."""
PLAIN = re.compile(
    r"[稱称](?P<han>\w{2,12}?)者|(?:^|[\n;:)\].–—-]\s*)(?P<words>[^\W\d_][^\n;:.–—]{2,50}?)\s*[,–—-]*\s*$"
)
"""A term without quotes: alone before the marker, or between 稱 and 者."""
DASHED = re.compile(r"\s*(?:[(\[]?\w{1,4}[.)\]]+\s*)?([^\W\d_][^\n;:.–—]{2,80}?)\s+[–—-]\s+\S")
"""An item of a list of terms: its label, the term, a dash."""
FEW = 4
"""Words of such a term at most."""
MANY = 4
"""Kinds of acts from which a definition makes its term a word for acts."""
SHORT = 5
"""Folded characters of a stem at least; longer words lose two at the end for inflection."""


@dataclass(frozen=True)
class Definition:
    """A term and what defines it, at printed offsets of the section's text."""

    view: View
    start: int
    end: int
    stop: int

    @property
    def stem(self) -> str:
        """The folded term, less an ending where it is long enough."""
        term = fold(self.view.section.text[self.start : self.end]).strip()
        return term[:-2] if len(term) >= SHORT + 2 and term[-1].isascii() else term

    @property
    def sexual(self) -> bool:
        """Whether the term itself speaks of sex."""
        return any(m.concept in MEANING for m in self.view.within(self.start, self.end))


def definitions(view: View) -> list[Definition]:
    """The definitions of a section, each up to the next."""
    found = {start: (end, last) for start, end, last in (*_marked(view), *_dashed(view))}
    starts = sorted(found)
    stops = [*starts[1:], len(view.section.text)]
    return [
        Definition(view, start, found[start][0], min(found[start][1], stop))
        for start, stop in zip(starts, stops, strict=False)
    ]


def _marked(view: View) -> Iterator[tuple[int, int, int]]:
    """Terms before a marker such as `means`, and where the part that defines them ends."""
    reached = -1
    for mention in view.mentions:
        if mention.concept != "means":
            continue
        unit = view.section.unit_at(mention.start)
        low = max(unit.start, mention.start - LEAD)
        term = _term(view.section.text[low : mention.start])
        if term and low + term[0] > reached:
            reached = low + term[0]
            yield reached, low + term[1], view.section.tree(unit)[-1].end


def _dashed(view: View) -> Iterator[tuple[int, int, int]]:
    """Items `term - what it means` below a head that says that terms follow."""
    section = view.section
    for unit in section.units:
        if unit.parent is None:
            continue
        match = DASHED.match(section.text, unit.start, unit.end)
        head = view.by_unit[unit.parent]
        if match and any(m.concept == "means" for m in head):
            yield match.start(1), match.end(1), section.tree(unit)[-1].end


def _term(lead: str) -> tuple[int, int] | None:
    """Where the term stands in the words before a marker of definition."""
    quoted = list(QUOTED.finditer(lead))
    if quoted:
        return quoted[-1].span(1 if quoted[-1][1] else 2)
    plain = PLAIN.search(lead)
    if plain and plain.lastgroup and len(plain[plain.lastgroup].split()) <= FEW:
        return plain.span(plain.lastgroup)
    return None


@dataclass
class Linked:
    """What the definitions of an act tell and ask of the other acts of its language."""

    described: set[str] = field(default_factory=set)
    """Folded words in which the act describes CSAM."""
    stems: set[str] = field(default_factory=set)
    """Its sexual terms that only another act may describe CSAM with."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Its words that stand for many acts, and these."""
    heard: dict[str, bool] = field(default_factory=dict)
    """Such words of other acts, and whether they stand beside CSAM here."""


class Word(NamedTuple):
    """A word of an act that stands for many acts; `home` is the section that says so."""

    act: str
    stem: str
    kinds: tuple[str, ...]
    home: View | None


def link(
    views: Sequence[View], orders: Mapping[str, Sequence[str]], told: Sequence[Told] = ()
) -> dict[str, Linked]:
    """Mark the definitions on which CSAM leans, and the acts that a defined word stands for.

    `views`: the sections of a country in one language; `orders`: act id -> keys of its sections;
    `told`: what acts of the language tell that are not read. Returns what each act tells and asks.
    """
    linked = {view.section.act: Linked() for view in views}
    known = [one for view in views if _defines(view) for one in definitions(view)]
    _lean(known, views, linked, told)
    _cited(views, orders)
    words = list(_words(known))
    for word in words:
        own = linked[word.act].words
        own[word.stem] = tuple(sorted({*word.kinds, *own.get(word.stem, ())}))
    words += [Word(t.act, stem, kinds, None) for t in told for stem, kinds in t.words.items()]
    for word in words:
        reached = _act(word, views)
        for act, one in linked.items():
            if act != word.act:
                one.heard[word.stem] = one.heard.get(word.stem, False) or act in reached
    return linked


def _lean(
    known: Sequence[Definition],
    views: Sequence[View],
    linked: Mapping[str, Linked],
    told: Sequence[Told],
) -> None:
    """Mark the definitions of words with which CSAM is described: in the law, or anywhere."""
    laws: dict[tuple[str, bool], str] = {}
    for view in views:
        text, law = view.section.text, _law(view)
        spans = {fold(text[m.start : m.end]) for m in view.mentions if m.concept == "csam"}
        linked[view.section.act].described |= spans
        laws[law] = "\n".join((laws.get(law, ""), *sorted(spans)))
    acts = {act: "\n".join(one.described) for act, one in linked.items()}
    everywhere = "\n".join((*acts.values(), *(span for one in told for span in one.described)))
    for one in known:
        act = one.view.section.act
        if len(one.stem) < 2 or not _visual(one):
            continue
        if one.sexual and one.stem not in acts[act]:
            linked[act].stems.add(one.stem)
        if one.stem in (everywhere if one.sexual else laws.get(_law(one.view), "")):
            mark = Mention(one.start, one.end, LINKED)
            one.view.add((mark, Mention(one.start, one.end, "csam")))


def _words(known: Sequence[Definition]) -> Iterator[Word]:
    """The terms that definitions make words for many acts."""
    for one in known:
        kinds = {m.concept for m in one.view.within(one.end, one.stop)} & VERBS
        if len(kinds) >= MANY and len(one.stem) >= SHORT:
            yield Word(one.view.section.act, one.stem, tuple(sorted(kinds)), one.view)


def _law(view: View) -> tuple[str, bool]:
    """The law that a section speaks for: its act, or what the act amends by new wordings."""
    return view.section.act, bool(view.section.quoted)


def linking(names: int) -> bool:
    """Whether a section with these concepts, as bits, may hold a definition that `link` looks for.

    It has an anchor, as whatever is read; it defines a word for a depiction or for sex, or many acts.
    """
    return bool(
        names & bit("means")
        and names & mask(anchors())
        and (names & mask((*MEANING, "depiction")) or (names & mask(VERBS)).bit_count() >= MANY)
    )


def _defines(view: View) -> bool:
    return linking(view.mask)


def _visual(one: Definition) -> bool:
    """Whether the term speaks of sex or depictions: what defines `child` describes no material."""
    said = {m.concept for m in one.view.within(one.start, one.end) if m.start < one.end}
    return one.sexual or "depiction" in said


def _cited(views: Sequence[View], orders: Mapping[str, Sequence[str]]) -> None:
    """Mark what a description of CSAM cites in its own act for the meaning of its words."""
    place = {(view.section.act, key(view.section.number)): view for view in views}
    for view in views:
        act = view.section.act
        for mention in [m for m in view.mentions if m.concept == "csam"]:
            end = min(mention.end + 6 * view.window, view.clause_of(mention.start)[1])
            for number in cited(view, mention.end, end, orders[act]):
                other = place.get((act, number))
                if other and other is not view and _defines(other):
                    _mark(other, fold(view.section.text[mention.start : mention.end]))


def _mark(view: View, described: str) -> None:
    for one in definitions(view):
        if len(one.stem) >= SHORT and one.stem in described and _visual(one):
            view.add(Mention(one.start, one.end, name) for name in (LINKED, "csam"))


def _act(word: Word, views: Sequence[View]) -> set[str]:
    """Add the acts of a word that stands for many, wherever it stands beside CSAM; say in which acts."""
    reached: set[str] = set()
    for view in views:
        if not any(m.concept == "csam" for m in view.mentions) or view is word.home:
            continue
        if word.stem not in fold(view.section.text):
            continue
        shadow = Shadow(view.section.text)
        stem = re.compile(rf"(?<!\w){re.escape(word.stem)}")
        spans = [shadow.span(*m.span()) for m in stem.finditer(shadow.text)]
        near = [s for s in spans if "csam" in view.subsection(view.section.unit_at(s[0]))]
        view.add(Mention(*span, kind) for span in near for kind in word.kinds)
        if near:
            reached.add(view.section.act)
    return reached
