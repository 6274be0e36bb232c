"""The report on a draft as text, Markdown, HTML, CSV, DOCX or JSON."""

import csv
import io
from collections.abc import Callable, Iterator

from lexgap.analysis.assessment import Assessment, ItemAssessed
from lexgap.schema.models import OUTCOMES

Said = Callable[[str], str]
WORDS = {"partial": "in part", "not-found": "not found", "not-assessed": "not assessed"}
"""Answers in a report that is a document; text and Markdown name the answer itself."""
FEW = 8
"""Countries named for an item; the number of the others follows."""
LIMITS = (
    "Answers are found by rules in the words of the draft. “Not found” means that no rule matched; "
    "this is no legal advice."
)
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{border-left:4px solid #888;margin:.5rem 0;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:left}"
)


def worded(answer: str) -> str:
    """An answer in prose."""
    return WORDS.get(answer, answer)


def quoted(text: str) -> str:
    """Printed words on one line, in quotation marks."""
    return f"“{' '.join(text.split())}”"


def head(report: Assessment, said: Said = str) -> list[str]:
    """What the report is about, a line each."""
    counts = report.counts()
    told = ", ".join(f"{counts[name]} {said(name)}" for name in OUTCOMES if name in counts)
    lines = [
        f"{report.file}: {report.title}",
        f"{report.provisions} provisions, read in {report.language}"
        + (f" with the law of {report.country}" if report.country else ""),
        f"{len(report.items)} items: {told}",
        *(f"note: {notice}" for notice in report.notices),
        f"other countries: {report.compared_with}",
        LIMITS,
    ]
    return lines


def changes(report: Assessment) -> list[str]:
    """What the draft changes against the law as it stands, a line each."""
    return [f"{item.item}: {item.law} -> {item.together}" for item in report.changed()]


def prose(report: Assessment) -> list[str]:
    """The same for a reader: the questions in full."""
    return [
        f"{item.question} {worded(str(item.law))} → {worded(str(item.together))}"
        for item in report.changed()
    ]


def details(item: ItemAssessed, said: Said = str) -> Iterator[tuple[str, str]]:
    """What there is to say of an item: (kind, line)."""
    if item.note:
        yield "note", item.note
    for passage in item.passages:
        place = f"{passage.citation} {passage.heading}".strip()
        yield "place", f"{said(passage.polarity)}: {place}"
        yield "quote", quoted(passage.quote)
    for miss in item.misses:
        yield "miss", f"near miss: {miss.citation}: {miss.says}, {miss.missing}"
        yield "quote", quoted(miss.quote)
    if item.law is not None:
        both = f"{said(item.law)}; with the draft: {said(str(item.together))}"
        yield "law", f"law as it stands: {both}"
    for verb, names in (("met in", item.met_in), ("in part in", item.partly_in)):
        if names:
            more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
            yield "countries", f"{verb} {len(names)}: {', '.join(names[:FEW])}{more}"


def by_group(report: Assessment) -> Iterator[tuple[str, list[ItemAssessed]]]:
    """The items by group, in their order."""
    found: dict[str, list[ItemAssessed]] = {}
    for item in report.items:
        found.setdefault(item.group, []).append(item)
    yield from found.items()


def as_text(report: Assessment) -> str:
    """Plain text for a terminal or a file."""
    lines = head(report)
    if report.country:
        lines += ["", f"What the draft changes in the law of {report.country}"]
        lines += [f"  {line}" for line in changes(report)] or ["  nothing"]
    for group, items in by_group(report):
        lines += ["", group]
        for item in items:
            inverse = " (yes is the weaker law)" if item.inverse else ""
            lines.append(f"  {item.answer:13}{item.item}: {item.question}{inverse}")
            lines += [f"{' ' * (17 if kind == 'quote' else 15)}{line}" for kind, line in details(item)]  # fmt: skip
    return "\n".join(lines) + "\n"


def as_markdown(report: Assessment) -> str:
    """Markdown, with everything from the draft escaped."""
    first, *rest = head(report)
    lines = [f"# {_plain(first)}", "", *(f"- {_plain(line)}" for line in rest)]
    if report.country:
        lines += ["", "## What the draft changes", ""]
        lines += [f"- {line}" for line in changes(report)] or ["- nothing"]
    for group, items in by_group(report):
        lines += ["", f"## {group}"]
        for item in items:
            lines += ["", f"### {item.item}: {item.answer}", "", item.question, ""]
            for kind, line in details(item):
                lines.append(f"> {_plain(line)}\n" if kind == "quote" else f"- {_plain(line)}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)


def as_csv(report: Assessment) -> str:
    """One row an item."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("item", "group", "question", "answer", "law", "together", "citations", "quotes", "near_misses", "met_in"))  # fmt: skip
    for item in report.items:
        writer.writerow(
            _cell(value)
            for value in (
                item.item,
                item.group,
                item.question,
                item.answer,
                item.law or "",
                item.together or "",
                "; ".join(p.citation for p in item.passages),
                " | ".join(" ".join(p.quote.split()) for p in item.passages),
                " | ".join(f"{m.citation}: {m.says}, {m.missing}" for m in item.misses),
                "; ".join(item.met_in),
            )
        )
    return out.getvalue()


def _cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value


def as_html(report: Assessment) -> str:
    """One page without scripts; lxml escapes what the draft says."""
    from lxml import etree
    from lxml.builder import E

    first, *rest = head(report, worded)
    body = E.body(E.h1(_clean(first)), E.ul(*(E.li(_clean(line)) for line in rest)))
    if report.country:
        body.append(E.h2("What the draft changes"))
        body.append(E.ul(*(E.li(line) for line in prose(report) or ["nothing"])))
    for group, items in by_group(report):
        body.append(E.h2(group))
        for item in items:
            body.append(E.h3(f"{item.question} – {worded(item.answer)}", id=item.item))
            for kind, line in details(item, worded):
                body.append((E.blockquote if kind == "quote" else E.p)(_clean(line)))
    page = E.html(
        E.head(
            E.meta(charset="utf-8"),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.title(_clean(first)),
            E.style(STYLE),
        ),
        body,
        lang="en",
    )
    return "<!doctype html>\n" + str(etree.tostring(page, encoding="unicode", method="html")) + "\n"


def _clean(text: str) -> str:
    """Text without characters that XML has no place for."""
    return "".join(char for char in text if char >= " " and char not in "\ufffe\uffff")


def as_docx(report: Assessment) -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    first, *rest = head(report, worded)
    document.add_heading(_clean(first), 0)
    for line in rest:
        document.add_paragraph(_clean(line), style="List Bullet")
    if report.country:
        document.add_heading("What the draft changes", 1)
        for line in prose(report) or ["nothing"]:
            document.add_paragraph(line, style="List Bullet")
    for group, items in by_group(report):
        document.add_heading(group, 1)
        for item in items:
            document.add_heading(f"{item.question} – {worded(item.answer)}", 2)
            for kind, line in details(item, worded):
                style = "Intense Quote" if kind == "quote" else None
                document.add_paragraph(_clean(line), style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_json(report: Assessment) -> str:
    """JSON in the shape of the model `Assessment`."""
    return report.model_dump_json(indent=1) + "\n"


RENDERERS: dict[str, Callable[[Assessment], str | bytes]] = {
    "text": as_text,
    "html": as_html,
    "docx": as_docx,
    "json": as_json,
    "md": as_markdown,
    "csv": as_csv,
}
"""Reports by the name of their format."""
SUFFIXES = {".txt": "text", ".html": "html", ".htm": "html", ".docx": "docx", ".json": "json", ".md": "md", ".csv": "csv"}  # fmt: skip
