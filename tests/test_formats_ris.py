"""RIS (Austria)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, read_act, rows

from lexgap.crawlers.formats.ris import RisPage
from lexgap.crawlers.page import PageChanged

SECTION = FIXTURES / "ris" / "nor.xml"


def changed(old: str, new: str) -> bytes:
    return SECTION.read_text("utf-8").replace(old, new).encode()


def test_section() -> None:
    act = read_act(RisPage, SECTION, language="de")
    assert act.id == "xa/act-1/de@2032-02-01/7a"
    assert (act.work, act.title, act.complete) == ("xa/act-1", "Leuchtturmgesetz", False)
    assert rows(act) == [
        ("section", "7a", "7a", ""),
        ("subsection", "(1)", "7a Abs. 1", "Der Wärter hat"),
        ("paragraph", "1.", "7a Abs. 1 Z 1", "zu wachen und"),
        ("subparagraph", "a)", "7a Abs. 1 Z 1 lit. a", "nachts,"),
        ("paragraph", "2.", "7a Abs. 1 Z 2", "zu tuten."),
        ("paragraph", "", "7a Abs. 1", "Er schläft nicht."),
        ("subsection", "(2)", "7a Abs. 2", "Das Schiff grüßt."),
    ]
    assert act.provisions[0].heading == "Wärter"
    check_tree(act)
    for gone in ("Anm", "Turm", "konsolidiert"):
        assert gone not in all_text(act)


def test_a_section_out_of_force_is_of_its_time() -> None:
    end = '<absatz typ="erltext" ct="akra">31.12.2033</absatz>'
    act = read_act(RisPage, changed("<liste>", f"{end}<liste>"), language="de")
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<dok/>", "root element is dok"),
        (changed('ct="ikra"', 'ct="inkraft"'), "without short title"),
        (changed("01.02.2032", "bald"), "'bald' is no date"),
        (changed("listelem", "punkt"), "unknown element punkt"),
        (
            changed('ct="text"', 'ct="bild"')
            .replace(b"<liste>", b"<l>")
            .replace(b"</liste>", b"</l>"),
            "no provision",
        ),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(RisPage, body, language="de")


@pytest.mark.corpus
def test_sample(corpus: Path) -> None:
    act = read_act(RisPage, corpus / "official/samples/at/ris-nor-NOR12030057.xml", language="de")
    check_tree(act)
    letters = [p.citation for p in act.provisions if p.number]
    assert letters == ["1", *(f"1 lit. {letter}" for letter in "abcdefghijk")]
    assert (act.as_at, act.text_state) == (dt.date(1975, 1, 17), "point-in-time")
    assert "Anm." not in all_text(act)
