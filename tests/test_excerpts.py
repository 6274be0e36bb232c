"""Drafts that are excerpts, whose numbers jump, and bills that quote new sections."""

import pytest

from lexgap.analysis.drafts import Draft, split
from lexgap.analysis.units import sections

# Heads of an excerpt, and a sentence of ours in the language.
EXCERPTS = {
    "en": (("Section 4", "Section 372", "Section 901A", "Section 12"), "A fence is a fence."),
    "fr": (("Article 227-9", "Article 706-3", "Article 6"), "La clôture est une clôture."),
    "es": (("Artículo 189", "Artículo 8", "Artículo 577 bis"), "La valla es una valla."),
    "de": (("§ 11", "§ 384b", "§ 5"), "Der Zaun ist ein Zaun."),
    "nl": (("Artikel 240", "Artikel 12", "Artikel 551"), "Een hek is een hek."),
    "pl": (("Art. 115", "Art. 502", "Art. 3"), "Płot jest płotem."),
    "tr": (("MADDE 6", "MADDE 426", "MADDE 103"), "Çit bir çittir."),
    "uk": (("Стаття 12", "Стаття 501", "Стаття 7"), "Паркан є парканом."),
    "ar": (("المادة 9", "المادة 376", "المادة 12"), "السور سور من خشب."),
    "ja": (("第二条", "第百九十五条", "第七条"), "垣は、木の垣をいう。"),
    "ko": (("제2조", "제343조", "제11조"), "울타리는 나무로 만든다."),
    "zh-Hans": (("第三条", "第三百九十二条", "第二十条"), "篱笆是木制的。"),
    "vi": (("Điều 8.", "Điều 426.", "Điều 17."), "Hàng rào là hàng rào."),
}


def numbers(draft: Draft) -> list[str]:
    return [piece.number for piece in draft.pieces]


@pytest.mark.parametrize("language", EXCERPTS)
def test_an_excerpt_keeps_all_its_sections(language: str) -> None:
    heads, sentence = EXCERPTS[language]
    draft = split("A title\n\n" + "\n\n".join(f"{h}\n{sentence}" for h in heads), language)
    assert numbers(draft) == [head.rstrip(".") for head in heads]
    assert [draft.text[p.start : p.end] for p in draft.pieces] == [sentence] * len(heads)


def test_bare_numbers_that_jump() -> None:
    parts = [
        f"{n} {title}\n(1) A fence is a fence, and no more than that."
        for n, title in (("4.", "Meaning"), ("72.", "Keeping"), ("163.1.", "Paint"), ("486.", "Proof"))
    ]  # fmt: skip
    assert numbers(split("Extracts\n\n" + "\n\n".join(parts), "en")) == ["4", "72", "163.1", "486"]


def test_a_citation_at_the_head_of_a_paragraph_begins_no_section() -> None:
    text = (
        "Gesetz\n\n§ 1 Zäune\n\nWer Zäune malt, braucht Farbe.\n\n§ 250 Absatz 2 gilt nicht.\n\n"
        "§ 300 (3) findet keine Anwendung.\n\n§ 2 Farben\n\nFarben sind bunt."
    )
    assert numbers(split(text, "de")) == ["§ 1", "§ 2"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("fr", "Projet de loi relatif aux clôtures peintes des jardins publics", "Article 1er"),
        ("de", "Entwurf eines Gesetzes über die gestrichenen Zäune der Gärten", "Artikel 1"),
        ("en", "A Bill for an Act about the painted fences of public gardens", "Section 1. Fences"),
    ],
)
def test_a_long_title_swallows_no_first_section(
    language: str, title: str, first: str, gap: str
) -> None:
    second = first.replace("1er", "2").replace("1", "2")
    parts = [title, first, "Fences are fences.", second, "Fences were fences."]
    assert len(split(gap.join(parts), language).pieces) == 2


# (language, text, numbers of the bill's own sections, citations of the wordings within).
BILLS = [
    (
        "en",
        "Fences Bill\n\n1. Title\nThis is the Fences Act.\n\n2. New sections\nAfter section 12 of the Gardens "
        'Act insert—\n"12A. Keeping fences\n(1) A person who keeps a fence commits an offence.\n\n'
        '12B. Painting fences\n(1) A person who paints a fence commits an offence.".\n\n3. Repeal\nSection 9 is repealed.',
        ["1", "2", "3"],
        ["1", "2 (s. 12A)", "2 (s. 12B)", "3"],
    ),
    (
        "en",
        "Fences Bill\n\n1 Title\nThis is the Fences Act.\n\n2 New sections\nAfter section 12 insert—\n\n“40A Keeping\n\n"
        "(1) A person who keeps a fence commits an offence.\n\n40B Painting\n\n(1) A person who paints one commits an offence.”",
        ["1", "2"],
        ["1", "2 (s. 40A)", "2 (s. 40B)"],
    ),
    (
        "fr",
        "Projet\n\nArticle 1er\nAprès l'article 31 du code, sont insérés deux articles ainsi rédigés :\n\n« Art. 31-1. - Le fait "
        "de garder une clôture est puni d'amende.\n\n« Art. 31-2. - Le fait de peindre une clôture est puni d'amende. »\n\n"
        "Article 2\nLa présente loi entre en vigueur.",
        ["Article 1er", "Article 2"],
        ["Article 1er (art. 31-1)", "Article 1er (art. 31-2)", "Article 2"],
    ),
    (
        "es",
        "Proyecto\n\nArtículo 1. Incorpórase el siguiente:\n\n«Artículo 128 bis. El que guarde una valla será multado, y "
        "nadie más.»\n\nArtículo 2. Comuníquese.",
        ["Artículo 1", "Artículo 2"],
        ["Artículo 1 (artículo 128 bis)", "Artículo 2"],
    ),
    (
        "de",
        "Entwurf\n\nArtikel 1\nDas Zaungesetz wird wie folgt geändert:\n\n1. Nach § 84 wird folgender § 84a eingefügt:\n\n"
        "„§ 84a\n\nWer einen Zaun ohne Farbe hält, wird bestraft.“\n\nArtikel 2\nDas Gesetz tritt in Kraft.",
        ["Artikel 1", "Artikel 2"],
        ["Artikel 1 (§ 84a)", "Artikel 2"],
    ),
    (
        "ar",
        "مشروع قانون\n\nالمادة 1\nتضاف مادة جديدة نصها الآتي:\n\n\"المادة 12 مكرر: يعاقب بغرامة كل من طلى سورا في الحديقة العامة.\"\n\n"
        "المادة 2\nيعمل بهذا القانون.",
        ["المادة 1", "المادة 2"],
        ["المادة 1 (المادة 12)", "المادة 2"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "own", "cited"), BILLS)
def test_quoted_sections_stay_in_the_section_that_inserts_them(
    language: str, text: str, own: list[str], cited: list[str]
) -> None:
    draft = split(text, language)
    assert numbers(draft) == own
    act = draft.act("XA", language)
    assert [s.citation(s.units[0]) for s in sections(act)] == cited


def test_new_sections_without_quotation_marks_stand_by_themselves() -> None:
    text = (
        "垣法の一部を改正する法律案\n\n第一条　垣法の一部を次のように改正する。\n\n第七条の次に次の二条を加える。\n\n"
        "第七条の二　垣を持つた者は、罰する。\n\n第七条の三　垣を塗つた者は、罰する。\n\n第二条　この法律は、公布の日から施行する。"
    )
    assert numbers(split(text, "ja")) == ["第一条", "第七条の二", "第七条の三", "第二条"]


def test_a_long_lead_is_told() -> None:
    lead = "Whereas fences are many and gardens are few, and none of this is law. " * 8
    draft = split(f"A title\n\n{lead}\n\nSection 1. Fences\n\nA fence is a fence.", "en")
    assert [note[:12] for note in draft.notices] == ["left out bef"]
    assert "Whereas fences" in draft.notices[0]


@pytest.mark.parametrize(
    ("language", "head", "first", "second"),
    [
        ("es", "Artículo 3.", "Las vallas que no tengan color deberán", "pintarse de inmediato."),
        (
            "ja",
            "第二条　",
            "垣の所有者は、垣に色がないときは、速やかに垣に色を塗らなけれ",
            "ばならない。",
        ),
        (
            "ar",
            "المادة 2",
            "يلتزم مالك السور الذي لا لون له في الحديقة العامة",
            "بطلاء السور فورا.",
        ),
    ],
)
def test_a_wrapped_first_line_is_no_heading(
    language: str, head: str, first: str, second: str
) -> None:
    (piece,) = split(f"Title\n\n{head} {first}\n{second}", language).pieces
    assert piece.heading == ""
