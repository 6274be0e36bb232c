"""Akoma Ntoso and its publishers: openbylaws (ZA), Fedlex (CH), Legilux (LU), Finlex (FI), IT."""

import datetime as dt
import re
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, full_text, paths, read_act, rows, sections

from lexgap.crawlers.formats.akn import AknPage
from lexgap.crawlers.formats.akn_publishers import (
    FedlexPage,
    FinlexPage,
    LegiluxPage,
    NormattivaPage,
)
from lexgap.crawlers.page import PageChanged

HERE = FIXTURES / "akn"


def test_plain() -> None:
    act = read_act(AknPage, HERE / "plain.xml")
    assert (act.title, act.as_at) == ("Lighthouse Act", dt.date(2033, 2, 1))
    assert rows(act) == [
        ("section", "1", "1", "In this Act—"),
        ("subsection", "", "1", '"keeper" means—'),
        ("paragraph", "(a)", "1(a)", "a person; or"),
        ("paragraph", "(b)", "1(b)", "a dog,"),
        ("paragraph", "", "1", "with a lamp;"),
        ("section", "2A", "2A", ""),
        ("subsection", "(1)", "2A(1)", "The keeper lights\nthe lamp."),
        ("subsection", "(2)", "2A(2)", "A keeper who—"),
        ("paragraph", "(a)", "2A(2)(a)", "sleeps; or"),
        ("paragraph", "(b)", "2A(2)(b)", "leaves,"),
        ("subparagraph", "(i)", "2A(2)(b)(i)", "by day;"),
        ("paragraph", "", "2A(2)", "commits an offence."),
        ("section", "", "1 Fees", "Payable yearly\nLamp\n5"),
    ]
    assert paths(act)["2A"] == ("I Keeping the light",)
    assert paths(act)["1 Fees"] == ("schedules", "1 Fees")
    check_tree(act)
    assert "amended" not in all_text(act)
    assert "WHEREAS" not in all_text(act)


def test_fedlex() -> None:
    act = read_act(FedlexPage, HERE / "fedlex.xml", language="de")
    assert (act.title, act.as_at) == ("Gesetz über Leuchttürme", dt.date(2032, 1, 1))
    assert rows(act) == [
        ("section", "1bis", "1bis", ""),
        ("subsection", "1", "1bis Abs. 1", "Das Licht brennt."),
        ("subsection", "2", "1bis Abs. 2", "Es brennt:"),
        ("paragraph", "a.", "1bis Abs. 2 Bst. a", "nachts:"),
        ("subparagraph", "1.", "1bis Abs. 2 Bst. a Ziff. 1", "hell."),
        ("section", "2", "2", "Schluss."),
    ]
    french = read_act(FedlexPage, HERE / "fedlex.xml", language="fr")
    assert french.provisions[3].citation == "1bis al. 2 let. a"


def test_legilux() -> None:
    act = read_act(LegiluxPage, HERE / "legilux.xml", language="fr", text_state="in-force")
    assert act.title == "Loi sur les phares : 1° lumière"
    assert act.text_state == "as-enacted"
    assert rows(act) == [
        ("section", "1er", "1er", "Au sens de la loi :"),
        ("subsection", "1°", "1er 1°", "« phare » : une tour ;"),
        ("subsection", "2°", "1er 2°", "« gardien » :"),
        ("paragraph", "a)", "1er 2° a)", "un homme,"),
        ("subsection", "", "1er", "Le phare éclaire."),
        ("section", "2", "2", ""),
        ("subsection", "(1)", "2 (1)", "Le gardien veille."),
    ]


def test_finlex_counts_subsections_and_names_chapters_where_numbers_restart() -> None:
    act = read_act(FinlexPage, HERE / "finlex.xml", language="fi")
    assert act.as_at == dt.date(2032, 5, 23)
    assert rows(act) == [
        ("section", "1 §", "1 luku 1 §", ""),
        ("subsection", "", "1 luku 1 § 1 mom.", "Majakka valaisee."),
        ("subsection", "", "1 luku 1 § 2 mom.", "Majakassa on:"),
        ("paragraph", "1)", "1 luku 1 § 2 mom. 1 kohta", "lamppu; ja"),
        ("paragraph", "2)", "1 luku 1 § 2 mom. 2 kohta", "vartija:"),
        ("subparagraph", "a)", "1 luku 1 § 2 mom. 2 kohta a alakohta", "hereillä."),
        ("section", "1 §", "2 luku 1 §", "Laiva tervehtii."),
    ]
    assert "HE 6" not in all_text(act)


def test_normattiva() -> None:
    act = read_act(NormattivaPage, HERE / "normattiva.xml", language="it")
    assert (act.title, act.as_at) == ("Codice dei fari.", dt.date(2033, 1, 30))
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "1.", "1 comma 1", "Si intende per:\n0a) luce: il chiarore;"),
        ("paragraph", "b)", "1 comma 1 lettera b", "faro: la torre. Segue;"),
        ("subsection", "1-bis.", "1 comma 1-bis", "La torre e' alta ."),
        ("section", "60-ter", "60-ter", "E' punito chiunque:"),
        ("subparagraph", "1", "60-ter numero 1", "spegne il faro;"),
        ("subparagraph", "2", "60-ter numero 2", "copre il faro."),
        ("subsection", "", "60-ter", "Alla stessa pena soggiace chi lo vende."),
    ]
    assert act.provisions[4].heading == "Luce spenta"
    assert paths(act) == {"1": ("Sezione I Della luce",), "60-ter": ("Codice dei Fari",)}
    check_tree(act)


def test_normattiva_fragment() -> None:
    body = (HERE / "normattiva.xml").read_text("utf-8")
    fragment = body[body.index("<attachment>") : body.index("</attachments>")].encode()
    with pytest.raises(PageChanged):
        read_act(NormattivaPage, fragment, language="it")
    act = read_act(
        NormattivaPage, fragment, language="it", title="Codice", options={"fragment": True}
    )
    assert not act.complete
    assert sections(act) == ["60-ter"]


@pytest.mark.parametrize("page", [AknPage, FedlexPage, LegiluxPage, FinlexPage, NormattivaPage])
@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not well-formed"),
        (b"<akomaNtoso><act>", "not well-formed"),
        (b"<html><body/></html>", "root element is html"),
        (b"<akomaNtoso><judgment/></akomaNtoso>", "one act, found 0"),
        (
            b'<!DOCTYPE x [<!ENTITY e "boom">]><akomaNtoso><act><body>&e;</body></act></akomaNtoso>',
            "entities",
        ),
    ],
)
def test_no_act(page: type[AknPage], body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(page, body, title="x", language="fi")


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("plain.xml", "<chapter>", "<surprise/><chapter>", "unexpected element surprise"),
        ("plain.xml", "<FRBRalias value=", "<FRBRname value=", "some title"),
        ("normattiva.xml", "eli/id/2031", "eli/2031", "no ELI of Normattiva"),
        ("normattiva.xml", " Art. 60-ter", " Articolo 60-ter", "an attached article"),
    ],
)
def test_changed_layout(file: str, old: str, new: str, what: str) -> None:
    body = (HERE / file).read_text("utf-8").replace(old, new).encode()
    page = NormattivaPage if file == "normattiva.xml" else AknPage
    with pytest.raises(PageChanged, match=what):
        read_act(page, body, language="it")


def count(path: Path, tag: str) -> int:
    return len(re.findall(rf"<{tag}[\s>]", path.read_text("utf-8")))


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("page", "file", "language", "tag", "found"),
    [
        (AknPage, "za/za-bylaw-community-fire-safety.akn.xml", "en", "section", 71),
        (FedlexPage, "ch/ch_sample-ordinary-law.xml", "de", "article", 5),
        (LegiluxPage, "lu/lu_sample-ordinary-law.xml", "fr", "article", 27),
        (LegiluxPage, "lu/lu_sample-regulation.xml", "fr", "article", 4),
        (FinlexPage, "fi/fi_sample-ordinary-law.xml", "fi", "section", 25),
    ],
)
def test_samples(
    corpus: Path, page: type[AknPage], file: str, language: str, tag: str, found: int
) -> None:
    path = corpus / "official/samples" / file
    act = read_act(page, path, language=language)
    check_tree(act)
    assert len(sections(act)) == found
    assert count(path, tag) == found


@pytest.mark.corpus
def test_italian_ordinary_act(corpus: Path) -> None:
    path = corpus / "official/samples/it/it_20050516_005G0104_VIGENZA_20250130.xml"
    act = read_act(NormattivaPage, path, language="it")
    check_tree(act)
    whole = path.read_text("utf-8")
    whole = whole[whole.index("<body") :]
    repealed = len(re.findall(r"ARTICOLO (?:ABROGATO|SOPPRESSO)", whole))
    assert len(sections(act)) == count(path, "article") - repealed == 88
    assert act.as_at == dt.date(2025, 1, 30)
    assert not re.search(r"AGGIORNAMENTO|\(\(|\)\)|ABROGAT|SOPPRESS|-----", all_text(act))


@pytest.mark.corpus
def test_italian_penal_code_fragment(corpus: Path) -> None:
    path = corpus / "official/statutes/it/codice_penale_600ter-600quater1_fragment.xml"
    act = read_act(
        NormattivaPage, path, language="it", title="Codice penale", options={"fragment": True}
    )
    check_tree(act)
    assert sections(act) == ["600-ter", "600-quater", "600-quater.1"]
    assert act.as_at == dt.date(2026, 4, 8)
    assert len(full_text(act, "600-ter").split("\n")) == 9
    assert not re.search(r"AGGIORNAMENTO|\(\(|\)\)|sentenza", all_text(act))


def test_levels_and_sections_that_hold_articles_are_divisions() -> None:
    """As the marginal titles of Swiss codes, the sections of their statutes, and final titles."""
    quote = "<mod><quotedStructure><article><num>Art. 9</num><p>Horn</p></article></quotedStructure></mod>"
    body = f"""<akomaNtoso><act><preface><docTitle>Lighthouse Code</docTitle></preface><body>
    <chapter><num>1</num><heading>Light</heading>
    <level><num>A.</num><heading>Lamps</heading>
    <level><heading>I. Big</heading><article><num>Art. 1</num><p>One.</p></article></level>
    <article><num>Art. 2</num><p>Two.</p></article></level>
    <section><num>2</num><heading>Ships</heading><article><num>Art. 3</num><p>Three.</p></article></section>
    </chapter>
    <section><num>4</num><heading>Change</heading><content><p>Insert:</p>{quote}</content></section>
    <proviso><heading>Final title</heading><article><num>Art. 5</num><p>Five.</p></article></proviso>
    </body></act></akomaNtoso>"""
    act = read_act(AknPage, body.encode())
    assert paths(act) == {
        "1": ("1 Light", "A. Lamps", "I. Big"),
        "2": ("1 Light", "A. Lamps"),
        "3": ("1 Light", "2 Ships"),
        "4": (),
        "5": ("Final title",),
    }
    assert "Horn" in full_text(act, "4")
    check_tree(act)
