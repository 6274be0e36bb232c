"""`lexgap read`: acts from archived bytes, offline."""

from typing import Annotated

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors


def command(
    countries: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNTRY]...", help="Country files or ISO codes [default: all]."),
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read archived responses again and write the acts. Nothing goes out to the network.

    A mended page class needs no new crawl. What did not change since the last time is not read
    again. Pages that are not what their class expects are listed, and the exit status is 1.

    Example: lexgap --data DIR read canada de
    """
    with plain_errors():
        from lexgap.analysis.counted import Clock, bar, rows, show, totals
        from lexgap.crawlers import sources
        from lexgap.crawlers.reading import read
        from lexgap.schema.store import dump

        clock, store = Clock(), folder(data)
        chosen = sources.choose(sources.countries(store), countries) if countries else None
        with bar() as progress:
            task = progress.add_task("reading", total=None)
            done = read(
                store,
                chosen,
                lambda name, n, of: progress.update(task, description=name, completed=n, total=of),
            )
        clock.log(store, "read", totals(done), len(done.issues))
        shown = rows([c for c in done.counts if countries or c.acts or c.issues])
        if as_json:
            told = [issue.model_dump(mode="json") for issue in done.issues]
            typer.echo(dump({"countries": shown, **totals(done), "issues": told}))
        elif shown:
            show(shown, done.issues)
        else:
            typer.echo(f"{store.raw} holds no response of any country; run `lexgap crawl` first")
        if done.cut:
            raise done.cut[0]
    if done.issues:
        raise typer.Exit(ISSUES)
