"""`lexgap release`."""

from pathlib import Path
from typing import Annotated

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, errors, folder, plain_errors

OutOption = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Folder for the published facts.")
]


def command(
    data: DataOption = None, out: OutOption = Path("data/release"), as_json: JsonOption = False
) -> None:
    """Write the facts about real countries as CSV: citations, hashes and answers, never the text.

    Example: lexgap --data mydata release --out data/release
    """
    with plain_errors():
        from lexgap.analysis.release import release
        from lexgap.schema.store import dump

        made = release(folder(data), out)
    if as_json:
        typer.echo(dump({"out": str(out), "rows": made.counts, "issues": len(made.issues)}))
    else:
        for name, count in made.counts.items():
            typer.echo(f"{name:16}{count:>10,}")
        typer.echo(str(out))
    for issue in made.issues:
        errors.print(
            f"{issue.where}: {issue.message}; {issue.remedy}", highlight=False, soft_wrap=True
        )
    if made.issues:
        raise typer.Exit(ISSUES)
