"""Pages for tests: read bytes with a page class, print an act's outline, look for coded quotes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lexgap.crawlers.page import Entry, Page, Received
from lexgap.schema.models import Act, Source

FIXTURES = Path(__file__).parent / "fixtures"


def read_acts(
    page: type[Page],
    body: bytes | Path,
    *,
    country: str = "XA",
    language: str = "en",
    url: str = "https://statutes.example/act/1",
    work: str = "act-1",
    **entry: Any,
) -> list[Act]:
    """The acts that `page` reads from bytes or a file."""
    data = body.read_bytes() if isinstance(body, Path) else body
    source = Source(
        id="varonia",
        country=country,
        language=language,
        publisher="Official Journal",
        homepage="https://statutes.example/",
        licence="none",
        text_state="in-force",
    )
    known = Entry(url=url, work=work, page="", language=language, **entry)
    return list(page(Received(url, data), source, known).acts())


def read_act(page: type[Page], body: bytes | Path, **options: Any) -> Act:
    """The only act of a page."""
    (act,) = read_acts(page, body, **options)
    return act


def rows(act: Act) -> list[tuple[str, str, str, str]]:
    """(level, number, citation, own text) of each provision, in order."""
    return [(p.level, p.number, p.citation, p.text) for p in act.provisions]


def paths(act: Act) -> dict[str, tuple[str, ...]]:
    """Headings above each section, by citation."""
    return {p.citation: p.path for p in act.provisions if p.level == "section"}


def sections(act: Act) -> list[str]:
    """Citations of the sections in order."""
    return [p.citation for p in act.provisions if p.level == "section"]


def full_text(act: Act, citation: str) -> str:
    """Text of the provisions with this citation and of their parts, in printed order."""
    wanted: set[str] = set()
    found = []
    for provision in act.provisions:
        if provision.citation == citation or provision.parent in wanted:
            wanted.add(provision.id)
            found.append(provision.text)
    return "\n".join(found)


def all_text(act: Act) -> str:
    """Every word of the act: headings, paths and texts."""
    return "\n".join("\n".join((*p.path, p.heading, p.number, p.text)) for p in act.provisions)


def check_tree(act: Act) -> None:
    """Identifiers are unique, parents come first, no text has untidy blanks."""
    seen: set[str] = set()
    for provision in act.provisions:
        assert provision.id not in seen
        assert provision.parent is None or provision.parent in seen
        assert (provision.level == "section") == (provision.parent is None)
        assert provision.text == provision.text.strip()
        assert "  " not in provision.text
        assert "\u00a0" not in provision.text
        seen.add(provision.id)


def folded(text: str) -> str:
    """Text with every run of blanks as one."""
    return re.sub(r"\s+", " ", text).strip()


def quotes(gold: Path, country: str, of: Callable[[str], bool]) -> list[tuple[str, str]]:
    """(section, quote) of the coded evidence of a country whose file satisfies `of`."""
    lines = (gold / f"{country}.jsonl").read_text("utf-8").splitlines()
    coded = (evidence for line in lines for evidence in json.loads(line)["evidence"])
    return [(e["section"], e["quote"]) for e in coded if of(e["file"])]


def share_found(
    act: Act, coded: list[tuple[str, str]], citation: Callable[[str], str]
) -> tuple[float, list[tuple[str, str]]]:
    """Share of quotes found verbatim in the provision that `citation(section)` names; the others."""
    missing = [
        (section, quote)
        for section, quote in coded
        if folded(quote) not in folded(full_text(act, citation(section)))
    ]
    return 1 - len(missing) / len(coded), missing
