"""Numbers in words: what a language lists, and the tens and ones that it composes."""

import re
from collections.abc import Iterable

from lexgap.schema.sentencing import Sentencing
from lexgap.schema.shadow import fold

GLUE = r"[ \-]{0,2}"
HUNDRED = 100
TENS, ONES = range(20, HUNDRED, 10), range(1, 10)


def spelled(entries: dict[int, tuple[str, ...]]) -> dict[str, int]:
    """Folded word without blanks and hyphens -> value."""
    return {bare(fold(word)): value for value, words in entries.items() for word in words}


def numerals(w: Sentencing) -> dict[str, int]:
    """Folded number without blanks and hyphens -> value, composed ones too (`thirty-six`)."""
    single = spelled(w.numbers)
    joins = ("", *(bare(fold(word)) for word in w.number_and))
    ones = {word: value for word, value in single.items() if value in ONES}
    found = dict(single)
    for ten, tens in single.items():
        if tens not in TENS:
            continue
        for one, value in ones.items():
            for join in joins:
                found.setdefault(ten + join + one, tens + value)
                if join and w.ones_first:
                    found.setdefault(one + join + ten, tens + value)
    for hundred in (word for word, value in single.items() if value == HUNDRED):
        for rest, value in list(found.items()):
            for join in joins if value < HUNDRED else ():
                found.setdefault(hundred + join + rest, HUNDRED + value)
    return found


def bare(text: str) -> str:
    """`text` without blanks and hyphens."""
    return text.replace(" ", "").replace("-", "")


def worded(w: Sentencing) -> str:
    """A pattern of a number in words, the composed ones first; see `numerals` for their values."""
    every, hundreds = range(1, 1 + max(w.numbers)), (HUNDRED,)

    def some(values: Iterable[int]) -> str:
        words = {x for value in values for x in w.numbers.get(value, ())}
        ordered = sorted(words, key=lambda x: (-len(x), x))
        return "(?:" + "|".join(map(loose, ordered)) + ")" if ordered else r"(?!)"

    join = "(?:" + "|".join(loose(word) for word in w.number_and) + ")" if w.number_and else ""
    may = f"{GLUE}(?:{join}{GLUE})?" if join else GLUE
    composed = [f"{some(TENS)}{may}{some(ONES)}", some(every)]
    if join and w.ones_first:
        composed.insert(0, f"{some(ONES)}{GLUE}{join}{GLUE}{some(TENS)}")
    below = "(?:" + "|".join(composed) + ")"
    return f"(?:{some(hundreds)}{may}{below}|{below})" if HUNDRED in w.numbers else below


def loose(word: str) -> str:
    """A pattern of a word of numbers, whose parts may be joined, hyphenated or apart."""
    return re.escape(fold(word)).replace(r"\-", r"[ \-]?").replace(r"\ ", r"[ \-]?")
