"""The two outputs that other programs rely upon, and the state of a folder."""

import json
from pathlib import Path

import pytest
from example import write_example
from typer.testing import CliRunner, Result

from lexgap.analysis.build import build
from lexgap.analysis.commands import answers, penalties, status
from lexgap.schema.load import checklist
from lexgap.schema.store import Folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return write_example(tmp_path_factory.mktemp("contracts") / "data")


def run(module: object, *arguments: str) -> Result:
    import typer

    app = typer.Typer()
    app.command()(module.command)  # type: ignore[attr-defined]
    return CliRunner().invoke(app, list(arguments))


def test_answers_of_every_country_and_item(folder: Folder) -> None:
    result = run(answers, "--data", str(folder.root), "--json")
    assert result.exit_code == 0, result.output
    records = json.loads(result.stdout)
    assert [(r["country"], r["item"]) for r in records] == [
        (country, item.id) for country in ("XA", "XB", "XC") for item in checklist()
    ]
    assert {tuple(r) for r in records} == {("country", "item", "answer", "basis", "findings")}
    [record] = [r for r in records if r["country"] == "XC" and r["item"] == "isp-report-mandatory"]
    assert record["answer"] == "yes"
    assert record["basis"] == "machine"
    [evidence] = record["findings"]
    assert list(evidence) == ["act", "provision", "quote", "start", "end", "url", "sha256"]
    assert evidence["provision"] == "第七條"
    assert evidence["quote"] == "應通報主管機關"
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])
    assert evidence["url"] == "https://law.example/xc/影像法"
    assert len(evidence["sha256"]) == 64


def test_the_best_finding_comes_first(folder: Folder) -> None:
    records = json.loads(run(answers, "--data", str(folder.root), "--json").stdout)
    [record] = [r for r in records if (r["country"], r["item"]) == ("XA", "off-possession-simple")]
    assert [f["provision"] for f in record["findings"]] == ["12(1)", "12(2)"]


def test_penalties(folder: Folder) -> None:
    result = run(penalties, "--data", str(folder.root), "--json")
    assert result.exit_code == 0, result.output
    records = json.loads(result.stdout)
    assert [r["country"] for r in records] == ["XA", "XB", "XC"]
    assert records[0] == {
        "country": "XA",
        "penalty": "possession",
        "min_months": None,
        "max_months": 48,
        "life": False,
        "fine": True,
        "act": "xa/depictions/en@2025-06-01",
        "provision": "12(1)",
        "quote": "prison for no more than four years",
    }


def test_tables_for_people(folder: Folder) -> None:
    lines = run(answers, "--data", str(folder.root), "--country", "xa").stdout.splitlines()
    assert len(lines) == len(checklist())
    assert any("off-possession-simple" in line and "12(1) +1" in line for line in lines)
    assert "48" in run(penalties, "--data", str(folder.root)).stdout


@pytest.mark.parametrize("module", [answers, penalties])
def test_no_text_is_bad_input(module: object, tmp_path: Path) -> None:
    result = run(module, "--data", str(tmp_path))
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_lost_finding_is_bad_input(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    for path in folder.findings.glob("xc/*"):
        path.unlink()
    assert run(answers, "--data", str(tmp_path), "--json").exit_code == 2


def test_status_counts_and_tells_what_is_old(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    state = json.loads(run(status, "--data", str(tmp_path), "--json").stdout)
    first = state["countries"][0]
    assert (first["country"], first["acts"], first["provisions"]) == ("XA", 3, 9)
    assert first["findings"] == 6
    assert first["oldest"] == "2009-05-04"
    assert state["issues"] == {"read": 2}
    assert state["stale"] == ["build: not run yet"]
    build(folder)
    assert "build: not run yet" not in run(status, "--data", str(tmp_path)).stdout
    folder.finding_path("xb/قانون-الصور/ar").unlink()
    assert "1 acts have no findings file" in run(status, "--data", str(tmp_path)).stdout


def test_status_of_no_folder(tmp_path: Path) -> None:
    assert run(status, "--data", str(tmp_path / "none")).exit_code == 2
