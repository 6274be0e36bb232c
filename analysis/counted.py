"""How `lexgap crawl` and `lexgap read` tell what they did, country by country."""

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from lexgap.analysis.options import errors
from lexgap.crawlers.reading import Count, Reading
from lexgap.schema.models import Issue, Run
from lexgap.schema.store import Folder, append_run

SHOWN = 20
"""Issues printed; all are in issues.jsonl."""


class Clock:
    """When a stage began, and how long ago that is."""

    def __init__(self) -> None:
        self.start = dt.datetime.now(dt.UTC)
        self.tick = time.monotonic()

    @property
    def name(self) -> str:
        """Name of the run, such as 20260102T030405Z."""
        return self.start.strftime("%Y%m%dT%H%M%SZ")

    def log(
        self,
        folder: Folder,
        stage: str,
        counts: Mapping[str, int],
        issues: int,
        sources: Sequence[str] = (),
    ) -> None:
        """Append the run to runs.jsonl; `sources` are those that a crawl asked."""
        seconds = round(time.monotonic() - self.tick, 3)
        started = self.start.isoformat(timespec="seconds")
        append_run(
            folder,
            Run(
                stage=stage,
                started=started,
                seconds=seconds,
                counts=dict(counts),
                issues=issues,
                sources=tuple(sources),
            ),
        )


@contextmanager
def bar() -> Iterator[Progress]:
    """A progress bar on standard error, silent where that is no terminal."""
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=errors, disable=not errors.is_terminal, transient=True
    ) as shown:
        yield shown


def totals(reading: Reading) -> dict[str, int]:
    """Acts, provisions and unchanged responses of all countries, and act files removed."""
    return {
        "acts": sum(count.acts for count in reading.counts),
        "provisions": sum(count.provisions for count in reading.counts),
        "unchanged": sum(count.unchanged for count in reading.counts),
        "removed": len(reading.removed),
    }


def rows(
    counts: Sequence[Count], extra: Mapping[str, Mapping[str, int]] | None = None
) -> list[dict[str, Any]]:
    """One object a country; `extra` adds numbers by name of the country."""
    found = []
    for count in counts:
        row = asdict(count)
        for key, value in (extra or {}).get(count.name, {}).items():
            row[key] = row.get(key, 0) + value
        found.append(row)
    return found


def show(counted: Sequence[Mapping[str, Any]], issues: Sequence[Issue]) -> None:
    """Print a table of countries, then the first issues on standard error."""
    console = Console()
    table = Table(box=None, pad_edge=False)
    names = [key for key in (counted[0] if counted else {}) if key not in ("name", "country")]
    table.add_column("country")
    for name in names:
        table.add_column(name, justify="right")
    for row in counted:
        table.add_row(f"{row['name']} ({row['country']})", *(f"{row[n]:,}" for n in names))
    if len(counted) > 1:
        table.add_row("all", *(f"{sum(row[n] for row in counted):,}" for n in names))
    console.print(table)
    complain(issues)


def complain(issues: Sequence[Issue]) -> None:
    """Print the first issues on standard error."""
    for issue in issues[:SHOWN]:
        line = f"{issue.kind}: {issue.where}: {issue.message}; {issue.remedy}"
        errors.print(line, style="yellow", highlight=False, soft_wrap=True, markup=False)
    if len(issues) > SHOWN:
        errors.print(f"{len(issues) - SHOWN} more issues are in issues.jsonl")
