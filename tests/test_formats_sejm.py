"""Sejm ELI interface (Poland)."""

from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.sejm import SejmPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "sejm" / "text.html"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(SejmPage, ACT, language="pl")
    assert act.title == "Ustawa z dnia 5 maja 2031 r. o latarniach"
    assert rows(act) == [
        ("section", "1a", "1a", "Latarnia świeci."),
        ("subsection", "1", "1a § 1", "Strażnik:"),
        ("paragraph", "1", "1a § 1 pkt 1", "czuwa:"),
        ("subparagraph", "a", "1a § 1 pkt 1 lit. a", "nocą."),
        ("paragraph", "", "1a § 1", "Kto śpi, podlega grzywnie."),
        ("section", "2", "2", ""),
        ("subsection", "1", "2 ust. 1", "Statek trąbi."),
    ]
    assert paths(act)["1a"] == ("Rozdział 1 Światło",)
    check_tree(act)
    for gone in ("uchylony", "Przypis", "Treść ustawy", "tree"):
        assert gone not in all_text(act)


def test_units_without_article_and_articles_that_a_point_inserts() -> None:
    inserted = '<div class="unit unit_arti"><h3>„Art. 9.</h3><div>Statek gra.”</div></div>'
    body = changed("nocą.</div>", f"nocą.</div>{inserted}")
    annex = '<div class="unit unit_pass"><h3>1.</h3><div class="unit-inner">Taryfa.</div></div>'
    body = body.replace(
        b'<div class="unit unit_arti"><h3>Art. 2.',
        f"{annex}%s".encode() % b'<div class="unit unit_arti"><h3>Art. 2.',
    )
    act = read_act(SejmPage, body, language="pl")
    assert "9" not in sections(act)
    (point,) = [p for p in act.provisions if p.text.startswith("nocą.")]
    assert "Statek gra.”" in point.text
    (loose,) = [p for p in act.provisions if p.text == "Taryfa."]
    assert loose.citation.endswith("ust. 1")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body>Request Rejected. Your support ID is 1.</body></html>", "Request Rejected"),
        (changed('class="parts"', 'class="bits"'), "div parts"),
        (changed("unit_pint", "unit_nowy"), "unknown kind nowy in article 1a"),
        (changed("unit_chpt", "unit_nowy"), "unit of unknown kind nowy"),
        (changed("<h3>§ 1.</h3>", ""), "number of a unit"),
        (ACT.read_text("utf-8").encode("cp1250"), "bytes are not"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(SejmPage, body, language="pl")


@pytest.mark.corpus
def test_sample(corpus: Path) -> None:
    act = read_act(
        SejmPage, corpus / "official/samples/pl/pl_sample-ustawa-2024-1976.html", language="pl"
    )
    check_tree(act)
    assert sections(act) == ["1", "2"]
    assert act.title.startswith("Ustawa z dnia 5 grudnia 2024 r. o wypowiedzeniu")
