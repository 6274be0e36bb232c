"""datasette-metadata.yml: generated, up to date, and every prepared query runs."""

import sqlite3
from pathlib import Path

import pytest
import yaml
from example import write_example

from lexgap.analysis import metadata
from lexgap.analysis.build import build
from lexgap.analysis.grams import match
from lexgap.schema.store import BadInputError
from lexgap.schema.tables import TABLES


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    folder = write_example(tmp_path_factory.mktemp("metadata") / "data")
    build(folder)
    connection = sqlite3.connect(folder.database)
    connection.create_function("lexgap_match", 1, match, deterministic=True)
    return connection


def test_the_committed_file_is_up_to_date() -> None:
    assert metadata.main(["--check"]) == 0


def test_an_old_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "metadata.yml"
    assert metadata.main(["--check", "--out", str(path)]) == 1
    assert metadata.main(["--out", str(path)]) == 0
    assert metadata.main(["--check", "--out", str(path)]) == 0
    path.write_text(path.read_text("utf-8").replace("SHA-256", "MD5", 1), "utf-8")
    assert metadata.main(["--check", "--out", str(path)]) == 1
    assert "out of date" in capsys.readouterr().err


def test_every_table_and_column_has_help() -> None:
    tables = yaml.safe_load(metadata.text())["databases"]["lexgap"]["tables"]
    for spec in TABLES:
        assert tables[spec.name]["description"]
        assert list(tables[spec.name]["columns"]) == [column.name for column in spec.columns]
        assert all(tables[spec.name]["columns"].values())


def test_enough_questions_with_titles() -> None:
    questions = metadata.questions()
    assert len(questions) >= 15
    assert sum(bool(q.get("params")) for q in questions.values()) >= 8
    assert len({q["title"] for q in questions.values()}) == len(questions)
    assert all(q["description"].endswith(".") for q in questions.values())


@pytest.mark.parametrize("name", sorted(metadata.questions()))
def test_every_query_runs(connection: sqlite3.Connection, name: str) -> None:
    question, values = metadata.questions()[name], metadata.examples()[name]
    assert set(question.get("params", [])) == set(values)
    connection.execute(question["sql"], values).fetchall()


ROWS = {
    "penalties-compared": 3,
    "oldest-texts": 5,
    "provisions-that-mention": 2,
    "evidence-for-an-item": 3,
    "coverage-by-region": 5,
    "provider-reporting": 2,
    "no-simple-possession": 0,
}


@pytest.mark.parametrize("name, count", ROWS.items())
def test_queries_answer(connection: sqlite3.Connection, name: str, count: int) -> None:
    question, values = metadata.questions()[name], metadata.examples()[name]
    assert len(connection.execute(question["sql"], values).fetchall()) == count


def test_changes_between_two_versions(connection: sqlite3.Connection) -> None:
    sql = metadata.questions()["changes-between-versions"]["sql"]
    rows = connection.execute(sql, {"work": "xa/depictions"}).fetchall()
    possession = [row for row in rows if row[0] == "off-possession-simple"]
    assert [(row[1], row[3]) for row in possession] == [
        ("in the older", "12(1)"),
        ("in the newer", "12(1)"),
        ("in the newer", "12(2)"),
    ]
    assert "two years" in possession[0][5]
    assert "four years" in possession[1][5]


def test_a_chinese_word_in_sql(connection: sqlite3.Connection) -> None:
    sql = metadata.questions()["provisions-that-mention"]["sql"]
    assert len(connection.execute(sql, {"words": "通報"}).fetchall()) == 1


def test_two_countries_differ(connection: sqlite3.Connection) -> None:
    sql = metadata.questions()["two-countries"]["sql"]
    rows = connection.execute(sql, {"first": "xa", "second": "xc"}).fetchall()
    assert {row[0] for row in rows} == {"def-csam-statutory", "off-specific-legislation"}


def test_a_question_without_sql_names_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "questions.yml"
    path.write_text("one:\n  title: One\n  description: Two.\n", "utf-8")
    monkeypatch.setattr(metadata, "QUESTIONS", path)
    with pytest.raises(BadInputError, match=r"questions\.yml:\d+: one has no sql"):
        metadata.questions()
