"""The two acts a language is tried on: one that meets the whole model law, one that is near it.

python tests/fictional_acts.py de       what each of the two answers, and the findings of one item:
python tests/fictional_acts.py de off-access-knowingly
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from lexgap.analysis.answering import country_answers
from lexgap.analysis.drafts import split
from lexgap.analysis.tagger import tag_country
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding
from lexgap.schema.rules import load_rules

HERE = Path(__file__).parent / "fixtures" / "acts"
COUNTRY = "XV"


def languages() -> list[str]:
    """Languages that have both acts."""
    return sorted(path.parent.name for path in HERE.glob("*/positive.txt"))


def read(language: str, name: str) -> Act:
    """The act of `name` (positive, lookalike): its title, then numbered sections."""
    text = (HERE / language / f"{name}.txt").read_text("utf-8")
    return split(text, language).act(COUNTRY, language, name)


def answers(language: str, name: str) -> tuple[dict[str, Answer], list[Finding]]:
    """The answer to every item on one of the acts alone, and the findings."""
    act = read(language, name)
    found = {t.act.id: list(t.findings) for t in tag_country([act])}
    items = [item.id for item in checklist()]
    made = country_answers(COUNTRY, [act], found, items, load_rules())
    return {a.item: a for a in made}, found[act.id]


def lines(language: str, item: str) -> Iterator[str]:
    """What the two acts answer, for whoever writes them."""
    for name in ("positive", "lookalike"):
        made, findings = answers(language, name)
        counts = {a: sum(m.answer == a for m in made.values()) for a in ("yes", "partial")}
        yield f"{language}/{name}: {counts}"
        wrong = [m for m in made.values() if (m.answer == "yes") is not (name == "positive")]
        for one in wrong:
            yield f"  {one.item}: {one.answer} {one.note}"
        for finding in findings:
            if finding.item == item or (name == "lookalike" and not item):
                yield f"  {finding.labeller} {finding.citation} [{finding.why}] {finding.quote[:160]!r}"


if __name__ == "__main__":
    print("\n".join(lines(sys.argv[1], "".join(sys.argv[2:3]))))
