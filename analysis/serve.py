"""Open lexgap.db in Datasette: immutable, with our metadata, settings and pages."""

import socket
from pathlib import Path
from typing import Any

from lexgap.schema.store import BadInputError


def application(database: Path, contact: str = "") -> Any:
    """A Datasette over `database`; `contact` is a mail or an issue tracker's address.

    Raises BadInputError where there is no database or it is not one of ours.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    from lexgap.analysis import site
    from lexgap.analysis.metadata import DATABASE, SETTINGS, metadata

    if not database.is_file():
        raise BadInputError(f"{database}: no such database; run `lexgap build` first")
    with database.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise BadInputError(f"{database}: not a SQLite database; run `lexgap build` again")
    if database.stem != DATABASE:
        raise BadInputError(f"{database}: the pages look for {DATABASE}.db; rename the file")
    check(database)
    if not pm.is_registered(site):
        pm.register(site, name=DATABASE)
    return Datasette(
        [],
        immutables=[str(database)],
        metadata={**metadata(), "plugins": {DATABASE: {"contact": contact}}},
        settings=SETTINGS,
        cors=True,
    )


def check(database: Path) -> None:
    """Raise BadInputError where the tables of `database` are not those of this lexgap."""
    import sqlite3

    from lexgap.schema.tables import TABLES

    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for spec in TABLES:
            rows = connection.execute("SELECT name FROM pragma_table_info(?)", (spec.name,))
            if [row[0] for row in rows] != [column.name for column in spec.columns]:
                raise BadInputError(
                    f"{database}: table {spec.name} is not the one of this lexgap; "
                    "run `lexgap build` again"
                )
    except sqlite3.DatabaseError as error:
        raise BadInputError(f"{database}: {error}; run `lexgap build` again") from error
    finally:
        connection.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port` (0 for any). Raises BadInputError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen()
    except OSError as error:
        bound.close()
        raise BadInputError(
            f"{host}:{port}: {error.strerror}; choose another with --port, or --port 0 for any"
        ) from error
    return bound


def address(bound: socket.socket) -> str:
    """The address of a bound socket for a browser."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: Any, bound: socket.socket) -> None:
    """Serve `app` on `bound` until the process is told to stop."""
    import uvicorn
    from datasette import handle_exception

    # With rich installed Datasette prints every local variable of every 404.
    handle_exception.rich = None
    config = uvicorn.Config(app.app(), log_level="warning", lifespan="on", server_header=False)
    uvicorn.Server(config).run(sockets=[bound])
