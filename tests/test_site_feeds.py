"""Feeds: valid Atom, one entry an answer and a change, ids that move only when the law does."""

from pathlib import Path
from typing import Any

import feedparser
import pytest
from example import write_example
from lxml import etree
from site_support import Site

from lexgap.analysis.build import build
from lexgap.analysis.site import feeds
from lexgap.schema.load import checklist

ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = ("/feeds/all.atom", "/feeds/country/XA.atom", "/feeds/country/xb.atom", "/feeds/country/SE.atom",
         "/feeds/item/off-possession-simple.atom", "/feeds/item/isp-detection.atom")  # fmt: skip


def read(site: Site, path: str) -> Any:
    response = site.get(path)
    assert response.status_code == 200, path
    assert response.headers["content-type"] == feeds.TYPE
    assert response.headers["access-control-allow-origin"] == "*"
    found = feedparser.parse(response.content, response_headers={"content-type": feeds.TYPE, "content-location": f"https://lexgap.example{path}"})  # fmt: skip
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("path", PATHS)
def test_feeds_are_valid(site: Site, path: str) -> None:
    found = read(site, path)
    tree = etree.fromstring(site.get(path).content)
    for part in (tree, *tree.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
    assert tree.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.id for entry in found.entries]
    assert len(ids) == len(set(ids)) and all(i.startswith("urn:uuid:") for i in ids)
    assert [link.rel for link in found.feed.links] == ["self", "alternate"]
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)


def test_links_lead_somewhere(site: Site) -> None:
    for path in PATHS:
        tree = etree.fromstring(site.get(path).content)
        for link in tree.iter(f"{ATOM}link"):
            href = str(link.get("href"))
            assert site.get(href.partition("#")[0]).status_code == 200, href


def test_a_country_has_an_entry_for_each_answer_and_each_change(site: Site) -> None:
    titles = [entry.title for entry in read(site, "/feeds/country/XA.atom").entries]
    assert sum("changed on 1 Jun 2025" in title for title in titles) == 1
    assert len(titles) == len(checklist()) + 1
    assert "Varonia (fictional): Simple possession: Yes" in titles
    assert read(site, "/feeds/country/SE.atom").entries == []


def test_a_change_says_which_evidence_it_touches(site: Site) -> None:
    entries = read(site, "/feeds/item/off-possession-simple.atom").entries
    (changed,) = [entry for entry in entries if "changed on" in entry.title]
    assert "Simple possession" in changed.summary and "provider" not in changed.summary
    assert "1 Jun 2025" in changed.title and changed.updated.startswith("2026-03-02"), (
        "when received"
    )
    assert "Provisions: 12(1)." in changed.summary
    others = read(site, "/feeds/item/isp-report-mandatory.atom").entries
    assert not [entry for entry in others if "changed on" in entry.title]
    assert {entry.title.partition(" ")[0] for entry in others} == {"Varonia", "Belmora", "Sundmark"}


def test_an_answer_that_changes_is_a_new_entry_and_the_others_are_none(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        folder = write_example(tmp_path / name)
        if name == "two":
            told = folder.answers.read_text("utf-8").splitlines(keepends=True)
            changed = [line.replace('"yes"', '"partial"') if '"XB"' in line and '"off-possession-simple"' in line else line for line in told]  # fmt: skip
            assert changed != told
            folder.answers.write_text("".join(changed), "utf-8")
        build(folder)
        site = Site(folder)
        found.append({entry.id for entry in read(site, "/feeds/country/XB.atom").entries})
        site.loop.close()
    assert len(found[1] - found[0]) == len(found[0] - found[1]) == 1


def test_hostile_titles_stay_text(site: Site) -> None:
    body = site.get("/feeds/country/XA.atom").text
    assert "<script>" not in body and "&lt;script&gt;" in body
    entry = next(e for e in feeds.answers([{"country": "XA", "country_name": "A\x00\x1b B", "fictional": 1,
        "item": "i", "answer": "yes", "findings": "", "place": "\u202eevil", "searched": 1, "question": "?",
        "basis": "machine", "day": "2026-01-01"}]))  # fmt: skip
    assert feeds.clean(entry.title) == "A B (fictional): I: Yes" and "\u202e" not in feeds.clean(
        entry.text
    )


@pytest.mark.parametrize(
    "path", ["/feeds/country/ZZ.atom", "/feeds/item/none.atom", "/feeds/x.atom"]
)
def test_no_such_feed(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404
