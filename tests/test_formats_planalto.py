"""Planalto (Brazil)."""

import re
from pathlib import Path

import pytest
from page_support import (
    FIXTURES,
    all_text,
    check_tree,
    paths,
    quotes,
    read_act,
    rows,
    sections,
    share_found,
)

from lexgap.crawlers.formats.planalto import PlanaltoPage
from lexgap.crawlers.page import PageChanged

PUBLISHER = FIXTURES / "planalto" / "lei.html"
MIRROR = FIXTURES / "planalto" / "espelho.html"


def test_publisher_page() -> None:
    act = read_act(PlanaltoPage, PUBLISHER, language="pt", title="Lei nº 9.001")
    assert act.title == "Lei nº 9.001"
    assert rows(act) == [
        (
            "section",
            "1",
            "1",
            "Guardar o farol sem óleo:\nPena – multa, de 10 (dez) a 20 (vinte) moedas.",
        ),
        ("subsection", "§ 1", "1 § 1", "A pena é dobrada se:"),
        ("paragraph", "I", "1 § 1 I", "o farol está aceso;"),
        ("paragraph", "II", "1 § 1 II", "há navio:"),
        ("subparagraph", "a", "1 § 1 II a", "com velas;"),
        ("subparagraph", "b", "1 § 1 II b", "com remos."),
        ("paragraph", "", "1 § 1", "Pena - multa, de 30 (trinta) moedas."),
        ("subsection", "§ 1-A", "1 § 1-A", "Não há pena na tempestade."),
        ("section", "2", "2", "Perder a chave do farol."),
        ("subsection", "parágrafo único", "2 parágrafo único", "O navio também paga."),
        ("section", "241-A", "241-A", "Esta Lei entra em vigor amanhã."),
    ]
    assert [(p.citation, p.heading) for p in act.provisions if p.heading] == [
        ("1", "Guarda do farol"),
        ("1 § 1", "Aumento de pena"),
    ]
    assert paths(act)["1"] == ("TÍTULO I DOS FARÓIS", "CAPÍTULO I DA GUARDA")
    assert paths(act)["241-A"] == ("TÍTULO I DOS FARÓIS", "CAPÍTULO II DISPOSIÇÕES FINAIS")
    check_tree(act)


def test_former_wordings_struck_text_and_notes_are_not_law() -> None:
    text = all_text(read_act(PlanaltoPage, PUBLISHER, language="pt"))
    for gone in ("lanterna", "Antiga", "antiga", "Redação", "Incluído", "Revogado", "VETADO"):
        assert gone not in text
    for gone in ("riscado", "prisão", "FULANO", "substitui", "CONGRESSO", "Vide"):
        assert gone not in text


def test_page_marked_again_by_a_mirror() -> None:
    act = read_act(PlanaltoPage, MIRROR, language="pt")
    assert act.title == "Código dos Faróis"
    assert rows(act) == [
        ("section", "1", "1", "Há luz."),
        ("section", "2", "2", "Na neblina, tocar:"),
        ("paragraph", "I", "2 I", "o sino; e"),
        ("paragraph", "II", "2 II", "a trompa."),
        ("subsection", "", "2", "Pena – multa."),
        ("subsection", "§ 1", "2 § 1", "O sino é de bronze."),
        ("subsection", "§ 1-A", "2 § 1-A", "A trompa é de latão."),
        ("section", "3", "3", "Entrar sem convite:\nPena - advertência."),
        ("section", "4", "4", "Hospedar."),
    ]
    assert [p.heading for p in act.provisions if p.level == "section"] == [
        "Luz do farol",
        "Caso de neblina",
        "Invasão do farol (visita)",
        "Favorecimento de visitante ou de outro hóspede.",
    ]
    assert paths(act)["1"] == ("PARTE GERAL", "TÍTULO I da luz")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html><body><p>Erro 404</p></body></html>", "line 'Art. 1'"),
        (b"", "no HTML"),
        (PUBLISHER.read_bytes().replace(b"windows-1252", b"utf-8"), "bytes are not utf-8"),
        (PUBLISHER.read_bytes().replace(b"Art. ", b"Artigo "), "line 'Art. 1'"),
        (b"<body><p>Art. 1 (VETADO)</p></body>", "no provision with text"),
        (b"<act><p>Art. 1 Luz.</p></act>", "no HTML page"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=re.escape(what)):
        read_act(PlanaltoPage, body, language="pt")


@pytest.mark.corpus
def test_penal_code(corpus: Path, gold: Path) -> None:
    path = corpus / "official/statutes/br/cpenal_planalto.html"
    act = read_act(PlanaltoPage, path, country="BR", language="pt")
    check_tree(act)
    page = path.read_text("utf-8")
    printed = re.findall(r"<strong>Art\. ([\dA-Z-]+): </strong>(?!\((?:Revogado|VETADO))", page)
    assert sections(act) == printed
    assert len(printed) == 399
    text = all_text(act)
    assert not re.search(r"Revogado pel|Incluído pel|Redação dada|VETADO|[\x80-\x9f]", text)
    heading = {p.citation: p.heading for p in act.provisions}
    assert heading["217-A"] == "Estupro de vulnerável"
    coded = quotes(gold, "br", lambda file: file.endswith("cpenal_planalto.html"))
    share, missing = share_found(act, coded, lambda section: section)
    assert len(coded) == 5
    assert share == 1, missing
