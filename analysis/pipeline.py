"""lexgap as a spaCy pipeline: `pipeline("fr")(text)` is a Doc with concepts and checklist items.

`doc.spans["concepts"]` holds the mentions of concepts, `doc.spans["checklist"]` the passages that
answer checklist items, both widened to whole tokens; the exact offsets are in `doc._.mentions` and
in the attributes of the groups. The factories are entry points, so that a pipeline written by
`nlp.to_disk` is read by `spacy.load`; it carries its concepts and rules.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.util import get_lang_class

from lexgap.analysis.mentions import Mention, Scanner
from lexgap.analysis.reader import Reader, reader
from lexgap.schema.problems import nearest
from lexgap.schema.store import BadInputError
from lexgap.schema.wording import LANGUAGES, language_for, languages, read_concepts

LONGEST = 10_000_000
"""Characters of a text at most; spaCy's own limit of a million is for statistical models."""
UNTOKENIZED = frozenset(("ja", "ko", "th", "vi"))
"""Languages whose tokenizer needs a package of its own; concepts do not rest on tokens."""
CONCEPTS, CHECKLIST = "lexgap_concepts", "lexgap_checklist"


def _mentions(doc: Doc) -> list[Mention]:
    group = doc.spans.get("concepts")
    if group is None:
        return []
    starts, ends, names = (group.attrs[key] for key in ("starts", "ends", "concepts"))
    return [Mention(*mention) for mention in zip(starts, ends, names, strict=True)]


Doc.set_extension("mentions", getter=_mentions, force=True)


class Concepts:
    """Finds the mentions of one language's concepts in a Doc."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.source = LANGUAGES / f"{language}.yml"
        self.reader = reader(language)

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group `concepts`; its attributes hold the exact printed offsets."""
        mentions = self.reader(doc.text).mentions
        starts, ends, names = ([m[n] for m in mentions] for n in range(3))
        spans = (
            doc.char_span(m.start, m.end, label=m.concept, alignment_mode="expand")
            for m in mentions
        )
        doc.spans["concepts"] = SpanGroup(
            doc,
            name="concepts",
            attrs={"starts": starts, "ends": ends, "concepts": names},
            spans=[span for span in spans if span],
        )
        return doc

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the wording beside the pipeline, so that it stays what it is."""
        path.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.source, path / self.source.name)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "Concepts":
        """Read the wording that `to_disk` wrote. Raises BadInputError, file and line."""
        self.source = path / self.source.name
        self.reader = Reader(Scanner(read_concepts(self.source)))
        return self


@Language.factory(CONCEPTS, default_config={"language": ""}, assigns=["doc.spans"])
def concepts(nlp: Language, name: str, language: str) -> Concepts:
    """The component; `language` is a BCP 47 code, by default that of the pipeline."""
    return Concepts(served(language or str(nlp.lang)))


def served(language: str) -> str:
    """The concept file that serves a language. Raises BadInputError where none does."""
    found = language_for(language)
    if found is None:
        raise BadInputError(
            f"{language!r}: no concepts for this language; {nearest(language, languages())}; "
            "CONTRIBUTING.md says how to add one"
        )
    return found


def blank(language: str) -> Language:
    """A blank spaCy pipeline for a concept file, multi-language where spaCy has none."""
    code = language.split("-", maxsplit=1)[0]
    try:
        get_lang_class(code)
    except ImportError:
        code = "xx"
    nlp = spacy.blank("xx" if code in UNTOKENIZED else code)
    nlp.max_length = LONGEST
    return nlp


def concepts_of(nlp: Language) -> Concepts:
    """The concepts of a pipeline. Raises BadInputError where it has none."""
    for _, component in nlp.components:
        if isinstance(component, Concepts):
            return component
    raise BadInputError(f"a pipeline without {CONCEPTS!r}; add it before {CHECKLIST!r}")


def pipeline(language: str, **config: Any) -> Language:
    """A pipeline with concepts and checklist for a language given as BCP 47 code.

    `config` goes to the checklist component. Raises BadInputError on a language without concepts.
    """
    name = served(language)
    nlp = blank(name)
    nlp.add_pipe(CONCEPTS, config={"language": name})
    nlp.add_pipe(CHECKLIST, config=config)
    return nlp
