"""Filters of the templates: highlighted evidence, addresses, dates, terms, direction of writing."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from lexgap.analysis.site import charts, language
from lexgap.analysis.site.labels import (
    ANSWERS,
    BASES,
    FAMILIES,
    FIVE,
    KINDS,
    PENALTIES,
    SILENT,
    STATES,
    flags,
    reason,
    short,
)
from lexgap.analysis.site.language import nouns
from lexgap.analysis.site.parts import Atlas, Beside, Cells, Link, gap_cells, symbol
from lexgap.analysis.site.versions import marked
from lexgap.schema.rules import RuleBook, load_rules

RTL = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"}
ROOM = 180
"""Characters shown around evidence in a list."""

LONGEST = 900
"""Characters of evidence shown in a list."""


def prepare(env: Any, urls: Any) -> None:
    """Register everything below in a Jinja environment."""
    link = Link(urls)
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)
    env.policies["ext.i18n.trimmed"] = True
    env.filters |= FILTERS
    env.globals |= WORDS
    env.globals |= {
        "link": link,
        "atlas": Atlas(link),
        "cells": Cells(link),
        "beside": Beside(link),
        "urls": urls,
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


NOUNS = {
    "provision": nouns("%(n)s provision", "%(n)s provisions"),
    "text": nouns("%(n)s text", "%(n)s texts"),
    "finding": nouns("%(n)s finding", "%(n)s findings"),
    "passage": nouns("%(n)s passage", "%(n)s passages"),
    "language": nouns("%(n)s language", "%(n)s languages"),
    "jurisdiction": nouns("%(n)s jurisdiction", "%(n)s jurisdictions"),
    "country": nouns("%(n)s country", "%(n)s countries"),
    "item": nouns("%(n)s item", "%(n)s items"),
    "year": nouns("%(n)s year", "%(n)s years"),
    "version": nouns("%(n)s version", "%(n)s versions"),
    "month": nouns("%(n)s month", "%(n)s months"),
}
"""Counted nouns."""


def plural(count: int | None, word: str) -> str:
    """A count with its noun.

    >>> plural(1, "text"), plural(2000, "provision")
    ('1 text', '2,000 provisions')
    """
    one, many = NOUNS[word]
    return language.ngettext(one, many, count or 0) % {"n": language.number(count)}


def months(value: int) -> str:
    """A term in words.

    >>> months(30)
    '2 years 6 months'
    """
    years, rest = divmod(value, 12)
    parts = [plural(n, unit) for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(parts) or plural(0, "month")


def term(penalty: dict[str, Any]) -> str:
    """The custodial range of a penalty in words."""
    gettext = language.gettext
    low, high = penalty["min_months"], penalty["max_months"]
    words = {"low": months(low or 0), "high": months(high or 0)}
    if penalty["life"]:
        text = gettext("%(low)s to life") % words if low else gettext("up to life")
    elif low and high:
        text = words["low"] if low == high else gettext("%(low)s to %(high)s") % words
    elif high:
        text = gettext("up to %(high)s") % words
    else:
        text = gettext("at least %(low)s") % words if low else gettext("no custodial term stated")
    return text + (", " + gettext("fine") if penalty["fine"] else "")


def rule_words(labeller: str) -> tuple[str, ...]:
    """The rule that fired, in plain words, the stretch first; nothing for a rule we do not know."""
    return _rule_words(labeller, language.current.get())


@lru_cache(maxsize=4096)
def _rule_words(labeller: str, code: str) -> tuple[str, ...]:
    from lexgap.analysis.plain import clause_words

    book, (item, polarity, number) = rules(), labeller.split("/")[:3]
    rule = book.items.get(item)
    clauses = getattr(rule, polarity, ()) if rule else ()
    if not number.isdecimal() or not 0 < int(number) <= len(clauses):
        return ()
    return clause_words(clauses[int(number) - 1], book, language.gettext)


@cache
def rules() -> RuleBook:
    """The rules, read once."""
    return load_rules()


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


FILTERS: dict[str, Any] = {
    "day": language.day,
    "number": language.number,
    "figure": language.figure,
    "country": language.country,
    "by_name": language.by_name,
    "region": language.region,
    "tongue": language.tongue,
    "term": term,
    "short": short,
    "excerpt": excerpt,
    "web": web,
    "plural": plural,
    "address": address,
    "fromjson": json.loads,
    "said": language.said,
    "reason": reason,
}
"""Filters of the templates."""

WORDS: dict[str, Any] = {
    "ANSWERS": ANSWERS,
    "BASES": BASES,
    "FAMILIES": FAMILIES,
    "FIVE": FIVE,
    "KINDS": KINDS,
    "PENALTIES": PENALTIES,
    "SILENT": SILENT,
    "STATES": STATES,
    "flags": flags,
    "written": written,
    "highlight": highlight,
    "marked": marked,
    "mail": mail,
    "lang": language.current.get,
    "symbol": symbol,
    "bar": charts.bar,
    "share": charts.share,
    "span": charts.span,
    "gap_cells": gap_cells,
    "rule_words": rule_words,
}
"""What templates may name beside what a page hands them."""
