"""Laws of Bangladesh."""

import re
from pathlib import Path

import pytest
from lxml import html
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded

from lexgap.crawlers.formats.bdlaws import BdLawsPage
from lexgap.crawlers.page import PageChanged

BLANKS = re.compile(r"[\W\u09f7]+")  # the second ends section numbers
LAW = FIXTURES / "bdlaws" / "act.html"


def test_act() -> None:
    act = read_act(BdLawsPage, LAW, language="bn")
    assert (act.title, act.citation) == ("মৌমাছি আইন, ২০৩০", "২০৩০ সনের ৭ নং আইন")
    assert act.as_at is None
    assert rows(act) == [
        ("section", "১", "১", ""),
        ("subsection", "(১)", "১(১)", "এই আইনে-"),
        ("paragraph", "(ক)", "১(১)(ক)", "“চাক” অর্থ মৌমাছির ঘর, যাহা-"),
        ("subparagraph", "(অ)", "১(১)(ক)(অ)", "কাঠের; বা"),
        ("subparagraph", "(আ)", "১(১)(ক)(আ)", "খড়ের;"),
        ("paragraph", "(কক)", "১(১)(কক)", "“মধু” অর্থ মিষ্ট রস।"),
        ("subsection", "(১ক)", "১(১ক)", "ঘর শুকনা থাকিবে।"),
        ("subsection", "(২)", "১(২)", "ঝড়ে-"),
        ("paragraph", "(ক)", "১(২)(ক)", "জানালা বন্ধ হইবে;"),
        ("paragraph", "", "১(২)", "তবে শর্ত থাকে যে, দরজা খোলা।"),
        ("section", "২", "২", "যদি কেহ মধু লয়, তাহা হইলে দশ টাকা দণ্ড হইবে।"),
        ("section", "৩ক", "৩ক", "তালিকা:"),
        ("paragraph", "(ক)", "৩ক(ক)", "বড় চাক, যাহাতে-"),
        ("item", "(১)", "৩ক(ক)(১)", "দশ ঘর থাকে;"),
        ("item", "(২)", "৩ক(ক)(২)", "বিশ ঘর থাকে।"),
    ]
    assert set(paths(act).values()) == {("প্রথম অধ্যায় মৌচাক",)}
    assert [p.heading for p in act.provisions if p.heading] == ["সংজ্ঞা", "মধু চুরি", "মূল্য"]
    check_tree(act)


def test_notes_preamble_and_repealed_sections_are_not_law() -> None:
    text = all_text(read_act(BdLawsPage, LAW, language="bn"))
    for gone in ("বিলুপ্ত", "প্রতিস্থাপিত", "যেহেতু", "ধারাসূচি", "[", "]", "Copyright"):
        assert gone not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lineremoves", "rows", r"expected some row \(lineremoves\), found none"),
        ("bg-act-section", "title", "expected one section bg-act-section, found 0"),
        ('class="txt-head">মূল্য', 'class="kopf">মূল্য', "expected one txt-head in a row, found 0"),
        ("৩ক। তালিকা", "তালিকা", "a section without number: 'তালিকা"),
    ],
)
def test_a_changed_page_says_what_changed(old: str, new: str, message: str) -> None:
    body = LAW.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=message):
        read_act(BdLawsPage, body, language="bn")


def test_another_charset_and_an_empty_page() -> None:
    with pytest.raises(PageChanged, match="bytes are not utf-8-sig"):
        read_act(BdLawsPage, LAW.read_text("utf-8").encode("utf-16"), language="bn")
    with pytest.raises(PageChanged, match="no HTML"):
        read_act(BdLawsPage, b"", language="bn")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("number", "count", "kept"), [("1538", 51, 51), ("1598", 65, 65), ("835", 43, 41)]
)
def test_no_word_of_real_law_is_lost(corpus: Path, number: str, count: int, kept: int) -> None:
    (act,) = [a for a in official(corpus, "bangladesh") if number in a.url]
    page = recorded(corpus)[act.url].decode("utf-8-sig")
    root = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    details = root.xpath("//div[contains(@class, 'txt-details')]")
    assert (len(details), len(sections(act))) == (count, kept)
    lost = []
    found = BLANKS.sub("", "".join(p.number + p.text for p in act.provisions))
    for detail in details:
        words = "".join(detail.xpath(".//text()[not(ancestor::*[@class='footnote'])]"))
        raw = BLANKS.sub("", words)
        if raw not in found and "বিলুপ্ত" not in raw:
            lost.append(raw[:30])
    assert lost == []
    check_tree(act)


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    """The coders write one letter precomposed, and leave an item out where its head is cited."""
    check_quotes(official(corpus, "bangladesh"), gold, corpus, least=0.93)
