"""The language of the interface: chosen in the address, words from the catalogues, names from CLDR.

Catalogues are `locales/<code>/LC_MESSAGES/lexgap.po`; they are read as they stand, so a translator
edits these files only. A language without a catalogue is not offered.
"""

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "lexgap"
SOURCE = {"en": "English"}
"""The language the interface is written in."""
NAMES = SOURCE | {"fr": "Français", "es": "Español"}
"""Languages of the interface, each by its own name."""


def catalogue(code: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"


LANGUAGES = {c: name for c, name in NAMES.items() if c in SOURCE or catalogue(c).is_file()}
"""Languages offered: that of the source, and those with a catalogue."""

REGIONS = {
    "Africa": "002", "Americas": "019", "Asia": "142", "Europe": "150", "Oceania": "009",
    "Australia and New Zealand": "053", "Caribbean": "029", "Central America": "013",
    "Central Asia": "143", "Eastern Africa": "014", "Eastern Asia": "030",
    "Eastern Europe": "151", "Melanesia": "054", "Micronesia": "057", "Middle Africa": "017",
    "Northern Africa": "015", "Northern America": "021", "Northern Europe": "154",
    "Polynesia": "061", "South America": "005", "South-eastern Asia": "035",
    "Southern Africa": "018", "Southern Asia": "034", "Southern Europe": "039",
    "Western Africa": "011", "Western Asia": "145", "Western Europe": "155",
}  # fmt: skip
"""UN M49 codes of regions, under which CLDR keeps their names."""

current: ContextVar[str] = ContextVar("language", default="en")


def chosen(asked: str | None) -> str:
    """The language asked for in an address; English where we do not speak it."""
    return asked if asked in LANGUAGES else "en"


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speak `code` inside. Raises KeyError on a language that is not offered."""
    before = current.set(code if code in LANGUAGES else LANGUAGES[code])
    try:
        yield
    finally:
        current.reset(before)


@cache
def translations(code: str) -> NullTranslations:
    """The catalogue of a language; the source's words where it has none."""
    path = catalogue(code)
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code, domain=DOMAIN))
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def gettext(message: str) -> str:
    """A message in the current language."""
    return translations(current.get()).gettext(message) if message else ""


said = gettext
"""`gettext` by the name under which templates and code say what is no literal, such as a question."""


def ngettext(one: str, many: str, count: int) -> str:
    """A message that depends on a number, in the current language."""
    return translations(current.get()).ngettext(one, many, count)


def mark(message: str) -> str:
    """A message for the catalogue that is translated where it is shown."""
    return message


def nouns(one: str, many: str) -> tuple[str, str]:
    """A counted noun for the catalogue."""
    return one, many


@cache
def locale(code: str) -> Locale:
    """What CLDR knows of a language."""
    return Locale.parse(code)


def day(value: str | None) -> str:
    """An ISO date as printed.

    >>> day("2026-03-02")
    '2 Mar 2026'
    """
    return _day(str(value), current.get()) if value else ""


@lru_cache(maxsize=4096)
def _day(value: str, code: str) -> str:
    return format_date(dt.date.fromisoformat(value), "d MMM y", locale=locale(code))


def number(value: int | None) -> str:
    """A count with thousands separated."""
    return _number(value or 0, current.get())


@lru_cache(maxsize=4096)
def _number(value: int, code: str) -> str:
    return format_decimal(value, locale=locale(code))


def figure(value: float | None) -> str:
    """A share or a coefficient with two decimals; a dash where there is none."""
    return "–" if value is None else _figure(value, current.get())


@lru_cache(maxsize=4096)
def _figure(value: float, code: str) -> str:
    return format_decimal(value, format="0.00", locale=locale(code))


def listing(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    >>> listing(["Kenya", "Uganda", "Zambia"])
    'Kenya, Uganda and Zambia'
    """
    code = current.get()
    # en_GB: without a comma before `and`, as everywhere in these pages
    return format_list(list(names), locale="en_GB" if code == "en" else code)


def order(name: str) -> str:
    """A key by which names stand where a reader looks for them, accents or not.

    >>> sorted(["Zambie", "Égypte", "Eswatini"], key=order)
    ['Égypte', 'Eswatini', 'Zambie']
    """
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def by_name(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Jurisdictions by their name in the current language, fictional ones last."""
    return sorted(rows, key=lambda row: (row["fictional"], order(country(row))))


def country(row: dict[str, Any]) -> str:
    """The name of a jurisdiction, from its id and English name."""
    code, name = str(row["id"]), str(row["name"])
    if current.get() == "en" or row["fictional"]:
        return name
    return str(locale(current.get()).territories.get(code, name))


def region(name: str) -> str:
    """The name of a region of UN M49."""
    if current.get() == "en" or name not in REGIONS:
        return gettext(name)
    return str(locale(current.get()).territories.get(REGIONS[name], name))


def tongue(tag: str) -> str:
    """The name of a BCP 47 language."""
    return _tongue(tag, current.get())


@lru_cache(maxsize=1024)
def _tongue(tag: str, code: str) -> str:
    from babel.core import UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name(locale(code)) or tag
    except (ValueError, UnknownLocaleError):
        return tag
