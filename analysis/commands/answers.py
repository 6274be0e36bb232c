"""`lexgap answers`."""

from typing import Annotated

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

CountryOption = Annotated[
    list[str] | None, typer.Option("--country", metavar="XX", help="Only this country; repeatable.")
]


def command(
    data: DataOption = None, country: CountryOption = None, as_json: JsonOption = False
) -> None:
    """Print the answer to every item for every country with text, and its evidence.

    Example: lexgap --data mydata answers --json
    """
    with plain_errors():
        from lexgap.analysis.contracts import answer_records

        chosen = {code.upper() for code in country or ()}
        records = [
            record
            for record in answer_records(folder(data))
            if not chosen or record["country"] in chosen
        ]
    if as_json:
        import json

        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for record in records:
        cited = [finding["provision"] for finding in record["findings"]]
        more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
        place = f"{cited[0]}{more}" if cited else ""
        typer.echo(f"{record['country']}  {record['item']:38}{record['answer']:15}{place}".rstrip())
