"""What the pages say: answers, filters, evidence, provenance, languages, search."""

import re
from urllib.parse import quote

import pytest
from example import ARABIC, CHINESE
from lxml import html
from site_support import PAGES, PROVISION, Site, text

from lexgap.analysis.site import search
from lexgap.analysis.site.labels import ANSWERS, FIVE, short
from lexgap.schema.load import checklist
from lexgap.schema.shadow import Shadow


def test_answers_are_told_apart_by_shape_word_and_text(site: Site) -> None:
    page = site.tree("/")
    row = page.xpath("//tr[th/a[@href='/country/XA']]")[0]
    shown = [cell.get("aria-label") for cell in row.xpath("./td//svg[@role='img']")]
    assert shown == ["Yes", "Partial", "Not found", "Yes", "Yes"]
    symbols = page.xpath("//ul[@class='legend']//use/@href")
    assert symbols == [f"#s-{outcome.symbol}" for outcome in ANSWERS.values()]
    assert set(symbols) <= {f"#{name}" for name in page.xpath("//symbol/@id")}
    assert len({html.tostring(s, encoding="unicode") for s in page.xpath("//symbol/*[1]")}) >= 4


def test_the_five_criteria_come_first(site: Site) -> None:
    heads = [
        text(h.xpath(".//a")[0])
        for h in site.tree("/").xpath("//table[contains(@class,'matrix')]//th[@scope='col']")
    ]
    assert heads == ["Country", *FIVE.values(), "All items met"]
    assert [next(i.icmec for i in checklist() if i.id == name) for name in FIVE] == [
        "C1", "C2", "C3", "C4", "C5",
    ]  # fmt: skip
    assert len({short(i.id) for i in checklist()}) == len(checklist())


def test_not_assessed_is_no_no(site: Site) -> None:
    page = site.tree("/country/SE")
    assert "No text of this country is at hand." in text(page)
    words = {text(w) for w in page.xpath("//article//span[contains(@class,'word')]")}
    assert words == {"Not assessed"}
    shown = site.tree("/?show=all&region=Europe")
    cells = shown.xpath("//tr[th/a[@href='/country/SE']]//svg[@role='img']/@aria-label")
    assert set(cells) == {"Not assessed"}


def test_filters_choose_countries(site: Site) -> None:
    def shown(path: str) -> list[str]:
        return [text(a) for a in site.tree(path).xpath("//table[contains(@class,'matrix')]//th/a")
                if a.get("href").startswith("/country")]  # fmt: skip

    fictional = ["Belmora", "Sundmark", "Varonia"]
    assert [name for name in shown("/") if name in fictional] == fictional
    assert shown("/?item=def-csam-statutory&answer=partial") == ["Varonia"]
    assert shown("/?text=mirror") == ["Sundmark", "Varonia"]
    assert shown("/?text=official") == ["Belmora"]
    assert len(shown("/?show=all&region=Oceania")) == 14
    assert shown("/?region=Oceania") == []


@pytest.mark.parametrize("path", PAGES)
def test_fictional_countries_are_marked(site: Site, path: str) -> None:
    body = text(site.tree(path).xpath("//main")[0])
    assert "fictional" in body or not re.search(r"Varonia|Belmora|Sundmark", body)


def test_datasette_pages_say_what_is_fictional(site: Site) -> None:
    for path in (
        "/lexgap",
        "/lexgap/acts",
        "/lexgap/findings",
        "/lexgap/penalties-compared?penalty=",
    ):
        page = site.tree(path)
        assert "fictional" in text(page.xpath("//p[@class='notice']")[0])
        assert page.xpath("//nav//a[@href='/method']")


def test_a_quote_has_all_that_proves_it(site: Site) -> None:
    page = site.tree("/country/XA")
    card = page.xpath("//article[@id='off-possession-simple']")[0]
    assert text(card.xpath(".//blockquote//mark")[0]) == "keeps forbidden depictions of a child"
    body = text(card)
    for proof in ("Depictions of Children Act, 12(1)", "in force as at 1 Jun 2025", "read 2 Mar 2026",
                  "sha256", "why this answer", "something wrong?",
                  "1 passage more"):  # fmt: skip
        assert proof in body, proof
    report = card.xpath(".//a[text()='something wrong?']/@href")[0]
    assert report.startswith("https://tracker.example/new?title=lexgap%20finding%20")
    why = site.tree(card.xpath(".//a[text()='why this answer']/@href")[0])
    proof = why.xpath("//section[h2/@id='evidence']/article[1]")[0]
    assert proof.get("id") in report
    for said in ("off-possession-simple/yes/1", "possess + material", "12(1)", "archived response"):
        assert said in text(proof), said


def test_mirrors_and_old_texts_carry_flags(site: Site) -> None:
    card = site.tree("/country/XA").xpath("//article[@id='isp-report-mandatory']")[0]
    assert [text(f) for f in card.xpath(".//p[@class='cite'][1]//span[@class='flag']")] == [
        "mirror", "as enacted", "text of 2009",
    ]  # fmt: skip
    assert "via https://mirror.example/" in text(card)


def test_evidence_is_marked_in_its_context(site: Site) -> None:
    page = site.tree(PROVISION)
    here = page.xpath("//div[@aria-current='true']")[0]
    assert [text(m) for m in here.xpath(".//mark")] == [
        "keeps forbidden depictions of a child", "prison for no more than four years",
    ]  # fmt: skip
    law = text(page.xpath("//div[@class='law']")[0])
    assert "Depictions" in law and "has no regard to intent" in law
    assert "Odd" not in law, "another section is no context"
    assert page.xpath("//a[@rel='next']") and "Part 2 › Offences" in text(page)
    finding = page.xpath("//article/@id")[0]
    one = site.tree(f"{PROVISION}?finding={finding}")
    assert len(one.xpath("//div[@aria-current='true']//mark")) == 1
    assert len(one.xpath("//article[contains(@class, 'chosen')]")) == 1


def test_quotes_say_their_language_and_direction(site: Site) -> None:
    arabic = site.tree("/country/XB").xpath("//article[@id='off-possession-simple']//blockquote")[0]
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert text(arabic) == ARABIC
    chinese = site.tree("/country/XC").xpath("//article[@id='off-possession-simple']//blockquote")[
        0
    ]
    assert (chinese.get("lang"), chinese.get("dir")) == ("zh-Hant", "ltr")


@pytest.mark.parametrize("query, marks", [("持有", ["持有"]), ("WARDEN", ["Warden"]),
                                          ("دولة", None), ("احتفظ", ["احتفظ"]),
                                          ('"no more than"', ["no more than"])])  # fmt: skip
def test_search_marks_words_of_any_script(site: Site, query: str, marks: list[str] | None) -> None:
    page = site.tree("/search?q=" + quote(query))
    found = [text(m) for m in page.xpath("//blockquote//mark")]
    assert found[: len(marks or [])] == (marks or [])
    assert bool(found) == bool(marks)


def test_search_in_one_country(site: Site) -> None:
    assert len(site.tree("/search?q=child").xpath("//article")) == 2
    assert len(site.tree("/search?q=child&country=XC").xpath("//article")) == 0


def test_matches_know_accents_and_word_edges() -> None:
    def found(printed: str, query: str) -> list[str]:
        return [printed[a:b] for a, b in search.matches(Shadow(printed), query)]

    assert found("La POSESIÓN simple", "posesion") == ["POSESIÓN"]
    assert found("repossession", "possession") == []
    assert found(CHINESE, "持有兒童") == ["持有兒童"] * CHINESE.count("持有兒童")
