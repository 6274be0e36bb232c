"""`lexgap brief`: two pages on one country, to take to a hearing."""

import sqlite3
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lexgap.analysis.options import DataOption, folder, plain_errors
from lexgap.schema.store import BadInputError, replacing


class Format(StrEnum):
    """Formats of a brief."""

    pdf = "pdf"
    docx = "docx"
    html = "html"


CountryArgument = Annotated[
    str, typer.Argument(metavar="COUNTRY", help="ISO 3166 code of two letters, such as KE.")
]
OthersArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[OTHERS]...", help="Further countries of --against.")
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option(
        "--against", metavar="XX...", help="Countries beside it (default: its neighbours)."
    ),
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="Format (default: by --out, or pdf).")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write it there (default: brief-XX.pdf)."),
]

LanguageOption = Annotated[
    str, typer.Option("--language", metavar="CODE", help="Language of its words: en, es or fr.")
]


def command(
    country: CountryArgument,
    others: OthersArgument = None,
    *,
    against: AgainstOption = None,
    kind: FormatOption = None,
    out: OutOption = None,
    language: LanguageOption = "en",
    data: DataOption = None,
) -> None:
    """Write two pages on one country's law beside others, every claim cited, as PDF, DOCX or HTML.

    Example: lexgap --data mydata brief KE --against TZ UG ZM --format docx --out kenya.docx
    """
    with plain_errors():
        if others and not against:
            raise BadInputError(
                f"{others[0]}: what of it? put --against before the other countries"
            )
        codes = [code for given in (*(against or ()), *(others or ())) for code in given.replace(",", " ").split()]  # fmt: skip
        chosen = form(kind, out)
        place = out or Path(f"brief-{country.upper()}.{chosen}")
        body = made(folder(data).database, country, codes, chosen, language)
        if str(place) == "-":
            sys.stdout.buffer.write(body)
            return
        try:
            with replacing(place, "wb") as stream:
                stream.write(body)
        except OSError as error:
            raise BadInputError(f"{place}: {error.strerror}; choose another with --out") from error
        typer.echo(str(place))


def form(kind: Format | None, out: Path | None) -> str:
    """The format: as said, by the name of the file to write, or PDF."""
    if kind:
        return kind.value
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    if suffix and suffix not in set(Format):
        raise BadInputError(f"{out}: which format? say --format, or name it .pdf, .docx or .html")
    return suffix or Format.pdf.value


def made(
    database: Path, country: str, against: list[str], kind: str, language: str = "en"
) -> bytes:
    """The brief from a database of ours. Raises BadInputError."""
    from lexgap.analysis.briefs.formats import brief
    from lexgap.analysis.serve import check
    from lexgap.analysis.site.language import LANGUAGES, spoken

    if language not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        raise BadInputError(f"--language {language}: no catalogue for it; choose one of {known}")

    if not database.is_file():
        raise BadInputError(f"{database}: no such database; run `lexgap build` first")
    check(database)
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        with spoken(language):
            return brief(connection, country, against, kind)
    finally:
        connection.close()
