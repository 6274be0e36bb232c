"""`lexgap tag`."""

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors
from lexgap.schema.store import dump


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Find the passages that answer checklist items in every act of the data folder.

    Acts and rules that have not changed since the last run are not tagged again.

    Example: lexgap --data mydata tag
    """
    with plain_errors():
        from lexgap.analysis.tagging import tag

        counts = tag(folder(data))
    if as_json:
        typer.echo(dump(counts))
    else:
        typer.echo(", ".join(f"{value} {name}" for name, value in counts.items()))
