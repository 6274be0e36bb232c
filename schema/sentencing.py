"""How each language states a sentence: the words of `schema/penalties/<language>.yml`."""

from functools import cache
from pathlib import Path

from pydantic import Field

from lexgap.schema.load import build, load_yaml
from lexgap.schema.models import Model

FOLDER = Path(__file__).parent / "penalties"
ALIASES = {
    "no": "nb", "nn": "nb", "zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant",
    "bs": "hr", "cnr": "hr", "sh": "hr", "sr-Latn": "hr",
}  # fmt: skip


class Units(Model):
    """Words for units of time."""

    years: tuple[str, ...]
    """Words for year."""
    months: tuple[str, ...]
    """Words for month."""
    weeks: tuple[str, ...] = ()
    """Words for week."""
    days: tuple[str, ...] = ()
    """Words for day."""

    def scales(self) -> tuple[tuple[str, ...], ...]:
        """The words of each unit, the longest unit first."""
        return self.years, self.months, self.weeks, self.days


class Sentencing(Model):
    """One language's words for terms of imprisonment. `*` stands for any letters of a word."""

    language: str
    """BCP 47 code, equal to the file name."""
    words: bool = True
    """False for scripts without blanks between words."""
    numbers: dict[int, tuple[str, ...]]
    """Number words by value; digits and number ideographs are always known, and what tens and ones
    make together."""
    number_and: tuple[str, ...] = ()
    """Words that may stand between hundreds, tens and ones."""
    ones_first: bool = False
    """True where ones may stand before tens, with such a word between."""
    units: Units
    """Units of time."""
    wholes: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    """Words that are a whole term, by months, such as a dual or a bare `year`."""
    unit_first: bool = False
    """True where the unit may stand before the number."""
    from_units: tuple[str, ...] = ()
    """Inflected units that make the term a minimum."""
    to: tuple[str, ...] = ()
    """Words between the two ends of a range."""
    between: tuple[tuple[str, str], ...] = ()
    """Pairs around the ends of a range: between ... and."""
    at_most: tuple[str, ...] = ()
    """Words before a maximum."""
    at_least: tuple[str, ...] = ()
    """Words before a minimum."""
    at_most_after: tuple[str, ...] = ()
    """Words after a maximum."""
    at_least_after: tuple[str, ...] = ()
    """Words after a minimum."""
    custody: tuple[str, ...]
    """Words for imprisonment."""
    fine: tuple[str, ...]
    """Words for a fine."""
    other: tuple[str, ...] = ()
    """Words for other sanctions and for ages, whose terms do not count."""
    joins: tuple[str, ...] = ()
    """Words that may stand between a term and the word for imprisonment after it."""
    life: tuple[str, ...] = ()
    """Phrases for life imprisonment."""
    same: tuple[str, ...] = ()
    """Phrases that refer to the penalty stated before."""
    same_term: tuple[str, ...] = ()
    """Phrases that repeat the term stated before for another sanction."""
    higher: tuple[str, ...] = ()
    """Phrases of the graver of two modes of trial."""
    lower: tuple[str, ...] = ()
    """Phrases of the lesser of two modes of trial."""
    repeat: tuple[str, ...] = ()
    """Phrases that introduce the penalty of a repeated offence."""
    fractions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words for a share by its value (`1/2`)."""
    of_penalty: tuple[str, ...] = ()
    """Phrases that punish with a share, `{}`, of a penalty stated elsewhere."""
    less: tuple[str, ...] = ()
    """Phrases that reduce a penalty stated elsewhere by a share, `{}`."""
    more: tuple[str, ...] = ()
    """Phrases that raise a penalty stated elsewhere by a share, `{}`."""
    currencies: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words and signs for money, by ISO 4217 codes parted by blanks where a word serves several."""
    this_act: tuple[str, ...] = ()
    """Lower-case phrases of a clause that punishes every offence of the act."""


def sentencing_language(tag: str) -> str | None:
    """The language file that serves a BCP 47 tag, or None."""
    known = {path.stem for path in FOLDER.glob("*.yml")}
    base = tag.split("-", maxsplit=1)[0]
    for candidate in (tag, ALIASES.get(tag, ""), base, ALIASES.get(base, "")):
        if candidate in known:
            return candidate
    return None


@cache
def load_sentencing(language: str) -> Sentencing:
    """The words of a language file. Raises BadInputError naming file and line."""
    path = FOLDER / f"{language}.yml"
    value, lines = load_yaml(path)
    found = build(Sentencing, value, lines)
    if found.language != path.stem:
        raise lines.error(
            ("language",), f"says {found.language!r}; the file name says {path.stem!r}"
        )
    return found
