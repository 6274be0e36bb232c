"""From facts to a brief: what is said, in which order, each claim with what it rests upon."""

from collections.abc import Iterator
from typing import Any

from lexgap.analysis.briefs.citations import citation, quoted, texts
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
from lexgap.analysis.site.labels import ANSWERS, FIVE, PENALTIES, short
from lexgap.analysis.site.language import country, current, day, gettext, listing, ngettext, said
from lexgap.analysis.site.render import plural, term
from lexgap.schema.models import PENALTY_ACTS

SHORTFALLS = 8
"""Items that the country lacks, told in full."""

MET = 8
"""Items that it has, with the words."""


CITED = 2
"""Countries that meet a lacking item, cited by their words or place."""


def document(facts: Facts, shortfalls: int = SHORTFALLS, met: int = MET) -> Document:
    """The brief in the current language; with fewer items where two pages are too short."""
    name = {"country": country(facts.country)}
    blocks: list[Block] = [Paragraph(tuple(summary(facts)))]
    blocks += [
        Heading(gettext("ICMEC’s five criteria, and the model law by group")),
        table(facts),
        *gaps(facts, shortfalls),
        Heading(gettext("What the law of %(country)s says") % name),
    ]
    blocks += [has(facts, item) for item in strengths(facts)[:met]]
    if any(c == facts.country["id"] for c, _ in facts.penalties):
        blocks += [Heading(gettext("Imprisonment for the base offence")), penalties(facts)]
    blocks.append(Paragraph((Run(limits(facts), faint=True),)))
    subtitle = gettext("Law on child sexual abuse material compared with a model law")
    if facts.against:
        others = {"others": listing([country(c) for c in facts.against])}
        subtitle = gettext("%(subtitle)s, beside %(others)s") % {"subtitle": subtitle, **others}
    title = gettext("%(country)s (a fictional country)") if facts.country["fictional"] else "%(country)s"  # fmt: skip
    return Document(
        title=title % name,
        subtitle=subtitle,
        foot=foot(facts),
        blocks=tuple(blocks),
        language=current.get(),
    )


def foot(facts: Facts) -> str:
    """What stands under every page: version, data, licence."""
    return gettext(
        "lexgap %(version)s · data %(inputs)s · newest text %(day)s · facts CC BY 4.0 · not legal advice"
    ) % {
        "version": facts.meta["version"],
        "inputs": facts.meta["inputs"][:12],
        "day": day(facts.meta["newest"]) or gettext("undated"),
    }


def gaps(facts: Facts, most: int) -> list[Block]:
    """Where the law falls short: `most` items in full, the others by name."""
    lacking = shortfall(facts)
    if not lacking:
        return []
    name = {"country": country(facts.country)}
    found: list[Block] = [Heading(gettext("Where the law of %(country)s falls short") % name)]
    found += [lack(facts, item) for item in lacking[:most]]
    if rest := lacking[most:]:
        told = gettext("Also: %(items)s.") % {"items": listing([within(item) for item in rest])}
        found.append(Paragraph((Run(told, faint=True),)))
    return found


def within(item: str) -> str:
    """The heading of an item inside a sentence: it begins small, unless with an acronym."""
    text = short(item)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


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
    own, items = facts.country["id"], asked(facts)
    yes, partial = count(facts, own, items, "yes"), count(facts, own, items, "partial")
    told = {"country": country(facts.country), "yes": yes, "all": len(items), "partial": partial,
            "none": len(items) - yes - partial}  # fmt: skip
    yield Run(gettext("%(country)s clearly meets %(yes)s of %(all)s items") % told, bold=True)
    part = gettext("of the model law and %(partial)s in part; for %(none)s nothing was found")
    yield Run(" " + part % told, note=Note(searched(facts, items)))
    five = [i for i in FIVE if (own, i) in facts.answers]
    met = {"n": count(facts, own, five, "yes")}
    yield Run(". " + gettext("It meets %(n)s of ICMEC’s five criteria.") % met)
    short_of = [within(i) for i in five if facts.answers[own, i]["answer"] != "yes"]
    if short_of:
        yield Run(" " + gettext("Not clearly met: %(items)s.") % {"items": listing(short_of)})
    yield from others(facts, items)


def searched(facts: Facts, items: list[str]) -> str:
    """What was looked through, and what nothing found means."""
    own = facts.country["id"]
    most = max((facts.answers[own, i]["searched"] for i in items), default=0)
    told = {"provisions": plural(most, "provision"), "texts": texts(facts)}
    where = gettext("Searched: %(provisions)s, in: %(texts)s.") % told
    return f"{where} " + gettext(
        "“Not found” means that no rule matched; the law may still have it elsewhere."
    )


def others(facts: Facts, items: list[str]) -> Iterator[Run]:
    """How the countries beside it stand."""
    for other in facts.against:
        if facts.assessed(other["id"]):
            met = {"country": country(other), "n": count(facts, other["id"], items, "yes")}
            yield Run(" " + gettext("%(country)s meets %(n)s.") % met)
    unknown = [country(c) for c in facts.against if not facts.assessed(c["id"])]
    if unknown:
        told = ngettext(
            "%(countries)s was not assessed, which says nothing about the law there.",
            "%(countries)s were not assessed, which says nothing about the law there.",
            len(unknown),
        )
        yield Run(" " + told % {"countries": listing(unknown)})


def table(facts: Facts) -> Table:
    """The five criteria, then how many items of each group are met."""
    codes = [c["id"] for c in facts.countries]
    lines = [(Cell(short(item)), *(verdict(facts, code, item) for code in codes)) for item in FIVE]
    groups: dict[str, list[str]] = {}
    for item in asked(facts):
        groups.setdefault(facts.answers[codes[0], item]["group_title"], []).append(item)
    for title, items in groups.items():
        cells = [
            Cell(
                gettext("%(n)s of %(all)s")
                % {"n": count(facts, code, items, "yes"), "all": len(items)}
            )
            if facts.assessed(code)
            else Cell(ANSWERS["not-assessed"].word, "not-assessed")
            for code in codes
        ]
        lines.append((Cell(gettext(title)), *cells))
    return Table(("", *(country(c) for c in facts.countries)), tuple(lines))


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
    question = Run(said(own["question"]), bold=True)
    runs = [question, Run(f" {ANSWERS[own['answer']].word}.")]
    evidence = facts.evidence.get((facts.country["id"], item))
    if evidence:
        runs += quoted(evidence, gettext("In part:") + " ", ".")
    if sources := asks(facts, item):
        runs.append(Run(" " + gettext("Asked for by %(sources)s.") % {"sources": sources}))
    having = [c for c in facts.against if (c["id"], item) in facts.answers
              and facts.answers[c["id"], item]["answer"] == "yes"]  # fmt: skip
    for other in having[:CITED]:
        found = facts.evidence.get((other["id"], item))
        if found:
            runs += quoted(found, gettext("%(country)s:") % {"country": country(other)} + " ", ".")
    if rest := having[CITED:]:
        named = {"countries": listing([country(c) for c in rest])}
        runs.append(Run(" " + gettext("Also met by %(countries)s.") % named))
    return Paragraph(tuple(runs), item=True)


def asks(facts: Facts, item: str) -> str:
    """The instruments that ask for an item, with their articles; treaties first, three at most."""
    articles: dict[str, list[str]] = {}
    for row in facts.articles.get(item, ()):
        articles.setdefault(said(row["short"]), []).append(said(row["article"]))
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
        for one in facts.countries:
            found = facts.penalties.get((one["id"], act))
            cells.append(
                Cell(term(found), note=citation(found)) if found else Cell(unknown(facts, one))
            )
        lines.append((Cell(gettext(PENALTIES[act])), *cells))
    return Table(("", *(country(c) for c in facts.countries)), tuple(lines))


def unknown(facts: Facts, one: dict[str, Any]) -> str:
    """What stands where no term is known."""
    return gettext("none found") if facts.assessed(one["id"]) else ANSWERS["not-assessed"].word


def limits(facts: Facts) -> str:
    """What the brief cannot say."""
    own = [a for (c, _), a in facts.answers.items() if c == facts.country["id"]]
    reviewed = sum(a["basis"] != "machine" for a in own)
    by = gettext("No person has reviewed these answers.")
    if reviewed:
        told = {"n": reviewed, "all": len(own)}
        by = gettext("%(n)s of %(all)s answers were reviewed by a person.") % told
    how = gettext("How to read this: rules found the answers in the words of the statutes cited.")
    check = gettext(
        "A machine never says “no”. Check the wording at the address of a note before relying on it."
    )
    return f"{how} {by} {check}"
