"""Why an answer is what it is: rules in words, evidence in place, near misses that miss one thing."""

import json
from collections.abc import Iterator
from pathlib import Path

import fictional_acts
import pytest
from typer.testing import CliRunner

from lexgap.analysis.cli import app, register
from lexgap.analysis.drafts import split
from lexgap.analysis.explanation import Country, Explanation, explain
from lexgap.analysis.matching import hits
from lexgap.analysis.misses import core, loosened, near_misses, telling
from lexgap.analysis.plain import SCOPES, STRETCH, clause_words, label
from lexgap.schema.load import checklist
from lexgap.schema.models import Act
from lexgap.schema.rules import Clause, Condition, load_rules
from lexgap.schema.store import BadInputError, Folder, write_act

LAW = """The Depictions Act

1. Meaning of words
In this Act, "child" means a person under the age of eighteen years, and "forbidden matter"
means any photograph or film that depicts a child engaged in sexually explicit conduct.

2. Keeping for gain
A person who possesses forbidden matter for the purpose of distribution commits an offence and
is liable to imprisonment for a term not exceeding six years.

3. Making
(1) A person who produces forbidden matter commits an offence and is liable to imprisonment.
(2) It is a defence that a person offers forbidden matter to a court.

4. Parties
A person who aids another to commit an offence under section 3 commits the same offence.

5. Hosts
A service provider must report a breach of security to the Agency within two days.
"""
SECOND = """The Couriers Act

39. Meaning of words
"Courier" means a person who carries goods for others.

40. Carriage
A courier who knowingly distributes forbidden matter commits an offence and is liable to
imprisonment.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    register_once()
    made = Folder(Path(tmp_path_factory.mktemp("explain")))
    for text, name in ((LAW, "depictions"), (SECOND, "couriers")):
        write_act(made, split(text, "en").act("XA", "en", name))
    return made


def register_once() -> None:
    if not app.registered_commands:
        register()


@pytest.fixture(scope="module")
def country(folder: Folder) -> Country:
    return Country("XA", acts())


def acts() -> list[Act]:
    texts = ((LAW, "depictions"), (SECOND, "couriers"))
    return [split(text, "en").act("XA", "en", name) for text, name in texts]


def explained(country: Country, item: str) -> Explanation:
    return country.explain(next(one for one in checklist() if one.id == item))


def run(folder: Folder, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["--data", str(folder.root), "explain", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_possession_with_intent_is_a_near_miss_of_simple_possession(country: Country) -> None:
    found = explained(country, "off-possession-simple")
    assert found.answer == "not-found"
    first = found.misses[0]
    assert (first.citation, first.kind, first.polarity) == ("2", "purpose", "yes")
    assert first.missing == "but only for the purpose or with intent of distribution"
    assert first.quote.startswith("A person who possesses forbidden matter")
    assert "possess" in first.says


def test_an_exception_that_opens_the_sentence_is_named(country: Country) -> None:
    found = explained(country, "off-offer-advertise")
    barred = [miss for miss in found.misses if miss.kind == "barred"]
    assert [miss.citation for miss in barred] == ["3(2)"]
    assert "it is a defence" in barred[0].missing


def test_a_reference_is_followed(country: Country) -> None:
    found = explained(country, "off-attempt-aiding")
    assert found.answer == "yes"
    (followed,) = found.reasons[0].references
    assert (followed.citation, followed.flag) == ("3", "csam-offence")
    assert followed.words == "section 3"
    assert found.reasons[0].rule[0].rstrip(":") in STRETCH.values()
    assert "cites a section that makes an act on CSAM an offence" in found.reasons[0].rule


def test_a_definition_of_another_act_is_named(country: Country) -> None:
    reasons = explained(country, "off-distribution").reasons
    courier = next(r for r in reasons if r.finding.act == "xa/couriers/en")
    defined = {(d.term, d.act, d.citation) for d in courier.definitions}
    assert ("forbidden matter", "xa/depictions/en", "1") in defined


def test_flags_tell_what_is_known_of_the_section(country: Country) -> None:
    (reason, *_) = explained(country, "off-production").reasons
    flags = {(flag.flag, flag.where) for flag in reason.flags}
    assert ("csam-offence", "section") in flags


def test_a_duty_about_something_else_lacks_its_object(country: Country) -> None:
    found = explained(country, "isp-report-mandatory")
    assert found.answer == "not-found"
    assert found.misses[0].citation == "5"
    assert found.misses[0].missing.startswith("but ")


def test_an_item_that_another_rules_out_says_so(country: Country) -> None:
    simple = LAW.replace(" for the purpose of distribution", "")
    found = explained(Country("XA", [split(simple, "en").act("XA", "en", "x")]), "off-possession-intent-only")  # fmt: skip
    assert found.note == "ruled out by off-possession-simple"
    assert found.misses[0].missing == "but with no purpose of distribution bound to it"


def test_an_unknown_language_is_not_assessed() -> None:
    act = split(LAW, "en").act("XA", "tlh", "x")
    found = explained(Country("XA", [act]), "off-production")
    assert (found.answer, found.reasons, found.misses) == ("not-assessed", (), ())
    assert "tlh" in found.note


@pytest.mark.parametrize("language", ["cs", "tr", "ar"])
@pytest.mark.parametrize("name", ["positive", "lookalike"])
def test_every_span_stands_in_its_provision(language: str, name: str) -> None:
    act = fictional_acts.read(language, name)
    country = Country(act.country, [act])
    texts = {p.id: p.text for p in act.provisions}
    seen = 0
    for item in checklist():
        found = country.explain(item)
        assert (found.answer == "yes") <= (not found.misses)
        for reason in found.reasons:
            assert reason.concepts
            for spoken in reason.concepts:
                assert texts[spoken.provision][spoken.start : spoken.end] == spoken.words != ""
                seen += 1
        for miss in found.misses:
            assert texts[miss.provision][miss.start : miss.end] == miss.quote != ""
            assert miss.missing.startswith("but ")
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("language", ["cs", "tr"])
def test_explain_answers_as_the_stage_does(language: str) -> None:
    act = fictional_acts.read(language, "positive")
    country = Country(act.country, [act])
    made, findings = fictional_acts.answers(language, "positive")
    cited = {f.id: f for f in findings}
    for item in checklist():
        found = country.explain(item)
        assert found.answer == made[item.id].answer
        assert [r.finding for r in found.reasons] == [cited[f] for f in made[item.id].findings]


@pytest.mark.parametrize("language", ["cs", "ko"])
def test_a_near_miss_is_none_for_the_rule_itself(language: str) -> None:
    act = fictional_acts.read(language, "lookalike")
    country = Country(act.country, [act])
    seen = 0
    for item, rule in country.book.items.items():
        for miss in near_misses(country.readings, country.context, country.book, item):
            country.context.act = miss.reading.known()
            units = {hit.unit for hit in hits(miss.view, miss.clause, country.context)}
            assert miss.hit.unit not in units
            assert miss.clause in (*rule.yes, *rule.partial)
            seen += 1
    assert seen > 10


def clauses() -> Iterator[tuple[str, Clause]]:
    for item, rule in load_rules().items.items():
        for clause in (*rule.yes, *rule.partial):
            yield item, clause


def test_a_loosened_clause_lacks_one_condition() -> None:
    book = load_rules()
    for item, clause in clauses():
        for loose in loosened(clause, core(book.items[item])):
            assert loose.clause != clause
        assert telling(clause, book), item


def test_the_conditions_of_a_clause_are_all_put_in_words() -> None:
    book = load_rules()
    for _, clause in clauses():
        words = " / ".join(clause_words(clause, book))
        named = [*clause.all, *clause.near, *clause.none, *clause.not_before]
        for scope in SCOPES:
            condition: Condition = getattr(clause, scope)
            named += [*condition.all, *condition.none]
        for group in named:
            assert all(label(name, book) in words for name in group.split("|"))


def test_every_composite_mention_and_flag_says_what_it_means() -> None:
    book = load_rules()
    assert {*book.derived, *book.flags} == set(book.about)


def test_every_scope_of_a_clause_is_explained() -> None:
    scopes = {n for n, f in Clause.model_fields.items() if f.annotation is Condition}
    assert scopes == set(SCOPES)


def test_the_command_prints_plain_text(folder: Folder) -> None:
    status, out, _ = run(folder, "XA", "off-attempt-aiding")
    assert status == 0
    assert "\x1b" not in out
    assert "XA  off-attempt-aiding: yes" in out
    assert "followed: “section 3” to 3" in out
    assert "aid: “aids”" in out
    status, out, _ = run(folder, "varonia", "off-possession-simple")
    assert status == 0
    assert "Nearest misses" in out
    assert "but only for the purpose or with intent of distribution" in out


def test_the_command_prints_json(folder: Folder) -> None:
    status, out, _ = run(folder, "xa", "off-possession-simple", "--json")
    assert status == 0
    told = json.loads(out)
    assert told == explain(folder, "XA", "off-possession-simple").model_dump(mode="json")
    assert told["misses"][0]["kind"] == "purpose"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("XA", "off-posession-simple"), "did you mean 'off-possession-simple'?"),
        (("Varona", "off-production"), "did you mean 'Varonia'?"),
        (("QQ", "off-production"), "'QQ' is no country"),
        (("KE", "off-production"), "no text of Kenya (KE)"),
    ],
)
def test_a_slip_gets_one_line_with_the_nearest_name(
    folder: Folder, arguments: tuple[str, str], message: str
) -> None:
    status, out, err = run(folder, *arguments)
    assert status == 2
    assert message in err
    assert err.strip().count("\n") == 0
    assert "Traceback" not in err + out


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no acts"):
        explain(Folder(tmp_path), "XA", "off-production")
