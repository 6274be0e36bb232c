"""The two acts a language is tried on: one that meets the whole model law, one that is near it.

python tests/fictional_acts.py de       what each of the two answers, and the findings of one item:
python tests/fictional_acts.py de off-access-knowingly
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from lexgap.analysis.answering import country_answers
from lexgap.analysis.tagger import tag_country
from lexgap.schema.ids import act_id, provision_id, sha256, work_id
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding, Provision
from lexgap.schema.rules import load_rules

HERE = Path(__file__).parent / "fixtures" / "acts"
COUNTRY = "XV"
HEAD = re.compile(
    r"^(?P<number>第\S+?[条條](?:之\S|の\S)?|제\s?\d+\s?조(?:의\s?\d+)?"
    r"|\D{0,20}?\d+(?:[.\-/]\d+)*\s?(?:§|\.|:|।|\)|[a-z]\b)?(?:\s?(?:-?\w{1,4}\.?\s)?(?:pants|straipsnis|член)\.?)?)"
    r"[\s:.—–-]*(?P<heading>.*)$"
)


def languages() -> list[str]:
    """Languages that have both acts."""
    return sorted(path.parent.name for path in HERE.glob("*/positive.txt"))


def read(language: str, name: str) -> Act:
    """The act of `name` (positive, lookalike): its title, then sections parted by empty lines.

    The first line of a section is its number and heading; the other lines are its text.
    """
    path = HERE / language / f"{name}.txt"
    title, *blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
    work = work_id(COUNTRY, name)
    act, taken = act_id(work, language), set[str]()
    provisions = []
    for block in blocks:
        first, _, text = block.partition("\n")
        head = HEAD.match(first)
        assert head, f"{path}: no number at the head of {first!r}"
        number = head["number"].strip()
        provisions.append(
            Provision(
                id=provision_id(act, number, taken),
                number=number,
                citation=number,
                heading=head["heading"].strip(),
                text=text.strip(),
            )
        )
    return Act(
        id=act,
        work=work,
        country=COUNTRY,
        language=language,
        title=title.strip(),
        citation="",
        url="https://laws.example/" + name,
        sha256=sha256(path.read_bytes()),
        text_state="in-force",
        source="fictional",
        provisions=tuple(provisions),
    )


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
