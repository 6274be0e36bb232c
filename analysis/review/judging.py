"""What a reviewer says, checked against the law before anything is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lexgap.analysis.release import runs
from lexgap.analysis.review.law import Law, Unplaced
from lexgap.schema.load import checklist
from lexgap.schema.problems import nearest
from lexgap.schema.reviews import VERDICTS, Passage, Review, TextRead, Verdict, identified

PASSAGES = 2
"""Passages that a workbook or a form has room for."""


@dataclass(frozen=True)
class Cited:
    """One passage as written: the act may be left out where the citation is in one act only."""

    act: str = ""
    citation: str = ""
    quote: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.act or self.citation or self.quote)


@dataclass(frozen=True)
class Said:
    """What a reviewer wrote about one item."""

    item: str
    answer: str
    cited: tuple[Cited, ...] = ()
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.answer or self.note) and all(one.empty for one in self.cited)


@dataclass(frozen=True)
class Problem:
    """What is wrong in which field: item, answer, note, or act, citation, quote with their place from 0."""

    field: str
    place: int
    message: str


@dataclass(frozen=True)
class Circumstances:
    """Who reviews when, from what, and what the machine says to each item."""

    coder: str
    at: str
    via: str
    machine: dict[str, str]
    blind: bool = False
    texts: tuple[TextRead, ...] | None = None
    """The texts that were read; those at hand where it is not known to be others."""
    inherited: tuple[Passage, ...] = ()
    """Passages taken over where none is written."""


@dataclass
class Judged:
    """Reviews that can be recorded, and problems of those that cannot."""

    reviews: list[Review] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def judge(law: Law, said: Said, around: Circumstances) -> Judged:
    """The review that `said` makes, or every problem with it."""
    judged = Judged()
    items = {item.id for item in checklist()}
    if said.item not in items:
        hint = nearest(said.item, items) if said.item else "give the id of an item"
        judged.problems.append(
            Problem("item", 0, f"{said.item!r} is no item of the checklist; {hint}")
        )
        return judged
    verdict = next((v for v in VERDICTS if v == said.answer.casefold()), None)
    if verdict is None:
        what = f"{said.answer!r} is no answer" if said.answer else "an answer is missing"
        judged.problems.append(Problem("answer", 0, f"{what}; choose {', '.join(VERDICTS)}"))
    written = any(not one.empty for one in said.cited)
    evidence = list(_evidence(law, said, judged.problems) if written else around.inherited)
    if verdict is not None:
        judged.problems += _unfounded(verdict, said, written or bool(evidence))
    judged.problems += _repeated(law, said)
    if not judged.problems and verdict is not None:
        judged.reviews.append(_review(law, said, verdict, evidence, around))
    return judged


def _evidence(law: Law, said: Said, problems: list[Problem]) -> Iterator[Passage]:
    for place, one in enumerate(said.cited):
        if one.empty:
            continue
        if not one.citation:
            problems.append(
                Problem("citation", place, "a citation is missing; say where it stands")
            )
            continue
        try:
            yield from law.place(one.act, one.citation, one.quote)
        except Unplaced as error:
            problems.append(Problem(error.field, place, str(error)))


def _unfounded(verdict: Verdict, said: Said, cited: bool) -> Iterator[Problem]:
    """A yes or partial without a passage, a no without a reason."""
    if verdict == "no" and not said.note:
        yield Problem("note", 0, "a no needs a reason; say what was looked for and where")
    if verdict != "no" and not cited:
        yield Problem("citation", 0, f"{verdict!r} needs evidence; cite the provision that says it")


def _repeated(law: Law, said: Said) -> Iterator[Problem]:
    """Notes are published, texts are not."""
    told = runs(said.note)
    if told and any(told & runs(p.text) for act in law.acts for p in act.provisions):
        yield Problem("note", 0, "the note repeats the statute; put its words under quote")


def _review(
    law: Law, said: Said, verdict: Verdict, evidence: Sequence[Passage], around: Circumstances
) -> Review:
    made = Review(
        id="",
        country=law.country,
        item=said.item,
        coder=around.coder,
        at=around.at,
        answer=verdict,
        evidence=tuple(dict.fromkeys(evidence)),
        reason=said.note,
        machine=around.machine.get(said.item, "not-assessed"),
        blind=around.blind,
        texts=law.texts if around.texts is None else around.texts,
        via=around.via,
    )
    return identified(made)
