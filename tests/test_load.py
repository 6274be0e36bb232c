"""YAML -> models: every error names its file, its line and the remedy."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexgap.schema.load import Lines, build, load_yaml, section, unique
from lexgap.schema.models import Instrument, InstrumentRef, Model
from lexgap.schema.store import BadInputError

INSTRUMENT = """\
instruments:
  - id: harbour
    name: Harbour Convention
    short: Harbour
    kind: treaty
    body: League of Islands
    adopted: 1999-05-01
    url: https://example.org/harbour
"""


class Nested(Model):
    """A model within a dict within a model."""

    refs: dict[str, InstrumentRef | None]
    """Anything."""


def read(tmp_path: Path, text: str | bytes) -> tuple[Any, Lines]:
    path = tmp_path / "x.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_yaml(path)


def refusal(tmp_path: Path, text: str | bytes, kind: Any = None, key: str = "") -> str:
    with pytest.raises(BadInputError) as caught:
        value, lines = read(tmp_path, text)
        if kind is not None:
            build(kind, section(value, key, lines), lines, (key,))
    return str(caught.value).replace(str(tmp_path) + "/", "")


def test_a_good_file_becomes_models(tmp_path: Path) -> None:
    value, lines = read(tmp_path, INSTRUMENT)
    (one,) = build(tuple[Instrument, ...], value["instruments"], lines, ("instruments",))
    assert one.adopted == dt.date(1999, 5, 1)
    assert lines.at(("instruments", 0, "kind")) == 5
    assert lines.at(("instruments", 0, "kind", "deeper")) == 5
    assert lines.at(()) == 1


def test_scalars_follow_yaml_1_2(tmp_path: Path) -> None:
    value, _ = read(
        tmp_path, "a: NO\nb: yes\nc: off\nd: true\ne: 010\nf: 12:30\ng: 12\nh: 1.5\ni: ~\nj: =\n"
    )
    assert value == {
        "a": "NO", "b": "yes", "c": "off", "d": True, "e": "010", "f": "12:30", "g": 12, "h": 1.5,
        "i": None, "j": "=",
    }  # fmt: skip
    assert read(tmp_path, "yes: 1\nno: 2\n")[0] == {"yes": 1, "no": 2}


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yml:3:", "already on line 1; keep one"),
        ("a:\n  - b: 1\n    b: 1\n", "x.yml:3:", "already on line 2"),
        ("a: [1\nb: 2\n", "x.yml:2:", "not valid YAML"),
        ("a:\n\t- 1\n", "x.yml:2:", "not valid YAML"),
        ("a: 1\n---\nb: 2\n", "x.yml:2:", "another document"),
        ("a: 1\nb: 2024-02-30\n", "x.yml:2:", "put it in quotes"),
        ("a: 1\n2: x\n", "x.yml:2:", "'2' is no text; put it in quotes"),
        ("a: 1\ntrue: x\n", "x.yml:2:", "is no text"),
        ("a: 1\n? [b]\n: c\n", "x.yml:2:", "is no text"),
        ("a: &a {x: 1}\nb:\n  <<: *a\n", "x.yml:3:", "merge keys"),
        ("a: &a\n  - *a\n", "x.yml:", "alias that contains itself"),
        ("a: !!python/object:os.system x\n", "x.yml:1:", "not valid YAML"),
        ("a: !!int abc\n", "x.yml:1:", "mend the value"),
        ("a: *nowhere\n", "x.yml:1:", "undefined alias"),
        ("", "x.yml:1:", "empty"),
        ("# only a comment\n", "x.yml:1:", "empty"),
        (b"a: 1\nb: caf\xe9\n", "x.yml:2:", "not UTF-8 text; save the file as UTF-8"),
    ],
)
def test_bad_yaml_names_the_line(tmp_path: Path, text: str | bytes, place: str, says: str) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith(place)
    assert says in message


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: treaty", "knid: treaty", 5, "unknown key 'knid'; did you mean 'kind'?"),
        ("kind: treaty", "zzz: treaty", 5, "unknown key 'zzz'; allowed: adopted, body"),
        ("kind: treaty", "kind: tready", 5, "'tready' is not allowed; use 'treaty', 'directive'"),
        ("    short: Harbour\n", "", 2, "the key 'short' is missing; add it"),
        ("short: Harbour", "short: 9", 4, "9 is a number here; put it in quotes"),
        ("short: Harbour", "short: [a]", 4, "short: ['a']: input should be a valid string"),
        ("1999-05-01", "soon", 7, "adopted: 'soon': input should be a valid date"),
    ],
)
def test_a_wrong_key_or_value_names_the_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in INSTRUMENT
    text = INSTRUMENT.replace(old, new)
    lines = refusal(tmp_path, text, tuple[Instrument, ...], "instruments").splitlines()
    assert any(message.startswith(f"x.yml:{line}: ") and says in message for message in lines)


def test_every_problem_has_a_line_of_its_own(tmp_path: Path) -> None:
    text = INSTRUMENT.replace("kind: treaty", "kind: x").replace("1999-05-01", "soon")
    message = refusal(tmp_path, text, tuple[Instrument, ...], "instruments")
    assert [line.split(" ")[0] for line in message.splitlines()] == ["x.yml:5:", "x.yml:7:"]


def test_a_wrong_key_deep_below_names_the_line_and_the_nearest_key(tmp_path: Path) -> None:
    text = "n:\n  refs:\n    one:\n      instrument: a\n      articel: b\n"
    message = refusal(tmp_path, text, Nested, "n")
    assert "x.yml:5: unknown key 'refs.one.articel'; did you mean 'article'?" in message


def test_a_missing_section_and_a_missing_file(tmp_path: Path) -> None:
    assert "the top-level key 'instruments' is missing" in refusal(
        tmp_path, "other: 1\n", tuple[Instrument, ...], "instruments"
    )
    with pytest.raises(BadInputError, match=r"nowhere\.yml: No such file .*; check the name"):
        load_yaml(tmp_path / "nowhere.yml")


def test_two_entries_of_one_id_name_both_lines(tmp_path: Path) -> None:
    value, lines = read(tmp_path, INSTRUMENT + INSTRUMENT.split("\n", 1)[1])
    found = build(tuple[Instrument, ...], value["instruments"], lines, ("instruments",))
    with pytest.raises(BadInputError, match=r"x\.yml:9: id 'harbour' is already on line 2"):
        unique(found, lines, ("instruments",))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_do_worse_than_a_named_error(tmp_path_factory: Any, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_bytes(data)
    try:
        load_yaml(path)
    except BadInputError as error:
        assert str(error).startswith(str(path))
