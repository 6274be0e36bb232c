"""`lexgap run`."""

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Bring the data folder up to date: read the archives, tag, answer and build.

    Each stage does only what has changed since the last run; one that was interrupted goes on
    where it stopped. Each stage is told with its counts and seconds.

    Example: lexgap --data mydata run
    """
    with plain_errors():
        from lexgap.analysis.chain import run
        from lexgap.schema.store import dump

        store = folder(data)
        done = run(store, quiet=as_json)
    if as_json:
        typer.echo(dump(done.told(store)))
    else:
        typer.echo(f"{store.database}")
    if done.issues:
        raise typer.Exit(ISSUES)
