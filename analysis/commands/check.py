"""`lexgap check`."""

import json
from pathlib import Path

import typer

from lexgap.analysis.options import BAD_INPUT, DataOption, JsonOption, folder


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Check every YAML file: checklist, rules, concepts, sentencing, countries, reference data.

    Prints one line a problem, with file, line and remedy; the exit status is 2 where there is one.

    Example: lexgap check
    """
    from lexgap.analysis.check import check

    report = check(folder(data))
    here = f"{Path.cwd()}/"
    problems = [line.replace(here, "") for line in report.problems]
    if as_json:
        typer.echo(json.dumps({"checked": report.counts, "problems": problems}, ensure_ascii=False))
    else:
        for line in problems:
            typer.echo(line)
        counts = ", ".join(f"{count} {name}" for name, count in report.counts.items())
        typer.echo(f"checked {counts}: {len(problems) or 'no'} problems")
    if problems:
        raise typer.Exit(BAD_INPUT)
