"""From facts to a brief: what is said, in which order, each claim with what it rests upon."""

from collections.abc import Iterator
from typing import Any

from lexgap.analysis.briefs.citations import citation, listed, quoted, texts
from lexgap.analysis.briefs.document import (
    Block,
    Cell,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Table,
)
from lexgap.analysis.briefs.facts import ANSWERED, Facts
from lexgap.analysis.site.labels import ANSWERS, FIVE, short
from lexgap.analysis.site.language import day
from lexgap.analysis.site.render import term
from lexgap.schema.models import PENALTY_ACTS

SHORTFALLS = 8
"""Items that the country lacks, told in full."""

MET = 8
"""Items that it has, with the words."""


CITED = 2
"""Countries that meet a lacking item, cited by their words or place."""


def document(facts: Facts, shortfalls: int = SHORTFALLS, met: int = MET) -> Document:
    """The brief; with fewer items where two pages are too short."""
    country = facts.country
    others = listed([c["name"] for c in facts.against])
    blocks: list[Block] = [Paragraph(tuple(summary(facts)))]
    blocks += [Heading("ICMEC’s five criteria, and the model law by group"), table(facts)]
    lacking = shortfall(facts)
    if lacking:
        blocks.append(Heading(f"Where the law of {country['name']} falls short"))
        blocks += [lack(facts, item) for item in lacking[:shortfalls]]
        if rest := lacking[shortfalls:]:
            blocks.append(
                Paragraph(
                    (
                        Run(
                            f"Also: {listed([short(i).lower().replace('csam', 'CSAM') for i in rest])}.",
                            faint=True,
                        ),
                    )
                )
            )
    blocks.append(Heading(f"What the law of {country['name']} says"))
    blocks += [has(facts, item) for item in strengths(facts)[:met]]
    if any(c == country["id"] for c, _ in facts.penalties):
        blocks += [Heading("Imprisonment for the base offence"), penalties(facts)]
    blocks.append(Paragraph((Run(limits(facts), faint=True),)))
    fictional = " (a fictional country)" if country["fictional"] else ""
    return Document(
        title=country["name"] + fictional,
        subtitle="Law on child sexual abuse material compared with a model law"
        + (f", beside {others}" if others else ""),
        foot=f"lexgap {facts.meta['version']} · data {facts.meta['inputs'][:12]} · newest text "
        f"{day(facts.meta['newest']) or 'undated'} · facts CC BY 4.0 · not legal advice",
        blocks=tuple(blocks),
    )  # fmt: skip


def asked(facts: Facts) -> list[str]:
    """Items that can be met: without those that record a fact or where yes is the weaker law."""
    own = facts.country["id"]
    return [i for (c, i), a in facts.answers.items()
            if c == own and not a["inverse"] and not a["descriptive"] and a["answer"] in ANSWERED]  # fmt: skip


def count(facts: Facts, code: str, items: list[str], answer: str) -> int:
    """How often a country gives an answer to `items`."""
    return sum(
        (code, i) in facts.answers and facts.answers[code, i]["answer"] == answer for i in items
    )


def summary(facts: Facts) -> Iterator[Run]:
    """The first paragraph: the country in figures, then those beside it."""
    own, items = facts.country, asked(facts)
    yes, partial = count(facts, own["id"], items, "yes"), count(facts, own["id"], items, "partial")
    searched = max((facts.answers[own["id"], i]["searched"] for i in items), default=0)
    yield Run(f"{own['name']} clearly meets {yes} of {len(items)} items", bold=True)
    yield Run(f" of the model law and {partial} in part; for {len(items) - yes - partial} nothing was found",
              note=Note(f"{searched:,} provisions were searched, in: {texts(facts)}. “Not found” means that "
                        "no rule matched; the law may still have it elsewhere."))  # fmt: skip
    five = [i for i in FIVE if (own["id"], i) in facts.answers]
    short_of = [short(i).lower() for i in five if facts.answers[own["id"], i]["answer"] != "yes"]
    told = f" Not clearly met: {listed(short_of)}." if short_of else ""
    yield Run(f". It meets {count(facts, own['id'], five, 'yes')} of ICMEC’s five criteria.{told}")
    for other in facts.against:
        if facts.assessed(other["id"]):
            met = count(facts, other["id"], items, "yes")
            yield Run(f" {other['name']} meets {met}.")
    unknown = [c["name"] for c in facts.against if not facts.assessed(c["id"])]
    if unknown:
        verb = "was" if len(unknown) == 1 else "were"
        yield Run(
            f" {listed(unknown)} {verb} not assessed, which says nothing about the law there."
        )


def table(facts: Facts) -> Table:
    """The five criteria, then how many items of each group are met."""
    codes = [c["id"] for c in facts.countries]
    lines = [(Cell(short(item)), *(verdict(facts, code, item) for code in codes)) for item in FIVE]
    groups: dict[str, list[str]] = {}
    for item in asked(facts):
        groups.setdefault(facts.answers[codes[0], item]["group_title"], []).append(item)
    for title, items in groups.items():
        cells = [
            Cell(f"{count(facts, code, items, 'yes')} of {len(items)}")
            if facts.assessed(code)
            else Cell(ANSWERS["not-assessed"].word, "not-assessed")
            for code in codes
        ]
        lines.append((Cell(title), *cells))
    return Table(("", *(c["name"] for c in facts.countries)), tuple(lines))


def verdict(facts: Facts, code: str, item: str) -> Cell:
    """One answer, cited where there is something to cite."""
    row = facts.answers.get((code, item))
    answer = row["answer"] if row else "not-assessed"
    evidence = facts.evidence.get((code, item))
    return Cell(ANSWERS[answer].word, answer, citation(evidence) if evidence else None)


def shortfall(facts: Facts) -> list[str]:
    """Items not clearly met: first what ICMEC asks, then what most of the others have, then treaties."""
    own = facts.country["id"]

    def weight(item: str) -> tuple[bool, int, int, int]:
        having = sum(count(facts, c["id"], [item], "yes") for c in facts.against)
        row = facts.answers[own, item]
        treaties = {a["short"] for a in facts.articles.get(item, ()) if a["kind"] == "treaty"}
        return (not row["icmec"], -having, -len(treaties), row["position"])

    lacking = [i for i in asked(facts) if facts.answers[own, i]["answer"] != "yes"]
    return sorted(lacking, key=weight)


def lack(facts: Facts, item: str) -> Paragraph:
    """What is asked, what was found, what asks for it, and how others meet it."""
    own = facts.answers[facts.country["id"], item]
    runs = [Run(own["question"], bold=True), Run(f" {ANSWERS[own['answer']].word}.")]
    evidence = facts.evidence.get((facts.country["id"], item))
    if evidence:
        runs += quoted(evidence, "In part: ", ".")
    if sources := asks(facts, item):
        runs.append(Run(f" Asked for by {sources}."))
    having = [c for c in facts.against if (c["id"], item) in facts.answers
              and facts.answers[c["id"], item]["answer"] == "yes"]  # fmt: skip
    for other in having[:CITED]:
        found = facts.evidence.get((other["id"], item))
        if found:
            runs += quoted(found, f"{other['name']}: ", ".")
    if rest := having[CITED:]:
        runs.append(Run(f" Also met by {listed([c['name'] for c in rest])}."))
    return Paragraph(tuple(runs), item=True)


def asks(facts: Facts, item: str) -> str:
    """The instruments that ask for an item, with their articles; treaties first, three at most."""
    articles: dict[str, list[str]] = {}
    for row in facts.articles.get(item, ()):
        articles.setdefault(row["short"], []).append(row["article"])
    told = [
        f"{name} {', '.join(a for a in found if a)}".strip() for name, found in articles.items()
    ]
    return "; ".join(told[:3])


def strengths(facts: Facts) -> list[str]:
    """Items clearly met, with words to show: ICMEC's criteria, then by the checklist; no passage twice."""
    own, first = facts.country["id"], list(FIVE)
    met = [
        item
        for item in (*first, *(i for i in asked(facts) if i not in FIVE))
        if (own, item) in facts.evidence and facts.answers[own, item]["answer"] == "yes"
    ]
    shown: dict[object, str] = {}
    for item in met:
        row = facts.evidence[own, item]
        shown.setdefault((row["title"], row["citation"], row["start"]), item)
    return list(shown.values())


def has(facts: Facts, item: str) -> Paragraph:
    """What the law says on an item."""
    return Paragraph(
        (Run(short(item), bold=True), *quoted(facts.evidence[facts.country["id"], item], "", ".")),
        item=True,
    )


def penalties(facts: Facts) -> Table:
    """Terms by act type and country, in one scale of years and months."""
    lines = []
    for act in PENALTY_ACTS:
        if not any((c["id"], act) in facts.penalties for c in facts.countries):
            continue
        cells = []
        for country in facts.countries:
            found = facts.penalties.get((country["id"], act))
            cells.append(
                Cell(term(found), note=citation(found)) if found else Cell(unknown(facts, country))
            )
        lines.append((Cell(act.capitalize()), *cells))
    return Table(("", *(c["name"] for c in facts.countries)), tuple(lines))


def unknown(facts: Facts, country: dict[str, Any]) -> str:
    """What stands where no term is known."""
    return "none found" if facts.assessed(country["id"]) else ANSWERS["not-assessed"].word


def limits(facts: Facts) -> str:
    """What the brief cannot say."""
    own = [a for (c, _), a in facts.answers.items() if c == facts.country["id"]]
    reviewed = sum(a["basis"] == "reviewed" for a in own)
    by = (
        f"{reviewed} of {len(own)} answers were reviewed by a person"
        if reviewed
        else "no person has reviewed these answers"
    )
    return (f"How to read this: rules found the answers in the words of the statutes cited, and {by}. "
            "A machine never says “no”. Check the wording at the address of a note before relying on it.")  # fmt: skip
