"""`lexgap assess`: a draft bill against the checklist."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors
from lexgap.schema.store import BadInputError, replacing


class Report(StrEnum):
    """Formats of the report."""

    text = "text"
    html = "html"
    docx = "docx"
    json = "json"
    md = "md"
    csv = "csv"


class Given(StrEnum):
    """Formats of the draft."""

    text = "text"
    html = "html"
    docx = "docx"
    pdf = "pdf"


FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The draft: plain text, HTML, DOCX or PDF.")
]
LanguageOption = Annotated[
    str, typer.Option("--language", metavar="XX", help="Its language (default: told by its wording).")
]  # fmt: skip
CountryOption = Annotated[
    str, typer.Option("--country", metavar="XX", help="Read it together with the law of this country.")
]  # fmt: skip
FormatOption = Annotated[
    Report | None, typer.Option("--format", help="Format of the report (default: by --out, or text).")
]  # fmt: skip
FromOption = Annotated[
    Given | None, typer.Option("--from", help="Format of the draft (default: by its bytes and name).")
]  # fmt: skip
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the report there.")
]
EncodingOption = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="Encoding of a text that is not UTF-8.")
]


def command(
    file: FileArgument,
    *,
    language: LanguageOption = "",
    country: CountryOption = "",
    report: FormatOption = None,
    out: OutOption = None,
    given: FromOption = None,
    encoding: EncodingOption = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer the checklist on a draft bill that is in no database.

    Shows for each item the words that meet it, what comes near, and which countries meet it; with
    --country also what the draft changes against the law in the data folder.

    Example: lexgap --data mydata assess bill.docx --language en --country KE --out report.html
    """
    with plain_errors():
        kind = chosen(report, out, as_json)
        from lexgap.analysis.assessment import assess
        from lexgap.analysis.detection import detect
        from lexgap.analysis.documents import document_text
        from lexgap.analysis.drafts import split
        from lexgap.analysis.pipeline import served
        from lexgap.analysis.reports import RENDERERS

        text = document_text(file, given.value if given else None, encoding)
        name = served(language) if language else detect(text)
        notices = () if language else (f"language {name} told by the wording; else say --language",)
        found = assess(file.name, split(text, name), name, folder(data), country, notices)
        rendered = RENDERERS[kind](found)
        body = rendered.encode() if isinstance(rendered, str) else rendered
        if out is not None:
            write(out, body)
        elif kind == "docx" and sys.stdout.isatty():
            raise BadInputError("a Word document cannot be shown here; say where with --out FILE")
        else:
            sys.stdout.buffer.write(body)
            sys.stdout.flush()


def chosen(report: Report | None, out: Path | None, as_json: bool) -> str:
    """Format of the report: as said, by the name of the file to write, or text."""
    from lexgap.analysis.reports import SUFFIXES

    if report or as_json:
        return report.value if report else "json"
    if out is None:
        return "text"
    if out.suffix.lower() not in SUFFIXES:
        raise BadInputError(f"{out}: which format? say --format, or name it {' '.join(SUFFIXES)}")
    return SUFFIXES[out.suffix.lower()]


def write(out: Path, body: bytes) -> None:
    """Write the report beside its place and rename it."""
    try:
        with replacing(out, "wb") as stream:
            stream.write(body)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror}; choose another place with --out") from error
