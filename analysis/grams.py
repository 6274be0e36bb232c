"""Full-text search that also finds a two-character word inside a sentence written without spaces.

SQLite's unicode61 takes a whole Chinese or Thai clause for one word. The runs of such scripts are
therefore also indexed as overlapping pairs of characters, and a query is split the same way.
"""

import unicodedata

import regex

RUN = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}"
    r"\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}々〆ー]+"
)
QUERY_PART = regex.compile(r'"([^"]*)"|(\S+)')
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
MAX_TERMS = 32


def pairs(run: str) -> list[str]:
    """Overlapping pairs of a run; a single character stands for itself.

    >>> pairs("兒童性")
    ['兒童', '童性']
    """
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def grams(text: str) -> str:
    """Every run of an unspaced script in `text` as pairs, separated by spaces; empty for others.

    >>> grams("Act 持有罪")
    '持有 有罪'
    """
    plain = unicodedata.normalize("NFKC", text)
    return " ".join(pair for run in RUN.findall(plain) for pair in pairs(run))


def terms(query: str) -> list[str]:
    """The words and "quoted phrases" of what a person typed, in order, at most MAX_TERMS."""
    found = [phrase or word for phrase, word in QUERY_PART.findall(query)]
    plain = [unicodedata.normalize("NFKC", term) for term in found]
    return [term for term in plain if WORD.search(term)][:MAX_TERMS]


def match(query: str) -> str:
    """An FTS5 expression for what a person typed: all terms must occur; empty when there is none.

    Whatever was typed stays data: each part is quoted, so FTS operators have no force.

    >>> match('possess 持有')
    '"possess" AND grams : "持有"'
    """
    return " AND ".join(part for term in terms(query) for part in _parts(term))


def _parts(term: str) -> list[str]:
    words = " ".join(WORD.findall(RUN.sub(" ", term)))
    found = [f'"{words}"'] if words else []
    for run in RUN.findall(term):
        quoted = " ".join(pairs(run))
        found.append(f'grams : "{quoted}"' + (" *" if len(run) == 1 else ""))
    return found
