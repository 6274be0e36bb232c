"""Al Meezan (Qatar)."""

from pathlib import Path

import pytest
from page_support import (
    FIXTURES,
    all_text,
    check_tree,
    paths,
    quotes,
    read_act,
    rows,
    sections,
    share_found,
)

from lexgap.crawlers.formats.almeezan import AlMeezanPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "almeezan" / "law.html"
CHAPTER = ("الباب الأول: المنارات", "الفصل الأول: (الحراسة)")


def test_articles_items_and_tail() -> None:
    act = read_act(AlMeezanPage, LAW, language="ar")
    assert act.title == "قانون رقم (9) لسنة 2031 بشأن المنارات في فارونيا"
    assert rows(act) == [
        ("section", "1 - إصدار", "المادة 1 إصدار", "يُعمل بأحكام هذا القانون."),
        (
            "section",
            "1",
            "المادة 1",
            "على الحارس أن يشعل المصباح كل مساء.\nويطفئه عند الفجر .",
        ),
        ("section", "2", "المادة 2", "يحفظ الحارس ما يلي:"),
        ("paragraph", "1", "المادة 2 بند 1", "سجل السفن."),
        ("paragraph", "2", "المادة 2 بند 2", "الأدوات الآتية:"),
        ("subparagraph", "أ", "المادة 2 بند 2 (أ)", "الزيت."),
        ("subparagraph", "ب", "المادة 2 بند 2 (ب)", "الفتيل."),
        ("paragraph", "3", "المادة 2 بند 3", "المفاتيح."),
        ("subsection", "", "المادة 2", "ويعاقب من يخالف ذلك بغرامة."),
        ("section", "2 - مكرراً", "المادة 2 مكرراً", "لا يجوز إغلاق المنارة."),
    ]
    assert paths(act)["المادة 1 إصدار"] == ("مواد الإصدار",)
    assert paths(act)["المادة 2"] == CHAPTER
    check_tree(act)


def test_notes_contents_and_repealed_articles_are_not_law() -> None:
    text = all_text(read_act(AlMeezanPage, LAW, language="ar"))
    for note in ("بموجب", "نص ملغى", "تعاريف", "الرجاء"):
        assert note not in text


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("divTreeDetails", "treeDetails", "div divTreeDetails"),
        ("font-size:20px", "font-size:21px", "before the first article"),
        ("عدد المواد: 5", "عدد المواد: 8", "states 8 articles"),
        ("عدد المواد", "مواد", "number of articles"),
        ("<p><span style='height:50px'>&nbsp;", "<p><span>كلام غريب", "text outside"),
    ],
)
def test_changed_layout(old: str, new: str, what: str) -> None:
    body = LAW.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=what):
        read_act(AlMeezanPage, body, language="ar")


@pytest.mark.parametrize("body", [b"", b"plain words", "<p>المادة</p>".encode("cp1256")])
def test_no_page(body: bytes) -> None:
    with pytest.raises(PageChanged, match=r"statutes\.example"):
        read_act(AlMeezanPage, body, language="ar")


@pytest.mark.corpus
def test_law_14_of_2014(corpus: Path, gold: Path) -> None:
    path = corpus / "official/statutes/qa/6366-ar.html"
    act = read_act(AlMeezanPage, path, country="QA", language="ar")
    check_tree(act)
    expected = [f"المادة {n} إصدار" for n in range(1, 6)]
    expected += [f"المادة {n}" for n in range(1, 55)]
    expected.insert(5 + 8, "المادة 8 مكرراً")
    assert sections(act) == expected
    assert "بموجب: قانون" not in all_text(act)
    coded = quotes(gold, "qa", lambda file: file.endswith("6366-ar.html"))
    share, missing = share_found(act, coded, lambda section: section.split(" الفقرة")[0])
    assert len(coded) == 30
    assert share == 1, missing
