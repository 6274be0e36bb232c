"""The command line. Each command lives in `analysis/commands/`; this module names them."""

from importlib import import_module
from typing import Annotated

import typer

from lexgap.analysis.options import Chosen, DataOption, plain_errors

COMMANDS = (
    "up",
    "run",
    "sources",
    "crawl",
    "import",
    "record",
    "read",
    "tag",
    "answer",
    "build",
    "serve",
    "answers",
    "review",
    "explain",
    "assess",
    "brief",
    "penalties",
    "evaluate",
    "release",
    "changes",
    "status",
    "check",
)

app = typer.Typer(
    name="lexgap",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Compare national legislation on child sexual abuse material with a model law.",
)


def version(value: bool) -> None:
    """Print the version and end."""
    if value:
        from importlib.metadata import version as installed

        typer.echo(f"lexgap {installed('lexgap')}")
        raise typer.Exit


@app.callback()
def root(
    data: DataOption = None,
    show_version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compare national legislation on child sexual abuse material with a model law."""
    Chosen.data = data


def register() -> None:
    """Add every command: module `commands/<name>_.py` or `commands/<name>.py`.

    It has a function `command`, or `app` where the command has commands of its own.
    """
    for name in COMMANDS:
        module = import_module(f"lexgap.analysis.commands.{name.replace('import', 'import_')}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(module.command)


def main() -> None:
    """Run the command line."""
    register()
    with plain_errors():
        app()
