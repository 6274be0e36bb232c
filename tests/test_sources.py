"""Country files: what is mandatory, and how a slip is told with file and line."""

from pathlib import Path

import pytest

from lexgap.crawlers.page import Page
from lexgap.crawlers.sources import choose, countries, read_country
from lexgap.schema.store import BadInputError, Folder

GOOD = """\
country: XV
language: en
publisher: Gazette of Varonia
homepage: https://gazette.varonia.example/
licence: invented for this test
text_state: as-enacted
page: lims:LimsPage
acts:
  - url: https://gazette.varonia.example/a?id=<key>
    work: lantern-act
    options: {part: 2}
  - url: https://gazette.varonia.example/b
    work: lantern-act
    language: fr
    text_state: translation
lookups: {status: {lit: in-force}}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources" / "varonia.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_country_file_gives_source_and_entries(tmp_path: Path) -> None:
    country = read_country(write(tmp_path, GOOD))
    assert (country.source.id, country.source.country) == ("varonia", "XV")
    first, second = country.entries
    assert (first.language, first.text_state) == ("en", "as-enacted")
    assert (second.language, second.text_state, second.page) == (
        "fr",
        "translation",
        "lims:LimsPage",
    )
    assert first.options == {"part": 2, "lookups": {"status": {"lit": "in-force"}}}
    assert first.work == second.work


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("licence:", "license:", 5, "did you mean 'licence'"),
        ("    work: lantern-act\n    options", "    options", 9, "work"),
        ("language: fr", "language: frensh", 14, "BCP 47"),
        ("language: en", "language: zz-zzzzzzzzzzz", 2, "BCP 47"),
        ("text_state: as-enacted", "text_state: current", 6, "in-force"),
        ("https://gazette.varonia.example/b", "gazette.varonia.example/b", 12, "https://"),
        ("country: XV", "country: Varonia", 1, "country"),
        ("page: lims:LimsPage\n", "", 8, "page"),
        ("lookups:", "politeness: {delay: -1}\nlookups:", 16, "delay"),
        ("homepage: https://", "homepage: ", 4, "https://"),
        ("lookups:", "politeness: {window: 3-5}\nlookups:", 16, "window"),
        (
            "lookups:",
            "politeness: {window: '03:00-23:45 Europe/Atlantis'}\nlookups:",
            16,
            "Atlantis",
        ),
        ("lookups:", "blocked: login\nunread: also\nlookups:", 17, "says why already"),
        ("text_state: translation", "unconfirmed: perhaps", 15, "unconfirmed"),
        ("options: {part: 2}", "must_have: [163.10]", 11, "quotes"),
    ],
)
def test_a_slip_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(BadInputError) as error:
        read_country(path)
    assert f"{path}:{line}: " in str(error.value)
    assert said in str(error.value)


def test_the_same_entry_twice_is_told(tmp_path: Path) -> None:
    path = write(
        tmp_path, GOOD.replace("/b\n", "/a?id=<key>\n").replace("language: fr", "title: x")
    )
    with pytest.raises(BadInputError, match=r"varonia\.yml:12: the same entry as on line 9"):
        read_country(path)


def test_no_acts_need_a_reason(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("acts:")]
    with pytest.raises(BadInputError, match="blocked"):
        read_country(write(tmp_path, text))
    assert not read_country(write(tmp_path, text + "blocked: needs a login\n")).entries
    assert not read_country(write(tmp_path, text + "unread: its PDF is scanned\n")).entries


@pytest.mark.parametrize("reason", ["blocked: needs a login\n", "unread: its PDF is scanned\n"])
def test_acts_of_a_source_that_is_not_asked_need_no_page_class(tmp_path: Path, reason: str) -> None:
    text = GOOD.replace("page: lims:LimsPage\n", reason)
    country = read_country(write(tmp_path, text))
    assert not country.entries
    assert len(country.file.acts) == 2


def test_a_mirror_of_a_blocked_source_is_asked(tmp_path: Path) -> None:
    text = GOOD + "blocked: needs a login\nvia: a mirror\n"
    assert len(read_country(write(tmp_path, text)).entries) == 2


def test_hours_of_service_are_read(tmp_path: Path) -> None:
    text = GOOD + "politeness: {delay: 10, window: 22:00-05:30 Europe/Copenhagen}\n"
    politeness = read_country(write(tmp_path, text)).file.politeness
    assert (politeness.delay, politeness.window) == (10, "22:00-05:30 Europe/Copenhagen")


@pytest.mark.parametrize("name", ["lims:Nothing", "nothing:LimsPage", "os:path", "xml:BLANKS", "x"])
def test_an_unknown_page_class_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, GOOD.replace("lims:LimsPage", name))
    with pytest.raises(BadInputError, match=rf"varonia\.yml:7: no page class '{name}'"):
        read_country(path).page_class(0)


def test_names_and_codes_choose_and_a_near_match_is_offered(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    known = countries(Folder(tmp_path))
    assert [c.name for c in choose(known, ["XV"])] == ["varonia"]
    assert [c.name for c in choose(known, ["Varonia", "xv"])] == ["varonia"]
    assert len(choose(known, [])) == len(known)
    with pytest.raises(BadInputError, match="did you mean 'varonia'"):
        choose(known, ["varonja"])


def test_a_data_folder_cannot_replace_a_country_of_ours(tmp_path: Path) -> None:
    write(tmp_path, GOOD).rename(tmp_path / "sources" / "canada.yml")
    with pytest.raises(BadInputError, match="has this name already"):
        countries(Folder(tmp_path))


def test_every_country_file_of_ours_is_sound() -> None:
    known = countries()
    assert known
    for country in known.values():
        assert not country.fictional or country.source.country in ("XA", "XB", "XC")
        for n in range(len(country.entries)):
            assert issubclass(country.page_class(n), Page)
