"""Write a workbook in which a person reviews the answers of one country."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lexgap.analysis.review.columns import (
    ABOUT,
    CODEBOOK,
    COLUMNS,
    KEYS,
    MARK,
    REVIEW,
    SHOWN_BY_MACHINE,
    TEXT_HEADS,
    TEXTS,
    Column,
)
from lexgap.analysis.review.dossier import Entry
from lexgap.analysis.review.law import Law
from lexgap.analysis.site.labels import ANSWERS
from lexgap.schema.load import groups, instruments
from lexgap.schema.models import Act, Finding
from lexgap.schema.reviews import VERDICTS, undated
from lexgap.schema.store import replacing

CELL = 32_000
"""Characters that a cell takes; the format's limit is 32,767."""
QUOTED = 600
"""Characters of a passage shown."""
HOW = (
    "Read the law itself; the machine's answer is a proposal.",
    "Answer: choose yes, partial or no. Rows without an answer are passed over.",
    "Citation and quote: a yes or partial needs a passage. Cite it as printed (12(3)(a)) and copy its words; "
    "without a quote the whole provision is meant. A second passage goes into Citation 2 and Quote 2.",
    "Act: needed only where the same citation stands in several texts; choose from the list.",
    "Note: why. A no needs one. Notes are published: do not copy the statute into them.",
    "Then: lexgap review import FILE. Every slip is named by its cell, and nothing is recorded until all is right.",
)


def write(
    path: Path, law: Law, entries: Sequence[Entry], coder: str, at: str, blind: bool = False
) -> None:
    """Write the workbook whole or not at all. `at`: when, UTC, ISO 8601."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = REVIEW
    _review(sheet, law, entries, blind)
    _codebook(book.create_sheet(CODEBOOK), entries)
    _texts(book.create_sheet(TEXTS), law)
    about = dict(zip(KEYS, (law.country, coder, at, "yes" if blind else "no"), strict=True))
    _rows(book.create_sheet(ABOUT), [[MARK, ""], *map(list, about.items())], (24, 40))
    with replacing(path, "wb") as file:
        book.save(file)


def _review(sheet: Any, law: Law, entries: Sequence[Entry], blind: bool) -> None:
    titles = {group.id: group.title for group in groups()}
    rows = [[column.head for column in COLUMNS]]
    for entry in entries:
        shown = {
            "group": titles[entry.item.group],
            "item": entry.item.id,
            "question": entry.item.question,
            "machine": entry.answer + (f": {entry.note}" if entry.note else ""),
            "evidence": "\n\n".join(evidence(law, entry.findings)),
            "misses": "\n\n".join(misses(entry)),
        }
        hidden = SHOWN_BY_MACHINE if blind else ()
        rows.append(["" if c.field in hidden else shown.get(c.field, "") for c in COLUMNS])
    _rows(sheet, rows, [column.width for column in COLUMNS])
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(COLUMNS, 1):
        if column.theirs:
            _open(sheet, number, column, len(rows))


def _open(sheet: Any, number: int, column: Column, last: int) -> None:
    """Colour the cells of a column that the reviewer fills, and offer what may be chosen."""
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    for row in range(2, last + 1):
        sheet.cell(row, number).fill = PatternFill("solid", fgColor="FFF8E1")
    lists = {"answer": f'"{",".join(VERDICTS)}"', "act": f"{TEXTS}!$A$2:$A$500"}
    if column.field in lists:
        choice = DataValidation("list", formula1=lists[column.field], allow_blank=True)
        choice.showErrorMessage = column.field == "answer"
        choice.error = f"Choose {', '.join(VERDICTS)}, or leave the cell empty."
        letter = sheet.cell(1, number).column_letter
        choice.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(choice)


def evidence(law: Law, findings: Iterable[Finding]) -> Iterable[str]:
    """Each finding as citation, words and address."""
    acts = {act.id: act for act in law.acts}
    for f in findings:
        act = acts.get(f.act)
        title = f", {act.title}" if act else ""
        where = act.url if act else ""
        yield f"{f.citation}{title}\n“{cut(f.quote)}”\n{where}".strip()


def misses(entry: Entry) -> Iterable[str]:
    """Each near miss as citation, words, what it lacks and address."""
    for m in entry.misses:
        yield f"{m.citation}, {m.title}: {m.says}, {m.missing}\n“{cut(m.quote)}”\n{m.url}".strip()


def cut(text: str) -> str:
    """At most QUOTED characters of a passage, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rstrip() + " …"


def _codebook(sheet: Any, entries: Sequence[Entry]) -> None:
    rows = [["What", "Meaning", "", "", ""]]
    rows += [[f"how {n}", line, "", "", ""] for n, line in enumerate(HOW, 1)]
    rows += [[f"answer {name}", ANSWERS[name].about, "", "", ""] for name in VERDICTS]
    rows += [["", "", "", "", ""]]
    rows += [["Item", "Question", "Guidance", "Signals and look-alikes", "Derives from"]]
    short = {one.id: one.short for one in instruments()}
    for entry in entries:
        item = entry.item
        marks = [f"signals: {item.signals}", f"look-alikes: {item.look_alikes}"]
        source = [f"{short[ref.instrument]} {ref.article}".strip() for ref in item.derives_from]
        about = [item.guidance, "yes is the weaker law" if item.inverse else ""]
        rows.append(
            [
                item.id,
                item.question,
                "; ".join(filter(None, about)),
                "\n".join(marks),
                "; ".join(source),
            ]
        )
    _rows(sheet, rows, (30, 70, 50, 60, 40))


def _texts(sheet: Any, law: Law) -> None:
    hashes = {text.act: text.words for text in law.texts}
    once: dict[str, Act] = {undated(act.id): act for act in law.acts}
    rows = [list(TEXT_HEADS)]
    for name, act in sorted(once.items()):
        day = str(act.as_at or "")
        rows.append([act.title, name, act.language, day, act.url, act.sha256, hashes[name]])
    _rows(sheet, rows, (50, 40, 10, 12, 60, 66, 66))


def _rows(sheet: Any, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Fill a sheet with text: what a statute prints is never a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at)
            if value:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL]
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[sheet.cell(1, at).column_letter].width = width
