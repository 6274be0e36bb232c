"""gesetze-im-internet.de (Germany)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official
from zips import zipped

from lexgap.crawlers.formats.gii import GiiPage
from lexgap.crawlers.page import PageChanged

LAW = (FIXTURES / "gii" / "gesetz.xml").read_bytes()
ZIP = zipped(("BJNR000010031.xml", LAW), ("anlage.gif", b"GIF89a"))


def test_act() -> None:
    act = read_act(GiiPage, ZIP, language="de")
    assert (act.title, act.citation) == ("Bienengesetz", "BieG, VGBl I 2027, 31")
    assert act.as_at == dt.date(2031, 2, 3)
    assert rows(act) == [
        ("section", "1", "1", "Ein Stock besteht aus"),
        ("paragraph", "1.", "1 Nr. 1", "Boden,"),
        ("paragraph", "2a.", "1 Nr. 2a", "Deckel:\nentweder"),
        ("subparagraph", "a)", "1 Nr. 2a a", "aus Holz oder"),
        ("subparagraph", "b)", "1 Nr. 2a b", "aus Stroh,"),
        ("subparagraph", "", "1 Nr. 2a", "jeweils mit Griff."),
        ("subsection", "", "1", "Er ist trocken zu halten."),
        ("section", "2a", "2a", ""),
        ("subsection", "(1)", "2a Abs. 1", "Wer Honig raubt, zahlt"),
        ("paragraph", "1.", "2a Abs. 1 Nr. 1", "zehn Taler,"),
        ("paragraph", "", "2a Abs. 1", "sofern er nicht hungert."),
        ("paragraph", "2.", "2a Abs. 1 Nr. 2", "Wachs."),
        ("subsection", "(5)", "2a Abs. 5", "Der Versuch ist strafbar."),
        ("paragraph", "", "2a Abs. 5", "Satz 1 gilt auch nachts."),
        ("section", "Anlage", "Anlage", "Klee\nApril"),
    ]
    assert paths(act) == {
        "1": ("Erster Teil Haltung", "Erster Abschnitt Stöcke und Körbe"),
        "2a": ("Zweiter Teil Strafen",),
        "Anlage": ("Zweiter Teil Strafen",),
    }
    assert [p.heading for p in act.provisions if p.heading] == [
        "Bienenstöcke",
        "Honigraub",
        "Blüten",
    ]
    check_tree(act)


def test_contents_notes_formula_and_repealed_parts_are_not_law() -> None:
    text = all_text(read_act(GiiPage, ZIP, language="de"))
    for gone in ("weggefallen", "Verbotene Bilder", "Textnachweis", "idF", "beschlossen", "XXXX"):
        assert gone not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"<enbez>\xc2\xa7 1</enbez>", b"", "a norm with text but without enbez: 'Ein Stock"),
        (b"<DT>2.</DT><DD", b"<DD", r"a list with \d numbers and \d items"),
        (b'builddate="20310203214500" doknr="BJNR000010031"><norm', b"><norm", "builddate is ''"),
        (b"<kurzue>", b"<kurzue>A</kurzue><kurzue>", "expected one kurzue or langue, found 2"),
        (b"dokumente", b"akten", "root element is akten, expected dokumente"),
        (b"</DL>", b"", "not well-formed XML"),
        ("Körbe".encode(), "Körbe".encode("latin-1"), "not well-formed XML"),
    ],
)
def test_a_changed_file_says_what_changed(old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(PageChanged, match=message):
        read_act(GiiPage, zipped(("a.xml", LAW.replace(old, new))), language="de")


def test_a_zip_cut_short() -> None:
    with pytest.raises(PageChanged, match=r"https://statutes.example/act/1: not a readable zip"):
        read_act(GiiPage, ZIP[:900], language="de")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["stgb", "stpo", "bzrg", "ddg", "juschg", "netzdg", "sgb_8"])
def test_no_word_of_real_law_is_lost(corpus: Path, name: str) -> None:
    """Every norm's text is there, but for those with repealed parts and what is no law."""
    (act,) = [a for a in official(corpus, "germany") if a.url.split("/")[-2] == name]
    root = etree.parse(corpus / "official" / "statutes" / "de" / f"{name}.xml").getroot()
    numbered = "".join(("" if p.level == "section" else p.number) + p.text for p in act.provisions)
    found = "".join(numbered.split())
    norms = {}
    for norm in root[1:]:
        raw = "".join("".join(norm.xpath("textdaten/text/Content//text()")).split())
        number = norm.findtext("metadaten/enbez") or ""
        law = re.sub(r"\(weggefallen\)|^-$", "", raw)
        if law and number not in {"Inhaltsübersicht", "Eingangsformel", "Anhang EV"}:
            norms[number.removeprefix("§ ")] = raw
    assert sections(act) == list(norms)
    lost = [n for n, raw in norms.items() if raw not in found and "(weggefallen)" not in raw]
    assert lost == []
    assert "(weggefallen)" not in found
    check_tree(act)


@pytest.mark.corpus
def test_the_real_offence_is_divided_as_printed(corpus: Path) -> None:
    (act,) = [a for a in official(corpus, "germany") if a.work == "de/stgb"]
    known = [p for p in act.provisions if p.citation.startswith("184b")]
    assert [p.citation for p in known][:6] == [
        "184b",
        "184b Abs. 1",
        "184b Abs. 1 Nr. 1",
        "184b Abs. 1 Nr. 1 a",
        "184b Abs. 1 Nr. 1 b",
        "184b Abs. 1 Nr. 1 c",
    ]
    assert len(known) == 21
    assert known[0].path[-1].startswith("Dreizehnter Abschnitt")


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    check_quotes(official(corpus, "germany"), gold, corpus, least=1.0, drop="Satz")
