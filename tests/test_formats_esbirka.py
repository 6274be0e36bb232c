"""e-Sbírka (Czechia)."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.esbirka import ESbirkaPage
from lexgap.crawlers.page import PageChanged

FIRST = FIXTURES / "esbirka" / "p0.json"
SECOND = FIXTURES / "esbirka" / "p1.json"


def test_first_page() -> None:
    act = read_act(ESbirkaPage, FIRST, language="cs")
    assert (act.id, act.title) == ("xa/act-1/cs@2032-01-01", "o majácích Varonie")
    assert (act.citation, act.as_at) == ("Zákon č. 9/2031 Sb.", dt.date(2032, 1, 1))
    assert not act.complete
    assert rows(act) == [
        ("section", "1", "1", "Strážce majáku je povinen"),
        ("paragraph", "a)", "1 písm. a)", "svítit,"),
        ("paragraph", "b)", "1 písm. b)", "troubit v mlze,"),
        ("subsection", "", "1", "jinak bude potrestán pokutou."),
        ("section", "2a", "2a", ""),
        ("subsection", "(1)", "2a odst. 1", "Loď se hlásí podle § 1."),
        ("subsection", "(2)", "2a odst. 2", "Hlášení obsahuje"),
        ("paragraph", "a)", "2a odst. 2 písm. a)", "jméno,"),
        ("subparagraph", "1.", "2a odst. 2 písm. a) bod 1.", "lodi,"),
        ("section", "4", "4", "Pokuta činí 5 mincí."),
    ]
    assert [p.heading for p in act.provisions if p.heading] == ["Povinnost strážce", "Sazby"]
    assert paths(act)["1"] == ("ČÁST PRVNÍ MAJÁKY", "HLAVA I STRÁŽ")
    assert paths(act)["4"] == ("ČÁST PRVNÍ MAJÁKY", "HLAVA II LODĚ")
    check_tree(act)
    for gone in ("zrušen", "Starý", "Poznámka", "Sněm"):
        assert gone not in all_text(act)


def test_later_page_goes_on_inside_a_section() -> None:
    act = read_act(ESbirkaPage, SECOND, language="cs", url="https://x.example/f?cisloStranky=1")
    assert act.id == "xa/act-1/cs@2032-01-01/1"
    assert act.work == "xa/act-1"
    assert rows(act) == [
        ("section", "4", "4", ""),
        ("subsection", "(2)", "4 odst. 2", "Loď platí."),
        ("section", "5", "5", "Účinnost."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Pismeno_Lb", "Obrazek_X", "unknown fragment type"),
        ("seznam", "data", "no page of fragments"),
        ("hloubka", "depth", "a fragment without"),
        ('"Paragraf"', '"Virtual_X"', "text outside a section"),
        ("pocetStranek", '"', "not JSON"),
    ],
)
def test_changed_layout(old: str, new: str, what: str) -> None:
    body = FIRST.read_text("utf-8").replace(old, new).encode()
    with pytest.raises(PageChanged, match=what):
        read_act(ESbirkaPage, body, language="cs")


@pytest.mark.parametrize("body", [b"", b"<html></html>", b'{"seznam": [], "pocetStranek": 1}'])
def test_no_page(body: bytes) -> None:
    with pytest.raises(PageChanged):
        read_act(ESbirkaPage, body, language="cs")


@pytest.mark.corpus
def test_penal_code(corpus: Path) -> None:
    path = corpus / "official/statutes/cz/trestni_zakonik_40-2009_fragmenty_p0.json"
    act = read_act(ESbirkaPage, path, country="CZ", language="cs")
    check_tree(act)
    listed = json.loads(path.read_text("utf-8"))["seznam"]
    kinds = [row["kodTypuFragmentu"] for row in listed]
    assert len(sections(act)) == kinds.count("Paragraf") == 33
    assert sum(p.level == "paragraph" for p in act.provisions) == kinds.count("Pismeno_Lb")
    cited = [re.sub(r" zákona č\..*", "", row["zkracenaCitace"]) for row in listed]
    numbered = {c.removeprefix("§ ") for c in cited if c.startswith("§")}
    assert {p.citation for p in act.provisions} == numbered
    assert act.as_at == dt.date(2026, 1, 1)
    assert not act.complete


def test_what_an_amending_point_quotes_is_its_text() -> None:
    answer = json.loads(SECOND.read_text("utf-8"))
    like = answer["seznam"][1]
    quoted = [
        ("Bod_Dd", 6, "<var>1.</var> Za § 9 se vkládá:"),
        ("Block_Citace", 7, ""),
        ("Paragraf", 8, "„<var>§ 9a</var>"),
        ("Odstavec_Dc", 9, "<var>(1)</var> Loď zdraví.“"),
        ("Bod_Dd", 6, "<var>2.</var> Zrušuje se mlha."),
        ("Tabulka", 6, "<table><tr><td>Maják</td></tr></table>"),
    ]
    for kind, depth, xhtml in quoted:
        answer["seznam"].append(
            {**like, "kodTypuFragmentu": kind, "hloubka": depth, "xhtml": xhtml}
        )
    body = json.dumps(answer, ensure_ascii=False).encode()
    act = read_act(ESbirkaPage, body, language="cs", url="https://x.example/f?cisloStranky=1")
    assert sections(act) == ["4", "5"]
    texts = [p.text for p in act.provisions]
    assert "Za § 9 se vkládá:\n„§ 9a\n(1) Loď zdraví.“" in texts
    assert {"Zrušuje se mlha.", "Maják"} <= {*texts}
