"""Centro de Información Oficial IMPO (Uruguay)."""

import json
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.impo import ImpoPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "impo" / "ley.json"
SAMPLE = "official/samples/uy/uy_sample-ordinary-law.json"


def changed(old: str, new: str) -> bytes:
    text = ACT.read_bytes().decode("cp1252")
    assert old in text
    return text.replace(old, new).encode("cp1252")


def test_act() -> None:
    act = read_act(ImpoPage, ACT, language="es")
    assert (act.title, act.citation, act.text_state) == ("LEY DE FAROS", "Ley 77", "in-force")
    grand = "La lámpara grande, que se ve desde el mar abierto cuando no hay niebla."
    ship = (
        "El barco que entra en el puerto de noche saluda al faro, y si no lo ve, toca la campana "
        "hasta que el farero responda con la bandera azul."
    )
    assert rows(act) == [
        ("section", "1", "1", "Quien cuida un faro de la costa de Varonia enciende en cada noche:"),
        ("paragraph", "A", "1 literal A)", grand),
        ("paragraph", "B", "1 literal B)", "Las lámparas chicas:"),
        ("subparagraph", "1", "1 literal B) numeral 1)", "la del muelle;"),
        ("subparagraph", "2", "1 literal B) numeral 2)", "la de la escalera."),
        ("subsection", "", "1", "El guardián no duerme.\nTampoco canta."),
        ("section", "4-BIS", "4-BIS", ship),
        ("paragraph", "1", "4-BIS numeral 1)", "El farero:"),
        ("subparagraph", "A", "4-BIS numeral 1) literal A)", "anota la hora;"),
        ("subparagraph", "B", "4-BIS numeral 1) literal B)", "sonríe."),
        ("paragraph", "2", "4-BIS numeral 2)", "El barco sigue."),
    ]
    assert act.provisions[0].heading == "Lámparas"
    assert paths(act) == {
        "1": ("TITULO I - DE LA LUZ", "CAPITULO I - FAROS"),
        "4-BIS": ("TITULO I - DE LA LUZ", "CAPITULO II - BARCOS"),
    }
    check_tree(act)
    for gone in ("muerto", "verdes", "(*)", "derogado", "Derogado", "Reglamentada", "FULANO"):
        assert gone not in all_text(act)


def test_tags_in_the_text_are_not_text() -> None:
    row = "<TABLE><tr><td>Faro &amp; puerto</td><td><b>3</b></td></tr></TABLE>"
    body = changed("Tampoco canta. (*)", f"Tampoco {row}")
    assert rows(read_act(ImpoPage, body, language="es"))[5][3].endswith("Faro & puerto 3")


def test_an_article_printed_in_the_act_that_it_amends_is_not_printed_here() -> None:
    body = changed("Derogado/s por:</font></b> Ley 81", "Este artículo agregó a:</font></b> Ley 9")
    body = body.replace(b"Texto muerto.- Los faros verdes se apagan.\\r\\n", b"(*)")
    act = read_act(ImpoPage, body, language="es")
    assert sections(act) == ["1", "4-BIS"]


def test_the_original_text_says_so() -> None:
    act = read_act(ImpoPage, changed("Documento Actualizado", "Documento Original"), language="es")
    assert act.text_state == "as-enacted"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not JSON"),
        (b"[]", "no JSON object"),
        (b"<html>Request Rejected</html>", "not JSON"),
        (changed('"articulos"', '"items"'), "no list articulos"),
        (changed('"textoArticulo"', '"texto"'), r"unknown members of an article: \['texto'\]"),
        (changed("Artículo 4-BIS", "Punto 4"), "an article titled 'Punto 4'"),
        (changed("Documento Actualizado", "Documento"), "state of the text"),
        (changed(" (Derogado). (*)", " (*)"), "Artículo 3 has no text"),
        (changed('"nombreNorma"', '"nombre"'), "no text nombreNorma"),
        (changed('"tipoNorma"', '"tipo"'), "no text tipoNorma"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(ImpoPage, body, language="es")


@pytest.mark.corpus
def test_law_18331(corpus: Path) -> None:
    """Counted by eye: articles 1 to 49 with 9-BIS and 18-BIS, nine chapters, lists in fourteen."""
    body = (corpus / SAMPLE).read_bytes()
    act = read_act(ImpoPage, body, language="es")
    check_tree(act)
    assert act.citation == "Ley 18331"
    numbers = [str(n) for n in range(1, 50)]
    numbers[9:9] = ["9-BIS"]
    numbers[19:19] = ["18-BIS"]
    assert sections(act) == numbers
    assert len({p.path for p in act.provisions if p.level == "section"}) == 9
    # Lines that begin with a marker, in all articles: each is one part, and no other part is.
    text = json.loads(body.decode("cp1252"))["articulos"]
    marked = [len(re.findall(r"(?m)^\s*(?:[A-ZÑ]|\d)\)\s", a["textoArticulo"])) for a in text]
    parts = [p for p in act.provisions if p.number and p.level != "section"]
    assert len(parts) == sum(marked) == 95
    assert "4 literal Ñ)" in {p.citation for p in parts}
    assert len(act.provisions) == 158
    assert "(*)" not in all_text(act)
