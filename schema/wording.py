"""Concepts: what the rules speak about, and what each language calls it.

`checklist/concepts.yml` names the concepts once; `concepts/<language>.yml` gives their phrases.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from lexgap.schema.load import Lines, build, load_yaml
from lexgap.schema.models import Model
from lexgap.schema.phrases import Phrase, PhraseError, compile_phrase
from lexgap.schema.shadow import fold
from lexgap.schema.store import BadInputError

HERE = Path(__file__).parent
INVENTORY = HERE / "checklist" / "concepts.yml"
LANGUAGES = HERE / "concepts"


class ConceptEntry(Model):
    """One concept of the inventory."""

    about: str
    """What the concept covers, for whoever writes a language file."""
    anchor: bool = False
    """True where its presence makes a section worth reading."""


class Wording(Model):
    """What one language calls one concept."""

    any: tuple[str, ...] = ()
    """Phrases that mention the concept."""
    not_: tuple[str, ...] = Field(default=(), alias="not")
    """Phrases inside which a match does not count."""
    examples: tuple[str, ...] = ()
    """Short sentences of our own that mention the concept; they are tests."""
    counterexamples: tuple[str, ...] = ()
    """Short sentences of our own that do not mention it; they are tests."""


class LanguageFile(Model):
    """A language's concept file."""

    language: str
    """BCP 47 code, equal to the file name."""
    purpose: Literal["after", "before"]
    """Where a purpose clause stands relative to the verb it belongs to."""
    window: int = 6
    """Average characters a word, blank included, to turn windows in words into characters."""
    concepts: dict[str, Wording]
    """Wording by concept id."""


@dataclass(frozen=True)
class Wordlist:
    """The compiled concepts of one language."""

    language: str
    purpose: Literal["after", "before"]
    window: int
    phrases: dict[str, tuple[Phrase, ...]]
    nots: dict[str, tuple[Phrase, ...]]


@cache
def inventory() -> dict[str, ConceptEntry]:
    """Concept id -> entry. Raises BadInputError naming file and line."""
    value, lines = load_yaml(INVENTORY)
    return build(dict[str, ConceptEntry], value, lines)


@cache
def anchors() -> frozenset[str]:
    """The concepts without which no section is read."""
    return frozenset(name for name, entry in inventory().items() if entry.anchor)


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a concept file."""
    return tuple(sorted(path.stem for path in LANGUAGES.glob("*.yml")))


def language_for(code: str) -> str | None:
    """The concept file that serves a BCP 47 code, or None.

    The code itself, then its parent (`pt-BR` -> `pt`); Norwegian `no` and `nn` read `nb`;
    Bosnian, Montenegrin and Serbian in Latin letters read `hr`, which lists their words too.
    """
    aliases = {"no": "nb", "nn": "nb", "zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant",
               "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "bs": "hr", "cnr": "hr", "sh": "hr",
               "sr-Latn": "hr"}  # fmt: skip
    known = languages()
    for candidate in (code, aliases.get(code, ""), code.split("-", maxsplit=1)[0], aliases.get(code.split("-", maxsplit=1)[0], "")):  # fmt: skip
        if candidate in known:
            return candidate
    return None


@cache
def load_concepts(language: str) -> Wordlist:
    """The compiled concepts of `language` (see `languages`). Raises BadInputError, file and line."""
    return read_concepts(LANGUAGES / f"{language}.yml")


def read_file(path: Path) -> tuple[LanguageFile, Lines]:
    """One concept file as it is written, and its lines. Raises BadInputError, file and line."""
    value, lines = load_yaml(path)
    file = build(LanguageFile, value, lines)
    if file.language != path.stem:
        raise lines.error(
            ("language",), f"says {file.language!r}; the file name says {path.stem!r}"
        )
    return file, lines


def read_concepts(path: Path) -> Wordlist:
    """Load and compile one concept file."""
    file, lines = read_file(path)
    phrases: dict[str, tuple[Phrase, ...]] = {}
    nots: dict[str, tuple[Phrase, ...]] = {}
    for name, wording in file.concepts.items():
        if name not in inventory():
            raise lines.error(("concepts", name), f"unknown concept {name!r}; add it to {INVENTORY.name} or correct it")  # fmt: skip
        _no_contradiction(name, wording, lines)
        phrases[name] = _compile(wording.any, lines, ("concepts", name, "any"))
        nots[name] = _compile(wording.not_, lines, ("concepts", name, "not"))
    return Wordlist(file.language, file.purpose, file.window, phrases, nots)


def _no_contradiction(name: str, wording: Wording, lines: Lines) -> None:
    seen = {fold(phrase) for phrase in wording.any}
    for n, phrase in enumerate(wording.not_):
        if fold(phrase) in seen:
            raise lines.error(
                ("concepts", name, "not", n),
                f"{phrase!r} stands under both `any` and `not` of {name}; keep it in one",
            )


def _compile(phrases: tuple[str, ...], lines: Lines, key: tuple[str, ...]) -> tuple[Phrase, ...]:
    compiled = []
    for n, phrase in enumerate(phrases):
        try:
            compiled.append(compile_phrase(phrase))
        except PhraseError as error:
            raise BadInputError(f"{lines.place((*key, n))}{phrase!r}: {error}") from error
    return tuple(compiled)
