"""Numbered parts inside printed text, and purpose clauses."""

from lexgap.analysis.markers import split
from lexgap.analysis.mentions import scanner
from lexgap.analysis.pipeline import reader
from lexgap.analysis.units import sections
from lexgap.analysis.view import view
from lexgap.schema.models import Act, Provision

TEXT = (
    "(1) A person who\u2014 (a) keeps a beehive in a street; or (b) sells honey under paragraph (a), "
    "commits an offence. (2) Subsection (1) does not apply to a school."
)


def act(text: str) -> Act:
    provision = Provision(id="xa/x/en#1", number="1", citation="1", text=text)
    return Act(
        id="xa/x/en", work="xa/x", country="XA", language="en", title="Bees Act", citation="1",
        url="https://laws.varonia.example/1", sha256="0" * 64, text_state="in-force",
        source="import", provisions=(provision,),
    )  # fmt: skip


def test_lists_are_cut_at_their_marks_and_references_are_not() -> None:
    parts = split(TEXT)
    assert [(p.label, p.parent) for p in parts] == [("(1)", None), ("(a)", 0), ("(b)", 0), ("(2)", None)]  # fmt: skip
    assert "".join(TEXT[p.start : p.end] for p in parts) == TEXT


def test_a_unit_is_cited_by_its_marks() -> None:
    (section,) = sections(act(TEXT))
    assert [section.citation(u) for u in section.units] == ["1(1)", "1(1)(a)", "1(1)(b)", "1(2)"]


def test_a_purpose_clause_belongs_to_its_verb() -> None:
    text = "(1) Whoever possesses such films for the purpose of distribution is guilty. (2) Whoever possesses such films is guilty."  # fmt: skip
    (section,) = sections(act(text))
    seen = view(section, reader("en")(section.text), scanner("en"))
    verbs = [m for m in seen.mentions if m.concept == "possess"]
    assert [m in seen.purposed for m in verbs] == [True, False]


def test_a_small_letter_after_a_dash_goes_on_with_the_sentence() -> None:
    text = "1. Keeping bees without a permit \u2014\nis punished by a fine.\n2. Keeping wasps -\nis too."
    parts = split(text)
    assert [p.label for p in parts] == ["1", "2"]
    assert [p.label for p in split("Keeping bees -\nWasps are free.")] == ["", ""]
