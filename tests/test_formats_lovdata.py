"""Lovdata (Norway)."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import html
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded

from lexgap.crawlers.formats.lovdata import LovdataPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "lovdata" / "lov.xml"


def test_act() -> None:
    act = read_act(LovdataPage, LAW, language="nb")
    assert (act.title, act.citation) == ("Lov om bier (bieloven)", "LOV-2027-05-02-31")
    assert act.as_at == dt.date(2031, 2, 1)
    assert rows(act) == [
        ("section", "1", "1", "En kube har"),
        ("paragraph", "a.", "1 a", "bunn, og"),
        ("paragraph", "b.", "1 b", "lokk av"),
        ("subparagraph", "1.", "1 b nr. 1", "tre,"),
        ("paragraph", "", "1", "når det ikke regner."),
        ("section", "1 a", "1 a", ""),
        ("subsection", "", "1 a første ledd", "Den som tar honning, straffes med bot."),
        ("subsection", "", "1 a annet ledd", "Den som tar"),
        ("paragraph", "a.", "1 a annet ledd a", "voks,\neller lys,"),
    ]
    assert paths(act)["1 a"] == ("Første del. Hold", "Kapittel 1. Kuber")
    assert [p.heading for p in act.provisions if p.heading] == ["Kuben", "Tyveri av honning"]
    check_tree(act)


def test_contents_changes_footnotes_and_repealed_parts_are_not_law() -> None:
    text = all_text(read_act(LovdataPage, LAW, language="nb"))
    for gone in ("Innholdsrad", "ndret ved", "gammel", "pphevet", "honning,2"):
        assert gone not in text


def test_numbered_ledd_and_text_without_sections() -> None:
    old = '<article class="legalP">Den som tar<ol'
    body = LAW.read_text("utf-8").replace(old, old.replace("legalP", "numberedLegalP"))
    body = body.replace(
        "</main>",
        '<article class="centeredP">gitt i kuben</article><section><h2>Traktat</h2>'
        '<article class="defaultP">Bier flyr fritt.</article></section></main>',
    )
    act = read_act(LovdataPage, body.encode(), language="no")
    known = read_act(LovdataPage, LAW, language="no")
    assert rows(act) == [*rows(known), ("section", "", "Traktat", "Bier flyr fritt.")]
    assert "gitt i kuben" not in all_text(act)


def test_without_amendments_the_day_of_entry_into_force_counts() -> None:
    body = LAW.read_text("utf-8").replace("lastChangeInForce", "somethingElse").encode()
    assert read_act(LovdataPage, body, language="nb").as_at == dt.date(2027, 6, 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('class="documentBody"', 'class="body"', "expected one main.documentBody, found 0"),
        ('<section class="section" id="k1">', "<div>Tekst</div><section>", "unknown element div"),
        ("2031-02-01", "snart", "expected some date in lastChangeInForce, found none"),
        (
            'class="legalP">Den som tar h',
            'class="legalX">Den som tar h',
            "unknown article 'legalX'",
        ),
        ('class="legalArticleValue">§ 1<', 'class="nummer">§ 1<', "number of a section, found 0"),
    ],
)
def test_a_changed_file_says_what_changed(old: str, new: str, message: str) -> None:
    body = LAW.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=message):
        read_act(LovdataPage, body, language="nb")


def test_another_charset_and_another_page() -> None:
    with pytest.raises(PageChanged, match="bytes are not utf-8-sig"):
        read_act(LovdataPage, LAW.read_text("utf-8").encode("latin-1"), language="nb")
    with pytest.raises(PageChanged, match=r"expected one main.documentBody, found 0"):
        read_act(LovdataPage, b"<html><body><h1>Siden finnes ikke</h1></body></html>")
    with pytest.raises(PageChanged, match="no HTML"):
        read_act(LovdataPage, b"")


@pytest.mark.corpus
def test_no_word_of_real_law_is_lost(corpus: Path) -> None:
    (act,) = official(corpus, "norway")
    body = recorded(corpus)[act.url]
    root = html.fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    with_text = root.xpath("//article[@class='legalArticle'][article[@class='legalP']]")
    assert len(sections(act)) == len(with_text) == 392
    texts = root.xpath("//main//article[@class='legalP']//text()[not(ancestor::sup)]")
    assert "".join("".join(p.text for p in act.provisions).split()) == "".join(
        "".join(texts).split()
    )
    items = [p for p in act.provisions if p.number and p.level != "section"]
    assert len(items) == len(root.xpath("//main//li"))
    check_tree(act)


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    """One coder leaves the ledd out where the section has several (330 b)."""
    check_quotes(official(corpus, "norway"), gold, corpus, least=0.97)


@pytest.mark.corpus
def test_the_publisher_sample_on_another_subject(corpus: Path) -> None:
    (sample,) = (corpus / "official" / "samples" / "no").glob("*.xml")
    assert sections(read_act(LovdataPage, sample, language="nb")) == list("123456")
