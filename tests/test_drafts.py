"""Drafts into provisions: numbers of many languages, contents lists, wraps, chapters, reasons."""

import re
import textwrap

import fictional_acts
import pytest

from lexgap.analysis.drafts import UNNUMBERED, Draft, split

BODY = "This sentence of ours stands for the text of a provision, long enough to be one."


def numbers(draft: Draft) -> list[str]:
    return [piece.number for piece in draft.pieces]


def bodies(draft: Draft) -> list[str]:
    return [draft.text[piece.start : piece.end] for piece in draft.pieces]


STYLES = {
    "en": ("Section 1.", "Section 2.", "Section 2A."),
    "fr": ("Article 1er", "Article 2", "Article 2 bis"),
    "de": ("§ 1", "§ 2", "§ 2a"),
    "es": ("Artículo 1.", "Artículo 2.", "Artículo 2 bis."),
    "sv": ("1 §", "2 §", "2 a §"),
    "fi": ("1 §", "2 §", "2 a §"),
    "is": ("1. gr.", "2. gr.", "3. gr."),
    "hu": ("1. §", "2. §", "2/A. §"),
    "lv": ("1. pants", "2. pants", "3. pants"),
    "lt": ("1 straipsnis", "2 straipsnis", "3 straipsnis"),
    "sl": ("1. člen", "2. člen", "3. člen"),
    "hr": ("Članak 1.", "Članak 2.", "Članak 3."),
    "pl": ("Art. 1.", "Art. 2.", "Art. 2a."),
    "tr": ("MADDE 1", "MADDE 2", "MADDE 3"),
    "uk": ("Стаття 1.", "Стаття 2.", "Стаття 3."),
    "el": ("Άρθρο 1", "Άρθρο 2", "Άρθρο 3"),
    "ar": ("المادة 1", "المادة 2", "المادة 3"),
    "bn": ("ধারা ১।", "ধারা ২।", "ধারা ৩।"),
    "ne": ("दफा १.", "दफा २.", "दफा ३."),
    "id": ("Pasal 1", "Pasal 2", "Pasal 3"),
    "vi": ("Điều 1.", "Điều 2.", "Điều 3."),
    "ja": ("第一条", "第二条", "第二条の二"),
    "ko": ("제1조", "제2조", "제2조의2"),
    "zh-Hans": ("第一条", "第二条", "第二条之一"),
    "zh-Hant": ("第一條", "第二條", "第二條之一"),
}


@pytest.mark.parametrize("language", STYLES)
def test_numbers_of_many_languages(language: str) -> None:
    text = "A title\n\n" + "\n\n".join(f"{head}\n{BODY}" for head in STYLES[language])
    draft = split(text, language)
    assert numbers(draft) == [
        head.rstrip(".। ") if head[-1] in ".।" else head for head in STYLES[language]
    ]
    assert bodies(draft) == [BODY] * 3
    assert draft.title == "A title"


@pytest.mark.parametrize("language", fictional_acts.languages())
def test_the_fictional_acts_are_split_at_every_section(language: str) -> None:
    for path in (fictional_acts.HERE / language).glob("*.txt"):
        blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
        draft = split(path.read_text("utf-8"), language)
        assert len(draft.pieces) == len(blocks) - 1
        assert draft.notices == []
        assert all(body for body in bodies(draft))


@pytest.mark.parametrize("width", [40, 72])
def test_a_wrapped_line_that_cites_a_section_begins_none(width: int) -> None:
    cites = (
        "Nothing in this provision affects the duties that a person has under the following: "
        "Section 9 of the Archives Act and Section 3 of the Harbours Act and, where they apply, "
        "Section 2 of the Museums Act, all of which go on to have effect as before."
    )
    parts = [f"Section {n}. Of the matter {n}\n" + textwrap.fill(cites, width) for n in range(1, 6)]
    draft = split("\n\n".join(["A title", *parts]), "en")
    assert numbers(draft) == [f"Section {n}" for n in range(1, 6)]


def test_a_contents_list_is_left_out() -> None:
    heads = [f"{n}. Matter {n}" for n in range(1, 5)]
    law = "\n\n".join(f"{head}\n{BODY}" for head in heads)
    draft = split("A BILL\n\nARRANGEMENT OF CLAUSES\n" + "\n".join(heads) + "\n\n" + law, "en")
    assert bodies(draft) == [BODY] * 4
    assert [piece.heading for piece in draft.pieces] == [f"Matter {n}" for n in range(1, 5)]
    assert draft.notices == ["a contents list was left out"]


def test_lines_with_leaders_are_no_sections() -> None:
    listed = "\n".join(f"Article {n} Matter ........ {n}" for n in range(1, 4))
    law = "\n\n".join(f"Article {n}\n{BODY}" for n in range(1, 4))
    assert bodies(split(f"A title\n{listed}\n\n{law}", "fr")) == [BODY] * 3


def test_chapters_stand_above_their_sections() -> None:
    text = (
        f"A title\n\nPART I\nGENERAL\n\nChapter 1 Words\n\n1. Words\n{BODY}\n\nChapter 2 Acts\n\n"
        f"2. Acts\n{BODY}\n\nPART II\nPENALTIES\n\n3. Penalties\n{BODY}\n"
    )
    draft = split(text, "en")
    assert [piece.path for piece in draft.pieces] == [
        ("PART I GENERAL", "Chapter 1 Words"),
        ("PART I GENERAL", "Chapter 2 Acts"),
        ("PART II PENALTIES",),
    ]
    assert bodies(draft) == [BODY] * 3


def test_numbers_restart_below_a_chapter() -> None:
    text = "\n\n".join(
        f"{n} kap.\n\n" + "\n\n".join(f"{m} §\n{BODY}" for m in (1, 2, 3)) for n in (1, 2)
    )
    draft = split("En titel\n\n" + text, "sv")
    assert numbers(draft) == ["1 §", "2 §", "3 §"] * 2
    assert [piece.path for piece in draft.pieces] == [("1 kap.",)] * 3 + [("2 kap.",)] * 3


def test_numbered_paragraphs_stay_inside_their_article() -> None:
    paragraphs = "1. The first paragraph.\n2. The second paragraph:\n(a) one;\n(b) two."
    draft = split(
        "\n\n".join(["T", *(f"Artículo {n}. Materia\n{paragraphs}" for n in (1, 2, 3))]), "es"
    )
    assert numbers(draft) == ["Artículo 1", "Artículo 2", "Artículo 3"]
    assert bodies(draft) == [paragraphs] * 3


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("5. Keeping of pictures\n(1) Nobody keeps them.", "Keeping of pictures", "(1) Nobody keeps them."),
        ("5. Keeping of pictures.—Nobody keeps them.", "Keeping of pictures", "Nobody keeps them."),
        ("5. (1) Nobody keeps them.", "", "(1) Nobody keeps them."),
        ("Keeping of pictures\n5. (1) Nobody keeps them.", "Keeping of pictures", "(1) Nobody keeps them."),
        ("5. Nobody keeps them; nobody sells them.", "", "Nobody keeps them; nobody sells them."),
    ],
)  # fmt: skip
def test_headings(line: str, heading: str, text: str) -> None:
    draft = split(f"A title\n\n4. Words\nOne sentence.\n\n{line}\n\n6. End\nThe last one.", "en")
    assert numbers(draft) == ["4", "5", "6"]
    assert (draft.pieces[1].heading, bodies(draft)[1]) == (heading, text)


@pytest.mark.parametrize(
    ("language", "text", "headings"),
    [
        ("ja", "題名\n\n（定義）\n第一条　この法律の文である。\n\n（罰則）\n第二条　次の文である。", ["定義", "罰則"]),
        ("ko", "제명\n\n제1조(정의) 이 법의 문장이다.\n\n제2조(벌칙) 다음 문장이다.", ["정의", "벌칙"]),
    ],
)  # fmt: skip
def test_headings_in_brackets(language: str, text: str, headings: list[str]) -> None:
    assert [piece.heading for piece in split(text, language).pieces] == headings


def test_reasons_and_schedules() -> None:
    text = (
        f"A title\n\n1. Words\n{BODY}\n\n2. Acts\n{BODY}\n\nSCHEDULE\nForms of licence.\n\n"
        "MEMORANDUM OF OBJECTS AND REASONS\nThe bill makes the keeping of pictures an offence."
    )
    draft = split(text, "en")
    assert numbers(draft) == ["1", "2", "SCHEDULE"]
    assert bodies(draft)[2] == "Forms of licence."
    assert draft.notices == ["left out as no law: what follows 'MEMORANDUM OF OBJECTS AND REASONS'"]


def test_a_text_without_numbers_is_read_by_paragraphs() -> None:
    draft = split("Nobody keeps\nsuch pictures.\n\nWhoever does is punished.", "en")
    assert numbers(draft) == ["¶ 1", "¶ 2"]
    assert bodies(draft) == ["Nobody keeps\nsuch pictures.", "Whoever does is punished."]
    assert draft.notices == [UNNUMBERED]


def test_an_empty_text_has_no_provisions() -> None:
    assert split("  \n", "en").pieces == []


def test_two_sections_with_one_number_keep_their_identity() -> None:
    text = "\n\n".join(["T", *(f"{n} kap.\n\n1 §\n{BODY}" for n in (1, 2))])
    act = split(text, "sv").act("XV", "sv")
    assert len({p.id for p in act.provisions}) == 2
    assert [p.text for p in act.provisions] == [BODY, BODY]
