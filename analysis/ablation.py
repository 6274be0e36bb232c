"""Which texts stand behind each phrase, and wordlists without those that some texts alone support.

A phrase is supported by every text it matches in: the law of a country of the data folder, coded or
not, and our own writing, which is the fictional acts of a checkout and the examples of the concept
files. A phrase that only the held-out law supports may have been written for that law.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lexgap.analysis.drafts import split
from lexgap.analysis.mentions import Entry, Scanner, scanner
from lexgap.analysis.reader import Reader
from lexgap.analysis.units import sections
from lexgap.schema.models import Act
from lexgap.schema.phrases import Phrase
from lexgap.schema.shadow import fold
from lexgap.schema.wording import LANGUAGES, Wordlist, language_for, read_file

FICTION = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "acts"
"""Acts of countries we invented, a folder a language; only a checkout of the project has them."""
OURS = "ours"
"""Who supports a phrase that our own writing matches; no country's code."""
NOWHERE = "ZZ"
"""Country of a fictional act; ISO 3166 leaves the code to its users."""


@dataclass
class Support:
    """Who supports the phrases of one language: countries, or OURS."""

    scanner: Scanner
    holders: list[set[str]]
    """By number of the scanner's entry."""

    def only(self, group: frozenset[str]) -> set[int]:
        """Numbers of the phrases that this group of countries alone supports."""
        return {n for n, held in enumerate(self.holders) if held and held <= group}

    def matched(self, group: frozenset[str]) -> set[int]:
        """Numbers of the phrases that match in a text of the group."""
        return {n for n, held in enumerate(self.holders) if held & group}

    def add(self, texts: Iterable[str], holder: str) -> None:
        """Note whom folded texts of `holder` support.

        What our own writing supports is never tried again: it is not dropped for any country.
        """
        wanted = {n for n, held in enumerate(self.holders) if not held & {OURS, holder}}
        for text in texts:
            found = self.scanner.matching(text, wanted)
            wanted -= found
            for number in found:
                self.holders[number].add(holder)


def supports(
    languages: Iterable[str], own: bool = True, fiction: Path = FICTION
) -> dict[str, Support]:
    """Concept language -> its phrases with the support of our own writing, none where not `own`."""
    found = {}
    for language in languages:
        scan = scanner(language)
        found[language] = support = Support(scan, [set() for _ in scan.entries])
        if own:
            support.add(ours(language, fiction), OURS)
    return found


def ours(language: str, fiction: Path = FICTION) -> Iterator[str]:
    """Folded texts of our own in a language: fictional acts by section, and examples."""
    for path in sorted((fiction / language).glob("*.txt")):
        text = path.read_text("utf-8")
        yield from folded(split(text, language).act(NOWHERE, language, path.stem))
    file, _ = read_file(LANGUAGES / f"{language}.yml")
    for wording in file.concepts.values():
        for example in wording.examples:
            yield fold(example)


def add_law(support: Mapping[str, Support], acts: Iterable[Act]) -> None:
    """Note which phrases the acts of countries support; acts of other languages are left out."""
    for act in acts:
        language = language_for(act.language)
        if language and language in support:
            support[language].add(folded(act), act.country)


def folded(act: Act) -> Iterator[str]:
    """What the tagger looks at in an act, folded: title, headings and text of each section."""
    yield fold(act.title)
    for section in sections(act):
        yield fold("\n".join((section.heading, *section.path)))
        yield fold(section.text)


def without(scan: Scanner, numbers: set[int]) -> Wordlist:
    """The wordlist of a scanner without some of its entries."""
    kept = [entry for n, entry in enumerate(scan.entries) if n not in numbers]
    return replace(
        scan.words,
        phrases=_table(scan.words.phrases, [e for e in kept if not e.negative]),
        nots=_table(scan.words.nots, [e for e in kept if e.negative]),
    )


def _table(names: Iterable[str], kept: Sequence[Entry]) -> dict[str, tuple[Phrase, ...]]:
    return {name: tuple(e.phrase for e in kept if e.concept == name) for name in names}


def ablated(support: Support, numbers: set[int]) -> Reader:
    """A reader of the language that knows nothing of some entries."""
    return Reader(Scanner(without(support.scanner, numbers)))
