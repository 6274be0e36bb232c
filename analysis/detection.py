"""Which concept language a text is in, told by its wording."""

from lexgap.analysis.mentions import scanner
from lexgap.schema.shadow import fold
from lexgap.schema.store import BadInputError
from lexgap.schema.wording import LANGUAGES, languages

SAMPLE = 40_000
"""Characters of a text that are looked at."""
TRIED = 3
"""Languages whose phrases are tried, those whose files share most letters with the text."""
LEAST = 0.04
"""Share of the text that the phrases of its language cover at least."""
CLEAR = 0.8
"""A second language that covers more than this share of the first makes the text doubtful."""


def detect(text: str) -> str:
    """The language whose phrases cover most of the text. Raises BadInputError where none is clear."""
    folded = fold(text[:SAMPLE])
    grams = {folded[n : n + 3] for n in range(len(folded) - 2)}
    shared = {code: _shared(grams, code) for code in languages()}
    likely = sorted(shared, key=lambda code: (-shared[code], code))[:TRIED]
    covered = sorted(((_covered(folded, code), code) for code in likely), reverse=True)
    known = ", ".join(languages())
    if not covered or covered[0][0] < LEAST:
        raise BadInputError(
            f"the language of the text cannot be told; say --language, one of {known}"
        )
    if len(covered) > 1 and covered[1][0] > CLEAR * covered[0][0]:
        raise BadInputError(
            f"the text may be {covered[0][1]} or {covered[1][1]}; say which with --language"
        )
    return covered[0][1]


def _shared(grams: set[str], code: str) -> float:
    words = fold((LANGUAGES / f"{code}.yml").read_text("utf-8"))
    known = {words[n : n + 3] for n in range(len(words) - 2)}
    return len(grams & known) / max(len(grams), 1)


def _covered(folded: str, code: str) -> float:
    """Share of the characters that lie in a mention."""
    covered, end = 0, 0
    for mention in scanner(code).mentions(folded):
        covered += max(0, mention.end - max(mention.start, end))
        end = max(end, mention.end)
    return covered / max(len(folded), 1)
