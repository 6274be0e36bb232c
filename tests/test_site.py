"""The pages, asked in process: whole, linked, safe, marked, and the same for every script."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from example import ARABIC, CHINESE, HOSTILE, write_example
from lxml import html

from lexgap.analysis.build import build
from lexgap.analysis.serve import address, application, listen
from lexgap.analysis.site import render, search
from lexgap.analysis.site.cache import Pages
from lexgap.analysis.site.labels import ANSWERS, FIVE, short
from lexgap.schema.load import checklist
from lexgap.schema.store import BadInputError, Folder

ACT = "/act/xa/depictions/en@2025-06-01"
PROVISION = "/provision/xa/depictions/en@2025-06-01/12-1"
ARABIC_ACT = "/act/" + quote("xb/قانون-الصور/ar")
PAGES = (
    "/", "/?items=all&show=all", "/?items=sanctions&region=Europe&text=mirror",
    "/?item=off-possession-simple&answer=yes", "/country/XA", "/country/XB", "/country/XC",
    "/country/xa", "/country/SE", "/items", "/item/off-possession-simple", "/item/isp-detection",
    "/instruments", "/instrument/budapest", ACT, "/act/xa/networks/en@2009-05-04", ARABIC_ACT,
    PROVISION, "/provision/xa/depictions/en@2025-06-01/13",
    "/provision/xa/networks/en@2009-05-04/s.-3-a", "/search", "/search?q=prison",
    "/search?q=%E6%8C%81%E6%9C%89", "/search?q=%22&page=x", "/sources", "/data", "/method",
)  # fmt: skip


class Site:
    """The application and one event loop to ask it in."""

    def __init__(self, folder: Folder) -> None:
        self.loop = asyncio.new_event_loop()
        self.app = application(folder.database, "https://tracker.example/new")
        self.loop.run_until_complete(self.app.invoke_startup())

    def get(self, path: str) -> Any:
        return self.loop.run_until_complete(self.app.client.get(path))

    def tree(self, path: str) -> Any:
        response = self.get(path)
        assert response.status_code == 200, path
        return html.fromstring(response.text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = write_example(tmp_path_factory.mktemp("site") / "data")
    build(folder)
    found = Site(folder)
    yield found
    found.loop.close()


def text(node: Any) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert response.text.lower().startswith("<!doctype html>")
    assert response.text.rstrip().endswith("</html>")
    page = html.fromstring(response.text)
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1 and text(page.xpath("//h1")[0])
    assert len(page.xpath("//main[@id='content']")) == 1
    assert page.xpath("//a[@class='skip'][@href='#content']")
    assert page.xpath("//title/text()")[0].strip().endswith("lexgap")
    assert "None" not in text(page.xpath("//main")[0])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), "ids are unique"


@pytest.mark.parametrize("path", PAGES)
def test_no_external_asset_and_no_inline_code(site: Site, path: str) -> None:
    page = site.tree(path)
    assets = page.xpath("//link[@rel!='alternate']/@href | //script/@src | //img/@src")
    assert assets and all(asset.startswith("/-/static") for asset in assets)
    assert not page.xpath("//script[not(@src)] | //style | //@style")
    assert not [name for node in page.iter() for name in node.attrib if name.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_every_table_is_readable_aloud(site: Site, path: str) -> None:
    page = site.tree(path)
    for cell in page.xpath("//table//th"):
        assert cell.get("scope") in ("row", "col")
    for symbol in page.xpath("//svg[contains(@class, 'a ')]"):
        assert symbol.get("aria-hidden") == "true" or symbol.get("aria-label")
    for field in page.xpath("//main//input | //main//select"):
        assert field.xpath("ancestor::label") or page.xpath(f"//label[@for='{field.get('id')}']")
    for frame in page.xpath("//div[contains(@class, 'scroll')]"):
        assert frame.get("tabindex") == "0" and frame.get("role") == "region"


def test_every_link_leads_somewhere(site: Site) -> None:
    seen: dict[str, str] = {}
    for path in ("/", "/country/XA", "/country/XB", PROVISION, ACT, "/data", "/search?q=prison"):
        for link in site.tree(path).xpath("//a/@href"):
            if link.startswith("/"):
                seen.setdefault(link.partition("#")[0], path)
    assert len(seen) > 80
    for link, path in seen.items():
        assert site.get(link).status_code == 200, f"{link} on {path}"


def test_anchors_exist(site: Site) -> None:
    ids = set(site.tree("/country/XA").xpath("//@id"))
    for link in site.tree("/").xpath("//a[contains(@href, '/country/XA#')]/@href"):
        assert link.partition("#")[2] in ids


@pytest.mark.parametrize(
    "path",
    ["/country/ZZ", "/country/12", "/item/none", "/item/%3Cscript%3E", "/instrument/x", "/act/x",
     "/act/xa/depictions", "/provision/x", "/provision/%00", "/provision/xa/%FF/1", "/nonsense",
     "/country", "/lexgap/none"],
)  # fmt: skip
def test_nonsense_is_not_found(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "path",
    ["/?items=%27&region=%3Cb%3E&show=x&text=x&item=x&answer=x", "/search?q=%00",
     "/search?q=" + "a%20" * 3000, "/search?q=NEAR(&page=-1", "/search?q=x&page=99999999999999",
     "/search?q=prison&country=%27%3B--", PROVISION + "?finding=%22%3E%3Cscript%3E",
     ACT + "?page=0"],
)  # fmt: skip
def test_odd_arguments_are_harmless(site: Site, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert "<b>" not in response.text.partition("<main")[2] or "items" not in path
    assert '"><script>' not in response.text


def test_hostile_text_stays_text(site: Site) -> None:
    for path in ("/country/XA", "/provision/xa/depictions/en@2025-06-01/13", "/sources",
                 "/act/xa/networks/en@2009-05-04", "/search?q=" + quote(HOSTILE)):  # fmt: skip
        response = site.get(path)
        assert "<script>alert" not in response.text, path
        assert "alert(" in response.text, path
        assert not html.fromstring(response.text).xpath("//main//script | //main//i")


def test_only_web_addresses_become_links() -> None:
    assert render.web("https://law.example/") == "https://law.example/"
    assert render.web("JavaScript:alert(1)") == ""
    assert render.web("data:text/html,x") == ""


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
        text(h)
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

    assert shown("/") == ["Belmora", "Sundmark", "Varonia"]
    assert shown("/?item=def-csam-statutory&answer=partial") == ["Varonia"]
    assert shown("/?text=mirror") == ["Sundmark", "Varonia"]
    assert shown("/?text=official") == ["Belmora"]
    assert len(shown("/?show=all&region=Oceania")) == 14
    assert shown("/?region=Oceania") == []


@pytest.mark.parametrize("path", [p for p in PAGES if p not in ("/items", "/instruments", "/method",
                                                                 "/country/SE", "/search?q=%22&page=x",
                                                                 "/?items=sanctions&region=Europe&text=mirror",
                                                                 "/item/isp-detection")])  # fmt: skip
def test_fictional_countries_are_marked(site: Site, path: str) -> None:
    page = site.tree(path)
    body = text(page.xpath("//main")[0])
    assert re.search(r"Varonia|Belmora|Sundmark|fictional", body)
    assert "fictional" in body


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
                  "sha256", "why this answer", "off-possession-simple/yes/1", "possess + material",
                  "something wrong?", "1 more passage"):  # fmt: skip
        assert proof in body, proof
    report = card.xpath(".//a[text()='something wrong?']/@href")[0]
    assert report.startswith("https://tracker.example/new?title=lexgap%20finding%20")
    finding = card.xpath(".//dd/code/text()")[1]
    assert finding in report


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


def test_snippets_know_accents_and_word_edges() -> None:
    assert search.snippet("La POSESIÓN simple", "posesion") == "La <mark>POSESIÓN</mark> simple"
    assert "<mark>" not in search.snippet("repossession", "possession")
    assert search.snippet(CHINESE, "持有兒童") == CHINESE.replace(
        "持有兒童", "<mark>持有兒童</mark>"
    )


def test_headers(site: Site) -> None:
    for path in (
        "/",
        "/country/XA",
        "/country/ZZ",
        "/lexgap/acts",
        "/-/static-plugins/lexgap/site.css",
    ):
        headers = site.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in site.get("/").headers["content-security-policy"]
    assert "unsafe-inline" in site.get("/lexgap/acts").headers["content-security-policy"]


def test_pages_come_from_memory(site: Site) -> None:
    first = site.get("/country/XC?kept")
    database = site.app.databases["lexgap"]
    original = database.execute_fn

    async def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the page was made again")

    database.execute_fn = refuse
    try:
        again = site.get("/country/XC?kept")
    finally:
        database.execute_fn = original
    assert again.text == first.text
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_the_memory_is_bounded() -> None:
    pages = Pages(limit=100)
    for n in range(5):
        pages.keep(str(n), [{"body": b"x" * 40}])
    assert list(pages.kept) == ["3", "4"] and pages.size == 80
    pages.keep("large", [{"body": b"x" * 101}])
    assert pages.get("large") is None


def test_addresses_lead_back() -> None:
    for name in ("ca/c-46/en#163.1-4", "xb/قانون/ar#المادة-7", "xc/a/zh@2020-01-01#1~2"):
        path = render.address(name, "provision")
        assert path.isascii()
        assert render.identifier(path.removeprefix("/provision/"), "provision") == name


@pytest.mark.parametrize(
    "low, high, life, words",
    [(None, 48, 0, "up to 4 years"), (12, 126, 0, "1 year to 10 years 6 months"),
     (24, None, 0, "at least 2 years"), (None, None, 1, "up to life"),
     (60, None, 1, "5 years to life"), (36, 36, 0, "3 years"),
     (None, None, 0, "no custodial term stated")],
)  # fmt: skip
def test_terms(low: int | None, high: int | None, life: int, words: str) -> None:
    penalty = {"min_months": low, "max_months": high, "life": life, "fine": 0}
    assert render.term(penalty) == words
    assert render.term({**penalty, "fine": 1}) == words + ", fine"


def test_highlight_joins_overlaps_and_escapes() -> None:
    assert render.highlight("a<b>c", [(0, 2), (1, 4), (9, 12)]) == "<mark>a&lt;b&gt;</mark>c"
    long = "word " * 200
    shown = render.excerpt(long, [(500, 504)])
    assert shown.startswith("… ") and shown.endswith(" …") and "<mark>word</mark>" in shown
    assert len(shown) < 450


def test_no_database_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="run `lexgap build`"):
        application(tmp_path / "lexgap.db")
    (tmp_path / "lexgap.db").write_text("not a database")
    with pytest.raises(BadInputError, match="not a SQLite database"):
        application(tmp_path / "lexgap.db")


def test_a_taken_port_is_bad_input() -> None:
    bound = listen("127.0.0.1", 0)
    try:
        bound.listen()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address(bound))
        with pytest.raises(BadInputError, match="--port"):
            listen("127.0.0.1", bound.getsockname()[1])
    finally:
        bound.close()
