"""Numbered parts inside printed text, and purpose clauses."""

from lexgap.analysis.markers import split
from lexgap.analysis.mentions import scanner
from lexgap.analysis.reader import reader
from lexgap.analysis.references import cited
from lexgap.analysis.units import sections
from lexgap.analysis.view import derive, view
from lexgap.schema.models import Act, Provision
from lexgap.schema.rules import load_rules

TEXT = (
    "(1) A person who\u2014 (a) keeps a beehive in a street; or (b) sells honey under paragraph (a), "
    "commits an offence. (2) Subsection (1) does not apply to a school."
)


def act(text: str, number: str = "1") -> Act:
    provision = Provision(id="xa/x/en#1", number=number, citation=number, text=text)
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


def test_letters_before_a_point_and_korean_letters_number_lists() -> None:
    printed = "Yang dimaksud dengan:\na. madu; atau\nb. lilin."
    assert [(p.label, p.parent) for p in split(printed)] == [("", None), ("a", 0), ("b", 0)]
    printed = "1. 다음의 것\n가. 꿀\n나. 밀랍\n2. 그 밖의 것"
    assert [(p.label, p.parent) for p in split(printed)] == [("1", None), ("가", 0), ("나", 0), ("2", None)]  # fmt: skip


def cited_in(text: str, language: str, order: list[str]) -> set[str]:
    (section,) = sections(act(text, "9"))
    seen = view(section, reader(language)(section.text), scanner(language))
    return cited(seen, 0, len(text), order)


def test_east_asian_citations_and_ranges() -> None:
    order = [str(n) for n in range(1, 13)] + ["11.2"]
    assert cited_in("제3조부터 제5조까지의 죄", "ko", order) == {"3", "4", "5"}
    assert cited_in("제3조제1항 및 제11조의2의 죄", "ko", order) == {"3", "11.2"}
    assert cited_in("犯第三條第一項至第五條之罪", "zh-Hant", order) == {"3", "4", "5"}
    assert cited_in("第三条から第五条までの罪", "ja", order) == {"3", "4", "5"}
    assert cited_in("第十一条の二の罪", "ja", order) == {"11.2"}
    assert cited_in("前條之規定不適用之。", "zh-Hant", order) == {"8"}
    assert cited_in("前二条の罪", "ja", order) == {"7", "8"}


def test_each_definition_of_a_list_stands_by_itself() -> None:
    printed = (
        "In this Act— “ hive ” means— (a) a box; or (b) a log; “ keeper ” means a person; “ wax ” "
        "includes— (a) combs; “ swarm ” has its plain meaning."
    )
    assert [(printed[p.start : p.start + 8], p.parent) for p in split(printed)] == [
        ("In this ", None),
        ("“ hive ”", None),
        ("(a) a bo", 1),
        ("(b) a lo", 1),
        ("“ keeper", None),
        ("“ wax ” ", None),
        ("(a) comb", 5),
        ("“ swarm ", None),
    ]


def test_words_of_another_definition_do_not_describe_the_material() -> None:
    text = (
        "“ child ” means a person under eighteen; “ artwork ” means a drawing made by a computer; "
        "“ lewd picture ” means an image of sexual conduct; “ wax ” includes combs."
    )
    (section,) = sections(act(text))
    seen = view(section, reader("en")(section.text), scanner("en"))
    for name, ways in load_rules().derived.items():
        derive(seen, name, ways)
    assert "csam" not in seen.all_concepts()
