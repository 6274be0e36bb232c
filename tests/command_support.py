"""Commands as tests call them."""

from pathlib import Path

from typer.testing import CliRunner, Result

from lexgap.analysis import cli


def call(*arguments: object) -> Result:
    """What `lexgap` does with these words, in 120 columns."""
    if not cli.app.registered_commands:
        cli.register()
    return CliRunner().invoke(cli.app, [str(a) for a in arguments], env={"COLUMNS": "120"})


def call_on(folder: Path, *arguments: object) -> Result:
    """What `lexgap` does with these words on a data folder."""
    return call("--data", folder, *arguments)
