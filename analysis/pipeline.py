"""The concept layer as a spaCy pipeline: `pipeline("fr")(text)` is a Doc with its mentions.

`doc._.mentions` holds them at exact printed offsets, `doc._.shadow` the folded text they were found
in, and `doc.spans["concepts"]` the same as labelled spans, widened to whole tokens.
"""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from lexgap.analysis.mentions import Mention, scanner
from lexgap.schema.shadow import Shadow

LONGEST = 10_000_000
"""Characters of a section at most; spaCy's own limit of a million is for statistical models."""
UNTOKENIZED = frozenset(("ja", "ko", "th", "vi", "zh"))
"""Languages whose tokenizer needs a package of its own; concepts do not rest on tokens."""

Doc.set_extension("mentions", default=None, force=True)
Doc.set_extension("shadow", default=None, force=True)


class Concepts:
    """Finds the mentions of one language's concepts in a Doc."""

    def __init__(self, language: str) -> None:
        self.scanner = scanner(language)

    def __call__(self, doc: Doc) -> Doc:
        """Set `mentions`, `shadow` and the span group `concepts`."""
        shadow = Shadow(doc.text)
        found = self.scanner.mentions(shadow.text)
        mentions = [Mention(*shadow.span(m.start, m.end), m.concept) for m in found]
        spans = (
            doc.char_span(m.start, m.end, label=m.concept, alignment_mode="expand")
            for m in mentions
        )
        doc.spans["concepts"] = SpanGroup(doc, name="concepts", spans=[s for s in spans if s])
        doc._.mentions = mentions
        doc._.shadow = shadow
        return doc


@Language.factory("lexgap_concepts", default_config={"language": ""})
def concepts(nlp: Language, name: str, language: str) -> Concepts:
    """The component; `language` is a concept file, by default that of the pipeline."""
    return Concepts(language or str(nlp.lang))


@cache
def pipeline(language: str) -> Language:
    """A blank spaCy pipeline with the concept layer of a concept file's language."""
    code = language.split("-", maxsplit=1)[0]
    nlp = spacy.blank("xx" if code in UNTOKENIZED else code)
    nlp.max_length = LONGEST
    nlp.add_pipe("lexgap_concepts", config={"language": language})
    return nlp
