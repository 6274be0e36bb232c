"""Agencia Estatal BOE (Spain)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.boe import BoePage
from lexgap.crawlers.page import Entry, PageChanged, Received
from lexgap.schema.models import Act, Source

TEXT = FIXTURES / "boe" / "texto.xml"


def read_on(day: dt.date, source: Source) -> Act:
    entry = Entry(url="https://x.example/", work="a", page="", language="es", title="Ley de faros")
    received = Received("https://x.example/", TEXT.read_bytes(), date=day)
    (act,) = BoePage(received, source, entry).acts()
    return act


@pytest.fixture
def source() -> Source:
    return Source(
        id="varonia",
        country="XA",
        language="es",
        publisher="Diario",
        homepage="https://x.example/",
        licence="none",
        text_state="in-force",
    )


def test_the_newest_version_in_force_on_the_day(source: Source) -> None:
    act = read_on(dt.date(2033, 1, 1), source)
    assert (act.title, act.as_at) == ("Ley de faros", dt.date(2032, 4, 1))
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "1", "1.1", "El faro alumbra:"),
        ("paragraph", "a", "1.1 a)", "de noche;"),
        ("paragraph", "b", "1.1 b)", "con niebla."),
        ("paragraph", "", "1.1", "El farero vigila."),
        ("subsection", "3", "1.3", "Los barcos:"),
        ("paragraph", "1.º", "1.3 1.º", "Saludan."),
        ("section", "1 bis", "1 bis", "El puerto cierra."),
        (
            "section",
            "Disposición final primera",
            "Disposición final primera",
            "Entra en vigor mañana.",
        ),
    ]
    assert act.provisions[0].heading == "Luz"
    assert paths(act)["1"] == ("TÍTULO I De los faros", "CAPÍTULO ÚNICO")
    check_tree(act)
    for gone in ("antiguo", "futuro", "Derogado", "Nota", "modifica", "FULANO", "Preámbulo"):
        assert gone not in all_text(act)
    assert rows(read_on(dt.date(2031, 6, 1), source))[0][3] == "Texto antiguo."


def changed(old: str, new: str) -> bytes:
    return TEXT.read_text("utf-8").replace(old, new).encode()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<html/>", "root element is html"),
        (changed("<code>200", "<code>404"), "answers 404"),
        (changed('tipo="precepto"', 'tipo="sorpresa"'), "unknown type of block sorpresa"),
        (changed('class="articulo"', 'class="art"'), "heading of an article"),
        (changed("fecha_vigencia", "fecha"), "without fecha_vigencia"),
        (
            changed("version fecha", "redaccion fecha").replace(b"</version", b"</redaccion"),
            "some version",
        ),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(BoePage, body, language="es", title="Ley")


def test_the_answer_holds_no_title() -> None:
    with pytest.raises(PageChanged, match="no title in the country file"):
        read_act(BoePage, TEXT, language="es")


@pytest.mark.corpus
def test_constitution(corpus: Path) -> None:
    path = corpus / "official/samples/es/constitucion-sample.xml"
    act = read_act(BoePage, path, language="es", title="Constitución")
    check_tree(act)
    assert sections(act)[:7] == ["1", "2", "3", "10", "13", "49", "135"]
    assert len(sections(act)) == path.read_text("utf-8").count('tipo="precepto"') == 10
    assert {"13.2", "49.2", "135.5 c)"} <= {p.citation for p in act.provisions}
    assert act.as_at == dt.date(2024, 2, 17)
    # Paragraphs: 3, 3, 2, 4, 2 and 6 in articles, 3 in a final provision; letters a) to c) once.
    levels = [p.level for p in act.provisions]
    assert (levels.count("subsection"), levels.count("paragraph"), len(levels)) == (23, 3, 36)
    assert paths(act)["13"] == (
        "TÍTULO I De los derechos y deberes fundamentales",
        "CAPÍTULO PRIMERO De los españoles y los extranjeros",
    )
    assert paths(act)["135"] == ("TÍTULO VII Economía y Hacienda",)
    assert paths(act)["Disposición final"] == ()
    assert "Se modifica" not in all_text(act)
