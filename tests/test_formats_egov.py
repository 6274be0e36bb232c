"""e-Gov (Japan)."""

import datetime as dt
import json
from typing import Any

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows

from lexgap.crawlers.formats.egov import EGovPage, kanji
from lexgap.crawlers.page import PageChanged

ANSWER = FIXTURES / "egov" / "law_data.xml"


def changed(old: str, new: str) -> bytes:
    text = ANSWER.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def as_json() -> dict[str, Any]:
    """The fixture as the API answers when asked for JSON."""

    def node(element: etree._Element) -> dict[str, Any]:
        inner: list[Any] = [element.text] if (element.text or "").strip() else []
        for child in element:
            inner.append(node(child))
            if (child.tail or "").strip():
                inner.append(child.tail)
        return {"tag": element.tag, "attr": dict(element.attrib), "children": inner}

    root = etree.parse(ANSWER).getroot()
    info = {e.tag: e.text for e in root.find("revision_info")}
    return {
        "attached_files_info": None,
        "law_info": {"law_id": "599AC0000000007"},
        "revision_info": {**info, "repeal_date": None, "remain_in_force": False},
        "law_full_text": node(root.find("law_full_text")[0]),
    }


LAW = [
    ("section", "第一条", "第一条", ""),
    (
        "subsection",
        "１",
        "第一条第一項",
        "この法律において、灯とは次のものをいう。ただし、昼を除く。",
    ),
    ("paragraph", "一", "第一条第一項第一号", "大灯\u3000海の灯"),
    ("subparagraph", "イ", "第一条第一項第一号イ", "赤い灯"),
    ("item", "（１）", "第一条第一項第一号イ（１）", "丸い灯"),
    ("paragraph", "一の二", "第一条第一項第一号の二", "小灯"),
    ("subsection", "２", "第一条第二項", "守は眠らない。"),
    ("section", "第四条の二", "第四条の二", "灯を消した者は、一月歌う。"),
    ("subsection", "一", "第四条の二第一号", "朝に消した者"),
    ("section", "", "附則", "この法律は、明日から施行する。"),
    (
        "section",
        "第一条",
        "附則（架空六年法律第九号）第一条",
        "この法律は、来月から施行する。",
    ),
    ("section", "別表第一", "別表第一", "（第一条関係）\n北の塔 三階"),
]


@pytest.mark.parametrize("form", ["xml", "json", "file"])
def test_one_law_in_three_forms(form: str) -> None:
    body = ANSWER.read_bytes()
    if form == "json":
        body = json.dumps(as_json(), ensure_ascii=False).encode()
    elif form == "file":
        body = etree.tostring(etree.parse(ANSWER).find(".//Law"), encoding="utf-8")
    act = read_act(EGovPage, body, language="ja")
    assert (act.title, act.citation) == ("灯台法", "架空五年法律第七号")
    assert act.as_at == (None if form == "file" else dt.date(2032, 4, 1))
    assert rows(act) == LAW
    check_tree(act)
    assert act.provisions[0].heading == "定義"
    assert paths(act)["第一条"] == ("第一章\u3000灯", "第一節\u3000守")
    assert paths(act)["第四条の二"] == ("第二章\u3000罰",)
    assert paths(act)["附則（架空六年法律第九号）第一条"] == ("附則（架空六年法律第九号）",)
    for gone in ("目次", "ともしび", "削除", "略", "様式", "とうだいほう"):
        assert gone not in all_text(act)


def test_a_past_text_is_of_its_date() -> None:
    act = read_act(EGovPage, changed("CurrentEnforced", "PreviousEnforced"), language="ja")
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<html/>", "root element is html"),
        (b'{"code": "404001"}', "no revision_info"),
        (b'{"revision_info": {}, "law_full_text": "PD94bWw="}', "expected one Law"),
        (b'{"revision_info": [], "law_full_text": {}}', "revision_info is no object"),
        (b'{"revision_info": {}, "law_full_text": {"tag": "Law"}}', "without tag or children"),
        (changed("CurrentEnforced", "UnEnforced"), "the text is UnEnforced"),
        (changed("2032-04-01", "soon"), "amendment_enforcement_date is 'soon'"),
        (changed("MainProvision", "Provision"), "some MainProvision"),
        (
            changed("<Subitem1 Num", "<Point Num").replace(b"/Subitem1>", b"/Point>"),
            "Point in Item",
        ),
        (changed("LawTitle", "Name"), "unknown element Name"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(EGovPage, body, language="ja")


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (23, "二十三"), (105, "百五")]
)
def test_numbers_in_ideographs(value: int, text: str) -> None:
    assert kanji(value) == text
