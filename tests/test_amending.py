"""Amending articles: each new wording is a section of its own."""

import pytest

from lexgap.analysis.amending import parted
from lexgap.analysis.units import Section, sections
from lexgap.schema.models import Act, Provision

POLISH = (
    "W ustawie o pszczołach (Dz. U. poz. 7, z późn. zm. 2) wprowadza się następujące zmiany: "
    "1) w art. 12 § 3 otrzymuje brzmienie: „ § 3. Kto sprzedaje miód zwany „złotym” na ulicy, podlega grzywnie. ” ; "
    "2) w art. 20: a) § 1 otrzymuje brzmienie: „ § 1. Kto trzyma osę bez zezwolenia, podlega karze. ” , "
    "b) po § 1 dodaje się § 1a w brzmieniu: „ § 1a. Kto trzyma szerszenia, podlega karze surowszej. ” ; "
    "3) art. 31 otrzymuje brzmienie: „ Art. 31. § 1. Kto kradnie wosk, podlega grzywnie. Art. 31a. Kto kradnie ul, podlega grzywnie. ” ."
)  # fmt: skip
ENGLISH = (
    "(1) The Bees Act is amended—\n(a) in section 4, by the substitution of the following subsection for subsection (2):\n"
    "“(2) Whoever sells honey in a street is liable to a fine.”,\n(b) in section 9, by the deletion of “wax”, and\n"
    "(c) by the insertion of the following section after section 12:\n“12A. (1) Whoever burns wax in a street is liable to a fine.”."
)  # fmt: skip
SPANISH = (
    "Se modifica la Ley de Abejas en los siguientes términos:\n"
    "Uno. El artículo 7 queda redactado como sigue:\n«Artículo 7.\nQuien vendiere miel en la calle será multado.»\n"
    "Dos. El apartado 2 del artículo 9 queda redactado como sigue:\n«2. Quien quemare cera en la calle será multado.»\n"
    "Tres. El apartado 3 del artículo 9 queda redactado como sigue:\n«3. Quien robare cera en la calle será multado.»"
)  # fmt: skip
FRENCH = (
    'I.-L\'article 8 est ainsi rédigé :\n"Art. 8.-Est puni le fait :\n"1° De vendre du miel ;\n"2° De brûler la cire dans la rue."\n'
    'II.-L\'article 9 est ainsi rédigé :\n"Art. 9.-Est puni le fait de voler la cire dans la rue."'
)
BARE = (
    "In the Bees Act, after section 12, insert—\nTheft of wax\n12A\n(1) Whoever takes wax is fined.\n"
    "Theft of hives\n12B\n(1) Whoever takes a hive is fined."
)


def cut(text: str, language: str = "en") -> list[Section]:
    provision = Provision(id="xa/x#5", number="5", citation="5", text=text)
    return list(sections(Act(
        id="xa/x", work="xa/x", country="XA", language=language, title="Act", citation="1",
        url="https://laws.varonia.example/1", sha256="0" * 64, text_state="in-force",
        source="import", provisions=(provision,),
    )))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (POLISH, ["", "12", "20", "31", "31a"]),
        (ENGLISH, ["", "4", "12A"]),
        (SPANISH, ["7", "9"]),
        (FRENCH, ["8", "9"]),
        (BARE, ["", "12A", "12B"]),
    ],
)
def test_each_article_quoted_is_a_part(text: str, numbers: list[str]) -> None:
    parts = parted(text)
    assert [part.number for part in parts] == numbers
    assert "".join(text[part.start : part.end] for part in parts) == text


def test_a_quotation_within_the_wording_does_not_end_it() -> None:
    (_, second, *_) = parted(POLISH)
    assert POLISH[second.start : second.end].endswith("podlega grzywnie. ” ; ")
    (first, _) = parted(FRENCH)
    assert FRENCH[first.quote : first.end].startswith("Art. 8.-Est puni")


@pytest.mark.parametrize(
    "text",
    [
        "In this Act: “bee” means an insect of the family of bees; “hive” means a box for bees.",
        "(1) A keeper says: “I keep bees and no wasps at all, and I never did.” (2) A fine is due.",
        "(1) Whoever keeps bees is fined. (2) In section 4 of the Wax Act: “(2) Wax is what bees make of flowers.”",
        "Whoever takes wax is fined.\n12\n(1) By night, twice.",
    ],
)
def test_other_articles_stay_whole(text: str) -> None:
    assert parted(text) == []
    assert [section.quoted for section in cut(text)] == [""]


def test_sections_quote_the_provision_at_its_offsets() -> None:
    for section in cut(POLISH, "pl"):
        (provision,), (start,) = section.provisions, section.starts
        assert provision.text == POLISH
        assert POLISH[-start : len(section.text) - start] == section.text
        assert "".join(section.text[u.start : u.end] for u in section.units) == section.text


def test_a_wording_is_cited_by_the_amending_article_and_its_own() -> None:
    third = cut(POLISH, "pl")[2]
    assert third.number == "5 (art. 20)"
    at = third.unit_at(third.text.index("szerszenia"))
    assert third.citation(at) == "5 2) b) (art. 20)"
    last = cut(ENGLISH)[2]
    assert last.citation(last.unit_at(last.text.index("burns"))) == "5(c) (s. 12A(1))"


def test_one_wording_is_no_context_for_another() -> None:
    (wax, hive) = cut(BARE)[1:]
    assert "hive is fined" not in wax.text and "wax is fined" not in hive.text
    assert wax.place != hive.place
