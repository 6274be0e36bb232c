"""Every language's own examples: what must mention a concept, and what must not."""

import pytest

from lexgap.analysis.mentions import scanner
from lexgap.schema.load import load_yaml
from lexgap.schema.shadow import Shadow, fold
from lexgap.schema.wording import LANGUAGES, languages


@pytest.mark.parametrize("language", languages())
def test_examples_mention_their_concept(language: str) -> None:
    value, _ = load_yaml(LANGUAGES / f"{language}.yml")
    scan = scanner(language)
    wrong = []
    for name, wording in value["concepts"].items():
        for kind, wanted in (("examples", True), ("counterexamples", False)):
            for sentence in wording.get(kind, ()):
                found = any(m.concept == name for m in scan.mentions(fold(sentence)))
                if found is not wanted:
                    wrong.append((name, kind, sentence))
    assert not wrong


def test_a_shadow_folds_and_finds_its_way_back() -> None:
    printed = "Le fait de DE\u0301TENIR\u00a0 une\nima-\nge \u201cx\u201d"
    shadow = Shadow(printed)
    assert shadow.text == fold(printed) == 'le fait de detenir une image "x"'
    at = shadow.text.index("detenir")
    start, end = shadow.span(at, at + len("detenir"))
    assert printed[start:end].startswith("DE") and printed[start:end].endswith("R")
