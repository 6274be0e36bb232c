"""Decide between codings that differ, with a reason."""

from lexgap.analysis.review import records
from lexgap.analysis.review.decisions import read_standings
from lexgap.analysis.review.dossier import machine_answers
from lexgap.analysis.review.judging import Circumstances, Said, judge
from lexgap.analysis.review.law import Law
from lexgap.analysis.review.standing import Standing
from lexgap.schema.reviews import Review, identified
from lexgap.schema.store import BadInputError, Folder


def queue(folder: Folder, country: str = "") -> list[Standing]:
    """Cells that wait for people: codings that differ, and reviews of texts that have since changed."""
    found = [one for _, some in read_standings(folder, country) for one in some if one.open]
    return sorted(found, key=lambda one: (one.open, one.country, one.item))


def adjudicate(
    folder: Folder, country: str, said: Said, coder: str, at: str, via: str = "command"
) -> Review:
    """Record what an adjudicator decides on a cell whose codings differ, and return it.

    Without a passage of its own a decision takes over those of the codings it follows. Raises
    BadInputError where nothing is open, the adjudicator is one of the coders, a reason is missing
    or the decision does not hold.
    """
    law, open_cell = _open(folder, country, said.item)
    codings = [r for r in open_cell.reviews if r.kind == "coding" and r not in open_cell.stale]
    where = f"{country} {said.item}"
    if coder in {review.coder for review in codings}:
        raise BadInputError(f"{where}: {coder} coded it; somebody else decides between the coders")
    if not said.note.strip():
        raise BadInputError(f"{where}: a decision needs a reason; give it with --reason")
    followed = [r for r in codings if r.answer == said.answer.casefold()]
    machine = {item: a.answer for (_, item), a in machine_answers(folder, law.country).items()}
    inherited = tuple(dict.fromkeys(p for review in followed for p in review.evidence))
    judged = judge(law, said, Circumstances(coder, at, via, dict(machine), inherited=inherited))
    if judged.problems:
        told = "; ".join(f"{p.field}: {p.message}" for p in judged.problems)
        raise BadInputError(f"{where}: {told}")
    (made,) = judged.reviews
    ruling = identified(
        made.model_copy(
            update={"kind": "adjudication", "closes": tuple(review.id for review in codings)}
        )
    )
    records.append(folder, [ruling])
    return ruling


def _open(folder: Folder, country: str, item: str) -> tuple[Law, Standing]:
    for law, found in read_standings(folder, country):
        for one in found:
            if one.item == item and one.open == "disagreement":
                return law, one
    raise BadInputError(
        f"{country} {item}: no codings that differ; see `lexgap review queue` for what is open"
    )
