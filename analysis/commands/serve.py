"""`lexgap serve`."""

from typing import Annotated

import typer

from lexgap.analysis.options import DataOption, folder, plain_errors

PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any free.")]
HostOption = Annotated[str, typer.Option("--host", help="Address to listen on.")]
ContactOption = Annotated[
    str,
    typer.Option(
        "--contact",
        envvar="LEXGAP_CONTACT",
        help="Where “something wrong?” leads: a mail address or the address of a new issue.",
    ),
]


def command(
    data: DataOption = None,
    port: PortOption = 8001,
    host: HostOption = "127.0.0.1",
    contact: ContactOption = "",
) -> None:
    """Show the database in a browser: pages for readers, tables and SQL for everybody else.

    Example: lexgap --data mydata serve --port 8001
    """
    with plain_errors():
        from lexgap.analysis.serve import address, application, listen, run

        app = application(folder(data).database, contact)
        bound = listen(host, port)
        typer.echo(f"lexgap is at {address(bound)} (Ctrl-C ends)")
        run(app, bound)
