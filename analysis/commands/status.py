"""`lexgap status`."""

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

HEAD = ("country", "acts", "provisions", "findings", "answers", "oldest", "newest")


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show what each stage has made of each country, what is out of date, and the issues.

    Example: lexgap --data mydata status
    """
    with plain_errors():
        from lexgap.analysis.status import status
        from lexgap.schema.store import dump

        state = status(folder(data))
    if as_json:
        typer.echo(dump(state.as_dict()))
        return
    typer.echo(f"{HEAD[0]:9}" + "".join(f"{name:>12}" for name in HEAD[1:]))
    for entry in state.countries:
        cells = "".join(f"{getattr(entry, name):>12}" for name in HEAD[1:])
        typer.echo(f"{entry.country:9}{cells}")
    for stage, run in state.runs.items():
        counts = ", ".join(f"{name} {count:,}" for name, count in run["counts"].items())
        typer.echo(f"{stage}: {run['started']}, {run['seconds']:.1f} s, {counts}")
    for stage, count in state.issues.items():
        typer.echo(f"issues of {stage}: {count:,}")
    for line in state.stale:
        typer.echo(f"out of date: {line}")
