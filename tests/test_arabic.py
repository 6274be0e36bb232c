"""Arabic writes articles, conjunctions and prepositions together with the word after them."""

import pytest

from lexgap.schema.phrases import compile_phrase
from lexgap.schema.shadow import fold


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("طفل*", "وللطفل حقوق"),
        ("مادة إباحية", "حيازة المادّة الإباحيّة"),
        ("(صور|مواد) إباحية <3> أطفال", "والمواد الإباحية المتعلقة بالأطفال"),
        ("حاز", "كل من حاز صورة"),
    ],
)
def test_a_word_may_carry_what_is_written_together_with_it(phrase: str, text: str) -> None:
    found = compile_phrase(phrase)
    assert found.pattern.search(fold(text))
    assert any(key in fold(text) for key in found.keys)


@pytest.mark.parametrize(("phrase", "text"), [("طفل*", "متطفل"), ("حاز", "انحاز إليه")])
def test_other_letters_before_make_another_word(phrase: str, text: str) -> None:
    assert not compile_phrase(phrase).pattern.search(fold(text))
