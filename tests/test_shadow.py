"""The fast fold and the shadow against their definition, character by character."""

import pytest
from fictional_acts import read
from hypothesis import given, settings
from hypothesis import strategies as st

from lexgap.analysis.mentions import scanner
from lexgap.schema.shadow import BROKEN_WORD, TABLE, UNSPACED_GAP, Shadow, fold

UNEVEN = (
    " \n\t-*_\u00ad\u200b\u00a0\u3000\u00a8\u00df\u00bd\ufb01\u2026\u2014\u201c\u0130\u0301\u0651"
)
LETTERS = "ab\u00e9\u00c0\u0103\u0414\u4e2d\u306e\u0e01\u0628\u0995\u09cb1,;()"
TEXTS = st.one_of(
    st.text(max_size=30), st.text(alphabet=UNEVEN + LETTERS, max_size=30),
    st.lists(st.sampled_from(["a", "b-\n", "c", " ", "-\r\n", "d", "\u200b"]), max_size=12).map("".join),
)  # fmt: skip


def slow(printed: str) -> tuple[str, list[int]]:
    """The folded text and the printed offset of each of its characters, by definition."""
    left_out = {i for m in BROKEN_WORD.finditer(printed) for i in range(*m.span())}
    found: list[tuple[str, int]] = []
    for i, char in enumerate(printed):
        for c in "" if i in left_out else TABLE[ord(char)]:
            if c != " " or (found and found[-1][0] != " "):
                found.append((c, i))
    while found and found[-1][0] == " ":
        found.pop()
    gaps = {m.start() for m in UNSPACED_GAP.finditer("".join(c for c, _ in found))}
    found = [pair for n, pair in enumerate(found) if n not in gaps]
    return "".join(c for c, _ in found), [i for _, i in found]


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_the_shadow_is_what_it_is_defined_as(printed: str) -> None:
    text, origins = slow(printed)
    shadow = Shadow(printed)
    assert shadow.text == text
    assert [shadow.origin(n) for n in range(len(text))] == origins
    assert fold(printed) == text.strip(" ")


@pytest.mark.parametrize("language", ["ar", "bn", "de", "en", "hu", "ja", "uk", "vi"])
def test_the_literals_of_a_phrase_lose_none_of_its_matches(language: str) -> None:
    scan = scanner(language)
    matched: set[int] = set()
    for name in ("positive", "lookalike"):
        folded = fold("\n".join(p.text for p in read(language, name).provisions))
        for number, entry in enumerate(scan.entries):
            if any(key in folded for key in entry.phrase.keys):
                matches = [match[0] for match in entry.phrase.pattern.finditer(folded)]
                matched |= {number} if matches else set()
                for part in entry.phrase.parts:
                    assert all(any(t in match for t in part) for match in matches), entry.phrase
    assert len(matched) > 100


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_a_phrase_of_whole_words_begins_where_a_word_does(language: str) -> None:
    whole = [e.phrase for e in scanner(language).entries if e.phrase.whole]
    assert len(whole) > 500
    for phrase in whole[::50]:
        literal = next(iter(phrase.keys))
        assert not phrase.pattern.match("x" + literal + " " + phrase.source, 1)
