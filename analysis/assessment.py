"""A draft bill against the checklist: what it meets, what it lacks, what it changes."""

from collections.abc import Mapping, Sequence

from lexgap.analysis import published
from lexgap.analysis.collect import read_models
from lexgap.analysis.drafts import Draft
from lexgap.analysis.explanation import Country, Miss, country_acts
from lexgap.analysis.misses import near_misses
from lexgap.analysis.tagger import Proof
from lexgap.schema.load import checklist, groups, jurisdictions
from lexgap.schema.models import Act, Answer, ChecklistItem, Finding, Model, Outcome
from lexgap.schema.store import Folder

NOWHERE = "ZZ"
"""Country of a draft that names none; ISO 3166 leaves the code to its users."""
NAME = "draft"
WHOLE = "the law as it stands is read whole: what the draft repeals or replaces still counts"
MISSES = 3
"""Near misses shown of an item."""


class Passage(Model):
    """Words of the draft that answer an item."""

    citation: str
    """Printed citation within the draft."""
    heading: str
    """Heading of the provision."""
    polarity: str
    """yes or partial."""
    start: int
    """Offset of the quote in the provision's text, in code points."""
    end: int
    """Offset after the quote."""
    quote: str
    """The words as printed."""
    rule: str
    """Clause that fired."""


class ItemAssessed(Model):
    """One item of the checklist on the draft."""

    item: str
    """Checklist item."""
    group: str
    """Title of its group."""
    question: str
    """What is asked."""
    inverse: bool
    """True where yes is the weaker law."""
    answer: Outcome
    """What the draft's own provisions answer."""
    note: str
    """Why, where no passage can say it."""
    passages: tuple[Passage, ...]
    """The words that answer, best first."""
    misses: tuple[Miss, ...]
    """Provisions of the draft that lack one condition, where the answer is not yes."""
    law: Outcome | None
    """What the law of the country answers as it stands; none without a country."""
    together: Outcome | None
    """What law and draft answer together; none without a country."""
    met_in: tuple[str, ...]
    """Countries that answer yes."""
    partly_in: tuple[str, ...]
    """Countries that answer partial."""


class Assessment(Model):
    """The report on a draft."""

    file: str
    """Name of the file."""
    sha256: str
    """SHA-256 of the text that was read."""
    title: str
    """First line of the draft."""
    language: str
    """Concept language it was read in."""
    country: str
    """Country whose law was read with it, empty for none."""
    provisions: int
    """Number of provisions."""
    sections: tuple[str, ...]
    """Their numbers and headings."""
    notices: tuple[str, ...]
    """What a reader should know about how the draft was read."""
    compared_with: str
    """Where the countries that meet an item come from."""
    items: tuple[ItemAssessed, ...]
    """Every item of the checklist in its order."""

    def counts(self) -> dict[str, int]:
        """Number of items by answer."""
        found: dict[str, int] = {}
        for item in self.items:
            found[item.answer] = found.get(item.answer, 0) + 1
        return found

    def changed(self) -> list[ItemAssessed]:
        """Items that law and draft together answer otherwise than the law as it stands."""
        return [item for item in self.items if item.law != item.together]


def assess(
    file: str, draft: Draft, language: str, folder: Folder, country: str = "", notices: Sequence[str] = ()
) -> Assessment:  # fmt: skip
    """Answer the checklist on a draft in a concept language, with the law of `country` if given.

    Raises BadInputError where the data folder has no text of that country.
    """
    code, law = country_acts(folder, country) if country else (NOWHERE, [])
    act = draft.act(code, language, NAME)
    names = [item.id for item in checklist()]
    both = Country(code, [*law, act])
    proved = both.proofs(names)
    own = {name: proof for name, proof in proved.items() if proof.view.section.act == act.id}
    answers = both.answers(own, names)
    standing = _outcomes(Country(code, law), names) if law else {}
    together = {name: a.answer for name, a in both.answers(proved, names).items()}
    met, source = compared(folder)
    assessed = [
        ItemAssessed(
            item=item.id,
            group=_title(item.group),
            question=item.question,
            inverse=item.inverse,
            answer=answers[item.id].answer,
            note=answers[item.id].note,
            passages=tuple(passage(own[name]) for name in answers[item.id].findings),
            misses=_misses(both, act, item, answers, own),
            law=standing.get(item.id),
            together=together[item.id] if law else None,
            met_in=met.get((item.id, "yes"), ()),
            partly_in=met.get((item.id, "partial"), ()),
        )
        for item in checklist()
    ]
    return Assessment(
        file=file,
        sha256=act.sha256,
        title=draft.title,
        language=language,
        country=code if law else "",
        provisions=len(act.provisions),
        sections=tuple(f"{p.citation} {p.heading}".strip() for p in act.provisions),
        notices=(*notices, *draft.notices, *((WHOLE,) if law else ())),
        compared_with=source,
        items=tuple(assessed),
    )


def _title(group: str) -> str:
    return next(known.title for known in groups() if known.id == group)


def _outcomes(country: Country, names: Sequence[str]) -> dict[str, Outcome]:
    made = country.answers(country.proofs(names), names)
    return {name: answer.answer for name, answer in made.items()}


def passage(proof: Proof) -> Passage:
    """The words of a proof."""
    found: Finding = proof.finding()
    return Passage(
        citation=found.citation,
        heading=proof.view.section.heading,
        polarity=found.polarity,
        start=found.start,
        end=found.end,
        quote=found.quote,
        rule=found.labeller,
    )


def _misses(
    both: Country,
    act: Act,
    item: ChecklistItem,
    answers: Mapping[str, Answer],
    own: Mapping[str, Proof],
) -> tuple[Miss, ...]:
    """Near misses in the draft itself."""
    answer = answers[item.id].answer
    rule = both.book.items.get(item.id)
    if answer not in ("partial", "not-found") or rule is None:
        return ()
    if rule.unless and answers[rule.unless].answer == "yes":
        return ()
    mine = [proof for proof in own.values() if proof.item == item.id]
    name = item.id
    if mine and answer == "not-found" and rule.requires:
        name, mine = rule.requires, []
    parts = frozenset(p.clause.part for p in mine if p.clause.part)
    kinds = ("yes",) if mine else ("yes", "partial")
    readings = [reading for reading in both.readings if reading.act.id == act.id]
    found = near_misses(readings, both.context, both.book, name, parts, kinds, MISSES)
    return tuple(both.miss(miss) for miss in found)


def compared(folder: Folder) -> tuple[dict[tuple[str, str], tuple[str, ...]], str]:
    """Names of countries by item and answer, and where they come from.

    Answers of the data folder, else the published facts that lexgap brings along.
    """
    names = {j.id: j.name for j in jurisdictions()}
    source = "the answers of this data folder"
    rows = [(a.country, a.item, str(a.answer)) for a in read_models(folder.answers, Answer, "run `lexgap answer` again")]  # fmt: skip
    if not rows:
        source = "the published facts of lexgap"
        facts = published.read(published.HERE).answers
        rows = [(row["country"], row["item"], row["answer"]) for row in facts]
    found: dict[tuple[str, str], list[str]] = {}
    for country, item, answer in rows:
        found.setdefault((item, answer), []).append(names.get(country, country))
    countries = len({country for country, _, _ in rows})
    told = f"{countries} countries, {source}" if rows else "no answers of other countries at hand"
    return {key: tuple(sorted(set(value))) for key, value in found.items()}, told
