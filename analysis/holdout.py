"""What the answers lose without the phrases that only the held-out law supports.

For each held-out group, one country or all coded countries of a main language, the wordlists of its
languages lose every phrase that nothing but the group's own acts supports (`lexgap.analysis.ablation`);
the group is then tagged and answered again, and measured against the same coded answers. The gap to
the full figures shows how much of the wording was fitted to that law.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from lexgap.analysis.ablation import Support, ablated, add_law, supports
from lexgap.analysis.answering import country_answers
from lexgap.analysis.counted import bar
from lexgap.analysis.evaluate import ICMEC, Cell, cells, measured
from lexgap.analysis.gold import Gold
from lexgap.analysis.held import Held, read_held
from lexgap.analysis.reader import Reader, reader
from lexgap.analysis.status import stale_stages
from lexgap.analysis.tagger import tag_country, verified
from lexgap.analysis.tagging import newest, untagged
from lexgap.schema.load import checklist
from lexgap.schema.models import Act
from lexgap.schema.rules import load_rules
from lexgap.schema.store import BadInputError, Folder, read_act, some_acts
from lexgap.schema.wording import language_for

By = Literal["country", "language"]
FIGURES = ("f1", "kappa", "icmec_kappa", "pinpoint_f1")


@dataclass
class Part:
    """One held-out group: its countries, what its wordlists lose, and the cells either way."""

    name: str
    countries: frozenset[str]
    dropped: dict[str, set[int]]
    """Numbers of the dropped phrases by concept language."""
    full: list[Cell]
    held: list[Cell] = field(default_factory=list)


def holdout(
    folder: Folder,
    gold: Gold,
    by: By,
    languages: Sequence[str] = (),
    countries: Sequence[str] = (),
    law_only: bool = False,
) -> dict[str, Any]:
    """Full and held-out figures, ready for JSON.

    `law_only`: our own writing supports nothing. Raises BadInputError where the folder's answers are
    not those of the wordlists at hand.
    """
    fresh(folder)
    held = read_held(folder)
    full = cells(gold, held, languages, countries)
    acts = by_country(folder)
    groups = grouped(full, by)
    support = supported(acts, {cell.country for cell in full}, own=not law_only)
    with bar() as shown:
        parts = [
            measure(name, some, acts, support, gold, held)
            for name, some in shown.track(sorted(groups.items()), description="tag without")
        ]
    return report(by, law_only, parts, support)


def fresh(folder: Folder) -> None:
    """Raise BadInputError where findings or answers are older than what they are made from."""
    late = [line for line in stale_stages(folder, []) if line.startswith("answer")]
    if untagged(folder) or late:
        raise BadInputError(
            f"{folder.root}: its answers are not those of the wording and rules at hand; "
            "run `lexgap tag` and `lexgap answer` first"
        )


def by_country(folder: Folder) -> dict[str, list[Act]]:
    """The acts of a folder by country."""
    found: dict[str, list[Act]] = {}
    for path in some_acts(folder):
        act = read_act(path)
        found.setdefault(act.country, []).append(act)
    return found


def grouped(full: Iterable[Cell], by: By) -> dict[str, list[Cell]]:
    """Cells by what is held out at once."""
    found: dict[str, list[Cell]] = {}
    for cell in full:
        found.setdefault(cell.country if by == "country" else cell.language, []).append(cell)
    return found


def supported(
    acts: Mapping[str, Sequence[Act]], wanted: Iterable[str], own: bool
) -> dict[str, Support]:
    """Who supports the phrases of the languages that the acts of `wanted` countries are in."""
    tags = {act.language for country in wanted for act in acts[country]}
    known = supports(sorted({name for tag in tags if (name := language_for(tag))}), own)
    with bar() as shown:
        for country in shown.track(list(acts), description="who says what"):
            add_law(known, acts[country])
    return known


def measure(
    name: str,
    full: Sequence[Cell],
    acts: Mapping[str, Sequence[Act]],
    support: Mapping[str, Support],
    gold: Gold,
    held: Held,
) -> Part:
    """Answer the countries of some cells again without the phrases that they alone support."""
    group = frozenset(cell.country for cell in full)
    dropped = {language: some.only(group) for language, some in support.items()}
    part = Part(name, group, {k: v for k, v in dropped.items() if v}, list(full))
    readers = {
        language: ablated(support[language], gone) for language, gone in part.dropped.items()
    }
    left = held
    for country in sorted(group):
        if any(language_for(act.language) in readers for act in acts[country]):
            left = answered(country, acts[country], readers, left)
    part.held = cells(gold, left, (), sorted(group))
    return part


def answered(country: str, acts: Sequence[Act], readers: Mapping[str, Reader], held: Held) -> Held:
    """`held` with the answers that a country's acts give to these readers; others read as ever."""
    book = load_rules()
    current = newest(acts)
    tagged = tag_country(current, book, read=lambda name: readers.get(name) or reader(name))
    found = {one.act.id: list(verified([one.act], one.findings)) for one in tagged}
    answers = country_answers(country, current, found, [item.id for item in checklist()], book)
    return replace(
        held,
        answers=held.answers | {(country, answer.item): answer for answer in answers},
        citations=held.citations | {f.id: f.citation for some in found.values() for f in some},
    )


def report(
    by: By, law_only: bool, parts: Sequence[Part], support: Mapping[str, Support]
) -> dict[str, Any]:
    """Everything measured, ready for JSON."""
    full = [cell for part in parts for cell in part.full]
    held = [cell for part in parts for cell in part.held]
    rows = {part.name: part_row(part, support) for part in parts}
    return {
        "held_out": by,
        "law_only": law_only,
        "countries": sorted({cell.country for cell in full}),
        "phrases": {name: len(some.holders) for name, some in support.items()},
        "all": compared(full, held),
        "parts": rows,
        "dropped": sum(row["dropped"] for row in rows.values()),
        "changed": [row for part in parts for row in changed(part)],
        "without": [row for part in parts for row in phrases(part, support)],
    }


def figures(some: Sequence[Cell]) -> dict[str, float | None]:
    """The figures that a gap is told of."""
    found = measured(some)
    five = measured([cell for cell in some if cell.item in ICMEC.values()])
    values = (found["f1"], found["kappa"], five["kappa"], found["pinpoint"]["f1"])
    return dict(zip(FIGURES, values, strict=True))


def compared(full: Sequence[Cell], held: Sequence[Cell]) -> dict[str, Any]:
    """Figures either way, and what is lost; None where either is undefined."""
    one, other = figures(full), figures(held)
    gap = {name: lost(one[name], other[name]) for name in FIGURES}
    return {"n": len(full), "full": one, "held_out": other, "gap": gap}


def lost(one: float | None, other: float | None) -> float | None:
    """`one - other`, to four places."""
    return None if one is None or other is None else round(one - other, 4)


def part_row(part: Part, support: Mapping[str, Support]) -> dict[str, Any]:
    """Figures of one group, and how many phrases matched in its law and were dropped."""
    matched = sum(len(some.matched(part.countries)) for some in support.values())
    dropped = sum(map(len, part.dropped.values()))
    return {
        "countries": sorted(part.countries),
        "matched": matched,
        "dropped": dropped,
        **compared(part.full, part.held),
    }


def changed(part: Part) -> list[dict[str, str]]:
    """The answers that rest on the dropped phrases."""
    pairs = zip(part.full, part.held, strict=True)
    return [
        {
            "country": one.country,
            "item": one.item,
            "full": one.outcome,
            "held_out": other.outcome,
            "gold": one.gold,
        }
        for one, other in pairs
        if one.outcome != other.outcome
    ]


def phrases(part: Part, support: Mapping[str, Support]) -> list[dict[str, Any]]:
    """The dropped phrases, as the concept files have them."""
    entries = [
        (language, support[language].scanner.entries[number])
        for language, numbers in sorted(part.dropped.items())
        for number in sorted(numbers)
    ]
    return [
        {
            "held_out": part.name,
            "language": language,
            "concept": entry.concept,
            "not": entry.negative,
            "phrase": entry.phrase.source,
        }
        for language, entry in entries
    ]
