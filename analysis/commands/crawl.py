"""`lexgap crawl`: official texts from their publishers, or from a recording."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexgap.analysis.options import ISSUES, DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from rich.progress import Progress

    from lexgap.crawlers.crawl import Crawl, Event
    from lexgap.crawlers.sources import Country


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
    show_list: Annotated[
        bool, typer.Option("--list", help="List the countries that can be crawled, and end.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Crawl the official texts of countries, archive every response as sent, and read the acts.

    robots.txt is obeyed, unchanged texts are not sent twice. A page that is refused, missing or
    not what its class expects is listed, and the exit status is 1.

    Example: lexgap --data DIR crawl canada de --replay recorded.warc.gz
    """
    with plain_errors():
        from lexgap.analysis.counted import Clock, bar
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
        with bar() as progress:
            task = progress.add_task("crawling", total=None)
            done = crawl(
                store,
                countries or (),
                run=clock.name,
                replay=replay,
                changed=changed,
                watch=lambda event: _watch(progress, task, event),
                progress=lambda name, n, of: progress.update(
                    task, description=f"reading {name}", completed=n, total=of
                ),
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


def _watch(progress: "Progress", task: Any, event: "Event") -> None:
    match event["event"]:
        case "planned":
            progress.update(task, total=event["count"])
        case "response":
            progress.update(task, description=event["country"], advance=1)


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
