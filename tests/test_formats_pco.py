"""Parliamentary Counsel Office (New Zealand)."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.pco import PcoPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "pco" / "act.xml"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(PcoPage, ACT)
    assert (act.title, act.as_at) == ("Lighthouse Act 2031", dt.date(2033, 2, 1))
    assert rows(act) == [
        ("section", "1A", "1A", ""),
        ("subsection", "(1)", "1A(1)", "In this Act,—"),
        ("paragraph", "", "1A(1)", "lamp means—"),
        ("subparagraph", "(a)", "1A(1)(a)", "oil; or"),
        ("subsection", "", "1A", "The keeper sleeps."),
        ("section", "2.0", "Schedule 1 cl 2.0", ""),
        ("subsection", "2.0.1", "Schedule 1 cl 2.0.1", "Pay 5."),
    ]
    assert paths(act)["1A"] == ("Part 1 Light", "Keepers")
    assert paths(act)["Schedule 1 cl 2.0"] == ("Schedule 1 Fees",)
    check_tree(act)
    for gone in ("amended", "tallow", "Old", "Contents"):
        assert gone not in all_text(act)


def test_a_terminated_act_is_of_its_date_only() -> None:
    act = read_act(PcoPage, changed("<act ", '<act date.terminated="2034-01-01" '))
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<prov/>", "root element is prov"),
        (changed("prov.body>", "prov.text>"), "unknown element prov.text"),
        (changed("cover>", "front>"), "one cover"),
        (b"<act><cover><title>x</title></cover></act>", "some body"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(PcoPage, body)


@pytest.mark.corpus
def test_building_regulations(corpus: Path) -> None:
    path = corpus / "official/samples/nz/nz-regulation-building.xml"
    act = read_act(PcoPage, path)
    check_tree(act)
    root = etree.parse(str(path)).getroot()
    places = "body/prov[not(@deletion-status)] | schedule.group//prov[not(@deletion-status)]"
    assert len(sections(act)) == len(root.xpath(places)) == 49
    assert {"3(2)", "Schedule 1 cl 2.0.1"} <= {p.citation for p in act.provisions}
    assert act.as_at == dt.date(2004, 4, 12)
    with pytest.raises(PageChanged, match="root element is prov"):
        read_act(PcoPage, corpus / "official/samples/nz/nz-companies-act-s116.xml")
