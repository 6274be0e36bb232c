"""Search: words of any script, an item, a concept in every language; as a page, JSON and CSV."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import fictional_acts
import pytest
from site_support import Site, text

from lexgap.analysis.build import build
from lexgap.analysis.drafts import split
from lexgap.analysis.site import search
from lexgap.analysis.site.hits import Asked
from lexgap.analysis.site.wordings import mentioned, named
from lexgap.schema.shadow import Shadow
from lexgap.schema.store import Folder, write_act

CONCEPTS = ("csam-term", "live", "possess", "distribute", "provider", "report", "legal-person")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The fictional acts in every language that has wording, as one country's."""
    folder = Folder(tmp_path_factory.mktemp("world") / "data")
    for language in fictional_acts.languages():
        source = (fictional_acts.HERE / language / "positive.txt").read_text("utf-8")
        write_act(folder, split(source, language).act("XA", language, f"act-{language}"))
    build(folder)
    site = Site(folder)
    yield site
    site.loop.close()


def everything(site: Site, arguments: str) -> list[dict[str, object]]:
    found = []
    address = f"/search.json?{arguments}&size=200"
    while address:
        page = site.get(address).json()
        found += page["hits"]
        address = page["next"]
    return found


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_is_found_in_every_language_as_the_tagger_finds_it(
    world: Site, concept: str
) -> None:
    rows = world.rows("SELECT p.id, p.text, p.heading, a.language FROM provisions p JOIN acts a ON a.id = p.act")  # fmt: skip
    wanted = {
        row["id"]
        for row in rows
        if mentioned(Shadow(row["text"]), concept, row["language"])
        or mentioned(Shadow(row["heading"]), concept, row["language"])
    }
    hits = everything(world, f"concept={concept}")
    found = {hit["provision"] for hit in hits}
    assert found <= wanted
    missed = {row["language"] for row in rows if row["id"] in wanted - found}
    assert len(wanted & found) >= 0.97 * len(wanted), missed
    assert len({hit["language"] for hit in hits}) >= 30


@pytest.mark.parametrize("language, word", [("ja", "児童"), ("ko", "아동"), ("zh-Hans", "儿童"),
                                            ("zh-Hant", "兒童")])  # fmt: skip
def test_two_characters_inside_a_sentence_are_found(world: Site, language: str, word: str) -> None:
    hits = everything(world, f"q={quote(word)}")
    assert language in {hit["language"] for hit in hits}
    for hit in hits:
        (start, end), *_ = hit["match"]  # type: ignore[misc]
        assert str(hit["text"])[start:end] == word
        assert word in str(hit["passage"])


def test_two_thai_characters_are_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Folder(tmp_path_factory.mktemp("thai") / "data")
    draft = split("1. ผู้ใดครอบครองภาพเด็กต้องระวางโทษปรับ\n\n2. กฎนี้ใช้แก่เรือ\n", "th")
    write_act(folder, draft.act("XB", "th", "thai"))
    build(folder)
    site = Site(folder)
    assert [hit["citation"] for hit in everything(site, "q=" + quote("ภาพ"))] == ["1"]
    assert [hit["citation"] for hit in everything(site, "q=" + quote("ปรับ"))] == ["1"]
    assert [hit["citation"] for hit in everything(site, "q=" + quote("เรือ"))] == ["2"]
    assert everything(site, "q=" + quote("นก")) == []
    site.loop.close()


def test_a_hit_shows_passage_country_act_and_the_answer_it_supports(site: Site) -> None:
    page = site.tree("/search?q=drawer")
    card = page.xpath("//article")[0]
    body = text(card)
    for part in (
        "Depictions of Children Act",
        "Varonia",
        "fictional",
        "12(1)",
        "Simple possession",
    ):
        assert part in body, part
    assert text(card.xpath(".//mark")[0]) == "drawer"
    link = card.xpath(".//a[@class='supports'][contains(., 'possession')]/@href")[0]
    assert link == "/country/XA#off-possession-simple"
    assert card.xpath(".//a[@class='supports']//svg[@aria-label='Yes']")


def test_an_item_finds_what_proves_it(site: Site) -> None:
    hits = everything(site, "item=isp-report-mandatory")
    assert {(hit["country"], hit["citation"]) for hit in hits} == {
        ("XA", "s. 3/a"),
        ("XC", "第七條"),
    }
    first = next(hit for hit in hits if hit["country"] == "XA")
    (start, end), *_ = first["match"]  # type: ignore[misc]
    assert str(first["text"])[start:end] == "tells the Warden of Networks"
    assert first["supports"][0]["answer"] == "yes"  # type: ignore[index]
    assert everything(site, "item=isp-report-mandatory&country=xc&q=" + quote("持有"))
    assert everything(site, "item=isp-report-mandatory&language=en&country=XC") == []


def test_what_proves_an_answer_comes_first(site: Site) -> None:
    hits = everything(site, "q=depictions")
    proving = [bool(hit["supports"]) for hit in hits]
    assert proving == sorted(proving, reverse=True) and True in proving and False in proving


def test_csv_has_every_hit(site: Site) -> None:
    response = site.get("/search.csv?q=depictions")
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert tuple(rows[0]) == search.COLUMNS
    hits = everything(site, "q=depictions")
    assert [row["provision"] for row in rows] == [hit["provision"] for hit in hits]
    assert "off-possession-simple=yes" in " ".join(row["supports"] for row in rows)
    assert all(site.get(row["page"]).status_code == 200 for row in rows)


def test_pages_of_json_follow_one_another(world: Site) -> None:
    page = world.get("/search.json?concept=possess&size=5").json()
    assert len(page["hits"]) <= 5 < page["total"]
    assert "size=5" in page["next"] and "start=5" in page["next"]
    following = world.get(page["next"]).json()
    ids = {hit["provision"] for hit in page["hits"]}
    assert not ids & {hit["provision"] for hit in following["hits"]}
    assert world.get("/search.json?q=x&size=abc").status_code == 200
    assert world.get("/search.json").json() == {"total": 0, "next": None, "page": "/search?", "hits": []}  # fmt: skip


@pytest.mark.parametrize("words, concept", [("live-streaming", "live"), ("posesión", "possess"), ("持有", "possess"),
                                            ("Besitz", "possess"), ("legal person", "legal-person")])  # fmt: skip
def test_a_word_of_any_language_leads_to_its_concept(words: str, concept: str) -> None:
    assert concept in named(words)


def test_the_page_offers_the_concept(world: Site) -> None:
    page = world.tree("/search?q=" + quote("posesión"))
    link = page.xpath("//p[@class='note']/a[text()='possess']/@href")[0]
    languages = {b.get("lang") for b in world.tree(link).xpath("//blockquote")}
    assert len(languages) >= 5
    assert named("") == named("x") == named("qqqq") == []


def test_a_schedule_of_any_length_is_searched_to_its_end() -> None:
    hit = {
        "text": "word " * 20_000 + "needle in it",
        "heading": "",
        "language": "en",
        "supports": [],
    }
    ((start, end),) = search.spans(hit, Asked(words="needle")) or []
    assert hit["text"][start:end] == "needle"  # type: ignore[index]
