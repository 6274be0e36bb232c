"""Lilex (Liechtenstein)."""

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows

from lexgap.crawlers.formats.gesetzeli import LilexPage
from lexgap.crawlers.page import PageChanged

LAW = FIXTURES / "gesetzeli" / "konso.html"


def changed(old: str, new: str) -> bytes:
    text = LAW.read_text("utf-8")
    assert old in text
    return text.replace(old, new).encode()


def test_act() -> None:
    act = read_act(LilexPage, LAW, language="de")
    assert (act.title, act.citation) == ("Leuchtturmgesetz (LTG) vom 2. Mai 2031", "LR 999.7")
    amending = "Gesetz vom 3. Mai 2032 über die Abänderung des Leuchtturmgesetzes"
    last = f"{amending} II. Übergang"
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "1", "1 Abs. 1", "Der Wärter"),
        ("paragraph", "1", "1 Abs. 1 Ziff. 1", "entzündet die Lampe, die"),
        ("subparagraph", "a", "1 Abs. 1 Ziff. 1 Bst. a", "gross oder"),
        ("subparagraph", "b", "1 Abs. 1 Ziff. 1 Bst. b", "grün ist;"),
        ("paragraph", "", "1 Abs. 1", "und schweigt."),
        ("subsection", "2a", "1 Abs. 2a", "Er singt."),
        ("section", "2", "2", "Die Schiffe grüssen."),
        ("section", "", last, ""),
        ("subsection", "1", f"{last} Abs. 1", "Alte Lampen leuchten weiter."),
    ]
    assert act.provisions[0].heading == "Grosse Lampe"
    assert paths(act) == {
        "1": ("Allgemeiner Teil", "1. Abschnitt Licht", "A. Lampen"),
        "2": ("Allgemeiner Teil", "2. Abschnitt Schiffe"),
        last: ("Übergangsbestimmungen", amending, "II. Übergang"),
    }
    check_tree(act)
    for gone in ("Aufgehoben", "Inhalts", "Landesgesetzblatt", "LGBl", "Fulano", "Beschluss"):
        assert gone not in all_text(act)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (b"<html><body><h1>404</h1></body></html>", "one meta description"),
        (changed('class="htit1"', 'class="title"'), "some div htit1"),
        (changed('class="tit2"', 'class="kapitel"'), "unknown class kapitel"),
        (changed('class="bst1"', 'class="litera"'), "unknown class 'litera' in an article"),
        (changed("&sect; 1a", "Nr. 1a"), "an article numbered 'Nr. 1a'"),
        (changed('name="keywords"', 'name="nr"'), "one meta keywords"),
        (LAW.read_text("utf-8").replace("&auml;", "ä").encode("cp1252"), "bytes are not"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(LilexPage, body, language="de")
