"""`lexgap crawl`: official texts from their publishers, or from a recording."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from lexgap.crawlers.crawl import Crawl
    from lexgap.crawlers.sources import Country
    from lexgap.schema.store import Folder


def command(
    countries: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNTRY]...", help="Country files or ISO codes [default: all]."),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take the answers from this WARC; nothing goes out."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=NUMBER",
            help="Another limit of time, size or retries, as docs/operators.md lists them.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be asked for, and send nothing.")
    ] = False,
    show_list: Annotated[
        bool, typer.Option("--list", help="List the countries that can be crawled, and end.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl the official texts of countries, archive every response as sent, and read the acts.

    robots.txt is obeyed, unchanged texts are not sent twice; docs/operators.md says more. A page that is refused, missing or
    not what its class expects is listed, and the exit status is 1.

    Example: lexgap --data DIR crawl canada de --replay recorded.warc.gz
    """
    with plain_errors():
        from lexgap.analysis.counted import Clock, bar
        from lexgap.analysis.watching import Watching
        from lexgap.crawlers import sources
        from lexgap.crawlers.crawl import crawl
        from lexgap.crawlers.settings import adjusted
        from lexgap.schema.store import BadInputError

        changed = adjusted(set_ or ())
        clock, store = Clock(), folder(data)
        if show_list:
            known = sources.choose(sources.countries(store), countries or ())
            _list(known, as_json)
            return
        if dry_run:
            if _plan(store, countries or (), replay, as_json):
                raise typer.Exit(ISSUES)
            return
        with bar() as progress:
            watching = Watching(progress)
            done = crawl(
                store,
                countries or (),
                run=clock.name,
                replay=replay,
                changed=changed,
                watch=watching.event,
                progress=watching.read,
            )
        issues = [*done.issues, *done.reading.issues]
        clock.log(store, "crawl", _counts(done), len(issues), done.asked)
        _tell(done, as_json)
        if done.cut:
            raise BadInputError(done.cut)
    if issues:
        raise typer.Exit(ISSUES)


def _list(known: Sequence["Country"], as_json: bool) -> None:
    rows = [
        {
            "name": country.name,
            "country": country.source.country,
            "publisher": country.source.publisher,
            "entries": len(country.entries),
            "text_state": country.source.text_state,
            "blocked": country.source.blocked,
        }
        for country in known
    ]
    if as_json:
        from lexgap.schema.store import dump

        typer.echo(dump(rows))
        return
    for row in rows:
        more = f"  (blocked: {row['blocked']})" if row["blocked"] else ""
        typer.echo(
            f"{row['name']:24}{row['country']:4}{row['entries']:>4} entries  {row['publisher']}{more}"
        )


def _plan(store: "Folder", countries: Sequence[str], replay: Path | None, as_json: bool) -> int:
    """Print what would be asked for, and on standard error what could not; how many issues."""
    from rich.console import Console
    from rich.table import Table

    from lexgap.analysis.counted import complain
    from lexgap.crawlers.plan import Planned, plan
    from lexgap.schema.store import dump

    rows, issues = plan(store, countries, replay)
    if as_json:
        typer.echo(dump([row.model_dump(mode="json") for row in rows]))
    elif Console().is_terminal:
        table = Table(*Planned.model_fields, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(str(value) for value in row.model_dump().values()))
        Console().print(table)
    else:
        for row in rows:
            how = "conditional" if row.conditional else "unconditional"
            typer.echo(f"{row.address}\t{row.country}\t{row.act}\t{how}")
    complain(issues)
    return len(issues)


def _counts(done: "Crawl") -> dict[str, int]:
    from lexgap.analysis.counted import totals

    responses = sum(done.responses.values())
    return {"countries": len(done.chosen), "responses": responses, **totals(done.reading)}


def _tell(done: "Crawl", as_json: bool) -> None:
    """Print what was crawled and read, and what the recording does not hold."""
    from lexgap.analysis.counted import rows, show
    from lexgap.schema.store import dump

    issues = [*done.issues, *done.reading.issues]
    extra = {
        country.name: {
            "responses": done.responses.get(country.name, 0),
            "issues": len(done.issues_of(country)),
        }
        for country in done.chosen
    }
    counted = rows(done.reading.counts, extra)
    absent = {name: urls for name, urls in done.absent.items() if name in done.responses}
    if as_json:
        told = [issue.model_dump(mode="json") for issue in issues]
        typer.echo(
            dump({**_counts(done), "countries": counted, "not_recorded": absent, "issues": told})
        )
        return
    show(counted, issues)
    if missing := [name for name in done.absent if name not in done.responses]:
        typer.echo(f"{len(missing)} countries are not in the recording: {', '.join(missing)}")
    if absent:
        many = sum(len(urls) for urls in absent.values())
        names = ", ".join(f"{name} {len(urls)}" for name, urls in absent.items())
        typer.echo(f"{many} addresses of these countries are not in the recording: {names}")
