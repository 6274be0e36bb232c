"""`lexgap up`: the whole chain on the embedded sample, in a data folder that is given or passing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lexgap.analysis import embedded
from lexgap.analysis.chain import Chain, Done, finish
from lexgap.analysis.counted import Clock, bar
from lexgap.analysis.options import Chosen
from lexgap.schema.models import Issue
from lexgap.schema.store import ENV, BadInputError, Folder

if TYPE_CHECKING:
    import socket

FIRST_PORT, PORTS = 8001, 20
"""Ports tried one after another where none is asked for."""


def given(data: Path | None) -> Path | None:
    """The data folder that the command line or the environment names, if any."""
    found = data or Chosen.data
    return found or (Path(os.environ[ENV]) if os.environ.get(ENV) else None)


@contextmanager
def workplace(data: Path | None, keep: bool) -> Iterator[Folder]:
    """The folder `data`, or a temporary one that is removed at the end unless it is to `keep`."""
    if data is not None:
        yield Folder(data)
        return
    path = Path(tempfile.mkdtemp(prefix="lexgap-"))
    try:
        yield Folder(path)
    finally:
        if not keep:
            shutil.rmtree(path, ignore_errors=True)


def build_sample(folder: Folder, quiet: bool = False, again: str = "") -> Done:
    """Replay the recorded sample into `folder`, then read, tag, answer and build all it holds.

    `again` is the command that goes on after Ctrl-C; empty where the folder does not stay.
    Raises BadInputError for a folder of another version, or an archive in it that is damaged.
    """
    folder.check()
    chain = Chain(folder, quiet, again)
    names = embedded.lay_sources(folder)
    chain.stage("crawl", lambda: _replay(folder, names))
    cut = finish(chain)
    if cut:
        raise cut
    return chain.done


def _replay(folder: Folder, names: list[str]) -> tuple[dict[str, int], list[Issue]]:
    from lexgap.crawlers.crawl import crawl

    clock = Clock()
    with bar() as shown:
        task = shown.add_task("crawl", total=None)
        done = crawl(
            folder,
            names,
            run=clock.name,
            replay=embedded.RECORDING,
            watch=lambda _: shown.advance(task),
        )
    if done.cut:
        raise BadInputError(f"{done.cut}; install lexgap again")
    counts = {"countries": len(done.chosen), "responses": sum(done.responses.values())}
    clock.log(folder, "crawl", counts, len(done.issues), done.asked)
    return counts, done.issues


def listening(host: str, port: int | None) -> "socket.socket":
    """A socket on `port`; on the first free one from FIRST_PORT where none is asked for.

    Raises BadInputError where the port asked for is taken.
    """
    tries = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    for candidate in tries[:-1]:
        try:
            return _open(host, candidate)
        except BadInputError:
            continue
    return _open(host, tries[-1])


def _open(host: str, port: int) -> "socket.socket":
    """A socket that takes connections from now on: they wait until the server answers."""
    from lexgap.analysis.serve import listen

    bound = listen(host, port)
    try:
        bound.listen()
    except OSError as error:  # another process that is only bound yet was there first
        bound.close()
        raise BadInputError(
            f"{host}:{port}: {error.strerror}; choose another with --port"
        ) from error
    return bound
