"""Pictures as SVG made on the server: bars, shares of answers, ranges of terms, the world map."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from lexgap.analysis.site import language
from lexgap.analysis.site.labels import ANSWERS

Row = Mapping[str, Any]

RADIUS = 3.4
"""Radius of the point of a small state, in units of the map."""


def bar(met: int | None, partly: int | None, asked: int | None) -> Markup:
    """How many items are met: a bar, and the numbers; a dash where nothing was asked."""
    if not asked:
        return Markup('<span class="none">–</span>')
    full, part = 100 * (met or 0) / asked, 100 * ((met or 0) + (partly or 0)) / asked
    return Markup(
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rest" width="100" height="6"/><rect class="part" width="{:.1f}" height="6"/>'
        '<rect class="full" width="{:.1f}" height="6"/></svg><b>{}</b><small>/{}</small>'
    ).format(part, full, met or 0, asked)


def share(counts: Row) -> Markup:
    """How often each answer was given, as one bar whose parts differ in pattern too.

    The numbers stand beside it on every page, so it is hidden from screen readers.
    """
    total = sum(counts[answer] or 0 for answer in ANSWERS)
    parts, at = [], 0.0
    for answer, outcome in ANSWERS.items():
        width = 200 * (counts[answer] or 0) / total if total else 0
        if width:
            parts.append(
                Markup('<rect class="m-{}" x="{:.1f}" width="{:.1f}" height="12"/>').format(
                    outcome.symbol, at, width
                )
            )
        at += width
    return Markup(
        '<svg class="share" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(Markup("").join(parts))


def span(penalty: Row, longest: int) -> Markup:
    """The custodial range of a penalty on a scale from 0 to `longest` months."""
    top = max(longest, 1)
    low = penalty["min_months"] or 0
    high = top if penalty["life"] else penalty["max_months"] or low
    start, width = 100 * low / top, max(2.0, 100 * (high - low) / top)
    return Markup(
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rest" width="100" height="6"/>'
        '<rect class="full" x="{:.1f}" width="{:.1f}" height="6"/></svg>'
    ).format(min(start, 98), width)


def world(
    shapes: Sequence[Row],
    answers: Mapping[str, str],
    names: Mapping[str, str],
    to: Callable[[str], str],
) -> Markup:
    """The map: countries by their answer, each a link whose name says country and answer.

    `answers` and `names` by country; `to` makes the address of a country.
    """
    land, countries, points = [], [], []
    for shape in shapes:
        code = shape["country"]
        if code is None or code not in names:
            land.append(str(shape["path"]))
            continue
        outcome = ANSWERS[answers.get(code, "not-assessed")]
        words = escape(f"{names[code]}: {outcome.word}")
        start = f'<a href="{escape(to(code))}" aria-label="{words}"><title>{words}</title>'
        drawn = f'<path class="m-{outcome.symbol}" d="{shape["path"]}"/>' if shape["path"] else ""
        if shape["small"]:
            point = f'cx="{shape["x"]}" cy="{shape["y"]}" r="{RADIUS}"'
            points.append(f'{start}{drawn}<circle class="m-{outcome.symbol}" {point}/></a>')
        else:
            countries.append(f"{start}{drawn}</a>")
    return Markup(  # noqa: S704 - paths and numbers are ours, names are escaped above
        '<svg class="world" viewBox="0 0 1000 440" role="group" aria-label="'
        + str(escape(language.gettext("World map")))
        + f'"><path class="land" d="{"".join(land)}"/>{"".join(countries)}{"".join(points)}</svg>'
    )


def neighbours(row: Row) -> list[str]:
    """The codes of the countries with a common border."""
    found: list[str] = json.loads(row["neighbours"])
    return found
