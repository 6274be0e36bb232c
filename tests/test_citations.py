"""Printed labels as citations, and citations as sections."""

import pytest

from lexgap.schema.citations import own_number, paragraph_citation, section_key, section_keys


@pytest.mark.parametrize(
    ("printed", "language", "cited"),
    [
        ("Artículo 177 bis", "es", "177 bis"),
        ("Section 67B", "en", "67B"),
        ("ARTICULO 5º", "es", "5º"),
        ("Artikel  1", "nl", "1"),
        ("Стаття 156-1", "uk", "156-1"),
        ("Madde 8/A", "tr", "8/A"),
        ("§ 60a.", "cs", "60a"),
        ("Art. 155. O", "pt", "155"),
        ("Art. 258-A.Deixar a", "pt", "258-A"),
        ("第七条の二", "ja", "第七条の二"),
        ("16 kap. 10 a §", "sv", "16 kap. 10 a §"),
        ("Section 3 ter", "fr", "Section 3 ter"),
        ("1. Vrste kazni", "sl", "1. Vrste kazni"),
        ("Article 5", "xx", "5"),
    ],
)
def test_own_number(printed: str, language: str, cited: str) -> None:
    assert own_number(printed, language) == cited


def test_paragraph_citation_wants_an_article_above() -> None:
    assert paragraph_citation("Art. 240", "§ 1oIncorre") == "240 § 1o"
    assert paragraph_citation("§ 12", "§ 13") is None
    assert paragraph_citation("第七条", "１") is None


@pytest.mark.parametrize(
    ("citation", "known", "key"),
    [
        ("184b Abs. 1 Satz 1 Nr. 2", {"184b", "184"}, "184b"),
        ("163.1(4)(a)", {"163", "163.1"}, "163.1"),
        ("189.1", {"189"}, "189"),
        ("20 luku 21 § 1 mom. 2 kohta", set(), "20:21"),
        ("16 kap. 10 a § tredje stycket", set(), "16:10a"),
        ("175¹ lg 1", {"175.1", "175"}, "175.1"),
        ("第百八十二条第三項", set(), "182"),
        ("第二百八十七条之一第一款", set(), "287.1"),
        ("第 319-4 條第 1 項", set(), "319.4"),
        ("২৫(৩)", set(), "25"),
        ("المادة 7 الفقرة الرابعة", set(), "7"),
        ("219 C", {"219c"}, "219c"),
        ("305 b", {"305"}, "305"),
        ("311 første ledd a", set(), "311"),
        ("127 bis.1", {"127bis", "127"}, "127bis"),
        ("241-B § 2", set(), "241b"),
        ("227-23-1", {"227.23.1", "227.23"}, "227.23.1"),
        ("Schedule 6 para. 2", {"6"}, "schedule 6"),
        ("007", set(), "7"),
    ],
)
def test_section_key(citation: str, known: set[str], key: str) -> None:
    assert section_key(citation, known) == key


def test_section_keys_of_a_heading_without_number() -> None:
    assert section_keys("Preamble") == [] and section_key("Preamble", set()) == "preamble"
