"""`lexgap import`: bring your own texts."""

import datetime as dt
import json
import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, errors, folder, plain_errors

SHOWN = 20
"""Issues printed; all are in issues.jsonl."""


def command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files or folders in the format.")
    ],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import statutes in the interchange format: JSON Lines or CSV, one provision a row.

    Columns: jurisdiction, language, work, citation, url, path, number, heading, text. A
    manifest.jsonl beside the files may give title, provenance, mirror, complete, text_state and
    as_at of each. Rows that cannot be used are listed and left out, and the exit status is 1.

    Example: lexgap --data DIR import statutes/ more.csv
    """
    from lexgap.analysis.imports import import_files, interchange_files
    from lexgap.schema.models import Run
    from lexgap.schema.store import append_issues, append_run

    with plain_errors():
        started, clock = dt.datetime.now(dt.UTC), time.monotonic()
        files = interchange_files(paths)
        store = folder(data)
        store.open()
        done = import_files(store, files)
        counts = {"files": done.files, "acts": len(done.acts), "provisions": done.provisions}
        counts |= {f"mended_{name}": done.mended[name] for name in sorted(+done.mended)}
        issues = append_issues(store, done.issues)
        seconds = round(time.monotonic() - clock, 3)
        stamp = started.isoformat(timespec="seconds")
        append_run(
            store, Run(stage="import", started=stamp, seconds=seconds, counts=counts, issues=issues)
        )
    acts = Counter(act.country for act in done.acts)
    parts: Counter[str] = Counter()
    for act in done.acts:
        parts[act.country] += len(act.provisions)
    if as_json:
        countries = {code: {"acts": acts[code], "provisions": parts[code]} for code in sorted(acts)}
        typer.echo(json.dumps({**counts, "issues": issues, "countries": countries}))
    else:
        print_table(acts, parts)
    for issue in done.issues[:SHOWN]:
        errors.print(
            f"{issue.where}: {issue.message}; {issue.remedy}", highlight=False, soft_wrap=True
        )
    if issues > SHOWN:
        errors.print(f"and {issues - SHOWN} more in {store.issues}", highlight=False)
    if issues:
        raise typer.Exit(ISSUES)


def print_table(acts: Counter[str], parts: Counter[str]) -> None:
    """Counts by country: a table on a terminal, plain columns elsewhere."""
    rows = [(code, acts[code], parts[code]) for code in sorted(acts)]
    rows.append(("total", acts.total(), parts.total()))
    console = Console()
    if console.is_terminal:
        from rich.table import Table

        table = Table("country", "acts", "provisions")
        for name, *numbers in rows:
            table.add_row(name, *map(str, numbers))
        console.print(table)
        return
    typer.echo("country acts provisions")
    for name, *numbers in rows:
        typer.echo(f"{name:<7} {numbers[0]:>4} {numbers[1]:>10}")
