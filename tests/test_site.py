"""The pages, asked in process: whole, linked, safe, fast from memory."""

import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from example import HOSTILE, write_example
from lxml import html
from site_support import ACT, PAGES, PROVISION, Site, text

from lexgap.analysis.build import build
from lexgap.analysis.serve import address, application, listen
from lexgap.analysis.site import render
from lexgap.analysis.site.cache import Pages
from lexgap.schema.store import BadInputError


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
    for field in page.xpath("//main//input[not(@type='hidden')] | //main//select"):
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
    shown = html.fromstring(response.text).xpath("//main//b/text()")
    assert "'" not in shown and "x" not in shown
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
    folder = write_example(tmp_path / "data")
    build(folder)
    connection = sqlite3.connect(folder.database)
    connection.execute("ALTER TABLE findings DROP COLUMN why")
    connection.close()
    with pytest.raises(BadInputError, match="table findings is not the one of this lexgap"):
        application(folder.database)
    folder.database.write_bytes(folder.database.read_bytes()[:9000])
    with pytest.raises(BadInputError, match="run `lexgap build` again"):
        application(folder.database)


def test_a_taken_port_is_bad_input() -> None:
    bound = listen("127.0.0.1", 0)
    try:
        bound.listen()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address(bound))
        with pytest.raises(BadInputError, match="--port"):
            listen("127.0.0.1", bound.getsockname()[1])
    finally:
        bound.close()
