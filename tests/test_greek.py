"""Greek letters number the items of a list: six is στ, eleven ια."""

from lexgap.analysis.markers import split


def test_greek_numerals_number_items() -> None:
    text = "Όποιος:\nα) πωλεί,\nβ) αγοράζει,\nγ) ζητεί,\nδ) κρύβει,\nε) δίνει,\nστ) παίρνει,\nτιμωρείται."
    assert [part.label for part in split(text)] == ["", "α)", "β)", "γ)", "δ)", "ε)", "στ)"]


def test_a_word_in_brackets_numbers_nothing() -> None:
    assert len(split("Ο πάροχος (ως άνω) αναφέρει το άρθρο 3 α) του νόμου.")) == 1
