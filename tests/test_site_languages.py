"""The interface in each language: catalogues complete and current, the choice kept, no English left over."""

import re
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from lxml import etree
from site_support import PAGES, Site, text

from lexgap.analysis.site import catalogues, language
from lexgap.analysis.site.language import spoken

OTHERS = [code for code in language.LANGUAGES if code != "en"]
DATASETTE = ("/lexgap", "/-/", "/archived/", "/brief")


def asking(path: str, code: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={code}"


def test_catalogues_are_complete_and_current() -> None:
    assert {"fr", "es"} <= set(OTHERS) == set(catalogues.codes())
    assert catalogues.main(["--check"]) == 0


def test_what_a_translator_may_get_wrong_is_named() -> None:
    from babel.messages.catalog import Catalog

    catalog = Catalog(locale="fr")
    catalog.add("all of it", "")
    catalog.add("%(n)s acts", "%(m)s actes")
    catalog.add("unsure", "incertain", flags=["fuzzy"])
    catalog.add(("one", "many"), ("un", ""))
    found = {fault.partition(":")[0] for fault in catalogues.faults(catalog)}
    assert found == {"not translated", "placeholders differ", "unsure (fuzzy)"}
    assert len(list(catalogues.faults(catalog))) == 4


def long_messages(code: str) -> set[str]:
    """Messages of more than two words without values that read otherwise in `code`."""
    with spoken(code):
        return {m.id for m in catalogues.read(catalogues.TEMPLATE)
                if isinstance(m.id, str) and len(re.findall(r"\w+", m.id)) > 2 and "%" not in m.id
                and "<" not in m.id and language.said(m.id) != m.id}  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_no_english_is_left_over(site: Site, path: str, code: str) -> None:
    page = site.tree(asking(path, code))
    assert page.get("lang") == code
    for node in page.xpath("//body//*[@lang]"):
        if node.get("lang") != code:
            node.drop_tree()
    said = {text(node) for node in page.xpath("//body//*")}
    said |= {" ".join(own.split()) for own in page.xpath("//body//text()")}
    said |= {str(value) for name in ("title", "aria-label", "placeholder") for value in page.xpath(f"//body//@{name}")}  # fmt: skip
    assert said & long_messages(code) == set()


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_the_choice_is_kept_by_every_link_and_form(site: Site, path: str, code: str) -> None:
    page = site.tree(asking(path, code))
    links = page.xpath("//a[not(@hreflang)]/@href | //link[@rel='alternate'][not(@hreflang)]/@href")
    for link in links:
        if link.startswith("/") and not link.startswith(DATASETTE[:3]):
            assert parse_qs(urlsplit(link).query).get("lang") == [code], link
    for form in page.xpath("//form[starts-with(@action, '/')]"):
        assert form.xpath(".//input[@name='lang']/@value") == [code]
    switch = page.xpath("//ul[@class='tongues']//@lang")
    assert set(switch) == set(language.LANGUAGES)
    assert set(page.xpath("//link[@hreflang]/@hreflang")) == set(language.LANGUAGES)


def test_feeds_briefs_and_json_speak_the_language(site: Site) -> None:
    feed = etree.fromstring(site.get("/feeds/country/XA.atom?lang=fr").content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert "Simple possession" in site.get("/feeds/country/XA.atom?lang=fr").text
    assert "Posesión" in site.get("/feeds/item/off-possession-digital.atom?lang=es").text
    assert text(site.tree("/brief/XA?lang=fr").xpath("//h1")[0]) == "Varonia (pays fictif)"
    response = site.get("/brief/XA.docx?lang=es")
    assert "lexgap-XA-es.docx" in response.headers["content-disposition"]
    import io

    assert docx.Document(io.BytesIO(response.content)).core_properties.language == "es"
    told = site.get("/item/off-possession-simple.json?lang=fr").json()
    assert told["language"] == "fr" and told["item"]["question"].startswith("La possession")


def test_names_dates_and_numbers_are_localised(site: Site) -> None:
    assert "Suède" in text(site.tree("/country/SE?lang=fr").xpath("//h1")[0])
    with spoken("fr"):
        assert language.day("2025-03-02") == "2 mars 2025"
        assert language.number(1234567) == "1\u202f234\u202f567"
    assert site.get("/?lang=fr").text != site.get("/").text, "kept pages differ by language"
    assert site.get("/country/ZZ?lang=es").status_code == 404
