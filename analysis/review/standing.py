"""What the reviews of a cell come to on the text as it stands: the answer, its basis, what is open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lexgap.analysis.review.law import Law
from lexgap.schema.models import Basis
from lexgap.schema.reviews import Review, undated

Open = Literal["", "disagreement", "stale"]


@dataclass(frozen=True)
class Standing:
    """The decision on a cell, if there is one, and why it stands in the queue, if it does."""

    country: str
    item: str
    basis: Basis
    decided: Review | None
    """The review whose answer and reason are shown."""
    agreed: tuple[Review, ...]
    """The reviews that say the same, the decided one first."""
    open: Open
    reviews: tuple[Review, ...]
    """The last coding of each coder and the last adjudication."""
    stale: tuple[Review, ...]
    """Those made on a text that has since changed."""


def is_stale(review: Review, law: Law) -> bool:
    """Whether the words a review was made from have changed, or texts came or went.

    A yes rests on the acts it cites, anything less on all that there was to read.
    """
    before = {text.act: text.words for text in review.texts}
    now = {text.act: text.words for text in law.texts}
    if review.answer != "yes":
        return before != now
    acts = {undated(passage.provision).partition("#")[0] for passage in review.evidence}
    return any(before.get(act) is None or before[act] != now.get(act) for act in acts)


def standing(law: Law, reviews: Sequence[Review]) -> Standing:
    """What the reviews of one cell, the last of each coder and adjudicator, come to."""
    stale = [review for review in reviews if is_stale(review, law)]
    valid = [review for review in reviews if review not in stale]
    codings = [review for review in valid if review.kind == "coding"]
    ruling = next((review for review in valid if review.kind == "adjudication"), None)
    basis: Basis = "machine"
    agreed: list[Review] = []
    if ruling and not any(_reopens(coding, ruling) for coding in codings):
        basis = "adjudicated"
        agreed = [ruling, *(c for c in codings if c.answer == ruling.answer)]
    elif codings and len({coding.answer for coding in codings}) == 1:
        basis = "double-coded" if len(codings) > 1 else "reviewed-once"
        agreed = codings[::-1]
    disagree = bool(codings) and not agreed
    missing = sum(r.kind == "coding" for r in stale) > len(codings)
    queued = missing and basis != "adjudicated"
    return Standing(
        country=reviews[0].country,
        item=reviews[0].item,
        basis=basis,
        decided=agreed[0] if agreed else None,
        agreed=tuple(agreed),
        open="disagreement" if disagree else "stale" if queued else "",
        reviews=tuple(reviews),
        stale=tuple(stale),
    )


def _reopens(coding: Review, ruling: Review) -> bool:
    """A coding that the ruling did not know and that says otherwise."""
    return coding.id not in ruling.closes and coding.answer != ruling.answer


def standings(law: Law, cells: Iterable[Sequence[Review]]) -> list[Standing]:
    """The standing of each cell of a country."""
    return [standing(law, reviews) for reviews in cells]
