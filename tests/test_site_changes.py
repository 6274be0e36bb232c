"""What changed in the law: since a day, of a country, of an item; two wordings with the difference marked."""

import pytest
from site_support import ACT, Site, text

from lexgap.analysis.difference import different

OLDER = "xa/depictions/en@2019-01-01"


@pytest.mark.parametrize("query, count", [
    ("", 1), ("since=2025-06-01", 1), ("since=2026-03-02", 1), ("since=2026-03-03", 0), ("country=XA", 1),
    ("country=XB", 0), ("item=off-possession-simple", 1), ("item=isp-report-mandatory", 0), ("since=yesterday", 1),
])  # fmt: skip
def test_changes_since_a_day_of_a_country_and_of_an_item(
    site: Site, query: str, count: int
) -> None:
    assert len(site.tree(f"/changes?{query}").xpath("//main//section/h2")) == count
    assert site.get(f"/changes.json?{query}").json()["total"] == count


def test_the_words_that_differ_are_marked_in_both_wordings(site: Site) -> None:
    for path in ("/changes", f"{ACT}?since={OLDER}"):
        page = site.tree(path)
        assert [text(node) for node in page.xpath("//article//del")] == ["two"], path
        assert [text(node) for node in page.xpath("//article//ins")] == ["four"], path
        assert "Struck out" in text(page) and "changed" in text(page.xpath("//article//h3")[0])


def test_the_act_lists_its_versions_and_leads_to_their_difference(site: Site) -> None:
    (link,) = site.tree(ACT).xpath("//section[h2/@id='versions']//a[text()='difference']/@href")
    assert "0 added, 0 removed, 1 changed" in text(site.tree(link))
    found = site.get(f"{ACT}.json?since={OLDER}&kind=added").json()
    assert (found["total"], found["counts"]["changed"]) == (0, 1)


def test_the_feed_offered_is_that_of_what_is_shown(site: Site) -> None:
    for query, feed in (("country=XA", "country/XA"), ("item=isp-detection", "item/isp-detection"), ("", "all")):  # fmt: skip
        (link,) = site.tree(f"/changes?{query}").xpath("//a[text()='Follow changes']/@href")
        assert link == f"/feeds/{feed}.atom"


@pytest.mark.parametrize("before, after, gone, come", [
    ("for two years", "for four long years", ["two"], ["four long"]), ("a b", "a  b", [], []),
    ("", "new", [], ["new"]), ("處二年以下", "處四年以下", ["二"], ["四"]),
    ("alpha beta", "one two three", ["alpha beta"], ["one two three"]),
])  # fmt: skip
def test_ranges_that_differ(before: str, after: str, gone: list[str], come: list[str]) -> None:
    was, now = different(before, after)
    assert [before[a:b] for a, b in was] == gone
    assert [after[a:b] for a, b in now] == come


def test_a_long_text_is_compared_by_sentences() -> None:
    before = "\n".join(f"Rule {n} of the lamp is kept." for n in range(2_000))
    after = before.replace("Rule 7 of", "Rules 7 of").replace("Rule 1900 of", "Rules 1900 of")
    gone, come = different(before, after)
    assert [before[a:b] for a, b in gone] == ["Rule 7 of the lamp is kept.", "Rule"]
    assert [after[a:b] for a, b in come] == ["Rules 7 of the lamp is kept.", "Rules"]
