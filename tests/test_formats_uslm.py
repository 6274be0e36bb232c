"""United States Legislative Markup, and the zip it comes in."""

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections
from statute_support import check_quotes, official, recorded
from zips import zipped

from lexgap.crawlers.formats import archive
from lexgap.crawlers.formats.uslm import UslmPage
from lexgap.crawlers.page import PageChanged

TITLE = (FIXTURES / "uslm" / "title.xml").read_bytes()
USLM = "{http://xml.house.gov/schemas/uslm/1.0}"


def test_title() -> None:
    act = read_act(UslmPage, zipped(("usc90.xml", TITLE)))
    assert act.title == "Title 90—LIGHTHOUSES OF VARONIA"
    assert (act.citation, act.as_at, act.complete) == ("90 U.S.C.", dt.date(2031, 2, 3), True)
    assert rows(act) == [
        (
            "section",
            "1",
            "1",
            "Whoever keeps a lighthouse shall light its lamp, every evening.\n"
            "The lamp burns until dawn at 4² candles.",
        ),
        ("section", "2A", "2A", ""),
        ("subsection", "(a)", "2A(a)", "Any person who—"),
        ("paragraph", "(1)", "2A(a)(1)", "knowingly takes a lamp; or"),
        ("paragraph", "(2)", "2A(a)(2)", "attempts to take—"),
        ("subparagraph", "(A)", "2A(a)(2)(A)", "a wick"),
        ("item", "(i)", "2A(a)(2)(A)(i)", "by day, or"),
        ("paragraph", "", "2A(a)", "shall be fined under this title."),
    ]
    assert set(paths(act).values()) == {("CHAPTER 1—KEEPERS",)}
    assert [p.heading for p in act.provisions if p.heading] == ["Lamps", "Theft", "In General.—"]
    check_tree(act)


def test_notes_credits_contents_and_repealed_sections_are_not_law() -> None:
    text = all_text(read_act(UslmPage, zipped(("usc90.xml", TITLE))))
    for gone in ("So in original", "Pub. L.", "Amendments", "Fires", "Repealed", "enacted", "toc"):
        assert gone not in text


def test_wanted_sections() -> None:
    act = read_act(UslmPage, zipped(("a.xml", TITLE)), options={"sections": ["2A"]})
    assert (sections(act), act.complete) == (["2A"], False)
    with pytest.raises(PageChanged, match="no section 3, 77 in the title"):
        read_act(UslmPage, zipped(("a.xml", TITLE)), options={"sections": ["3", "77", "1"]})


def test_without_metadata_a_title_is_not_taken_for_complete() -> None:
    start, end = TITLE.index(b"<meta>"), TITLE.index(b"</meta>") + len("</meta>")
    act = read_act(UslmPage, zipped(("a.xml", TITLE[:start] + TITLE[end:])))
    assert (act.complete, act.as_at) == (False, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b"<content>\n",
            b"<kontent>x</kontent><content>\n",
            "unknown element kontent in section 1",
        ),
        (b"<chapter ", b"<canto/><chapter ", "unknown element canto in title"),
        (b'<num value="1">\xc2\xa7', b"<num>\xc2\xa7", "num has no value"),
        (b"2031-02-03T07:45:13", b"yesterday", "'yesterday', no date"),
        (b"uscDoc", b"lawDoc", "root element is lawDoc, expected uscDoc"),
        (b"</chapter>", b"", "not well-formed XML"),
    ],
)
def test_a_changed_title_says_what_changed(old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(PageChanged, match=message):
        read_act(UslmPage, zipped(("a.xml", TITLE.replace(old, new))))


def test_zips_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = zipped(("a.xml", TITLE))
    with pytest.raises(PageChanged, match="not a readable zip"):
        read_act(UslmPage, whole[: len(whole) // 2])
    flipped = bytearray(whole)
    flipped[60:90] = bytes(30)
    with pytest.raises(PageChanged, match="not a readable zip"):
        read_act(UslmPage, bytes(flipped))
    with pytest.raises(PageChanged, match=r"expected one .xml file in the zip, found 2"):
        read_act(UslmPage, zipped(("a.xml", TITLE), ("b.xml", TITLE)))
    with pytest.raises(PageChanged, match="not a readable zip"):
        read_act(UslmPage, b"<html>Service unavailable</html>")
    limit = archive.unzip_one.__defaults__
    assert limit == (archive.LARGEST,)
    monkeypatch.setattr(archive.unzip_one, "__defaults__", (1000,))
    with pytest.raises(PageChanged, match="unpacks to more than 1000 bytes"):
        read_act(UslmPage, whole)


@pytest.mark.corpus
@pytest.mark.parametrize(("number", "count"), [("18", 34), ("47", 4)])
def test_real_sections_are_all_there(corpus: Path, number: str, count: int) -> None:
    (act,) = [a for a in official(corpus, "united-states") if a.work == f"us/usc-{number}"]
    assert len(sections(act)) == count
    files = (corpus / "official" / "statutes" / "us").glob(f"usc{number}-s*.xml")
    numbers = {file.stem.split("-s")[1] for file in files}
    assert set(sections(act)) == numbers
    check_tree(act)
    assert not [p.citation for p in act.provisions if "Pub. L." in p.text and "So in" in p.text]


@pytest.mark.corpus
def test_no_word_of_real_law_is_lost(corpus: Path) -> None:
    (act,) = [a for a in official(corpus, "united-states") if a.work == "us/usc-18"]
    lost = []
    for section in sections(act):
        file = corpus / "official" / "statutes" / "us" / f"usc18-s{section}.xml"
        root = etree.parse(file).getroot()
        for name in ("note", "notes", "sourceCredit", "num", "heading", "ref"):
            for element in list(root.iter(USLM + name)):
                if name == "ref" and element.get("class") != "footnoteRef":
                    continue
                element.text = None
                for child in list(element):
                    element.remove(child)
        raw = "".join("".join(root.itertext()).split())
        prefix = f"{act.id}#{section.lower()}"
        mine = [
            p
            for p in act.provisions
            if p.id == prefix or p.id.startswith((f"{prefix}-", f"{prefix}~"))
        ]
        found = "".join("".join(p.text for p in mine).split())
        if found != raw and len(raw) - len(found) > 3:  # marks of footnotes are one or two digits
            lost.append((section, len(raw), len(found)))
    assert lost == []


@pytest.mark.corpus
def test_real_quotes_are_found_where_they_are_cited(gold: Path, corpus: Path) -> None:
    check_quotes(official(corpus, "united-states"), gold, corpus, least=1.0)


@pytest.mark.corpus
def test_recorded_zips_are_the_ones_declared(corpus: Path) -> None:
    zips = {url for url in recorded(corpus) if "xml_usc" in url}
    assert zips == {act.url for act in official(corpus, "united-states")}
