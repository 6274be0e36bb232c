"""`lexgap up`: see everything at work, without the network."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from lexgap.analysis.commands.serve import ContactOption, HostOption
from lexgap.analysis.options import FINE, ISSUES, JsonOption, plain_errors

if TYPE_CHECKING:
    from lexgap.analysis.chain import Done
    from lexgap.schema.store import Folder

PlaceOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Data folder to work in and keep."),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        "--port",
        min=0,
        max=65535,
        help="Port; 0 for any free (default: the first free one from 8001).",
    ),
]
NoServeOption = Annotated[
    bool, typer.Option("--no-serve", help="End after the build and say where the database is.")
]
KeepOption = Annotated[
    bool, typer.Option("--keep", help="Keep the temporary data folder when the server ends.")
]


def command(
    *,
    data: PlaceOption = None,
    no_serve: NoServeOption = False,
    port: PortOption = None,
    host: HostOption = "127.0.0.1",
    keep: KeepOption = False,
    contact: ContactOption = "",
    as_json: JsonOption = False,
) -> None:
    """Run the whole chain on the embedded sample and show it in a browser; no network is needed.

    The sample is the law of three countries that do not exist. The published facts about real
    countries stand beside it. Without --data it works in a temporary folder, which is removed when
    the server ends; --no-serve and --keep leave it.

    Example: lexgap up --port 8080
    """
    with plain_errors(), _ending_in_order():
        from lexgap.analysis.sample import build_sample, given, listening, workplace

        chosen = given(data)
        with workplace(chosen, keep or no_serve) as store:
            bound = None if no_serve else listening(host, port)
            again = f"lexgap --data {store.root} up" if chosen else ""
            done = build_sample(store, quiet=as_json, again=again)
            if bound is None:
                _tell(store, done, as_json, "")
                raise typer.Exit(ISSUES if done.issues else FINE)
            from lexgap.analysis.serve import address, application, run

            app = application(store.database, contact)
            _tell(store, done, as_json, address(bound))
            with suppress(KeyboardInterrupt):  # uvicorn hands on the signal that ended it
                run(app, bound)


def _tell(store: "Folder", done: "Done", as_json: bool, address: str) -> None:
    """Print the address and where the database is; a reader of a pipe sees it at once."""
    from lexgap.schema.store import dump

    if as_json:
        typer.echo(dump({**done.told(store), **({"address": address} if address else {})}))
    elif address:
        typer.echo(f"lexgap is at {address} (Ctrl-C ends)")
        typer.echo(f"database {store.database}")
    else:
        typer.echo(f"{store.database}")
        typer.echo(f"look at it with `lexgap --data {store.root} serve`")


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let SIGTERM unwind like Ctrl-C, so that a temporary folder is removed."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
