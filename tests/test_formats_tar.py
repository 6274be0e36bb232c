"""Register of Legal Acts (Lithuania)."""

import datetime as dt
from pathlib import Path

import pytest
from page_support import FIXTURES, all_text, check_tree, paths, read_act, rows, sections

from lexgap.crawlers.formats.tar import TarPage
from lexgap.crawlers.page import PageChanged

ACT = FIXTURES / "tar" / "suvestine.json"


def changed(old: str, new: str) -> bytes:
    return ACT.read_text("utf-8").replace(old, new).encode()


def test_version_in_force() -> None:
    act = read_act(TarPage, ACT, language="lt")
    assert (act.title, act.as_at) == ("VARONIJOS ŠVYTURIŲ KODEKSAS", dt.date(2032, 1, 1))
    assert rows(act) == [
        ("section", "1", "1", ""),
        ("subsection", "1", "1 str. 1 d.", "Švyturys šviečia:"),
        ("paragraph", "1", "1 str. 1 d. 1 p.", "naktį;"),
        ("paragraph", "2", "1 str. 1 d. 2 p.", "rūke."),
        ("paragraph", "", "1 str. 1 d.", "Ir visada."),
        ("subsection", "2", "1 str. 2 d.", "Sargas budi."),
        ("section", "3¹", "3¹", "Laivas sveikina."),
    ]
    assert paths(act)["1"] == ("I DALIS BENDROSIOS NUOSTATOS",)
    assert paths(act)["3¹"][-1] == "II SKYRIUS. LAIVAI"
    check_tree(act)
    for gone in ("Sena", "pakeitimai", "XI-5", "Neteko"):
        assert gone not in all_text(act)


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "not JSON"),
        (b'{"_data": []}', "some version"),
        (changed("null", '"2032-05-01"'), "one version in force, found 0"),
        (changed('"2032-01-01T00:00:00", "tekstas', 'null, "tekstas'), "in force, found 2"),
        (changed("tekstas_lt", "tekstas"), "without tekstas_lt"),
        (changed("straipsnis", "punktas"), "straipsnis"),
    ],
)
def test_changed_layout(body: bytes, what: str) -> None:
    with pytest.raises(PageChanged, match=what):
        read_act(TarPage, body, language="lt")


@pytest.mark.corpus
@pytest.mark.parametrize("file", ["tar-suvestine-sample.json", "tar-text-sample.json"])
def test_samples(corpus: Path, file: str) -> None:
    act = read_act(TarPage, corpus / "official/samples/lt" / file, language="lt")
    check_tree(act)
    assert sections(act) == ["1", "2", "3"]
    assert "1 str. 2 d." in {p.citation for p in act.provisions}
