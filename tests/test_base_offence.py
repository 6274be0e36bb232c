"""Which of several offences of a fictional country is the base offence of an act type."""

from clause_support import act, found

from lexgap.analysis.clauses import Read
from lexgap.analysis.penalties import country_penalties, originals, superseded
from lexgap.analysis.units import sections
from lexgap.schema.models import Act, Penalty


def chosen(of: Act, item: str, *passages: tuple[str, str]) -> Penalty:
    """The one penalty from findings of an item at (citation, quote)."""
    (one,) = country_penalties([of], [found(of, c, quote, item) for c, quote in passages])
    return one


def test_an_aggravated_neighbour_is_not_the_base_offence() -> None:
    law = act(
        "fr",
        (
            "7",
            "Le fait de diffuser de la pornographie enfantine en bande organisée est puni de dix ans d'emprisonnement.",
            None,
        ),
        (
            "8",
            "Le fait de diffuser de la pornographie enfantine est puni de trois ans d'emprisonnement.",
            None,
        ),
    )
    one = chosen(law, "off-distribution", ("7", "Le fait"), ("8", "Le fait"))
    assert (one.citation, one.max_months) == ("8", 36)


def test_the_heading_says_the_act() -> None:
    law = act(
        "en",
        (
            "4",
            "A person who advertises a meeting, or distributes child pornography at it, is liable to imprisonment for nine years.",
            None,
        ),
        (
            "5",
            "A person who distributes child pornography is liable to imprisonment for four years.",
            None,
        ),
    )
    headed = law.model_copy(
        update={
            "provisions": (
                law.provisions[0],
                law.provisions[1].model_copy(update={"heading": "Distributing child pornography"}),
            )
        }
    )
    one = chosen(headed, "off-distribution", ("4", "A person"), ("5", "A person"))
    assert one.max_months == 48


def test_a_clause_that_names_the_paragraph_in_brackets() -> None:
    law = act(
        "en",
        ("6", "Offences about child pornography", None),
        ("6(a)", "It is an offence", "6"),
        ("6(a)(1)", "to distribute child pornography;", "6(a)"),
        ("6(a)(5)", "to possess child pornography.", "6(a)"),
        ("6(b)", "Penalties", "6"),
        ("6(b)(1)", "Whoever violates paragraph (1) of subsection (a) is liable to imprisonment for not less than 5 years and not more than 20 years.", "6(b)"),
        ("6(b)(2)", "Whoever violates subsection (a)(5) is liable to imprisonment for not more than 10 years.", "6(b)"),
    )  # fmt: skip
    one = chosen(law, "off-possession-simple", ("6(a)(5)", "to possess"))
    assert (one.min_months, one.max_months, one.citation) == (None, 120, "6(b)(2)")
    one = chosen(law, "off-distribution", ("6(a)(1)", "to distribute"))
    assert (one.min_months, one.max_months) == (60, 240)


def test_a_range_of_paragraphs_is_named() -> None:
    law = act(
        "en",
        ("6", "Child pornography", None),
        ("6(3)", "No person shall possess child pornography.", "6"),
        ("6(7)", "A person who contravenes subsections (5) to (6) is liable to imprisonment for one year.", "6"),
        ("6(8)", "A person who contravenes subsections (1) to (4) is liable to imprisonment for three years.", "6"),
    )  # fmt: skip
    assert chosen(law, "off-possession-simple", ("6(3)", "No person")).max_months == 36


def test_half_the_penalty_of_another_section() -> None:
    law = act(
        "en",
        ("11", "A person who produces child pornography is liable to imprisonment for ten years.", None),
        ("12", "A person who possesses child pornography is liable to one half of the penalty stated in section 11.", None),
    )  # fmt: skip
    one = chosen(law, "off-possession-simple", ("12", "A person"))
    assert (one.max_months, one.citation) == (60, "11")


def test_the_next_section_whose_heading_repeats_the_words() -> None:
    law = act(
        "en",
        ("13", "Whoever uses a child for drawing a picture is guilty of an offence.", None),
        ("14", "Whoever does so shall be punished with imprisonment for a term of at least five years.", None),
        ("15", "An attempt under section 13 is punished with imprisonment for life.", None),
    )  # fmt: skip
    headings = ("Use of child for pictures", "Punishment for use of child for pictures", "Attempts")
    law = law.model_copy(
        update={
            "provisions": tuple(
                p.model_copy(update={"heading": h})
                for p, h in zip(law.provisions, headings, strict=True)
            )
        }
    )
    one = chosen(law, "off-production", ("13", "uses a child"))
    assert (one.min_months, one.max_months, one.life) == (60, None, False)


def test_an_act_said_in_the_second_sentence_takes_its_penalty() -> None:
    law = act(
        "de",
        (
            "3",
            "Wer kinderpornographische Inhalte herstellt, wird mit Freiheitsstrafe bis zu acht Jahren bestraft. Wer kinderpornographische Inhalte verbreitet, wird mit Freiheitsstrafe bis zu drei Jahren bestraft.",
            None,
        ),
    )
    one = chosen(law, "off-distribution", ("3", "Wer kinderpornographische Inhalte herstellt"))
    assert one.max_months == 36


def test_solicitation_online_before_other_approaches() -> None:
    law = act(
        "en",
        ("2", "A person who solicits a child in a park for a sexual purpose is liable to imprisonment for one year.", None),
        ("3", "A person who solicits a child through the internet for a sexual purpose is liable to imprisonment for five years.", None),
    )  # fmt: skip
    one = chosen(law, "off-grooming-online", ("2", "A person"), ("3", "A person"))
    assert one.max_months == 60


def test_the_later_wording_of_a_section_counts() -> None:
    law = act(
        "pt",
        ("9", "Vender pornografia infantil: Pena - reclusão de um a dois anos.", None),
        ("9", "Vender pornografia infantil: Pena - reclusão de três a quatro anos.", None),
    )
    twice = [
        Read(section, law.language)
        for section in sections(
            law.model_copy(
                update={
                    "provisions": tuple(
                        p.model_copy(update={"id": f"{p.id}-{n}"})
                        for n, p in enumerate(law.provisions)
                    )
                }
            )
        )
    ]
    assert superseded(twice, 0) and not superseded(twice, 1)


def test_a_translation_gives_way_to_the_text_itself() -> None:
    own = act("en", ("1", "Tea.", None))
    other = own.model_copy(update={"id": "xa/code/fr", "text_state": "translation"})
    assert originals([other, own]) == [own]
    assert originals([other]) == [other]


def test_making_the_material_before_bringing_a_child_to_take_part() -> None:
    law = act(
        "cs",
        (
            "31",
            "Kdo zneužije dítě k výrobě pornografického díla, bude potrestán odnětím svobody na dva roky až šest let.",
            None,
        ),
        (
            "32",
            "Kdo vyrobí nebo nabídne pornografické dílo, které zobrazuje dítě, bude potrestán odnětím svobody až na čtyři roky.",
            None,
        ),
    )
    first = law.provisions[0].model_copy(update={"heading": "Zneužití dítěte k výrobě pornografie"})
    law = law.model_copy(update={"provisions": (first, law.provisions[1])})
    one = chosen(law, "off-production", ("31", "Kdo zneužije"), ("32", "Kdo vyrobí"))
    assert (one.citation, one.max_months) == ("32", 48)


def test_attendance_is_not_distribution() -> None:
    law = act(
        "es",
        (
            "61",
            "El que asista a exhibiciones pornográficas en las que participen menores de edad será castigado con prisión de un año.",
            None,
        ),
        (
            "62",
            "El que guarde o difunda pornografía infantil será castigado con prisión de cinco años.",
            None,
        ),
    )
    one = chosen(law, "off-distribution", ("61", "El que asista"), ("62", "El que guarde"))
    assert (one.citation, one.max_months) == ("62", 60)


def test_a_passage_that_speaks_of_no_child_comes_last() -> None:
    law = act(
        "en",
        (
            "8",
            "A person who sends a photograph of genitals to another person is liable to imprisonment for two years.",
            None,
        ),
        (
            "9",
            "A person who, in a shop or by post, sells or distributes an indecent photograph of a child is liable to imprisonment for ten years.",
            None,
        ),
    )
    weighty = found(law, "8", "A person", "off-distribution").model_copy(update={"weight": 20})
    (one,) = country_penalties([law], [weighty, found(law, "9", "A person", "off-distribution")])
    assert (one.citation, one.max_months) == ("9", 120)


def test_a_wording_that_says_until_when_it_held_gives_way_to_the_one_before_it() -> None:
    text = "El que difunda pornografía infantil incurrirá en prisión de {} años.\n{}"
    law = act(
        "es",
        ("70", text.format("nueve", "Texto en línea"), None),
        ("70", text.format("siete", "En vigor desde: 01/02/2015 y hasta el: 31/12/2019"), None),
        ("70", text.format("cuatro", "En vigor desde: 01/02/2009 y hasta el: 31/01/2015"), None),
    )
    numbered = law.model_copy(
        update={
            "provisions": tuple(
                p.model_copy(update={"id": f"{p.id}~{n}"}) for n, p in enumerate(law.provisions)
            )
        }
    )
    reads = [Read(section, "es") for section in sections(numbered)]
    assert [superseded(reads, n) for n in range(3)] == [False, True, True]
