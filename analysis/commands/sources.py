"""`lexgap sources`: every country, its source, and what came of it."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from lexgap.analysis.standing import Standing

HEAD = ("country", "state", "acts", "provisions", "issues", "last run", "addresses", "source")
COUNTS = ("acts", "provisions", "issues")


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List every country with its source, its licence and what the last crawl of it came to.

    ok: the last run yielded acts and no issue stands. untried: no run did so yet. blocked: closed to
    machines. no-source: none is known, or none that lexgap can read. `unconfirmed` addresses follow
    the publisher's scheme and stand in no recorded file.

    Example: lexgap --data DIR sources --json
    """
    with plain_errors():
        from lexgap.analysis.standing import standings
        from lexgap.schema.store import dump

        found = standings(folder(data))
    if as_json:
        typer.echo(dump([standing.record() for standing in found]))
        return
    _show(found)


def _show(found: Sequence["Standing"]) -> None:
    """A table on a terminal, aligned lines elsewhere, then the number of sources by state."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console, rows = Console(), [_cells(standing) for standing in found]
    if console.is_terminal:
        table = Table(box=None, pad_edge=False)
        for name in HEAD:
            table.add_column(name, justify="right" if name in COUNTS else "left")
        for row in rows:
            table.add_row(*(escape(cell) for cell in row))
        console.print(table)
    else:
        widths = [max(map(len, column)) for column in zip(HEAD, *rows, strict=True)]
        for row in (HEAD, *rows):
            cells = zip(HEAD, row, widths, strict=True)
            line = (c.rjust(w) if name in COUNTS else c.ljust(w) for name, c, w in cells)
            typer.echo("  ".join(line).rstrip())
    states = Counter(standing.state for standing in found)
    typer.echo(", ".join(f"{count} {state}" for state, count in sorted(states.items())))


def _cells(standing: "Standing") -> tuple[str, ...]:
    numbers = (standing.acts, standing.provisions, standing.issues)
    notes = [standing.publisher] if standing.publisher else []
    notes += [f"via {standing.via}"] if standing.via else []
    notes += [standing.why] if standing.why else []
    notes += [f"{standing.imported} acts were imported"] if standing.imported else []
    doubt = f", {standing.unconfirmed} unconfirmed" if standing.unconfirmed else ""
    return (
        f"{standing.name} ({standing.country})",
        standing.state,
        *(f"{number:,}" for number in numbers),
        (standing.last_run or "-")[:10],
        f"{standing.addresses}{doubt}",
        "; ".join(notes),
    )
