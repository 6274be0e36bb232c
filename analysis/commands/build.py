"""`lexgap build`."""

from pathlib import Path
from typing import Annotated

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, errors, folder, plain_errors

ReleaseOption = Annotated[
    Path | None,
    typer.Option(
        "--release",
        metavar="DIR",
        help="Published facts to show for countries without text here [default: those of lexgap].",
    ),
]
NoReleaseOption = Annotated[
    bool, typer.Option("--no-release", help="Build from the data folder alone.")
]


def command(
    data: DataOption = None,
    release: ReleaseOption = None,
    no_release: NoReleaseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Build the database lexgap.db from acts, findings and answers.

    A finding that does not stand verbatim in its provision is not built; it is reported and the
    exit status is 1. The same data folder gives the same database, byte for byte.

    Example: lexgap --data mydata build
    """
    with plain_errors():
        from lexgap.analysis.chain import built
        from lexgap.analysis.embedded import RELEASE
        from lexgap.schema.store import dump

        made = built(folder(data), None if no_release else (release or RELEASE))
        if as_json:
            told = [i.model_dump(mode="json") for i in made.issues]
            typer.echo(dump({"database": str(made.path), "rows": made.counts, "issues": told}))
        else:
            for name, count in made.counts.items():
                typer.echo(f"{name:18}{count:>10,}")
            typer.echo(f"{made.path}")
        for issue in made.issues:
            errors.print(
                f"{issue.where}: {issue.message}; {issue.remedy}", highlight=False, soft_wrap=True
            )
        if made.issues:
            raise typer.Exit(ISSUES)
