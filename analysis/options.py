"""Options that every command shares, and how a command ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lexgap.schema.store import ENV, BadInputError, Folder

FINE, ISSUES, BAD_INPUT = 0, 1, 2

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help=f"Data folder (environment {ENV}; default: data)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]

errors = Console(stderr=True)


class Chosen:
    """The data folder given before the command (`lexgap --data DIR run`)."""

    data: Path | None = None


def folder(data: Path | None) -> Folder:
    """The data folder: the command's own --data, the global one, the environment, or `data`."""
    chosen = data or Chosen.data or Path(os.environ.get(ENV) or "data")
    return Folder(chosen)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn BadInputError into one line on standard error and exit status 2."""
    try:
        yield
    except BadInputError as error:
        errors.print(f"lexgap: {error}", style="red", highlight=False, soft_wrap=True)
        raise typer.Exit(BAD_INPUT) from error
