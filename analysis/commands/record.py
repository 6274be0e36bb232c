"""`lexgap record`: the response of one act as a test case, outside the project."""

from pathlib import Path
from typing import Annotated

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors


def command(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Country file or ISO code.")],
    act: Annotated[str, typer.Argument(metavar="ACT", help="Work, or address, of the act.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the case [default: a new temporary one]."),
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take the response from this WARC.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the response of one act as a test case: its bytes, what is read in it, and a test.

    The response is the newest in the archive of the data folder, else it is fetched. A case holds
    the text of real law, so a folder within the project is refused. A page that its class cannot read
    is written too, with nothing expected, and the exit status is 1.

    Example: lexgap --data mydata record canada i-20.7 --out cases
    """
    with plain_errors():
        import tempfile
        from dataclasses import asdict

        from lexgap.analysis.counted import Clock
        from lexgap.crawlers.example import record
        from lexgap.crawlers.sources import choose, countries
        from lexgap.schema.store import dump

        store = folder(data)
        store.check()
        (chosen, *_) = choose(countries(store), [country])
        place = out or Path(tempfile.mkdtemp(prefix=f"lexgap-{chosen.name}-"))
        case = record(store, chosen, act, place, Clock().name, replay)
    if as_json:
        typer.echo(dump({**asdict(case), "folder": str(case.folder)}))
    else:
        typer.echo(f"{case.folder}: {case.file}, {case.size:,} bytes")
        typer.echo(f"{case.acts} acts, {case.provisions} provisions are expected; check them")
    if not case.acts:
        raise typer.Exit(ISSUES)
