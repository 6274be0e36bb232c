"""`lexgap review`: what the people do who answer for the data."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from lexgap.analysis.review.standing import Standing

app = typer.Typer(
    no_args_is_help=True,
    help="""Review answers: workbooks for coders, the queue, decisions, samples.

    Example: lexgap --data mydata review export --country KE --coder a.surname --out ke.xlsx
    """,
    short_help="Review answers: workbooks, the queue, decisions, samples.",
)

CountryOption = Annotated[str, typer.Option("--country", metavar="XX", help="Code or name.")]
OnlyOption = Annotated[str, typer.Option("--country", metavar="XX", help="Only this country.")]
CoderOption = Annotated[str, typer.Option("--coder", help="Who reviews, such as a.surname.")]


def now() -> str:
    """The time of day that a review is recorded at."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@app.command("export")
def export(
    country: CountryOption,
    coder: CoderOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="Workbook to write.")],
    data: DataOption = None,
    item: Annotated[
        list[str] | None, typer.Option(help="Only this item of the checklist; repeatable.")
    ] = None,
    sample: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Only cells of a `review sample`.")
    ] = None,
    queued: Annotated[bool, typer.Option("--queued", help="Only items in the queue.")] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave out what the machine says, to code unbiased.")
    ] = False,
) -> None:
    """Write a workbook with a row an item: the machine's answer, evidence, near misses, room for yours.

    Example: lexgap --data mydata review export --country KE --coder a.surname --out ke.xlsx
    """
    with plain_errors():
        from lexgap.analysis.review import exporting

        choice = exporting.Choice(tuple(item or ()), sample, queued)
        count = exporting.export(folder(data), country, coder, out, now(), choice, blind=blind)
    typer.echo(f"{out}: {count} items; fill it in, then `lexgap review import {out}`")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook filled in.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check what a reviewer wrote, cell by cell, and add it to the reviews; a slip adds nothing.

    Example: lexgap --data mydata review import ke.xlsx
    """
    with plain_errors():
        from lexgap.analysis.review.importing import bring

        done = bring(folder(data), file, now())
    if as_json:
        from lexgap.schema.store import dump

        typer.echo(dump(done.told()))
        return
    typer.echo(f"{done.added} reviews recorded, {done.known} known already")
    if done.stale:
        typer.echo(f"{done.stale} were made on a text that has since changed: queued again")
    if done.open:
        typer.echo(f"{done.open} cells wait in the queue: `lexgap review queue`")
    if done.added:
        typer.echo("`lexgap build` shows them")


@app.command("queue")
def queue(data: DataOption = None, country: OnlyOption = "", as_json: JsonOption = False) -> None:
    """List what waits for people: codings that differ, reviews of texts that have since changed.

    Example: lexgap --data mydata review queue --country KE
    """
    with plain_errors():
        from lexgap.analysis.review.adjudication import queue as waiting

        found = waiting(folder(data), country.upper())
    if as_json:
        import json

        typer.echo(json.dumps([row(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        said = ", ".join(
            f"{r.coder} {r.answer}{' (stale)' if r in one.stale else ''}" for r in one.reviews
        )
        typer.echo(f"{one.country}  {one.item:38}{one.open:14}{said}")
    if not found:
        typer.echo("nothing waits")


def row(one: "Standing") -> dict[str, Any]:
    """An entry of the queue for a program."""
    reviews = [
        {
            "id": r.id, "kind": r.kind, "coder": r.coder, "at": r.at, "answer": r.answer,
            "reason": r.reason, "citations": [p.citation for p in r.evidence],
            "stale": r in one.stale,
        }
        for r in one.reviews
    ]  # fmt: skip
    return {"country": one.country, "item": one.item, "kind": one.open, "reviews": reviews}


@app.command("adjudicate")
def adjudicate(
    country: Annotated[str, typer.Argument(metavar="XX", help="Code of the country.")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Id of a checklist item.")],
    answer: Annotated[str, typer.Option("--answer", help="yes, partial or no.")],
    coder: Annotated[str, typer.Option("--by", help="Who decides; none of the coders.")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")],
    data: DataOption = None,
    citation: Annotated[
        str, typer.Option(help="Provision relied on, else those of the coders followed.")
    ] = "",
    quote: Annotated[str, typer.Option(help="Its words.")] = "",
    act: Annotated[str, typer.Option(help="Title of the act, where several have it.")] = "",
) -> None:
    """Decide between codings that differ, with a reason, which closes the cell.

    Example: lexgap review adjudicate KE off-possession-simple --answer yes --by c.judge --reason "Section 24(1)(d) has no purpose."
    """
    with plain_errors():
        from lexgap.analysis.review.adjudication import adjudicate as decide
        from lexgap.analysis.review.judging import Cited, Said
        from lexgap.analysis.review.sheet import coder as person

        said = Said(item, answer, (Cited(act, citation, quote),), reason)
        made = decide(folder(data), country.upper(), said, person(coder, "--by"), now())
    typer.echo(f"{made.country} {made.item}: {made.answer}, adjudicated; `lexgap build` shows it")


@app.command("sample")
def sample(
    fraction: Annotated[str, typer.Option("--fraction", help="Share to draw, such as 0.2.")],
    seed: Annotated[str, typer.Option("--seed", help="Another seed is another draw.")] = "1",
    data: DataOption = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="XX", help="Only it; repeatable.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the draw there.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Draw answers to be coded twice: the same share of every language and group of the checklist.

    Seed, countries and items alone decide what is drawn. `review export --sample FILE` asks about it.

    Example: lexgap --data mydata review sample --fraction 0.2 --seed 2026 --out sample.csv
    """
    with plain_errors():
        from lexgap.analysis.review.sampling import sample as draw
        from lexgap.analysis.review.sampling import write_sample

        codes = [code.upper() for code in country or ()]
        rows = draw(folder(data), fraction, seed, codes)
        if out:
            write_sample(out, rows)
    if as_json:
        import json

        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif out:
        typer.echo(f"{out}: {len(rows)} answers of {len({r['country'] for r in rows})} countries")
    else:
        for one in rows:
            typer.echo(f"{one['country']}  {one['item']:38}{one['group']:24}{one['language']}")
