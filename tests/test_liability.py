"""The sentence clause that belongs to an offence, in acts of a fictional country."""

from clause_support import act, found

from lexgap.analysis.penalties import ITEMS, country_penalties, passages, penalty
from lexgap.schema.models import Act, Finding, Penalty


def penalties_of(of: Act, findings: list[Finding]) -> list[Penalty]:
    """A penalty for the first sentence clause of each finding."""
    first = {p.finding.id: p for p in reversed(list(passages(of, findings)))}
    return [penalty(passage) for passage in first.values()]


def single(of: Act, citation: str, quote: str) -> Penalty:
    (one,) = penalties_of(of, [found(of, citation, quote)])
    provision = next(p for p in of.provisions if p.id == one.provision)
    assert provision.text[one.start : one.end] == one.quote
    return one


def test_the_clause_of_the_same_sentence() -> None:
    law = act(
        "fr",
        (
            "5",
            "Le fait de peindre est puni de deux ans d'emprisonnement.\nLe fait de ranger est puni d'un an d'emprisonnement.",
            None,
        ),
    )
    assert single(law, "5", "ranger").max_months == 12
    assert single(law, "5", "peindre").max_months == 24


def test_a_head_that_punishes_its_items() -> None:
    law = act(
        "de",
        (
            "7",
            "(1) Mit Freiheitsstrafe bis zu zwei Jahren wird bestraft, wer\n1. Dinge färbt,\n2. Dinge hortet.\n(2) Wer Dinge verleiht, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.",
            None,
        ),
    )
    assert single(law, "7", "hortet").max_months == 24
    assert single(law, "7", "verleiht").max_months == 36


def test_a_later_subsection_that_names_the_first() -> None:
    law = act(
        "en",
        ("9", "Widgets", None),
        ("9(1)", "A person who stores a widget commits an offence.", "9"),
        ("9(2)", "A person who lends a widget commits an offence.", "9"),
        ("9(3)", "A person guilty of an offence under subsection (2) is liable to imprisonment for a term not exceeding 3 years.", "9"),
        ("9(4)", "A person guilty of an offence under subsection (1) is liable to imprisonment for a term not exceeding 8 years.", "9"),
    )  # fmt: skip
    one = single(law, "9(1)", "stores a widget")
    assert (one.max_months, one.citation) == (96, "9(4)")
    assert single(law, "9(2)", "lends").max_months == 36


def test_the_graver_mode_of_trial_and_the_first_offence() -> None:
    law = act(
        "en",
        (
            "4",
            "A person who stores a widget is liable (a) on summary conviction, to imprisonment for 6 months; or (b) on conviction on indictment, to a fine or imprisonment for 7 years; and in the event of a second or subsequent conviction to imprisonment for 9 years.",
            None,
        ),
    )
    one = single(law, "4", "stores")
    assert (one.max_months, one.fine) == (84, True)


def test_another_section_that_names_this_one() -> None:
    law = act(
        "en",
        ("3", "No person shall store a widget.", None),
        ("4", "No person shall lend a widget.", None),
        ("8", "Whoever contravenes section 4 is liable to imprisonment for two years.", None),
        ("9", "Whoever contravenes section 3 is liable to imprisonment for five years.", None),
    )
    assert single(law, "3", "store").max_months == 60
    assert single(law, "4", "lend").max_months == 24


def test_the_same_penalty_as_before() -> None:
    law = act(
        "es",
        (
            "6",
            "El que pinte será castigado con prisión de uno a tres años. La misma pena se impondrá al que guarde.",
            None,
        ),
    )
    one = single(law, "6", "guarde")
    assert (one.min_months, one.max_months) == (12, 36)


def test_the_same_penalty_as_a_paragraph_named() -> None:
    law = act(
        "ja",
        ("第七条", "物を塗った者は、一年以下の拘禁刑に処する。", None),
        ("第七条第二項", "物を貸した者は、三年以下の拘禁刑に処する。", "第七条"),
        ("第七条第三項", "物を隠した者も、第一項と同様とする。", "第七条"),
    )
    assert single(law, "第七条第三項", "物を隠した").max_months == 12


def test_a_penalty_printed_in_the_heading() -> None:
    law = act("es", ("6", "que pinte.\nSerá penado con prisión de un año el que guarde.", None))
    headed = law.provisions[0].model_copy(
        update={"heading": "Será penado con prisión de dos a tres años el"}
    )
    printed = law.model_copy(update={"provisions": (headed,)})
    one = single(printed, "6", "pinte")
    assert (one.min_months, one.max_months, one.quote) == (24, 36, "que pinte")
    assert single(printed, "6", "guarde").max_months == 12


def test_a_heading_over_a_text_in_small_letters_is_no_clause() -> None:
    law = act("es", ("6", "el que pinte.\nSerá penado con prisión de un año el que guarde.", None))
    headed = law.provisions[0].model_copy(update={"heading": "Prisión"})
    assert single(law.model_copy(update={"provisions": (headed,)}), "6", "guarde").max_months == 12


def test_no_clause_no_penalty() -> None:
    law = act("en", ("3", "No person shall store a widget.", None), ("4", "Tea is served.", None))
    assert penalties_of(law, [found(law, "3", "store")]) == []


def test_country_penalties_prefer_simple_possession_and_yes() -> None:
    law = act(
        "en",
        ("1", "Storing to sell: imprisonment for nine years.", None),
        ("2", "Storing: imprisonment for two years.", None),
        ("3", "Making: imprisonment for four years.", None),
    )
    weak = found(law, "1", "Storing", "off-production").model_copy(update={"polarity": "partial"})
    got = country_penalties(
        [law],
        [
            weak,
            found(law, "1", "Storing", "off-possession-intent-only"),
            found(law, "2", "Storing"),
            found(law, "3", "Making", "off-production"),
            found(law, "3", "Making", "off-attempt-aiding"),
        ],
    )
    assert [(p.penalty, p.max_months) for p in got] == [("possession", 24), ("production", 48)]


def test_every_act_type_has_an_item() -> None:
    assert set(ITEMS.values()) == {"possession", "access", "distribution", "production", "grooming"}
