"""`lexgap run`."""

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Bring the data folder up to date: read the archives, tag, answer and build.

    Each stage does only what has changed since the last run.

    Example: lexgap --data mydata run
    """
    with plain_errors():
        from lexgap.analysis.chain import run
        from lexgap.schema.store import dump

        done = run(folder(data), quiet=as_json)
    if as_json:
        typer.echo(dump(done.counts))
    if done.issues:
        raise typer.Exit(ISSUES)
