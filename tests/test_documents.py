"""Text out of files that people draft in, and clear words for those that cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from pdf_support import BOLD, PLAIN, make_pdf
from pypdf import PdfReader, PdfWriter
from word_support import W, document, listed, numbered, saved
from zips import zipped

from lexgap.analysis import documents, word
from lexgap.analysis.documents import clean, document_text, letters, logical
from lexgap.schema.store import BadInputError


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_plain_text_in_utf_8_and_16(tmp_path: Path) -> None:
    text = "Article 1\nNul ne détient d'images."
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert document_text(written(tmp_path, "bill.txt", text.encode(encoding))) == text


def test_another_encoding_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "bill.txt", "Nul ne détient d'images.".encode("cp1252"))
    with pytest.raises(BadInputError, match=r"bill\.txt: not utf-8 text \(byte 8\).*--encoding"):
        document_text(path)
    assert document_text(path, encoding="cp1252") == "Nul ne détient d'images."
    with pytest.raises(BadInputError, match="no encoding 'cp-none'"):
        document_text(path, encoding="cp-none")


def test_html_gives_a_paragraph_a_block(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="windows-1252"><title>x</title><script>var a</script></head>'
        "<body><h1>Loi</h1><p>Article 1<br>Nul ne\n détient.</p><table><tr><td>a</td></tr></table></body>"
    )
    text = document_text(written(tmp_path, "bill.html", page.encode("cp1252")))
    assert text == "Loi\n\nArticle 1\n\nNul ne détient.\n\na"


def test_pdf_keeps_lines_and_parts_paragraphs(tmp_path: Path) -> None:
    lines = [
        (72.0, 700.0, BOLD, 12.0, "5 Keeping of pictures"),
        (72.0, 686.0, PLAIN, 12.0, "Nobody keeps such pictures in"),
        (72.0, 672.0, PLAIN, 12.0, "a drawer."),
        (72.0, 630.0, PLAIN, 12.0, "6 Penalty"),
    ]
    text = document_text(written(tmp_path, "bill.bin", make_pdf([lines])))
    assert text == (
        "5 Keeping of pictures\n\nNobody keeps such pictures in\na drawer.\n\n6 Penalty"
    )


def test_word_numbers_are_printed(tmp_path: Path) -> None:
    made = document("A Bill")
    number = numbered(made, [("decimal", "%1."), ("decimal", "(%2)"), ("lowerLetter", "(%3)")])
    for level, text in ((0, "Words"), (1, "In this Act"), (2, "one"), (2, "two"), (1, "And"), (2, "one"), (0, "Acts")):  # fmt: skip
        listed(made, number, level, text)
    assert document_text(written(tmp_path, "bill.docx", saved(made))).split("\n\n") == [
        "A Bill", "1. Words", "(1) In this Act", "(a) one", "(b) two", "(2) And", "(a) one", "2. Acts",
    ]  # fmt: skip


def test_word_shows_insertions_and_no_deletions(tmp_path: Path) -> None:
    made = document("Nobody ")
    paragraph = made.paragraphs[0]._p
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    for tag, text in (("ins", "keeps"), ("moveFrom", "sells"), ("ins", " pictures.")):
        paragraph.append(parse_xml(f'<w:{tag} {W} w:id="1">{run.format(text)}</w:{tag}>'))
    paragraph.append(
        parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>')
    )
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    text = document_text(written(tmp_path, "bill.docx", saved(made)))
    assert text.split("\n\n") == ["Nobody keeps pictures.", "left", "right"]


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "LARGEST", 1_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "\0" * 2_000_000)
    bomb = buffer.getvalue()
    assert len(bomb) < 10_000
    with pytest.raises(BadInputError, match=r"bill\.docx: unpacks to 2,000,004 bytes"):
        document_text(written(tmp_path, "bill.docx", bomb))


def test_entities_of_a_word_document_are_not_expanded(tmp_path: Path) -> None:
    path = written(tmp_path, "bill.docx", saved(document("x")))
    evil = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(path) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    changed = [
        (name, data.replace(b"?>", b"?>" + evil, 1).replace(b">x<", b">&b;<"))
        if name == "word/document.xml"
        else (name, data)
        for name, data in files
    ]
    with pytest.raises(BadInputError, match=r"bill\.docx: no text"):
        document_text(written(tmp_path, "bill.docx", zipped(*changed)))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("bill.doc", b"\xd0\xcf\x11\xe0" + b"x" * 20, r"an old Word file.*save it as \.docx"),
        ("bill.rtf", b"{\\rtf1 x}", "an RTF file"),
        ("bill.docx", b"plain", r"not a DOCX file; .*--from"),
        ("bill.docx", b"PK\x03\x04 cut", "a damaged Word document"),
        ("bill.zip", zipped(("a.txt", b"x")), "a zip archive, no Word document"),
        ("bill.docx", zipped(("word/document.xml", b"<x>")), "a Word document that cannot be read"),
        ("bill.pdf", b"%PDF-1.4 broken", "a PDF that cannot be read|without text"),
        ("bill.pdf", make_pdf([[]]), "a PDF without text"),
        ("bill.txt", b"a\0b", "not a text file"),
        ("bill.txt", b" \n ", "no text in this file"),
        ("bill.html", b"<html></html>", "no text in this file|no HTML document"),
        ("bill.html", b"<html>\xff\xfe</html>", r"not utf-8 text \(byte 6\)"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = written(tmp_path, name, data)
    with pytest.raises(BadInputError, match=message) as raised:
        document_text(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_missing_and_huge_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInputError, match="No such file"):
        document_text(tmp_path / "none.txt")
    path = written(tmp_path, "bill.txt", b"0123456789")
    monkeypatch.setattr(documents, "MOST_TEXT", 9)
    with pytest.raises(BadInputError, match="10 characters of text, more than 9"):
        document_text(path)
    monkeypatch.setattr(documents, "LARGEST", 9)
    with pytest.raises(BadInputError, match="10 bytes, more than 9"):
        document_text(path)


def test_line_numbers_of_a_printed_bill_are_left_out() -> None:
    lines = [f"Line {n} of a bill of ours" for n in range(60)]
    printed = "\r\n".join(f"{n % 25 + 1:>4}  {line}" for n, line in enumerate(lines))
    assert clean(printed) == "\n".join(lines)


def test_section_numbers_are_no_line_numbers() -> None:
    text = "\n".join(
        f"{n}. Matter {n}\nThis is what is said on it.\nAnd more." for n in range(1, 30)
    )
    assert clean(text) == text


def test_lines_from_right_to_left_are_put_in_reading_order() -> None:
    seen = [".خشب من السور", "A fence.", "12 المادة", ":خشب ABC DEF من السور", "سور"]
    read = ["السور من خشب.", "A fence.", "المادة 12", "السور من ABC DEF خشب:", "سور"]
    assert logical(seen) == read
    assert logical(read) == read


def test_shapes_of_letters_become_letters() -> None:
    assert letters("ﺳﻮر ﻻ ⼀ ﬁn ①") == "سور لا 一 fin ①"


@pytest.mark.parametrize(("password", "readable"), [("", True), ("secret", False)])
def test_a_pdf_is_read_that_only_forbids_changes(
    tmp_path: Path, password: str, readable: bool
) -> None:
    plain = make_pdf([[(72, 700, PLAIN, 12, "Section 1. A fence is a fence.")]])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    path = written(tmp_path, "bill.pdf", out.getvalue())
    if readable:
        assert document_text(path) == "Section 1. A fence is a fence."
    else:
        with pytest.raises(BadInputError, match="encrypted PDF; save it again"):
            document_text(path)


def test_a_broken_pdf_is_told_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        document_text(written(tmp_path, "bill.pdf", b"%PDF-1.4\ngarbage"))
    assert caplog.records == []
