"""The seven stories, keyboard, sizes and accessibility, in a real browser with its scripts on and off."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from browser_support import NARROW, WIDE, Reader, browsing, served
from example import write_example
from site_support import PAGES

from lexgap.analysis.build import build

pytest.importorskip("playwright")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}  # fmt: skip
PAINTED = {"runOnly": ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"], "resultTypes": ["violations"]}  # fmt: skip
"""Rules whose outcome depends on size and colours."""
ALL = (*(path for path in PAGES if "show=all" not in path), "/compare?countries=XA,XB,XC&items=off-possession-simple,isp-report-mandatory",
       "/changes", "/codebook", "/brief/XA?against=XB,XC", "/search?concept=possess")  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_example(tmp_path_factory.mktemp("browser") / "data")
    build(folder)
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


@pytest.fixture
def reader(browser: Any, home: str) -> Iterator[Reader]:
    found = Reader(browser, home, viewport=WIDE)
    yield found
    found.close()


def saved(reader: Reader, link: Any) -> bytes:
    with reader.page.expect_download() as waiting:
        link.click()
    return bytes(waiting.value.path().read_bytes())


def test_an_advocate_reads_how_her_country_stands_and_takes_away_a_brief(reader: Reader) -> None:
    page = reader.open("/")
    page.locator("table.matrix").get_by_role("link", name="Varonia", exact=True).click()
    strip = page.locator("ol.strip li")
    assert strip.count() == 5
    assert (
        page.locator("#off-possession-simple blockquote")
        .first.inner_text()
        .count("keeps forbidden")
    )
    assert page.locator("a[href*='/instrument/']").count() > 3
    reader.keep("1-advocate")
    pdf = saved(reader, page.get_by_role("link", name="PDF", exact=True))
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) <= 2
    assert saved(reader, page.get_by_role("link", name="DOCX", exact=True)).startswith(b"PK")
    page.get_by_role("link", name="Brief of two pages").click()
    assert page.locator("section.notes li").count() > 5
    reader.keep("1-brief")


def test_an_analyst_puts_countries_side_by_side(reader: Reader) -> None:
    page = reader.open(
        "/compare?countries=XA,XB,XC&items=off-possession-simple,isp-report-mandatory"
    )
    body = page.locator("main").inner_text()
    for words in ("Varonia", "Belmora", "Sundmark", "keeps forbidden depictions", "持有兒童影像"):
        assert words in body, words
    assert page.locator("blockquote[dir=rtl]").count() == 1
    assert page.get_by_text("up to 4 years").count()
    reader.keep("2-analyst")
    again = page.get_by_role("link", name="Link to this view").get_attribute("href")
    assert reader.open(again).locator("main").inner_text() == body


def test_a_campaigner_sees_the_world_and_not_assessed_is_no_no(reader: Reader) -> None:
    page = reader.open("/")
    land = page.locator("svg a[href*='/country/SE']").first
    assert land.count() and "not assessed" in (land.text_content() or "").lower()
    shapes = page.locator("svg a[href*='/country/']")
    assert shapes.count() > 150
    reader.keep("3-campaigner")
    heads = page.locator("table", has_text="Oceania").first.locator("th svg")
    assert [h.get_attribute("aria-label") for h in heads.all()][-2:] == ["Not assessed", "Source blocked"]  # fmt: skip


def test_a_researcher_finds_a_concept_in_every_language_and_takes_it_away(reader: Reader) -> None:
    page = reader.open("/search")
    page.get_by_label("Concept, in every language").select_option("possess")
    page.get_by_role("search").get_by_role("button").click()
    assert {b.get_attribute("lang") for b in page.locator("article blockquote").all()} >= {"zh-Hant", "ar"}  # fmt: skip
    reader.keep("4-researcher")
    rows = list(csv.DictReader(io.StringIO(saved(reader, page.locator("main").get_by_role("link", name="CSV")).decode())))  # fmt: skip
    assert {row["country"] for row in rows} >= {"XB", "XC"}
    page.locator("main").get_by_role("link", name="JSON").click()
    assert '"hits"' in page.inner_text("body")
    assert "Day on which the bytes were received" in reader.open("/codebook").locator("main").inner_text()  # fmt: skip
    assert '"sha256"' in reader.open("/-/lexgap.json").inner_text("body")


def test_an_aide_sees_what_changed_and_subscribes(reader: Reader) -> None:
    page = reader.open("/changes")
    assert [d.inner_text() for d in page.locator(".words del").all()] == ["two"]
    assert [i.inner_text() for i in page.locator(".words ins").all()] == ["four"]
    reader.keep("5-aide")
    feed = page.locator("main").get_by_role("link", name="Follow changes").get_attribute("href")
    assert page.request.get(feed).headers["content-type"].startswith("application/atom+xml")
    for path in ("/country/XA", "/item/off-possession-simple"):
        link = reader.open(path).get_by_role("link", name="Follow changes").get_attribute("href")
        assert link == f"/feeds{path}.atom" and page.request.get(link).ok


def test_a_sceptic_follows_a_cell_to_its_proof(reader: Reader) -> None:
    page = reader.open("/country/XA")
    card = page.locator("#off-possession-simple")
    card.locator("p.cite a[href*='/provision/']").first.click()
    assert page.locator("[aria-current=true] mark").all_inner_texts() [:1] == ["keeps forbidden depictions of a child"]  # fmt: skip
    body = page.locator("main").text_content()
    for proof in ("12(1)", "1 Jun 2025", "2 Mar 2026", "off-possession-simple/yes/1"):
        assert proof in body, proof
    assert page.locator("a[href^='https://law.example/']").count()
    assert page.get_by_text("sha256").count()
    reader.keep("6-sceptic")
    link = page.locator("article.chosen a[href^='https://tracker.example/new']").first.get_attribute("href") or ""  # fmt: skip
    finding = page.locator("article.chosen").get_attribute("id")
    assert finding and finding in link


def test_a_drafter_reads_how_others_wrote_it(reader: Reader) -> None:
    page = reader.open("/item/off-possession-simple")
    assert page.locator("blockquote").count() == 3
    assert "Depictions of Children Act, 12(1)" in page.locator("main").inner_text()
    page = reader.open("/item/off-possession-simple?language=ar")
    assert page.locator("blockquote").count() == 1
    reader.keep("7-drafter")


@pytest.mark.parametrize("size, scheme", [(WIDE, "light"), (NARROW, "dark")])
def test_every_page_is_accessible_and_fits(browser: Any, home: str, size: dict[str, int], scheme: str) -> None:  # fmt: skip
    from axe_playwright_python.sync_playwright import Axe

    reader = Reader(browser, home, viewport=size, color_scheme=scheme, bypass_csp=True)
    faults = []
    for path in ALL:
        page = reader.open(path)
        room = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if room > 0:
            faults.append(f"{path}: {room} px too wide")
        found = Axe().run(page, options=RULES if size is WIDE else PAINTED).response["violations"]
        faults += [f"{path}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]
    reader.keep(f"narrow-{scheme}" if size is NARROW else f"wide-{scheme}", whole=True)
    reader.close()
    assert not faults, "\n".join(faults)


def test_keys_are_enough(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        told = page.evaluate("""() => { const e = document.activeElement;
            const shown = [e, ...e.children].some(n => { const s = getComputedStyle(n);
                return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || parseFloat(s.strokeWidth) > 1.2 });
            return [e.tagName, e.getAttribute('href') || e.name || '', shown] }""")
        assert told[2], f"no visible focus on {told}"
        seen.add((told[0], told[1]))
    page.goto("/search")
    page.locator("#q").focus()
    page.keyboard.type("Warden")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Warden**")
    assert page.locator("article").count() == 1 and len(seen) > 10


def test_pages_work_without_scripts(browser: Any, home: str) -> None:
    reader = Reader(browser, home, viewport=WIDE, java_script_enabled=False)
    page = reader.open("/?items=sanctions&region=Europe&show=all")
    assert page.locator("table.matrix tbody tr").count() > 30
    page = reader.open("/search?q=drawer")
    assert page.locator("article mark").first.inner_text() == "drawer"
    page = reader.open("/country/XA")
    page.locator("details summary").first.click()
    assert page.locator("details[open]").count()
    reader.close()
