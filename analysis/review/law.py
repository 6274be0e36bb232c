"""The law of a country as a reviewer reads it: texts, citations, and where quoted words stand."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from lexgap.analysis.explanation import country_acts
from lexgap.analysis.references import key
from lexgap.analysis.tagging import newest
from lexgap.analysis.units import Section, sections
from lexgap.schema.citations import ORDINAL
from lexgap.schema.ids import sha256
from lexgap.schema.models import Act, Provision
from lexgap.schema.numerals import plain_numbers
from lexgap.schema.reviews import Passage, TextRead, undated
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.store import Folder, dump, read_act

ELLIPSIS = re.compile(r"\s*\[?(?:…|\.\.\.)\]?\s*")
"""How a quote says that it leaves words out."""


class Unplaced(Exception):
    """A citation or quote that cannot be found. `field`: act, citation or quote; message and remedy."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def words(acts: Iterable[Act]) -> str:
    """SHA-256 over the citations, headings and words of an act, in all its parts."""
    digest = hashlib.sha256()
    for act in acts:
        for p in act.provisions:
            digest.update(dump([p.citation, p.heading, p.text]).encode())
    return digest.hexdigest()


class Law:
    """The newest texts of one country."""

    def __init__(self, country: str, acts: Sequence[Act]) -> None:
        self.country = country
        self.acts = sorted(acts, key=lambda act: act.id)

    @cached_property
    def texts(self) -> tuple[TextRead, ...]:
        """What there is to read, sorted by act."""
        parts: dict[str, list[Act]] = {}
        for act in self.acts:
            parts.setdefault(undated(act.id), []).append(act)
        return tuple(
            TextRead(act=name, sha256=same[0].sha256, words=words(same))
            for name, same in sorted(parts.items())
        )

    @cached_property
    def provisions(self) -> dict[str, tuple[Act, Provision]]:
        """Provisions with their act, by id without point in time."""
        return {undated(p.id): (act, p) for act in self.acts for p in act.provisions}

    def called(self, name: str) -> list[Act]:
        """The acts of that title, citation or id; all where no name is given. Raises Unplaced."""
        if not name:
            return self.acts
        wanted = fold(name)
        found = [a for a in self.acts if wanted in map(fold, (a.title, a.citation, a.id))]
        if not found:
            titles = "; ".join(dict.fromkeys(act.title for act in self.acts))
            raise Unplaced(
                "act", f"no text of {self.country} is called {name!r}; there are {titles}"
            )
        return found

    def place(self, name: str, citation: str, quote: str) -> list[Passage]:
        """The passages that an act's name (or nothing), a citation and a quote (or nothing) mean.

        Without a quote it is the cited provision's own text, or where that has none, all its parts.
        A quote may run on from a provision into its parts: each gets a passage of its own. A quote
        is also found under a citation finer than the text at hand is divided. Raises Unplaced.
        """
        acts = self.called(name)
        places = [(act, p) for act in acts for p in cited(act, citation)]
        found = [(act, list(passages(act, p, citation, quote))) for act, p in places]
        hits = [(act, some) for act, some in found if some]
        if quote and not hits:
            hits = [(act, some) for act in acts if (some := divided(act, citation, quote))]
        if not hits and not places:
            raise Unplaced("citation", self._unknown(acts, citation))
        if not hits:
            raise Unplaced("quote", self._elsewhere(citation, quote, [act for act, _ in places]))
        titles = list(dict.fromkeys(act.title for act, _ in hits))
        if len(titles) > 1:
            named = "; ".join(titles)
            raise Unplaced("act", f"{citation!r} stands in several texts ({named}); name the act")
        if len(hits) > 1 and not quote:
            raise Unplaced("quote", f"{citation!r} stands there more than once; quote its words")
        return hits[0][1]

    def _unknown(self, acts: Sequence[Act], citation: str) -> str:
        section = key(citation)
        close = [p.citation for act in acts for p in act.provisions if key(p.citation) == section]
        near = f"; the section has {', '.join(dict.fromkeys(close))[:200]}" if close else ""
        return f"no provision is cited as {citation!r}{near}; cite it as printed"

    def _elsewhere(self, citation: str, quote: str, acts: Sequence[Act]) -> str:
        if not quote:
            return f"{citation!r} has no text of its own; cite the part that says it"
        wanted = fold(quote)
        found = [p.citation for act in acts for p in act.provisions if wanted in fold(p.text)]
        where = f"; they stand in {', '.join(found[:3])}" if found else " nor anywhere in the act"
        return f"these words are not in {citation!r}{where}; copy them from the text"


def cited(act: Act, citation: str) -> Iterator[Provision]:
    """The provisions that a citation means: as printed, by id, or a part inside a printed text."""
    wanted = _plain(citation)
    exact = [
        p
        for p in act.provisions
        if wanted in (_plain(p.citation), _plain(p.id), _plain(undated(p.id)))
    ]
    if exact or not wanted:
        yield from exact
        return
    for section in _sections(act, citation):
        for unit in section.units:
            if _plain(section.citation(unit)) == wanted:
                yield section.provisions[unit.provision]
                return


def _sections(act: Act, citation: str) -> Iterator[Section]:
    """The sections that a citation can lie in."""
    number = key(citation)
    for section in sections(act):
        if number in (key(section.number), key(section.provisions[0].citation)):
            yield section


def _plain(citation: str) -> str:
    return fold(citation).replace(" ", "").strip("§.:")


def passages(act: Act, provision: Provision, citation: str, quote: str) -> Iterator[Passage]:
    """Where `quote` stands in a provision and its parts; nothing where it does not."""
    tree = [provision] if not quote and provision.text.strip() else list(below(act, provision))
    joined = "\n".join(p.text for p in tree)
    for start, end in spans(joined, quote) if quote else [(0, len(joined))]:
        offset = 0
        for part in tree:
            low, high = max(start - offset, 0), min(end - offset, len(part.text))
            if part.text[low:high].strip():
                yield _passage(part, low, high, citation if part.id == provision.id else "")
            offset += len(part.text) + 1


def _passage(part: Provision, low: int, high: int, citation: str) -> Passage:
    said = part.text[low:high]
    low, high = low + len(said) - len(said.lstrip()), high - len(said) + len(said.rstrip())
    return Passage(
        provision=undated(part.id),
        citation=citation.strip() if citation and "#" not in citation else part.citation,
        start=low,
        end=high,
        sha256=sha256(part.text[low:high].encode()),
    )


def spans(text: str, quote: str) -> list[tuple[int, int]]:
    """Where a quote stands, its pieces where it leaves words out (`...`); empty where it does not.

    Case, blanks, accents and the shape of quotation marks do not count.
    """
    shadow = Shadow(text)
    for pieces in ([quote], ELLIPSIS.split(quote)):
        found, after = [], 0
        for piece in map(fold, pieces):
            at = shadow.text.find(piece, after) if piece else -1
            if at < 0:
                break
            found.append(shadow.span(at, at + len(piece)))
            after = at + len(piece)
        else:
            return found
    return []


def divided(act: Act, citation: str, quote: str) -> list[Passage]:
    """Where a quote stands in a section that a citation divides more finely than the text at hand.

    The numbers and letters of the provision where it begins must stand in the citation in their
    order: words of 12(1) are not quoted from 12(2), but those of 12 may be.
    """
    for section in _sections(act, citation):
        found = list(passages(act, section.provisions[0], "", quote))
        if found and _ordered(_steps(found[0].citation), _steps(citation)):
            return [p.model_copy(update={"citation": citation.strip()}) for p in found]
    return []


def _steps(citation: str) -> list[str]:
    """The numbers and single letters of a citation."""
    plain = ORDINAL.sub("", plain_numbers(citation))
    return re.findall(r"\d+|\b[a-zа-я]\b", fold(plain))


def _ordered(some: Sequence[str], among: Sequence[str]) -> bool:
    ahead = iter(among)
    return all(step in ahead for step in some)


def below(act: Act, provision: Provision) -> Iterator[Provision]:
    """A provision and its parts in printed order."""
    inside = {provision.id}
    for one in act.provisions:
        if one.id == provision.id or one.parent in inside:
            inside.add(one.id)
            yield one


def law(folder: Folder, country: str) -> Law:
    """The law of a country given by code or name. Raises BadInputError where there is no text."""
    code, acts = country_acts(folder, country)
    return Law(code, acts)


def law_at_hand(folder: Folder, code: str) -> Law:
    """The law of a country by its code, empty where the folder has no text of it."""
    paths = sorted((folder.acts / code.lower()).glob("*.jsonl"))
    return Law(code, newest([read_act(path) for path in paths]))
