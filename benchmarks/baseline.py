"""What lexgap is measured against: spaCy with all phrases as token rules, over every provision.

Each phrase of a concept file becomes patterns of spaCy's Matcher, as its documentation has them:

    possess*              {"LOWER": {"REGEX": "^possess"}}
    (his|her|their)       {"LOWER": {"IN": ["his", "her", "their"]}}
    [a|any]               the same with "OP": "?"
    <8>                   {"IS_PUNCT": False, "OP": "{0,8}"}

An alternative of several words makes a pattern of its own. A regular expression, which no pattern of
tokens can say, is searched in the text.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher

from lexgap.analysis.pipeline import blank
from lexgap.schema.phrases import TOKEN
from lexgap.schema.wording import LANGUAGES, read_file

Pattern = list[dict[str, Any]]
MOST = 500
"""Patterns of one phrase at most, where many alternatives of several words meet."""


class TokenRules:
    """A blank pipeline of a language with every phrase of its concept file as a token rule."""

    def __init__(self, language: str, gaps: bool = True) -> None:
        """`gaps=False` leaves out the phrases with words between, which cost spaCy most."""
        self.gaps = gaps
        self.nlp: Language = blank(language)
        self.matcher = Matcher(self.nlp.vocab)
        self.searched: list[re.Pattern[str]] = []
        self.patterns = 0
        file, _ = read_file(LANGUAGES / f"{language}.yml")
        for concept, wording in file.concepts.items():
            for kind, phrases in (("", wording.any), ("not ", wording.not_)):
                made = list(self._patterns(phrases))
                self.patterns += len(made)
                if made:
                    self.matcher.add(kind + concept, made)

    def __call__(self, text: str) -> int:
        """How many matches a text has."""
        doc = self.nlp.make_doc(text)
        found = len(self.matcher(doc))
        return found + sum(1 for pattern in self.searched for _ in pattern.finditer(text))

    def _patterns(self, phrases: Iterable[str]) -> Iterator[Pattern]:
        for phrase in phrases:
            if phrase.startswith("/") and phrase.endswith("/") and len(phrase) > 2:
                self.searched.append(re.compile(phrase[1:-1], re.IGNORECASE))
            elif self.gaps or "<" not in phrase:
                yield from self._of(phrase)

    def _of(self, phrase: str) -> Iterator[Pattern]:
        parts: list[list[Pattern]] = []
        for group, optional, gap, word in TOKEN.findall(phrase):
            if gap:
                parts.append([[{"IS_PUNCT": False, "OP": f"{{0,{gap}}}"}]])
            else:
                words = (group or optional or word).split("|")
                parts.append(list(self._alternatives(words, "?" if optional else "")))
        for number, chosen in enumerate(product(*parts)):
            if number < MOST:
                yield [token for pattern in chosen for token in pattern]

    def _alternatives(self, words: Iterable[str], operator: str) -> Iterator[Pattern]:
        """One pattern for all alternatives of one token, and one for each of several."""
        plain: list[str] = []
        starred: list[str] = []
        for words_of_one in map(str.strip, words):
            tokens = [t.text for t in self.nlp.make_doc(words_of_one.replace("*", ""))]
            if len(tokens) != 1:
                yield [self._token(word, operator) for word in words_of_one.split()]
            elif "*" in words_of_one:
                starred.append(_expression(words_of_one))
            else:
                plain.append(words_of_one.lower())
        end = {"OP": operator} if operator else {}
        if plain and not starred:
            yield [{"LOWER": {"IN": plain}, **end}]
        elif starred:
            either = "|".join([*starred, *(f"^{re.escape(word)}$" for word in plain)])
            yield [{"LOWER": {"REGEX": either}, **end}]

    def _token(self, word: str, operator: str) -> dict[str, Any]:
        end = {"OP": operator} if operator else {}
        if "*" in word:
            return {"LOWER": {"REGEX": _expression(word)}, **end}
        return {"LOWER": word.lower(), **end}


def _expression(word: str) -> str:
    bare = re.escape(word.strip("*").lower())
    return ("" if word.startswith("*") else "^") + bare + ("" if word.endswith("*") else "$")
