"""A brief as a page of HTML: by itself with its style inside, or of the site with the style beside it."""

from collections.abc import Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import jinja2

from lexgap.analysis.briefs.document import SYMBOLS, Document, Heading, Paragraph, Table
from lexgap.analysis.site import language
from lexgap.analysis.site.render import web, written

HERE = Path(__file__).parent
STYLE = HERE.parent / "site" / "static" / "brief.css"


class Numbers:
    """Numbers of notes in the order in which they are met."""

    def __init__(self) -> None:
        self.counted = count(1)

    def next(self) -> int:
        """The next number."""
        return next(self.counted)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=False, extensions=["jinja2.ext.i18n"]
    )
    callables: Any = environment  # the extension adds a method that no stub names
    callables.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)
    environment.filters["web"] = web
    environment.globals["written"] = written
    return environment.from_string((HERE / "brief.html").read_text("utf-8"))


def page(
    document: Document,
    stylesheet: str = "",
    home: str = "",
    languages: Sequence[tuple[str, str, str]] = (),
    **formats: str,
) -> str:
    """The brief as HTML. `stylesheet`, `home` and `formats` are addresses on the site, where it has one.

    `languages`: code, name and address of the same brief in each language.
    """
    return _template().render(
        brief=document, blocks=_blocks(document), symbols=SYMBOLS, numbers=Numbers(),
        style=STYLE.read_text("utf-8"), stylesheet=stylesheet, home=home, formats=formats,
        languages=languages,
    )  # fmt: skip


def _blocks(document: Document) -> list[tuple[str, Any]]:
    """Blocks by kind; numbered paragraphs that follow one another are one list."""
    found: list[tuple[str, Any]] = []
    label = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            label = block.text
            found.append(("heading", block))
        elif isinstance(block, Table):
            found.append(("table", {"table": block, "label": label}))
        elif isinstance(block, Paragraph) and block.item:
            if not found or found[-1][0] != "items":
                found.append(("items", []))
            found[-1][1].append(block)
        else:
            found.append(("paragraph", block))
    return found
