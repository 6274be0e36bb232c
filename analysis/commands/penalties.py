"""`lexgap penalties`."""

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors


def command(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print the custodial range of the base offences, country by country, in months.

    Example: lexgap --data mydata penalties --json
    """
    with plain_errors():
        from lexgap.analysis.contracts import penalty_records

        records = penalty_records(folder(data))
    if as_json:
        import json

        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for record in records:
        low = "" if record["min_months"] is None else str(record["min_months"])
        high = "" if record["max_months"] is None else str(record["max_months"])
        term = f"{low or '·'} – {'life' if record['life'] else high or '·'}"
        fine = "fine" if record["fine"] else ""
        line = f"{record['country']}  {record['penalty']:14}{term:14}{fine:6}{record['provision']}"
        typer.echo(line.rstrip())
