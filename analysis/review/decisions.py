"""Put people's decisions in the place of the machine's answers, with the passages they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lexgap.analysis.review import records
from lexgap.analysis.review.law import Law, law_at_hand
from lexgap.analysis.review.standing import Standing, standing
from lexgap.schema.ids import finding_id, sha256
from lexgap.schema.models import Answer, Finding
from lexgap.schema.reviews import Passage, Review
from lexgap.schema.store import Folder

LABELLER = "review"
"""Beginning of the labeller of a reviewer's passage: review/yes/a.surname."""


@dataclass
class Decided:
    """Answers as they stand after review, the reviewers' findings, and the cells that people read."""

    answers: list[Answer]
    findings: list[Finding] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)


def decide(folder: Folder, answers: Iterable[Answer]) -> Decided:
    """Apply the reviews of `folder` to the machine's answers of the countries it has text of.

    Raises BadInputError on a file of reviews that is not ours.
    """
    made = Decided(list(answers))
    every = read_standings(folder)
    if not every:
        return made
    by_cell: dict[records.Cell, Answer] = {}
    for law, found in every:
        for one in found:
            made.standings.append(one)
            cell = (one.country, one.item)
            if one.decided:
                findings = list(_findings(law, one.agreed))
                made.findings += findings
                by_cell[cell] = _answer(one, one.decided, findings)
    made.answers = [_merged(a, by_cell.pop((a.country, a.item), None)) for a in made.answers]
    made.answers += [by_cell[cell] for cell in sorted(by_cell)]
    noted = {(s.country, s.item): _open_note(s) for s in made.standings if s.open}
    made.answers = [_noted(a, noted.get((a.country, a.item), "")) for a in made.answers]
    made.findings = list({f.id: f for f in made.findings}.values())
    return made


def read_standings(folder: Folder, country: str = "") -> list[tuple[Law, list[Standing]]]:
    """By country with text and reviews its law and the standing of each reviewed cell, in order."""
    countries: dict[str, list[Sequence[Review]]] = {}
    for (code, _), reviews in sorted(records.latest(records.read(folder)).items()):
        if not country or code == country:
            countries.setdefault(code, []).append(reviews)
    found = []
    for code, cells in countries.items():
        law = law_at_hand(folder, code)
        if law.acts:
            found.append((law, [standing(law, reviews) for reviews in cells]))
    return found


def _findings(law: Law, reviews: Sequence[Review]) -> Iterable[Finding]:
    """The passages of reviews that agree, as findings; each passage once."""
    seen: set[tuple[str, int, int]] = set()
    for review in reviews:
        for passage in review.evidence:
            place = (passage.provision, passage.start, passage.end)
            if review.answer != "no" and place not in seen:
                seen.add(place)
                if finding := _finding(law, review, passage):
                    yield finding


def _finding(law: Law, review: Review, passage: Passage) -> Finding | None:
    act, provision = law.provisions.get(passage.provision, (None, None))
    if act is None or provision is None or review.answer == "no":
        return None
    quote = provision.text[passage.start : passage.end]
    if sha256(quote.encode()) != passage.sha256:
        return None
    labeller = f"{LABELLER}/{review.answer}/{review.coder}"
    return Finding(
        id=finding_id(review.item, provision.id, passage.start, passage.end, labeller),
        item=review.item,
        act=act.id,
        provision=provision.id,
        citation=passage.citation,
        start=passage.start,
        end=passage.end,
        quote=quote,
        labeller=labeller,
        polarity=review.answer,
        why=f"read by {review.coder} on {review.at[:10]}",
    )


def _answer(one: Standing, review: Review, findings: Sequence[Finding]) -> Answer:
    people = list(dict.fromkeys(r.coder for r in one.agreed))
    who = review.coder if one.basis == "adjudicated" else " and ".join(people)
    note = f"{who}, {review.at[:10]}" + (f": {review.reason}" if review.reason else "")
    return Answer(
        country=one.country,
        item=one.item,
        answer=review.answer,
        basis=one.basis,
        findings=tuple(f.id for f in findings),
        note=note,
    )


def _merged(machine: Answer, decided: Answer | None) -> Answer:
    """The decided answer with what the machine knows of the texts."""
    if decided is None:
        return machine
    return decided.model_copy(update={"searched": machine.searched, "as_at": machine.as_at})


def _open_note(one: Standing) -> str:
    if one.open == "disagreement":
        return "People read this differently; an adjudicator has not decided yet."
    last = max(review.at for review in one.stale)[:10]
    return f"A review of {last} was made on a text that has since changed; it is to be read again."


def _noted(answer: Answer, note: str) -> Answer:
    if not note:
        return answer
    return answer.model_copy(update={"note": f"{answer.note} {note}".strip()})
