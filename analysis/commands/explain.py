"""`lexgap explain`: why an answer is what it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from lexgap.analysis.options import DataOption, JsonOption, folder, plain_errors

if TYPE_CHECKING:
    from lexgap.analysis.explanation import Explanation, Miss, Reason

CountryArgument = Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name.")]
ItemArgument = Annotated[str, typer.Argument(metavar="ITEM", help="Id of a checklist item.")]


def command(
    country: CountryArgument,
    item: ItemArgument,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why a country's law answers an item as it does, or what it lacks for a yes.

    Prints for each finding the rule in plain words, the concepts with their words and offsets, the
    definitions and references that were followed; else the nearest misses. The texts are read anew.

    Example: lexgap --data mydata explain KE off-possession-simple
    """
    with plain_errors():
        from lexgap.analysis.explanation import explain

        found = explain(folder(data), country, item)
    if as_json:
        typer.echo(found.model_dump_json(indent=1))
        return
    show(found)


def show(found: "Explanation") -> None:
    """Print an explanation: bold headings on a terminal, plain text elsewhere."""
    say(f"{found.country}  {found.item}: {found.answer}", bold=True)
    say(found.question)
    note = f"; {found.note}" if found.note else ""
    say(f"{found.searched} provisions searched{note}")
    for reason in found.reasons:
        show_reason(reason)
    if found.misses:
        say("")
        say("Nearest misses" if found.answer != "partial" else "What a yes would need", bold=True)
    elif found.answer == "not-found" and not found.note:
        say("no provision comes near the item")
    for miss in found.misses:
        show_miss(miss)


def say(line: str, *, bold: bool = False) -> None:
    """One line; typer leaves styles out where the output is no terminal."""
    typer.secho(line, bold=bold or None)


def show_reason(reason: "Reason") -> None:
    """Print a finding and what it rests on."""
    found = reason.finding
    say("")
    say(f"{found.polarity}: {found.citation}, {reason.title}", bold=True)
    say(f"  “{' '.join(found.quote.split())}”")
    say(f"  {found.provision} {found.start}-{found.end}  {reason.url}".rstrip())
    say(f"  rule {found.labeller}: {reason.rule[0]}")
    for line in reason.rule[1:]:
        say(f"    - {line}")
    for spoken in reason.concepts:
        place = f"{spoken.citation} {spoken.start}-{spoken.end}"
        around = "" if spoken.where == "proof" else f", asked of the {spoken.where}"
        say(f"  {spoken.concept}: “{' '.join(spoken.words.split())}” ({place}{around})")
    for flag in reason.flags:
        say(f"  known of the {flag.where}: {flag.about} ({', '.join(flag.sections)})")
    for definition in reason.definitions:
        say(f"  defined: “{definition.term}” by {definition.citation} ({definition.act})")
    for one in reason.references:
        say(f"  followed: “{one.words}” to {one.citation} ({one.act}), which {one.about}")


def show_miss(miss: "Miss") -> None:
    """Print a near miss."""
    say(f"- {miss.citation}, {miss.title}: {miss.says}, {miss.missing}")
    say(f"  “{' '.join(miss.quote.split())}”")
    also = f" (of {miss.item})" if miss.item else ""
    say(f"  would support {miss.polarity}{also}; {miss.provision} {miss.start}-{miss.end}")
