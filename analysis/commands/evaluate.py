"""`lexgap evaluate`: how good the answers are."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

HEAD = (
    "",
    "n",
    "accuracy",
    "precision",
    "recall",
    "F1",
    "kappa",
    "kappa2",
    "pin P",
    "pin R",
    "pin F1",
)
FIGURES = ("accuracy", "precision", "recall", "f1", "kappa", "kappa2")


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="File or folder of coded answers.")],
    *,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: Annotated[
        list[str] | None, typer.Option(help="Only countries of this main language; repeatable.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Only this country; repeatable.")
    ] = None,
    items: Annotated[bool, typer.Option("--items", help="Figures of each item.")] = False,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List every answer and penalty that differs.")
    ] = False,
) -> None:
    """Compare answers and penalties with coded ones.

    Prints accuracy and Cohen's kappa on yes, partial and no; precision, recall and F1 of yes or
    partial against no (kappa2: kappa of the same); precision and recall of the cited sections.
    Baselines answer each item with its majority, of all countries and of all others.

    Example: lexgap --data DIR evaluate gold/ --language de --language fr --disagreements
    """
    from lexgap.analysis.evaluate import report
    from lexgap.analysis.gold import read_gold
    from lexgap.analysis.held import read_held

    with plain_errors():
        found = report(
            read_gold(gold),
            read_held(folder(data)),
            tuple(language or ()),
            tuple(code.upper() for code in country or ()),
        )
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    show(found, items=items)
    if disagreements:
        show_disagreements(found)


def show(found: dict[str, Any], *, items: bool) -> None:
    """Print the tables."""
    missing = ", ".join(found["without_text"]) or "none"
    typer.echo(
        f"{len(found['countries'])} countries, {found['all']['n']} answers; left out: "
        f"{', '.join(found['left_out'])}; coded countries without text here: {missing}; "
        f"{found['not_assessed']} not assessed or blocked, counted as no"
    )
    rows = [
        cells("all", found["all"]),
        cells("ICMEC five", found["icmec"]),
        cells("majority", found["baseline"]),
        cells("majority of others", found["baseline_unseen"]),
        cells("ICMEC majority", found["baseline_icmec"]),
    ]
    for part in ("groups", "languages", "by_country", *(("items",) if items else ())):
        rows += [cells(name, value) for name, value in found[part].items()]
    table(HEAD, rows)
    penalty = found["penalties"]
    typer.echo(
        f"penalties: {penalty['max_right']}/{penalty['max_stated']} maxima and "
        f"{penalty['min_right']}/{penalty['min_stated']} minima exactly right; "
        f"{penalty['max_invented']} maxima and {penalty['min_invented']} minima invented; life "
        f"{penalty['life_right']}/{penalty['lines']}, fine {penalty['fine_right']}/"
        f"{penalty['lines']}; {penalty['uncoded']} of act types no coder lists"
    )


def cells(name: str, value: dict[str, Any]) -> list[str]:
    """One line of figures."""
    pin = value.get("pinpoint") or {"precision": None, "recall": None, "f1": None}
    numbers = [value[key] for key in FIGURES] + [pin[key] for key in ("precision", "recall", "f1")]
    return [name, str(value["n"]), *("-" if n is None else f"{n:.2f}" for n in numbers)]


def table(head: tuple[str, ...], rows: list[list[str]]) -> None:
    """A table on a terminal, plain columns elsewhere."""
    console = Console()
    if console.is_terminal:
        from rich.table import Table

        drawn = Table(*head)
        for row in rows:
            drawn.add_row(*row)
        console.print(drawn)
        return
    width = max(len(row[0]) for row in rows)
    for row in [list(head), *rows]:
        typer.echo(f"{row[0]:<{width}}" + "".join(f"{cell:>10}" for cell in row[1:]))


def show_disagreements(found: dict[str, Any]) -> None:
    """Print each wrong answer and penalty on a line."""
    for row in found["disagreements"]:
        typer.echo(
            f"{row['country']} {row['item']}: ours {row['ours']} [{'; '.join(row['cited'])}], "
            f"gold {row['gold']} [{'; '.join(row['gold_cited'])}] {row['note']}".rstrip()
        )
    for row in found["penalties"]["wrong"]:
        typer.echo(
            f"{row['country']} {row['penalty']}: ours {row['ours']} [{row['cited']}], gold "
            f"{row['gold']} [{'; '.join(row['gold_cited'])}] {row['note']}".rstrip()
        )
