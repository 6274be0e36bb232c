"""Which findings an answer cites."""

from lexgap.analysis.answering import best
from lexgap.schema.models import Finding


def finding(citation: str, act: str = "xa/code/en", clause: int = 1, **more: object) -> Finding:
    polarity = more.pop("polarity", "yes")
    return Finding.model_validate(
        {
            "id": f"{act}#{citation}/{clause}/{polarity}",
            "item": "san-forfeiture",
            "act": act,
            "provision": f"{act}#{citation}",
            "citation": citation,
            "start": 0,
            "end": 5,
            "quote": "honey",
            "labeller": f"san-forfeiture/{polarity}/{clause}",
            "polarity": polarity,
            **more,
        }
    )


def cited(*findings: Finding) -> list[str]:
    return [f"{one.act} {one.citation}" for one in best(findings)]


def test_two_sections_at_most_in_the_order_of_the_act() -> None:
    assert cited(finding("10"), finding("9"), finding("163.1"), finding("163")) == [
        "xa/code/en 9",
        "xa/code/en 10",
    ]


def test_a_section_that_proves_it_more_often_comes_first() -> None:
    assert cited(finding("3(1)"), finding("9(1)"), finding("9(2)"))[0] == "xa/code/en 9(1)"


def test_what_is_cited_has_the_polarity_of_the_answer() -> None:
    assert cited(finding("3", polarity="partial"), finding("9")) == ["xa/code/en 9"]


def test_of_two_expressions_the_first_act_is_cited() -> None:
    translation = finding("9", "xa/code/fr", weight=9)
    assert cited(finding("9"), translation, finding("4")) == ["xa/code/en 9", "xa/code/en 4"]
