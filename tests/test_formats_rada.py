"""Verkhovna Rada (Ukraine)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.rada import RadaPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "rada" / "act.html"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_act() -> None:
    act = read_act(RadaPage, ACT, language="uk")
    assert (act.title, act.as_at) == ("Про маяки Варонії", dt.date(2032, 3, 2))
    last = "Розділ II ПРИКІНЦЕВІ ПОЛОЖЕННЯ"
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "1", "1 ч. 1", "Доглядач маяка:"),
        ("paragraph", "1", "1 ч. 1 п. 1", "світить;"),
        ("paragraph", "2", "1 ч. 1 п. 2", "сурмить."),
        ("paragraph", "", "1 ч. 1", "Він не спить."),
        ("subsection", "2", "1 ч. 2", "Порушник сплачує штраф."),
        ("subsection", "Примітка", "1 примітка", ""),
        ("subsection", "1", "1 примітка п. 1", "Під маяком слід розуміти вежу."),
        ("subsection", "2", "1 примітка п. 2", "Під штрафом - монети."),
        ("section", "1-1", "1-1", "Кораблі вітаються."),
        ("section", "", last, ""),
        ("subsection", "1", f"{last} ч. 1", "Закон набирає чинності завтра."),
    ]
    assert act.provisions[0].heading == "Обов'язки"
    assert paths(act)["1"] == ("Розділ I СВІТЛО",)
    check_tree(act)
    for gone in ("{", "змінами", "виключено", "Президент", "ЗАКОН"):
        assert gone not in all_text(act)


def test_an_act_out_of_force_is_of_its_date() -> None:
    act = read_act(RadaPage, changed("Чинний", "Втратив чинність"), language="uk")
    assert act.text_state == "point-in-time"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "no HTML"),
        (changed("id=article", "id=text"), "div article"),
        (changed("Стаття", "Пункт"), "line 'Стаття 1'"),
        (changed("Текст документа", "Текст"), "no date of the text"),
        (changed("Стан:", "Статус:"), "state of the act"),
        (ACT.read_text("utf-8").encode("cp1251"), "bytes are not"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(RadaPage, body, language="uk")


@pytest.mark.corpus
def test_sample(corpus: Path) -> None:
    path = corpus / "official/samples/ua/ua_rada-1103-16-law.xml"
    act = read_act(RadaPage, path, language="uk")
    check_tree(act)
    inserted = {"8-2", "9-1", "9-2", "10-2", "11-1", "11-2", "15-1"}
    assert [c for c in sections(act) if c not in inserted] == [str(n) for n in range(1, 23)]
    assert inserted <= {*sections(act)}
    assert act.as_at == dt.date(2026, 3, 2)
    assert "{" not in all_text(act)
