"""Filters of the templates: highlighted evidence, addresses, dates, terms, direction of writing."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from lexgap.analysis.site.labels import ANSWERS, FIVE, STATES, flags, short

RTL = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"}
ROOM = 180
"""Characters shown around evidence in a list."""

LONGEST = 900
"""Characters of evidence shown in a list."""


def prepare(env: Any) -> None:
    """Register everything below in a Jinja environment."""
    env.filters |= {
        "day": day,
        "term": term,
        "short": short,
        "excerpt": excerpt,
        "web": web,
        "number": number,
        "plural": plural,
        "address": address,
        "tongue": tongue,
    }
    env.globals |= {
        "ANSWERS": ANSWERS,
        "FIVE": FIVE,
        "STATES": STATES,
        "flags": flags,
        "written": written,
        "highlight": highlight,
        "mail": mail,
    }


def address(identifier: str, kind: str) -> str:
    """Path of a page: `provision` and `act` identifiers may hold any script and a #.

    >>> address("ca/c-46/en#163.1-4", "provision")
    '/provision/ca/c-46/en/163.1-4'
    """
    plain = "/".join(identifier.rsplit("#", 1)) if kind == "provision" else identifier
    return f"/{kind}/" + quote(plain, safe="/@~:")


def identifier(path: str, kind: str) -> str:
    """The identifier that `address` made `path` from."""
    plain = unquote(path)
    return "#".join(plain.rsplit("/", 1)) if kind == "provision" else plain


def day(value: str | None) -> str:
    """An ISO date as printed: 2 March 2026.

    >>> day("2026-03-02")
    '2 Mar 2026'
    """
    if not value:
        return ""
    date = dt.date.fromisoformat(value)
    return f"{date.day} {date:%b %Y}"


def number(value: int | None) -> str:
    """A count with thousands separated."""
    return f"{value or 0:,}"


def plural(count: int | None, word: str) -> str:
    """A count with its noun.

    >>> plural(1, "text"), plural(2000, "provision")
    ('1 text', '2,000 provisions')
    """
    return f"{number(count)} {word}{'' if count == 1 else 's'}"


def months(value: int) -> str:
    """A term in words.

    >>> months(30)
    '2 years 6 months'
    """
    years, rest = divmod(value, 12)
    parts = [plural(n, unit) for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(parts) or "0 months"


def term(penalty: dict[str, Any]) -> str:
    """The custodial range of a penalty in words."""
    low, high = penalty["min_months"], penalty["max_months"]
    if penalty["life"]:
        text = f"{months(low)} to life" if low else "up to life"
    elif low and high:
        text = months(low) if low == high else f"{months(low)} to {months(high)}"
    elif high:
        text = f"up to {months(high)}"
    else:
        text = f"at least {months(low)}" if low else "no custodial term stated"
    return text + (", fine" if penalty["fine"] else "")


@lru_cache(maxsize=512)
def rtl(language: str) -> bool:
    """Whether a BCP 47 language is written from right to left."""
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        return bool(language) and langcodes.Language.get(language).maximize().script in RTL
    except LanguageTagError:
        return False


def written(language: str) -> Markup:
    """lang and dir attributes for text in a BCP 47 language."""
    return Markup('lang="{}" dir="{}"').format(language, "rtl" if rtl(language) else "ltr")


@lru_cache(maxsize=512)
def tongue(language: str) -> str:
    """The name of a BCP 47 language.

    >>> tongue("zh-Hant"), tongue("not a tag")
    ('Chinese (Traditional)', 'not a tag')
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_display_name("en") or language
    except (UnknownLocaleError, ValueError):
        return language


def web(address: str) -> str:
    """An address that is safe to link to, or nothing: only http and https."""
    return address if address.lower().startswith(("https://", "http://")) else ""


def highlight(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """`text`, escaped, with the union of `spans` marked."""
    out, at = [], 0
    for start, end in merged(spans, len(text)):
        out += [escape(text[at:start]), Markup("<mark>"), escape(text[start:end])]
        out.append(Markup("</mark>"))
        at = end
    return Markup("").join([*out, escape(text[at:])])


def merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """`spans` in order, overlaps joined, inside 0 to `length`."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s), min(e, length)) for s, e in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def excerpt(text: str, spans: Iterable[tuple[int, int]], room: int = ROOM) -> Markup:
    """The first of `spans` marked, with at most `room` characters before and after it."""
    marks = merged(spans, len(text))
    if not marks:
        return highlight(text if len(text) <= 2 * room else text[: 2 * room] + " …", ())
    first, last = marks[0]
    left = edge(text, first - room, -1)
    right = edge(text, min(max(e for _, e in marks), last + room, first + LONGEST) + room, 1)
    inside = [(s - left, min(e, right) - left) for s, e in marks if s < right]
    return Markup("{}{}{}").format(
        "… " if left > 0 else "",
        highlight(text[left:right], inside),
        " …" if right < len(text) else "",
    )


def edge(text: str, at: int, step: int) -> int:
    """A place near `at`, moved up to 20 characters inwards so that no word is cut."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    for offset in range(20):
        place = at - step * offset
        if (
            0 < place < len(text)
            and text[place - 1 : place + 1].strip() != text[place - 1 : place + 1]
        ):
            return place
    return at


def mail(contact: str, subject: str) -> str:
    """Where to tell that something is wrong: an issue tracker or a mail, naming the identifier."""
    if web(contact):
        return f"{contact}{'&' if '?' in contact else '?'}title={quote(subject, safe='')}"
    return f"mailto:{quote(contact, safe='@')}?subject={quote(subject, safe='')}"
