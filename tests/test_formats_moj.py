"""Ministry of Justice (Taiwan)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded

from lexgap.crawlers.formats.moj import MojPage
from lexgap.crawlers.page import PageChanged

CHINESE = FIXTURES / "moj" / "law.xml"
ENGLISH = FIXTURES / "moj" / "law_en.xml"


def test_chinese_act() -> None:
    act = read_act(MojPage, CHINESE, language="zh-Hant", work="b0000001")
    assert (act.title, act.citation) == ("瓦羅尼亞養蜂法", "B0000001")
    assert (act.as_at, act.text_state) == (dt.date(2031, 2, 3), "in-force")
    assert rows(act) == [
        ("section", "第 1 條", "第 1 條", "本法所稱蜂箱，指下列之物："),
        ("paragraph", "一", "第 1 條第 1 款", "木箱。"),
        ("paragraph", "二", "第 1 條第 2 款", "草籃："),
        ("subparagraph", "一", "第 1 條第 2 款第 1 目", "圓籃。"),
        ("subparagraph", "二", "第 1 條第 2 款第 2 目", "方籃。"),
        ("section", "第 1-1 條", "第 1-1 條", ""),
        ("subsection", "", "第 1-1 條第 1 項", "竊取蜂蜜者，處罰金。"),
        ("subsection", "", "第 1-1 條第 2 項", "有下列情形之一者，加重其刑："),
        ("paragraph", "一", "第 1-1 條第 2 項第 1 款", "夜間為之。"),
        ("paragraph", "十一", "第 1-1 條第 2 項第 11 款", "結夥為之。"),
        ("subsection", "", "第 1-1 條第 3 項", "前項之未遂犯罰之。"),
        ("section", "第 3 條", "第 3 條", "本法自公布日施行。"),
    ]
    assert paths(act) == {
        "第 1 條": ("第 一 編 總則", "第 一 章 蜂箱"),
        "第 1-1 條": ("第 一 編 總則", "第 二 章 罰則"),
        "第 3 條": ("第 二 編 附則",),
    }
    assert "刪除" not in all_text(act)
    assert "公布全文" not in all_text(act)
    check_tree(act)


def test_english_is_a_translation_of_the_same_work() -> None:
    act = read_act(MojPage, ENGLISH, language="en", work="b0000001")
    assert (act.title, act.text_state) == ("Beekeeping Act of Varonia", "translation")
    assert act.id == "xa/b0000001/en@2030-01-01"
    assert rows(act) == [
        ("section", "Article 1", "Article 1", "A hive means:"),
        ("paragraph", "1", "Article 1, subparagraph 1", "a wooden box; or"),
        ("paragraph", "2", "Article 1, subparagraph 2", "a basket:"),
        ("subparagraph", "1", "Article 1, subparagraph 2, item 1", "round."),
        ("section", "Article 1-1", "Article 1-1", ""),
        ("subsection", "", "Article 1-1, paragraph 1", "Whoever steals honey is fined."),
        ("subsection", "", "Article 1-1, paragraph 2", "Attempts are punishable."),
    ]
    check_tree(act)


def test_parts_not_yet_in_effect_make_it_a_point_in_time() -> None:
    body = CHINESE.read_text("utf-8").replace("<生效日期>", "<生效日期>99991231").encode()
    assert read_act(MojPage, body, language="zh-Hant").text_state == "point-in-time"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("法規內容>", "內容>", "expected one 法規內容, found 0"),
        ("<編章節>第 二", "<圖/><編章節>第 二", "unknown element 圖 in 法規內容"),
        ("20310203", "近日", "最新異動日期 is '近日', no date"),
        ("<條號>第 3 條</條號>", "<條號/>", "an article without number"),
        ("<廢止註記>", "<廢止註記>廢", "marked as abolished"),
        ("法規>", "法律>", "root element is 法律, expected 法規"),
        ("</條文>", "", "not well-formed XML"),
    ],
)
def test_a_changed_file_says_what_changed(old: str, new: str, message: str) -> None:
    body = CHINESE.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=message):
        read_act(MojPage, body, language="zh-Hant")


def test_another_charset_and_another_language() -> None:
    with pytest.raises(PageChanged, match="not well-formed XML"):
        read_act(MojPage, CHINESE.read_text("utf-8").encode("big5"), language="zh-Hant")
    with pytest.raises(PageChanged, match="language ja is none of zh-Hant, en"):
        read_act(MojPage, CHINESE, language="ja")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("work", "language", "count"),
    [
        ("tw/c0000001", "zh-Hant", 395),
        ("tw/c0000001", "en", 394),
        ("tw/d0050001", "zh-Hant", 135),
        ("tw/d0050001", "en", 135),
        ("tw/d0050023", "zh-Hant", 59),
        ("tw/d0050023", "en", 58),
    ],
)
def test_no_word_of_real_law_is_lost(corpus: Path, work: str, language: str, count: int) -> None:
    found = [a for a in official(corpus, "taiwan") if (a.work, a.language) == (work, language)]
    (act,) = found
    root = etree.fromstring(recorded(corpus)[act.url])
    texts = "".join(element.text or "" for element in root.iter("條文內容"))
    raw = re.sub(r"\s|[（(](刪除|Deleted|Deletion)[）)]", "", texts)
    sign = "、" if language == "zh-Hant" else "."
    mine = "".join(
        (p.number + sign if p.level == "paragraph" else "") + p.text for p in act.provisions
    )
    assert "".join(mine.split()) == raw
    assert len(sections(act)) == count
    check_tree(act)


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    check_quotes(official(corpus, "taiwan"), gold, corpus, least=1.0)
