"""Answers held against coded ones, next to what guessing each item's majority would score."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lexgap.analysis.gold import Gold, GoldPenalty
from lexgap.analysis.held import Held
from lexgap.analysis.measures import Figures, Retrieval, figures, majority, ratio, retrieval
from lexgap.schema.citations import section_key
from lexgap.schema.load import checklist
from lexgap.schema.models import Penalty

ICMEC = {
    "C1": "off-specific-legislation",
    "C2": "def-csam-statutory",
    "C3": "off-technology-facilitated",
    "C4": "off-possession-simple",
    "C5": "isp-report-mandatory",
}
"""The one item that the codebook counts for each of ICMEC's five criteria."""

AS_NO = {"not-found": "no", "not-assessed": "no", "source-blocked": "no"}
COUNTED = (
    "lines",
    "max_stated",
    "max_right",
    "max_invented",
    "min_stated",
    "min_right",
    "min_invented",
    "life_right",
    "fine_right",
    "uncoded",
)
"""Counts of penalties; invented: stated by us only; uncoded: an act type no coder lists."""
WHOLES = {"max": "max_stated", "min": "min_stated", "life": "lines", "fine": "lines"}
UNASSESSED = frozenset({"not-assessed", "source-blocked"})


@dataclass(frozen=True)
class Cell:
    """One country and item: our outcome, the coded answer and the sections each cites."""

    country: str
    language: str
    item: str
    group: str
    outcome: str
    gold: str
    ours_cited: frozenset[str]
    gold_cited: frozenset[str]
    citations: tuple[str, ...]
    evidence: tuple[str, ...]
    note: str

    @property
    def ours(self) -> str:
        """Our outcome as yes, partial or no."""
        return AS_NO.get(self.outcome, self.outcome)


def cells(gold: Gold, held: Held, languages: Sequence[str], countries: Sequence[str]) -> list[Cell]:
    """Every coded country and item for which `held` has text, without descriptive items."""
    items = {item.id: item for item in checklist() if not item.descriptive}
    found = []
    for (country, item), coded in sorted(gold.answers.items()):
        language = held.languages.get(country, "")
        wanted = (not languages or language in languages) and (
            not countries or country in countries
        )
        if item not in items or not language or not wanted:
            continue
        answer = held.answers.get((country, item))
        outcome = answer.answer if answer else "not-assessed"
        known = held.sections.get(country, frozenset())
        cited = tuple(held.cited(answer)) if answer and outcome in ("yes", "partial") else ()
        evidence = tuple(dict.fromkeys(e.section for e in coded.evidence))
        positive = coded.answer != "no"
        found.append(
            Cell(
                country=country,
                language=language,
                item=item,
                group=items[item].group,
                outcome=outcome,
                gold=coded.answer,
                ours_cited=frozenset(section_key(c, known) for c in cited),
                gold_cited=frozenset(section_key(s, known) for s in evidence if positive),
                citations=cited,
                evidence=evidence,
                note=coded.note,
            )
        )
    return found


def pinpoint(some: Iterable[Cell]) -> Retrieval:
    """Whether the sections we cite are those the coders cite, summed over cells."""
    found = wanted = both = 0
    for cell in some:
        found += len(cell.ours_cited)
        wanted += len(cell.gold_cited)
        both += len(cell.ours_cited & cell.gold_cited)
    return retrieval(found, wanted, both)


def measured(some: Sequence[Cell]) -> dict[str, Any]:
    """Figures of answers and of pinpoint citations."""
    answers = figures([(cell.ours, cell.gold) for cell in some])
    return {**answers.row(), "pinpoint": pinpoint(some).row()}


def guessed(some: Sequence[Cell], *, seen: bool) -> Figures:
    """What the majority answer of each item scores: of all the countries, or of the others."""
    by_item: dict[str, list[Cell]] = {}
    for cell in some:
        by_item.setdefault(cell.item, []).append(cell)
    pairs = [
        (
            majority(c.gold for c in by_item[cell.item] if seen or c.country != cell.country),
            cell.gold,
        )
        for cell in some
    ]
    return figures(pairs)


def grouped(some: Sequence[Cell], key: Callable[[Cell], str]) -> dict[str, dict[str, Any]]:
    """Figures by country, language, group or item."""
    parts: dict[str, list[Cell]] = {}
    for cell in some:
        parts.setdefault(key(cell), []).append(cell)
    return {name: measured(parts[name]) for name in sorted(parts)}


def disagreement(cell: Cell) -> dict[str, Any]:
    """A wrong cell with what each side cites."""
    return {
        "country": cell.country,
        "item": cell.item,
        "ours": cell.outcome,
        "gold": cell.gold,
        "cited": list(cell.citations),
        "gold_cited": list(cell.evidence),
        "note": cell.note,
    }


def report(
    gold: Gold, held: Held, languages: Sequence[str] = (), countries: Sequence[str] = ()
) -> dict[str, Any]:
    """Everything measured, ready for JSON."""
    some = cells(gold, held, languages, countries)
    chosen = sorted({cell.country for cell in some})
    five = [cell for cell in some if cell.item in ICMEC.values()]
    return {
        "countries": chosen,
        "without_text": [code for code in gold.countries if code not in held.languages],
        "left_out": sorted(item.id for item in checklist() if item.descriptive),
        "not_assessed": sum(cell.outcome in UNASSESSED for cell in some),
        "all": measured(some),
        "icmec": measured(five),
        "baseline": guessed(some, seen=True).row(),
        "baseline_unseen": guessed(some, seen=False).row(),
        "baseline_icmec": guessed(five, seen=True).row(),
        "groups": grouped(some, lambda cell: cell.group),
        "languages": grouped(some, lambda cell: cell.language),
        "by_country": grouped(some, lambda cell: cell.country),
        "items": grouped(some, lambda cell: cell.item),
        "penalties": penalties(gold, held, chosen),
        "disagreements": [disagreement(cell) for cell in some if cell.ours != cell.gold],
    }


PUBLISHED = (
    "countries", "all", "icmec", "baseline", "baseline_unseen", "groups", "languages", "by_country",
    "items",
)  # fmt: skip
"""Parts of a report that the site shows: counts and coefficients, nothing of a coder or a text."""


def published(found: dict[str, Any]) -> dict[str, Any]:
    """The figures of a report without its disagreements, and how many terms are right."""
    return {
        **{name: found[name] for name in PUBLISHED},
        "penalties": {name: found["penalties"][name] for name in COUNTED},
    }


def penalties(gold: Gold, held: Held, countries: Sequence[str]) -> dict[str, Any]:
    """How many stated terms are exactly right, and how many of ours no coder saw."""
    counts = dict.fromkeys(COUNTED, 0)
    wrong = []
    for key in sorted({*gold.penalties, *held.penalties}):
        if key[0] not in countries:
            continue
        ours = held.penalties.get(key)
        if key not in gold.penalties:
            counts["uncoded"] += 1
            continue
        coded = min(gold.penalties[key], key=lambda line: len(differences(ours, line)))
        tally(counts, ours, coded)
        if differences(ours, coded):
            wrong.append(penalty_row(key, ours, coded))
    shares = {n: ratio(counts[f"{n}_right"], counts[whole]) for n, whole in WHOLES.items()}
    return {**counts, **{f"{name}_share": share for name, share in shares.items()}, "wrong": wrong}


def terms(line: Penalty | GoldPenalty | None) -> tuple[int | None, int | None, bool, bool]:
    """Minimum, maximum, life, fine; nothing stated where there is no line."""
    if line is None:
        return None, None, False, False
    return line.min_months, line.max_months, line.life, line.fine


def differences(ours: Penalty | None, coded: GoldPenalty) -> list[str]:
    """Names of the terms that differ."""
    names = ("min", "max", "life", "fine")
    pairs = zip(names, terms(ours), terms(coded), strict=True)
    return [name for name, mine, theirs in pairs if mine != theirs]


def tally(counts: dict[str, int], ours: Penalty | None, coded: GoldPenalty) -> None:
    """Add one coded line to the counts."""
    off = differences(ours, coded)
    counts["lines"] += 1
    for name, stated, mine in (
        ("max", coded.max_months, ours and ours.max_months),
        ("min", coded.min_months, ours and ours.min_months),
    ):
        if stated is not None:
            counts[f"{name}_stated"] += 1
            counts[f"{name}_right"] += name not in off
        else:
            counts[f"{name}_invented"] += mine is not None
    counts["life_right"] += "life" not in off
    counts["fine_right"] += "fine" not in off


def penalty_row(key: tuple[str, str], ours: Penalty | None, coded: GoldPenalty) -> dict[str, Any]:
    """A penalty that differs, with both ranges as [min, max, life, fine]."""
    return {
        "country": key[0],
        "penalty": key[1],
        "ours": list(terms(ours)) if ours else None,
        "gold": list(terms(coded)),
        "cited": ours.citation if ours else "",
        "gold_cited": [e.section for e in coded.evidence],
        "note": coded.note,
    }
