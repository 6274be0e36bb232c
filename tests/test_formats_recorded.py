"""The whole recorded crawl through the page classes, as `crawl --replay` hands it to them."""

from collections import Counter
from pathlib import Path

import pytest
from page_support import check_tree
from statute_support import official, recorded

from lexgap.crawlers.page import Entry, Page, PageChanged, Received
from lexgap.crawlers.sources import countries

pytestmark = pytest.mark.corpus

FIRST = {
    "bangladesh": (3, 791),
    "belgium": (1, 1448),
    "canada": (14, 3254),
    "estonia": (1, 2271),
    "finland": (3, 2939),
    "germany": (7, 8610),
    "norway": (1, 1553),
    "taiwan": (6, 4040),
    "united-states": (2, 1022),
}
"""Acts and provisions of the countries of the first issue, as read on the day of this test."""


@pytest.mark.parametrize("name", sorted(FIRST))
def test_counts_of_acts_and_provisions(corpus: Path, name: str) -> None:
    acts = official(corpus, name)
    for act in acts:
        check_tree(act)
    assert len({act.id for act in acts}) == len(acts)
    assert (len(acts), sum(len(act.provisions) for act in acts)) == FIRST[name]


def test_the_languages_of_a_work_are_expressions_of_it(corpus: Path) -> None:
    for name, languages in (("canada", {"en", "fr"}), ("taiwan", {"zh-Hant", "en"})):
        works: dict[str, set[str]] = {}
        for act in official(corpus, name):
            works.setdefault(act.work, set()).add(act.language)
        both = [work for work, found in works.items() if found == languages]
        assert len(both) >= 3, works


def test_every_recorded_address_of_these_countries_is_declared(corpus: Path) -> None:
    declared = {e.url for country in countries().values() for e in country.entries}
    hosts = {"laws-lois", "gesetze-im", "riigiteataja", "lovdata", "ejustice", "finlex", "law.moj"}
    wanted = {url for url in recorded(corpus) if any(host in url for host in hosts)}
    wanted |= {url for url in recorded(corpus) if "bdlaws" in url or "xml_usc" in url}
    assert len(wanted) == 38
    assert wanted <= declared


def test_no_class_takes_the_page_of_another_format(corpus: Path) -> None:
    """Each class against each response: its own are read, all others are refused, none crashes."""
    classes: dict[type[Page], tuple[str, Entry]] = {}
    read: Counter[str] = Counter()
    for name in FIRST:
        country = countries()[name]
        for n, entry in enumerate(country.entries):
            classes.setdefault(country.page_class(n), (name, entry))
    for page, (name, entry) in classes.items():
        own = {e.url for e in countries()[name].entries}
        for url, body in recorded(corpus).items():
            if url in own:
                continue
            source = countries()[name].source
            with pytest.raises(PageChanged, match=r".+; compare the page with its class"):
                list(page(Received(url, body), source, entry).acts())
            read[page.__name__] += 1
    assert len(read) == len(classes) == 10
    assert min(read.values()) > 30
