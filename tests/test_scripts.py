"""Scripts whose vowel signs are marks, and alphabets that number lists in their own order."""

import pytest

from lexgap.analysis.markers import split
from lexgap.schema.phrases import compile_phrase
from lexgap.schema.shadow import MARKS, fold


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("শিশু* উপাদান*", "শিশুদের উপাদানসমূহ"),
        ("বালক* লাই", "বালকো লাই"),
        ("बालबालिका* सामग्री*", "बालबालिकाहरूको सामग्रीलाई"),
    ],
)
def test_a_star_runs_over_vowel_signs(phrase: str, text: str) -> None:
    assert compile_phrase(phrase).pattern.fullmatch(fold(text))


@pytest.mark.parametrize(("phrase", "text"), [("বালক", "বালকের"), ("बाल", "बालिका")])
def test_a_word_without_star_ends_at_its_last_sign(phrase: str, text: str) -> None:
    assert not compile_phrase(phrase).pattern.match(fold(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("কোনো", "কো\u200dনো"),
        ("কোনো", "ক\u09c7\u09beন\u09c7\u09be"),
        ("বয়স", "ব\u09dfস"),
        ("বয়স", "বয\u09bcস"),
        ("हुँदैन", "हुंदैन"),
    ],
)
def test_what_prints_alike_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_marks_hold_no_digit_and_no_danda() -> None:
    assert not {"০", "৯", "०", "९", "।", "॥"} & set(MARKS)
    assert compile_phrase("ধারা <3> দণ্ড").pattern.search(fold("ধারা ক। দণ্ড")) is None


def labels(text: str) -> list[str]:
    parts = split(text)
    assert "".join(text[p.start : p.end] for p in parts) == text
    return [p.label for p in parts]


def test_lists_numbered_in_bangla_and_nepali_are_cut() -> None:
    assert labels("(১) যিনি—\n(ক) মধু রাখেন;\n(খ) মধু বেচেন,\nদণ্ডিত হইবেন।\n(২) অন্য কথা।") == [
        "(১)", "(ক)", "(খ)", "(২)",
    ]  # fmt: skip
    assert labels("देहाय:–\n(क) मह राख्ने;\n(ख) मह बेच्ने।") == ["", "(क)", "(ख)"]


def test_the_vietnamese_alphabet_numbers_without_f_and_j() -> None:
    letters = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l"]
    text = "Người nào:\n" + "\n".join(f"{letter}) Nuôi ong;" for letter in letters)
    assert labels(text) == ["", *(f"{letter})" for letter in letters)]
