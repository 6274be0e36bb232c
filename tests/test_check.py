"""`lexgap check`: a slip in any YAML file is one line with file and line, and exit status 2."""

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from lexgap.analysis import check as checking
from lexgap.analysis.commands.check import command
from lexgap.schema.rules import RULES
from lexgap.schema.store import BadInputError
from lexgap.schema.wording import read_concepts

COUNTRY = """\
country: XA
language: en
publisher: Office of Varonian Statutes
homepage: https://law.example.org/
licence: free
text_state: in-force
page: html:{page}
acts:
  - url: https://law.example.org/1
    work: one
"""


def run(data: Path, *options: str) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, ["--data", str(data), *options])


def test_the_project_itself_is_clean(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert result.output.endswith(": no problems\n")
    report = json.loads(run(tmp_path, "--json").output)
    assert report["problems"] == []
    assert report["checked"]["items"] == 50
    assert report["checked"]["jurisdictions"] == 199
    assert all(report["checked"].values()), "a part of which nothing was read"


def test_the_sample_is_clean() -> None:
    sample = Path(__file__).resolve().parent.parent / "data" / "sample"
    assert list(sample.glob("sources/*.yml"))
    result = run(sample)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (COUNTRY.format(page="NoSuchPage"), 7, "no page class 'html:NoSuchPage'"),
        (COUNTRY.replace("XA", "QQ"), 1, "'QQ' is no jurisdiction"),
        (COUNTRY.replace("licence:", "license:"), 5, "did you mean 'licence'?"),
        (COUNTRY.replace("text_state: in-force", "text_state: fine"), 6, "'fine' is not allowed"),
        (COUNTRY + "acts: []\n", 11, "already on line 8"),
    ],
)
def test_a_slip_in_a_country_file(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "sources" / "varonia.yml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    result = run(tmp_path)
    assert result.exit_code == 2
    hits = [row for row in result.output.splitlines() if f"{path}:{line}: " in row and says in row]
    assert len(hits) == 1, result.output


def test_slips_in_several_files_are_all_shown(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.yml").write_text(COUNTRY.replace("free", "[]"), "utf-8")
    result = run(tmp_path)
    assert f"{folder}/one.yml:5: " in result.output
    assert f"{folder}/two.yml:5: " in result.output


def test_a_folder_of_another_format_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text('{"format": 0}')
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "has format 0" in result.output


def test_a_rule_for_an_item_the_checklist_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    path = folder / "sanctions.yml"
    name = "san-forfeiture"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"\n{name}:", f"\n{name}x:", 1), "utf-8")
    with pytest.raises(
        BadInputError, match=rf"sanctions\.yml:\d+: unknown item '{name}x'; did you mean"
    ):
        checking.check_rules(folder)


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        ("possess: {any: [keeps], not: [keeps]}", "under both `any` and `not`"),
        ("possesss: {any: [keeps]}", "unknown concept 'possesss'"),
        ("possess: {anny: [keeps]}", "did you mean 'any'?"),
    ],
)
def test_a_slip_in_a_concept_file(tmp_path: Path, wording: str, says: str) -> None:
    path = tmp_path / "en.yml"
    path.write_text(f"language: en\npurpose: after\nconcepts:\n  {wording}\n", "utf-8")
    with pytest.raises(BadInputError) as caught:
        read_concepts(path)
    assert str(caught.value).startswith(f"{path}:4: ")
    assert says in str(caught.value)
