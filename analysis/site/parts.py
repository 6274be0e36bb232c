"""Parts of pages that are made here, not in templates, for a page has thousands of them."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from lexgap.analysis.site import charts, language
from lexgap.analysis.site.labels import ANSWERS, short


class Link:
    """Addresses of our own pages, with the reader's language kept in them."""

    def __init__(self, urls: Any) -> None:
        self.urls = urls

    def __call__(self, path: str, fragment: str = "", **query: object) -> str:
        """`path` under the site's base, with arguments that are not empty."""
        asked = [(name, str(value)) for name, value in query.items() if value not in ("", None)]
        code = language.current.get()
        if code != "en":
            asked.append(("lang", code))
        found: str = self.urls.path(path)
        return (
            found + ("?" + urlencode(asked) if asked else "") + (f"#{fragment}" if fragment else "")
        )


class Atlas:
    """The world map of one question."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def __call__(self, shapes: Any, countries: Any, answers: dict[str, str | None]) -> Markup:
        """Countries by their answer; one without answer is not assessed."""
        names = {c["id"]: language.country(c) for c in countries if not c["fictional"]}
        given = {code: answer for code, answer in answers.items() if answer}
        return charts.world(shapes, given, names, lambda code: self.link(f"/country/{code}"))


class Cells:
    """The cells of a country in the matrix, made here for there are thousands on a page."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def __call__(self, country: Any, items: Any, answers: Any) -> Markup:
        """One <td> an item, with the symbol of the answer and a link to its evidence."""
        start = escape(self.link(f"/country/{country['id']}"))
        name, given = language.country(country), answers.get(country["id"], {})
        parts = []
        for item in items:
            answer = given.get(item["id"], "not-assessed")
            words = escape(f"{name}, {short(item['id'])}: {ANSWERS[answer].word}")
            parts.append(
                f'<td><a class="cell" href="{start}#{item["id"]}" title="{words}">'
                f"{symbol(answer)}</a></td>"
            )
        return Markup("\n".join(parts))  # noqa: S704 - escaped above


class Beside:
    """The answers of a country's neighbours to a question, in one line."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def __call__(self, answer: Any, names: dict[str, str]) -> Markup:
        """A list of links, each with code, name and symbol."""
        parts = []
        for other in answer["beside"]:
            href = escape(self.link(f"/country/{other['id']}", answer["item"]))
            name = escape(names[other["id"]])
            parts.append(
                f'<li><a href="{href}" title="{name}"><span aria-hidden="true">{other["id"]}</span>'
                f'<span class="hidden">{name}</span>{symbol(other["answer"])}</a></li>'
            )
        label = escape(language.gettext("Neighbours"))
        return Markup(f'<ul class="beside" aria-label="{label}">{"".join(parts)}</ul>')  # noqa: S704


def gap_cells(country: Any) -> Markup:
    """The cells of a country in the table of an instrument."""
    parts = [Markup("<td>{}</td>").format(symbol(cell["answer"])) for cell in country["cells"]]
    return Markup("").join(parts)


def symbol(answer: str, label: bool = True) -> Markup:
    """The symbol of an answer, with its word for those who do not see it."""
    return _symbol(answer, label, language.current.get())


@lru_cache(maxsize=64)
def _symbol(answer: str, label: bool, code: str) -> Markup:
    outcome = ANSWERS[answer]
    if not label:
        return Markup('<svg class="a {0}" aria-hidden="true"><use href="#s-{0}"/></svg>').format(
            outcome.symbol
        )
    return Markup(
        '<svg class="a {0}" role="img" aria-label="{1}"><use href="#s-{0}"/></svg>'
    ).format(outcome.symbol, outcome.word)
