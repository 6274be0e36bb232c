"""The checklist as a spaCy component: what a Doc, read as one act, answers to which item."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from lexgap.analysis.answering import answers_of
from lexgap.analysis.drafts import split
from lexgap.analysis.pipeline import CHECKLIST, concepts_of
from lexgap.analysis.reader import Reader
from lexgap.analysis.tagger import tag_country
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding
from lexgap.schema.rules import RULES, load_rules, read_rules

NOWHERE = "ZZ"
"""Country of a text that says none; ISO 3166 leaves the code to its users."""


def _answers(doc: Doc) -> dict[str, str]:
    group = doc.spans.get("checklist")
    return dict(group.attrs["answers"]) if group is not None else {}


Doc.set_extension("answers", getter=_answers, force=True)


class Checklist:
    """Runs the rules on a Doc.

    The text is split into its sections as a draft is (see `lexgap.analysis.drafts`), and read as the
    only act of a country.
    """

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.folder = RULES
        self.book = load_rules()

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group `checklist`, one span a finding, and `doc._.answers`.

        A span's label is the item, its `kb_id_` yes or partial, its `id_` the clause that fired.
        """
        concepts = concepts_of(self.nlp)
        draft = split(doc.text, concepts.language)
        act = draft.act(NOWHERE, concepts.language)
        places = {p.id: piece.start for p, piece in zip(act.provisions, draft.pieces, strict=True)}
        findings = self._findings(act, concepts.reader)
        spans = (
            doc.char_span(
                places[f.provision] + f.start,
                places[f.provision] + f.end,
                label=f.item,
                kb_id=f.polarity,
                span_id=f.labeller,
                alignment_mode="expand",
            )
            for f in findings
        )
        doc.spans["checklist"] = SpanGroup(
            doc,
            name="checklist",
            attrs={
                "starts": [places[f.provision] + f.start for f in findings],
                "ends": [places[f.provision] + f.end for f in findings],
                "citations": [f.citation for f in findings],
                "answers": {a.item: a.answer for a in self._answers(act, findings)},
            },
            spans=[span for span in spans if span],
        )
        return doc

    def _findings(self, act: Act, reader: Reader) -> list[Finding]:
        tagged = tag_country([act], self.book, read=lambda _: reader)
        return [finding for one in tagged for finding in one.findings]

    def _answers(self, act: Act, findings: Iterable[Finding]) -> list[Answer]:
        items = [item.id for item in checklist()]
        searched = len(act.provisions)
        return answers_of(act.country, findings, items, self.book, searched, None)

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the rules beside the pipeline, so that it stays what it is."""
        shutil.copytree(self.folder, path, dirs_exist_ok=True)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "Checklist":
        """Read the rules that `to_disk` wrote. Raises BadInputError, file and line."""
        self.folder = path
        self.book = read_rules(path)
        return self


@Language.factory(CHECKLIST, assigns=["doc.spans"])
def component(nlp: Language, name: str) -> Checklist:
    """The component; it needs the concepts of its pipeline before it."""
    return Checklist(nlp)
