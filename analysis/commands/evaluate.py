"""`lexgap evaluate`: how good the answers are."""

import json
from enum import StrEnum
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
GAPS = {"f1": "F1", "kappa": "kappa", "icmec_kappa": "ICMEC", "pinpoint_f1": "pin F1"}


class HoldOut(StrEnum):
    """What is held out at once."""

    country = "country"
    language = "language"


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
    figures: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the figures for the site's method page as JSON."),
    ] = None,
    hold_out: Annotated[
        HoldOut | None,
        typer.Option(help="Answer again without the phrases that only the held-out law supports."),
    ] = None,
    law_only: Annotated[
        bool,
        typer.Option("--law-only", help="With --hold-out: only other countries' law supports."),
    ] = False,
) -> None:
    """Compare answers and penalties with coded ones.

    Prints accuracy and Cohen's kappa on yes, partial and no; precision, recall and F1 of yes or
    partial against no (kappa2: kappa of the same); precision and recall of the cited sections.
    Baselines answer each item with its majority, of all countries and of all others.

    --hold-out makes over-fitting visible. For each coded country (or all coded countries of a main
    language at once) the wordlists lose every phrase that matches in its acts and in no other text
    of the language: other countries' acts in the data folder, the fictional acts of a checkout, the
    examples of the concept files. It is answered again; the gap is what those phrases are worth.
    With --law-only our own texts do not count, which leaves a language with one country's law no
    phrase that it matches. --items and --figures have no effect; --disagreements lists the answers that change.

    Example: lexgap --data DIR evaluate gold/ --language de --language fr --disagreements
    """
    chosen = (tuple(language or ()), tuple(code.upper() for code in country or ()))
    with plain_errors():
        from lexgap.analysis.gold import read_gold

        if hold_out:
            from lexgap.analysis.holdout import holdout

            found = holdout(folder(data), read_gold(gold), hold_out.value, *chosen, law_only)
        else:
            from lexgap.analysis.evaluate import published, report
            from lexgap.analysis.held import read_held
            from lexgap.schema.store import write_text

            found = report(read_gold(gold), read_held(folder(data)), *chosen)
            if figures:
                write_text(figures, json.dumps(published(found), indent=1, sort_keys=True) + "\n")
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    elif hold_out:
        show_gaps(found, changes=disagreements)
    else:
        show(found, items=items)
        if disagreements:
            show_disagreements(found)


def show_gaps(found: dict[str, Any], *, changes: bool) -> None:
    """Print what each held-out group loses; each figure as full, held out, gap."""
    typer.echo(
        f"each {found['held_out']} without the phrases that only its law supports"
        f"{' among law' if found['law_only'] else ''}: {len(found['countries'])} countries, "
        f"{found['all']['n']} answers, {len(found['changed'])} change"
    )
    head = ["", "matched", "dropped"]
    head += [f"{name}{end}" for name in GAPS.values() for end in ("", " held", " gap")]
    matched = sum(part["matched"] for part in found["parts"].values())
    everything = {"matched": matched, "dropped": found["dropped"], **found["all"]}
    rows = [gaps("all", everything)]
    rows += [gaps(name, part) for name, part in found["parts"].items()]
    table(tuple(head), rows)
    if changes:
        for row in found["changed"]:
            typer.echo(
                f"{row['country']} {row['item']}: {row['full']}, held out {row['held_out']}, "
                f"gold {row['gold']}"
            )


def gaps(name: str, part: dict[str, Any]) -> list[str]:
    """One line of full and held-out figures."""
    numbers = [part[side][key] for key in GAPS for side in ("full", "held_out", "gap")]
    return [
        name,
        str(part["matched"]),
        str(part["dropped"]),
        *("-" if n is None else f"{n:.2f}" for n in numbers),
    ]


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
    width, span = max(len(row[0]) for row in rows), max(10, *(len(name) + 2 for name in head))
    for row in [list(head), *rows]:
        typer.echo(f"{row[0]:<{width}}" + "".join(f"{cell:>{span}}" for cell in row[1:]))


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
