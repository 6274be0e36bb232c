"""The database: reproducible, whole, verbatim, searchable in every script."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from example import CHINESE, write_example

from lexgap.analysis.build import build
from lexgap.analysis.grams import grams, match, pairs
from lexgap.schema.load import checklist, jurisdictions
from lexgap.schema.models import Run
from lexgap.schema.store import BadInputError, Folder, dump


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return write_example(tmp_path / "data")


def ask(folder: Folder, sql: str, *values: object) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{folder.database}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def one(folder: Folder, sql: str, *values: object) -> object:
    return ask(folder, sql, *values)[0][0]


def edit(path: Path, line: int, **change: object) -> None:
    rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    rows[line].update(change)
    path.write_text("".join(dump(row) + "\n" for row in rows), "utf-8")


def test_the_same_bytes_give_the_same_database(folder: Folder, tmp_path: Path) -> None:
    build(folder)
    first = folder.database.read_bytes()
    build(folder)
    assert folder.database.read_bytes() == first
    other = write_example(tmp_path / "elsewhere")
    run = Run(stage="tag", started="2031-01-01T00:00:00Z", seconds=99, counts={"findings": 9})
    with other.runs.open("a", encoding="utf-8") as file:
        file.write(dump(run.model_dump(mode="json")) + "\n")
    build(other)
    assert other.database.read_bytes() == first


def test_every_model_reaches_its_table(folder: Folder) -> None:
    made = build(folder)
    assert made.issues == []
    for name, count in made.counts.items():
        assert one(folder, f'SELECT count(*) FROM "{name}"') == count
    assert made.counts["acts"] == 5
    assert made.counts["provisions"] == 11
    assert made.counts["findings"] == 9
    assert made.counts["issues"] == 1
    assert one(folder, 'SELECT "where" FROM issues') == "raw/x.warc.gz"
    assert ask(folder, "PRAGMA foreign_key_check") == []


def test_every_real_country_has_an_answer_to_every_item(folder: Folder) -> None:
    build(folder)
    assert one(folder, "SELECT count(*) FROM answers") == len(jurisdictions()) * len(checklist())
    assert ask(folder, "SELECT DISTINCT answer, origin FROM answers WHERE country = 'SE'") == [
        ("not-assessed", "none")
    ]
    shutil.rmtree(folder.acts / "xa")
    build(folder)
    assert one(folder, "SELECT count(*) FROM answers WHERE country = 'XA' AND origin='text'") == 0


def test_quotes_are_verbatim(folder: Folder) -> None:
    build(folder)
    rows = ask(
        folder,
        "SELECT f.quote, f.start, f.end, p.text FROM findings f JOIN provisions p ON p.id=f.provision",
    )
    assert len(rows) == 9
    assert all(str(text)[start:end] == quote for quote, start, end, text in rows)  # type: ignore[misc]


@pytest.mark.parametrize(
    "change, kind",
    [
        ({"quote": "keeps forbidden depictions of a chilD"}, "quote-mismatch"),
        ({"provision": "xa/depictions/en#99"}, "quote-mismatch"),
        ({"item": "off-invented"}, "unknown-item"),
        ({"end": 3}, "malformed-finding"),
        ({"colour": "red"}, "malformed-finding"),
    ],
)
def test_a_finding_that_does_not_hold_is_not_built(
    folder: Folder, change: dict[str, object], kind: str
) -> None:
    path = sorted(folder.findings.glob("xa/*2025*.jsonl"))[0]
    edit(path, 1, **change)
    made = build(folder)
    assert made.counts["findings"] == 8
    assert kind in {issue.kind for issue in made.issues}
    assert "lost-finding" in {issue.kind for issue in made.issues}, "its answer and penalty tell"
    assert one(folder, "SELECT count(*) FROM issues WHERE stage = 'build'") == len(made.issues)
    assert ask(folder, "PRAGMA foreign_key_check") == []


def test_a_finding_told_twice_is_built_once(folder: Folder) -> None:
    path = sorted(folder.findings.glob("xc/*.jsonl"))[0]
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    made = build(folder)
    assert made.issues == []
    assert made.counts["findings"] == 9


def test_a_penalty_must_be_verbatim_too(folder: Folder) -> None:
    edit(folder.penalties, 0, quote="prison for no more than nine years")
    made = build(folder)
    assert made.counts["penalties"] == 2
    assert [issue.kind for issue in made.issues] == ["quote-mismatch"]


def test_findings_of_another_text_are_told(folder: Folder) -> None:
    path = sorted(folder.findings.glob("xc/*.jsonl"))[0]
    edit(path, 0, act_sha256="0" * 64)
    assert [issue.kind for issue in build(folder).issues] == ["stale-findings"]


def test_a_broken_file_leaves_the_old_database(folder: Folder) -> None:
    build(folder)
    before = folder.database.read_bytes()
    folder.answers.write_text('{"country": "XA"\n', "utf-8")
    with pytest.raises(BadInputError, match=r"answers\.jsonl:1"):
        build(folder)
    assert folder.database.read_bytes() == before
    assert [p for p in folder.root.iterdir() if p.name.startswith(".build-")] == []


def test_a_country_nobody_knows_is_told(folder: Folder) -> None:
    path = next(folder.acts.glob("xb/*.jsonl"))
    edit(path, 0, country="QZ")
    made = build(folder)
    assert "unknown-country" in {issue.kind for issue in made.issues}
    assert made.counts["acts"] == 4


@pytest.mark.parametrize(
    "query, hits",
    [
        ("持有", 1),
        ("兒童影像", 1),
        ("持童", 0),
        ("影", 1),
        ("احتفظ", 1),
        ("DRAWER prison", 2),
        ('"prison drawer"', 0),
        ("Warden 持有", 0),
        ('" OR NEAR(* ', 0),
    ],
)
def test_search(folder: Folder, query: str, hits: int) -> None:
    build(folder)
    sql = "SELECT count(*) FROM provisions_fts WHERE provisions_fts MATCH ?"
    assert one(folder, sql, match(query)) == hits


def test_the_index_fits_the_provisions(folder: Folder) -> None:
    build(folder)
    connection = sqlite3.connect(folder.database)
    connection.execute(
        "INSERT INTO provisions_fts(provisions_fts, rank) VALUES ('integrity-check', 1)"
    )
    connection.close()


def test_pairs_of_characters() -> None:
    assert pairs("持") == ["持"]
    assert grams("plain English") == ""
    assert "持有" in grams(CHINESE).split()
    assert grams("ｶﾀｶﾅ") == "カタ タカ カナ", "width is normalised"
    assert match(" ... ") == ""
