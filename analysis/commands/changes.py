"""`lexgap changes`: what changed from one version of an act to the next."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from lexgap.schema.models import Change
    from lexgap.schema.store import Folder

SinceOption = Annotated[
    str, typer.Option("--since", metavar="DATE", help="Only changes of that day or later.")
]


AnswersOption = Annotated[
    bool,
    typer.Option("--answers", help="The answers that changed, and because of which provisions."),
]


def command(
    since: SinceOption = "",
    answers: AnswersOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what changed from one version of an act to the next, act by act and provision by provision.

    A change is of the day that its text states, or on which it was first received; --since takes
    both. The database has the words before and after in its table `changes`, as has --json.
    With --answers the law is tagged again as each version had it.

    Example: lexgap --data mydata changes --since 2026-01-01
    """
    with plain_errors():
        from lexgap.crawlers.history import recorded
        from lexgap.schema.store import dump

        store = folder(data)
        store.check()
        day = _day(since)
        if answers:
            _tell_answers(store, day, as_json)
            return
        found = recorded(store, day)
    if as_json:
        typer.echo(dump([change.model_dump(mode="json") for change in found]))
        return
    if not found:
        typer.echo(f"no changes{f' since {since}' if since else ''}")
        return
    for line in _lines(found):
        typer.echo(line)


def _tell_answers(store: "Folder", since: dt.date | None, as_json: bool) -> None:
    """Print the answers that changed: because of which provision, in force when."""
    from lexgap.analysis.answer_changes import answer_changes
    from lexgap.schema.store import dump

    found = answer_changes(store, since)
    if as_json:
        typer.echo(dump([one.model_dump(mode="json") for one in found]))
    for one in () if as_json else found:
        places = ", ".join(f"{cause.citation} {cause.kind}" for cause in one.because)
        told = f"{one.country} {one.item}: {one.before} -> {one.after}"
        typer.echo(f"{told}, {one.title}, {places or one.note}, of {one.day or 'no day'}")
    if not found and not as_json:
        typer.echo(f"no answer changed{f' since {since}' if since else ''}")


def _day(text: str) -> dt.date | None:
    from lexgap.schema.store import BadInputError

    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInputError(f"--since {text}: no day; write it like 2026-01-31") from error


def _lines(changes: Sequence["Change"]) -> Iterator[str]:
    """An act and its two days, then a line a provision; at the end how many of each kind."""
    width = max(len(change.citation) for change in changes)
    for (work, _, newer, _), rows in groupby(
        changes, key=lambda c: (c.work, c.older, c.newer, c.day)
    ):
        mine = list(rows)
        yield f"{mine[0].title} ({work}), {mine[0].since or 'undated'} to {mine[0].day or 'undated'}: {newer}"
        for change in mine:
            yield f"  {change.kind:8} {change.citation:{width}}  {change.heading}".rstrip()
    kinds = [change.kind for change in changes]
    acts = len({(change.work, change.language) for change in changes})
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("added", "removed", "changed"))
    yield f"{len(changes)} provisions of {acts} act{'s' if acts > 1 else ''}: {told}"
