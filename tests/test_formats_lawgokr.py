"""law.go.kr (Korea)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.lawgokr import LawGoKrPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "lawgokr" / "law.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(LawGoKrPage, ACT, language="ko")
    assert (act.title, act.citation) == ("바로니아 등대법", "제12호")
    assert act.as_at == dt.date(2032, 1, 1)
    assert rows(act) == [
        ("section", "제1조", "제1조", "이 법은 등대를 밝힌다."),
        ("section", "제1조의2", "제1조의2", ""),
        ("subsection", "①", "제1조의2제1항", "등대지기는 다음 각 호의 일을 한다."),
        ("paragraph", "1.", "제1조의2제1항제1호", "불을 켠다."),
        ("subparagraph", "가.", "제1조의2제1항제1호가목", "밤에"),
        ("subsection", "②", "제1조의2제2항", "잠을 자지 아니한다."),
        ("section", "제3조", "제3조", "배는 다음과 같다."),
        ("paragraph", "1.", "제3조제1호", "돛단배"),
    ]
    assert paths(act)["제1조의2"] == ("제1장 등대",)
    check_tree(act)
    assert not re.search("개정|신설|삭제|부칙", all_text(act))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<law/>", "root element is law"),
        (changed("조문여부>조문", "조문여부>그림"), "unknown 조문여부 그림"),
        (changed("20320101", "미정"), "시행일자 is '미정'"),
        (changed("조문단위", "조문들"), "some 조문단위"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(LawGoKrPage, body, language="ko")


@pytest.mark.corpus
def test_sample(corpus: Path) -> None:
    path = corpus / "official/samples/kr/kr_law_detail_285425.xml"
    act = read_act(LawGoKrPage, path, language="ko")
    check_tree(act)
    assert len(sections(act)) == path.read_text("utf-8").count("<조문단위 ") == 45
    assert {"제11조의2", "제3조제3항제6호", "제4조제1호"} <= {p.citation for p in act.provisions}
    assert act.as_at == dt.date(2026, 4, 2)
    assert not re.search(r"<(?:개정|신설)|\[(?:전문개정|본조신설)", all_text(act))
