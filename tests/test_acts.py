"""Every language's fictional acts: the positive one meets all items, the look-alike none."""

import fictional_acts
import pytest

INVERSE = {"off-possession-intent-only"}
"""Items that a law which meets the model law answers no."""


@pytest.mark.parametrize("language", fictional_acts.languages())
def test_a_law_that_meets_the_model_law_answers_yes(language: str) -> None:
    made, _ = fictional_acts.answers(language, "positive")
    missed = {item: a.answer for item, a in made.items() if a.answer != "yes"}
    assert set(missed) == INVERSE


@pytest.mark.parametrize("language", fictional_acts.languages())
def test_a_law_full_of_look_alikes_answers_nothing_yes(language: str) -> None:
    made, findings = fictional_acts.answers(language, "lookalike")
    taken = {item for item, a in made.items() if a.answer == "yes"}
    assert not taken, [f"{f.labeller}: {f.quote}" for f in findings if f.item in taken]
