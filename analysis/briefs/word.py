"""A brief as a Word document, with footnotes of its own.

python-docx 1.2 has no footnotes: the part that holds them is written here.
"""

import io
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from lexgap.analysis.briefs.document import SYMBOLS, Document, Heading, Note, Paragraph, Run, Table
from lexgap.analysis.site.render import rtl, web

SHADES = {"yes": "D7ECD9", "partial": "FBEDC8", "no": "F4D3D0", "not-found": "F4D3D0",
          "not-assessed": "ECECEC", "source-blocked": "ECECEC"}  # fmt: skip
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATORS = """<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"""


def word(document: Document) -> bytes:
    """The brief as DOCX."""
    file = docx.Document()
    _style(file, document)
    notes: list[Note] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            number = 0
            file.add_heading(block.text, level=2)
        elif isinstance(block, Table):
            _table(file, block, notes)
        else:
            number += block.item
            _paragraph(file, block, number, notes)
    _attach(file, notes)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _style(file: Any, document: Document) -> None:
    """A4, small type, title, and the foot of every page."""
    section = file.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.7)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.4)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(8.5)
    normal.paragraph_format.space_after = Pt(2.5)
    heading = file.styles["Heading 2"]
    heading.font.name, heading.font.size, heading.font.color.rgb = (
        "Georgia",
        Pt(10),
        RGBColor(0, 0, 0),
    )
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(2)
    title = file.add_heading(document.title, level=1)
    title.runs[0].font.size, title.runs[0].font.color.rgb = Pt(18), RGBColor(0, 0, 0)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(0)
    file.add_paragraph(document.subtitle).runs[0].font.color.rgb = RGBColor(0x44, 0x44, 0x44)
    foot = section.footer.paragraphs[0]
    foot.add_run(document.foot).font.size = Pt(7)
    core = file.core_properties
    core.title, core.subject, core.author = document.title, document.subtitle, "lexgap"
    core.language = document.language


def _paragraph(file: Any, block: Paragraph, number: int, notes: list[Note]) -> None:
    paragraph = file.add_paragraph()
    if block.item:
        paragraph.paragraph_format.left_indent = Cm(0.5)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        paragraph.add_run(f"{number}.\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.5))
    for run in block.runs:
        _run(paragraph, run)
        _refer(paragraph, run.note, notes)


def _run(paragraph: Any, run: Run) -> None:
    """Words; those of a statute say their language and direction."""
    made = paragraph.add_run(run.text)
    made.bold = run.bold or None
    if run.faint:
        made.font.size = Pt(7.5)
    if run.language:
        made.italic = True
        properties = made._r.get_or_add_rPr()
        if rtl(run.language):
            properties.append(OxmlElement("w:rtl"))
        spoken = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(name), run.language)
        properties.append(spoken)


def _table(file: Any, block: Table, notes: list[Note]) -> None:
    table = file.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, block.head, strict=True):
        _tight(cell).add_run(name).bold = True
        _shade(cell, "E4E4E4")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        for n, (cell, told) in enumerate(zip(table.add_row().cells, row, strict=True)):
            paragraph = _tight(cell)
            symbol = f"{SYMBOLS[told.answer]} " if told.answer else ""
            paragraph.add_run(symbol + told.text).bold = n == 0 or None
            _refer(paragraph, told.note, notes)
            if told.answer:
                _shade(cell, SHADES[told.answer])
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _tight(cell: Any) -> Any:
    """The paragraph of a cell, without space after it."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _shade(cell: Any, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def _refer(paragraph: Any, note: Note | None, notes: list[Note]) -> None:
    """A raised number that leads to the note."""
    if note is None:
        return
    notes.append(note)
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(len(notes)))
    run._r.append(reference)


def _attach(file: Any, notes: list[Note]) -> None:
    """The part with the footnotes, each with a link to its address."""
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, b"", file.part.package)
    body = "".join(_footnote(part, n, note) for n, note in enumerate(notes, 1))
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {nsdecls('w', 'r')}>{SEPARATORS}{body}</w:footnotes>"
    )
    part._blob = xml.encode()
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _footnote(part: Part, number: int, note: Note) -> str:
    small = '<w:rPr><w:sz w:val="13"/></w:rPr>'
    raised = '<w:r><w:rPr><w:sz w:val="13"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    text = escape(_printable(f" {note.text}{'. ' if note.url else ''}"))
    words = f'<w:r>{small}<w:t xml:space="preserve">{text}</w:t></w:r>'
    if note.url:
        shown = f"<w:r>{small}<w:t>{escape(_printable(note.url))}</w:t></w:r>"
        if web(note.url):
            relation = part.relate_to(note.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            shown = f'<w:hyperlink r:id="{relation}">{shown}</w:hyperlink>'
        words += shown
    return f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{raised}{words}</w:p></w:footnote>'


def _printable(text: str) -> str:
    """`text` without the control characters that XML does not allow."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
