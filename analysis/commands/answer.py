"""`lexgap answer`."""

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors
from lexgap.schema.store import dump


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Answer every checklist item for every country with text, from the findings.

    Example: lexgap --data mydata answer
    """
    with plain_errors():
        from lexgap.analysis.answering import answer

        counts = answer(folder(data))
    if as_json:
        typer.echo(dump(counts))
    else:
        typer.echo(", ".join(f"{value} {name}" for name, value in counts.items()))
