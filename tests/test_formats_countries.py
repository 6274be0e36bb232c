"""Countries whose classes came second: the recorded ones as read, the others as declared."""

from pathlib import Path

import pytest
from page_support import check_tree, read_acts
from statute_support import official, recorded

from lexgap.crawlers.page import Entry, Page, PageChanged, Received
from lexgap.crawlers.sources import countries
from lexgap.schema.models import Act

RECORDED = {
    "brazil": ("codigo-penal", 399),
    "czechia": ("trestni-zakonik", 33),
    "italy": ("codice-penale", 3),
    "mexico": ("cpf", 464),
}
"""The work that the recording holds of a country, and its number of sections."""

DECLARED = (
    "chile",
    "ireland",
    "kenya",
    "poland",
    "south-africa",
    "spain",
    "sweden",
    "ukraine",
    "united-kingdom",
    "zambia",
)
"""Countries of which the recording holds another act or none."""


def from_recording(corpus: Path, name: str) -> list[Act]:
    """Acts of those entries of a country that the recording answers."""
    country = countries()[name]
    acts: list[Act] = []
    for n, entry in enumerate(country.entries):
        if entry.url in recorded(corpus):
            received = Received(entry.url, recorded(corpus)[entry.url])
            acts.extend(country.page_class(n)(received, country.source, entry).acts())
    return acts


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(RECORDED))
def test_recorded_acts(corpus: Path, name: str) -> None:
    (act,) = from_recording(corpus, name)
    check_tree(act)
    country = countries()[name]
    work, sections = RECORDED[name]
    assert act.work.endswith(f"/{work}")
    assert sum(p.level == "section" for p in act.provisions) == sections
    entry = next(e for e in country.file.acts if e.work == work)
    assert {*entry.must_have} <= {p.number for p in act.provisions}
    assert len(act.provisions) >= entry.provisions


@pytest.mark.corpus
def test_qatar(corpus: Path) -> None:
    acts = official(corpus, "qatar")
    assert [sum(p.level == "section" for p in act.provisions) for act in acts] == [60, 2]
    assert [act.citation for act in acts] == ["قانون 14 / 2014", "مرسوم 15 / 2003"]


def pages() -> list[tuple[str, type[Page], Entry]]:
    """A page class of each country with one of its entries."""
    names = [*RECORDED, *DECLARED, "qatar"]
    return [(name, countries()[name].page_class(0), countries()[name].entries[0]) for name in names]


@pytest.mark.parametrize(("name", "page", "entry"), pages(), ids=lambda value: str(value)[:20])
def test_every_declared_class_refuses_an_error_page(
    name: str, page: type[Page], entry: Entry
) -> None:
    assert entry.url.startswith("https://")
    body = b"<html><head><title>404</title></head><body><h1>Not found</h1></body></html>"
    with pytest.raises(PageChanged, match="compare the page with its class"):
        read_acts(page, body, language=entry.language, url=entry.url)
    assert countries()[name].file.publisher


SAME = {
    "ireland": "irishstatutebook",
    "italy": "normattiva",
    "kenya": "lawlibrary",
    "south-africa": "lawlibrary",
    "united-kingdom": "legislation.gov.uk",
    "zambia": "lawlibrary",
}
"""Host in the recording that serves a country's own format."""


@pytest.mark.corpus
def test_no_class_takes_the_page_of_another_format(corpus: Path) -> None:
    for name, page, entry in pages():
        own = {e.url for e in countries()[name].entries}
        for url, body in recorded(corpus).items():
            if url in own or (name in SAME and SAME[name] in url):
                continue
            with pytest.raises(PageChanged):
                list(page(Received(url, body), countries()[name].source, entry).acts())
