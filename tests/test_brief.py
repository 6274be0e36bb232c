"""Briefs: two pages, every claim cited, the same in each format; hostile text stays text."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
import pytest
from example import HOSTILE, write_example
from lxml import etree, html
from site_support import Site, text
from typer.testing import CliRunner

from lexgap.analysis.briefs import citations, content, facts, pdf
from lexgap.analysis.briefs.document import Document, Heading, Note, Paragraph, Run
from lexgap.analysis.briefs.formats import brief, fitting
from lexgap.analysis.briefs.page import page
from lexgap.analysis.briefs.word import word
from lexgap.analysis.build import build
from lexgap.analysis.cli import app, register
from lexgap.schema.store import BadInputError, Folder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    found = write_example(tmp_path_factory.mktemp("brief") / "data")
    build(found)
    return found


@pytest.fixture
def connection(folder: Folder) -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(folder.database)
    yield made
    made.close()


def plain(document: Document) -> str:
    found = [document.title, document.subtitle]
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Paragraph):
            found.append("".join(run.text for run in block.runs))
        else:
            found += [cell.text for row in block.rows for cell in row]
    return "\n".join(found)


def test_it_says_how_a_country_stands(connection: sqlite3.Connection) -> None:
    document = content.document(facts.read(connection, "xa", ["XB", "XC"]))
    told = plain(document)
    assert "Varonia (a fictional country)" in told and "beside Belmora and Sundmark" in told
    assert "It meets 3 of ICMEC’s five criteria." in told
    assert "Where the law of Varonia falls short" in told
    assert "“keeps forbidden depictions of a child”" in told
    assert "up to 4 years" in told
    own = list(document.blocks[2].rows[1])  # type: ignore[union-attr]
    assert [cell.answer for cell in own] == ["", "partial", "not-found", "not-found"]


def test_every_claim_has_citation_date_and_address(connection: sqlite3.Connection) -> None:
    document = content.document(facts.read(connection, "XA", ["XB", "XC"]))
    notes = document.notes()
    cited = [note for note in notes if note.url]
    assert len(cited) >= 8
    for note in cited:
        assert re.search(r"as at \d+ \w+ \d{4}|no date stated", note.text), note.text
        assert re.search(r"sha256 [0-9a-f]{8}", note.text)
        assert note.url.startswith("https://law.example/")
    for block in document.blocks:
        for run in block.runs if isinstance(block, Paragraph) else ():
            assert run.note if run.language else True, "words of a statute are cited"
            assert not run.language or len(run.text) <= citations.LONGEST + 5, run.text


def test_formats_say_the_same(connection: sqlite3.Connection) -> None:
    found = facts.read(connection, "XA", ["XB"])
    document = content.document(found)
    as_page = html.fromstring(page(document))
    as_word = docx.Document(io.BytesIO(word(document)))
    as_pdf = pypdf.PdfReader(io.BytesIO(pdf.pdf(document)))
    paragraphs = [p.text for p in as_word.paragraphs]
    printed = " ".join(" ".join(p.extract_text().split()) for p in as_pdf.pages)
    body = text(as_page.xpath("//main")[0])
    for block in document.blocks:
        if isinstance(block, Heading):
            assert block.text in body and block.text in paragraphs and block.text in printed
    for note in document.notes():
        assert note.text in body
    assert len(as_page.xpath("//section[@class='notes']//li")) == len(document.notes())
    numbers = as_page.xpath("//sup/a/text()")
    assert numbers == [str(n + 1) for n in range(len(document.notes()))]
    assert as_pdf.metadata is not None and as_pdf.metadata.title is not None
    assert as_pdf.metadata.title.startswith("Varonia")


def test_word_has_footnotes_of_its_own(connection: sqlite3.Connection) -> None:
    document = content.document(facts.read(connection, "XB", ["XA", "XC"]))
    with zipfile.ZipFile(io.BytesIO(word(document))) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
        types = archive.read("[Content_Types].xml").decode()
        related = archive.read("word/_rels/footnotes.xml.rels").decode()
    ids = [n.get(f"{W}id") for n in notes.iter(f"{W}footnote")]
    asked = [n.get(f"{W}id") for n in body.iter(f"{W}footnoteReference")]
    assert asked == [str(n + 1) for n in range(len(document.notes()))]
    assert ids == ["-1", "0", *asked]
    assert "footnotes+xml" in types
    assert 'TargetMode="External"' in related and "https://law.example/" in related
    arabic = [r for r in body.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert arabic and arabic[0].find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_the_command_writes_each_format(folder: Folder, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"brief.{kind}"
    done = run(folder, "XA", "--against", "XB", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert out.read_bytes()[:4] in (b"<!do", b"%PDF", b"PK\x03\x04")
    assert run(folder, "XA", "--against", "XB", "--format", kind, "--out", str(out)).exit_code == 0


def run(folder: Folder, *arguments: str) -> object:
    register()
    return CliRunner().invoke(app, ["--data", str(folder.root), "brief", *arguments])


def test_several_countries_after_one_option(folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    assert run(folder, "XA", "--against", "XB", "XC", "--out", str(out)).exit_code == 0  # type: ignore[attr-defined]
    heads = [text(h) for h in html.parse(out).xpath("//table[1]//th[@scope='col']")][:3]
    assert heads == ["Varonia", "Belmora", "Sundmark"]


@pytest.mark.parametrize(
    "arguments, words",
    [(["ZZ"], "ZZ: no such country"), (["SE"], r"SE \(Sweden\) was not assessed"),
     (["XA", "--against", "xa"], "compared with itself"), (["XA", "XB"], "put --against before"),
     (["XA", "--out", "brief.txt"], "which format"),
     (["XA", "--against", "AR,BE,CA,DE,EE,FI,GB"], "room for 6")],
)  # fmt: skip
def test_bad_input_is_one_line(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                               arguments: list[str], words: str) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    done = run(folder, *arguments)
    assert done.exit_code == 2, done.output  # type: ignore[attr-defined]
    assert re.search(words, " ".join(done.output.split()))  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_without_a_choice_it_stands_beside_its_neighbours(connection: sqlite3.Connection) -> None:
    found = facts.read(connection, "XA", [])
    assert [c["id"] for c in found.against] == ["XB", "XC"]


def test_it_is_cut_to_two_pages(connection: sqlite3.Connection) -> None:
    found = facts.read(connection, "XA", ["XB"])
    own = facts.Row(found.evidence["XA", "off-possession-simple"])
    for n, item in enumerate(i for c, i in list(found.answers) if c == "XB"):
        found.answers["XB", item] = {**found.answers["XB", item], "answer": "yes"}
        found.evidence["XB", item] = {**own, "title": "A long title of an act " * 90, "start": 0, "citation": str(n)}  # fmt: skip
    assert pdf.pages(content.document(found)) > 2
    assert pdf.pages(fitting(found)) == 2


def test_hostile_text_stays_text(connection: sqlite3.Connection) -> None:
    evil = f"{HOSTILE} #panic() $x$ {{{{ 7*7 }}}} {{% raw %}} \\u0007\x07\u202e"
    note = Note(citations.printed(evil), "javascript:alert(1)")
    document = Document(evil, evil, evil, (Heading(evil), Paragraph((Run(citations.printed(evil), language="xx", note=note),))))  # fmt: skip
    shown = page(document)
    assert "<script>" not in shown and "49" not in shown and "javascript:alert" in shown
    assert not html.fromstring(shown).xpath("//a[starts-with(@href, 'javascript')]")
    assert "#panic()" in pypdf.PdfReader(io.BytesIO(pdf.pdf(document))).pages[0].extract_text()
    clean = Document("t", "s", "f", document.blocks[1:])
    with zipfile.ZipFile(io.BytesIO(word(clean))) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        assert "<script>" not in notes and "w:hyperlink" not in notes


def test_a_script_without_a_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_families", lambda: frozenset({"Libertinus Serif"}))
    document = Document("t", "s", "f", (Paragraph((Run("持有", language="zh"),)),))
    with pytest.raises(BadInputError, match="Han script and no font here has it; pip install"):
        pdf.pdf(document)


@pytest.mark.parametrize("pattern, text", [("Arabic", "قانون"), ("Bengali", "আইন"), ("Thai", "กฎหมาย"),
                                           ("Hebrew", "חוק"), ("Devanagari", "ऐन")])  # fmt: skip
def test_fonts_come_with_the_packages(pattern: str, text: str) -> None:
    document = Document("t", "s", "f", (Paragraph((Run(text, language="xx"),)),))
    assert pdf._needed(document, pdf._families())[0] in pdf.FONTS[pattern]
    assert pdf.pdf(document).startswith(b"%PDF")


def test_the_site_gives_the_same_briefs(site: Site) -> None:
    shown = site.tree("/brief/XA?against=XB,XC")
    assert text(shown.xpath("//h1")[0]) == "Varonia (a fictional country)"
    assert not shown.xpath("//style | //script | //@style")
    links = shown.xpath("//nav[@class='take']/a/@href")
    assert links[3:] == [f"/brief/XA?against=XB%2CXC&lang={code}" for code in ("fr", "es")]
    assert links[:3] == [
        "/country/XA",
        "/brief/XA.pdf?against=XB%2CXC",
        "/brief/XA.docx?against=XB%2CXC",
    ]
    assert site.get(links[0]).status_code == 200
    for link, start in ((links[2], b"PK"), ("/brief/XA.pdf?against=XB", b"%PDF")):
        response = site.get(link)
        assert response.status_code == 200 and response.content.startswith(start)
        assert response.headers["content-disposition"].startswith(
            'attachment; filename="lexgap-XA.'
        )
    for path in ("/brief/ZZ", "/brief/SE.pdf", "/brief/XA?against=QQ"):
        assert site.get(path).status_code == 404, path
    css = site.get(shown.xpath("//link[@rel='stylesheet']/@href")[0])
    assert css.status_code == 200 and "@page" in css.text


def test_briefs_have_no_date_of_their_own(connection: sqlite3.Connection) -> None:
    for kind in ("html", "pdf"):
        assert brief(connection, "XA", ["XB"], kind) == brief(connection, "XA", ["XB"], kind)
