"""Promises about the project itself that a machine can keep."""

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import lexgap.analysis
import lexgap.crawlers
import lexgap.schema
from lexgap.analysis import cli
from lexgap.schema.models import Model

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("analysis", "crawlers", "schema")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
"""Lines of a body: a docstring or a command's table of options makes no function hard to follow."""


def tracked(*patterns: str) -> list[Path]:
    """Files of the project, as git knows them; in an unpacked archive, as they lie there."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        found = [path for pattern in patterns or ("*",) for path in ROOT.rglob(pattern)]
    else:
        found = [ROOT / name for name in done.stdout.split("\0") if name]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def python_files() -> list[Path]:
    found = [path for path in tracked("*.py") if ".typing" not in path.parts]
    assert len(found) > 20
    return found


def everything() -> list[str]:
    """Names of all modules of the project."""
    rooms = (lexgap.analysis, lexgap.crawlers, lexgap.schema)
    return [
        module.name
        for room in rooms
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]


def commands() -> dict[str, typer.core.TyperCommand]:
    if not cli.app.registered_commands:
        cli.register()
    return dict(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    text = commands()[name].help or ""
    assert f"lexgap {name}" in text or re.search(rf"lexgap --data \S+ {name}\b", text), (
        f"`lexgap {name} --help` shows no example"
    )
    assert "Example" in text
    assert f"| `lexgap {name}` |" in README, "run `cog -r README.md`"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    used = set(re.findall(r"lexgap (?:--data \S+ )?([a-z]+)\b", "\n".join(code_of(README))))
    assert used <= set(cli.COMMANDS), used - set(cli.COMMANDS)


def code_of(markdown: str) -> list[str]:
    """What stands in backquotes, inline or fenced."""
    return re.findall(r"```sh\n(.*?)```", markdown, re.DOTALL) + re.findall(
        r"`([^`\n]+)`", markdown
    )


def test_generated_parts_are_up_to_date() -> None:
    for command, remedy in (
        ([sys.executable, "-m", "cogapp", "--check", "README.md"], "cog -r README.md"),
        ([sys.executable, "-m", "lexgap.analysis.metadata", "--check"], "lexgap.analysis.metadata"),
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"run `{remedy}`\n{done.stdout}{done.stderr}"


def models_below(model: type[Model]) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from models_below(below)


def test_every_attribute_of_a_model_is_documented() -> None:
    for name in everything():
        importlib.import_module(name)
    found = [m for m in models_below(Model) if m.__module__.startswith("lexgap.")]
    assert len(found) > 10
    bare = [
        f"{model.__module__}.{model.__name__}.{name}"
        for model in found
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert not bare
    assert all(model.__doc__ for model in found)


def folders_with_code() -> set[str]:
    return {
        "lexgap." + ".".join(path.parent.relative_to(ROOT).parts)
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in ROOMS
    }


def test_the_list_of_packages_is_complete() -> None:
    packages = set(PYPROJECT["tool"]["setuptools"]["packages"])
    assert packages == folders_with_code() | {"lexgap.data"}


def test_a_wheel_brings_the_sample_and_the_published_facts_and_nothing_else() -> None:
    tools = PYPROJECT["tool"]["setuptools"]
    assert tools["package-dir"]["lexgap.data"] == "data"
    patterns = tools["package-data"]["lexgap.data"]
    assert {pattern.partition("/")[0] for pattern in patterns} == {"sample", "release"}
    packed = {path for pattern in patterns for path in (ROOT / "data").glob(pattern)}
    committed = set(tracked("data/sample/*", "data/release/*"))
    assert len(committed) > 10
    assert committed <= packed, sorted(committed - packed)


def test_package_data_leaves_no_file_behind() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    packed = {
        path
        for package in PYPROJECT["tool"]["setuptools"]["packages"]
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")[1:]).glob(pattern)
    }
    data = {
        path
        for room in ROOMS
        for path in tracked(f"{room}/*")
        if path.suffix != ".py" and not path.name.startswith(".")
    }
    assert len(data) > 5
    assert data <= packed, sorted(data - packed)


def test_no_room_is_imported_by_its_bare_name() -> None:
    code = (
        "import importlib, sys\n"
        f"for name in {everything()!r}: importlib.import_module(name)\n"
        f"print([name for name in {ROOMS!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_file_writes_a_bare_or_relative_import() -> None:
    wrong = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = ["." * node.level + (node.module or "")]
            wrong += [
                f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
                for name in names
                if name.startswith(".") or name.split(".")[0] in ROOMS
            ]
    assert not wrong


def test_type_checkers_can_follow_the_mapping() -> None:
    for room in ROOMS:
        assert (ROOT / ".typing" / "lexgap" / room).resolve() == ROOT / room
    assert PYPROJECT["tool"]["mypy"]["mypy_path"] == ".typing"
    beside = [
        f"{path}.py has a folder of its name beside it, which hides it from type checkers"
        for path in (file.with_suffix("") for file in python_files())
        if path.is_dir()
    ]
    assert not beside


def test_files_and_functions_stay_short() -> None:
    long = []
    for path in python_files():
        text = path.read_text("utf-8")
        name = path.relative_to(ROOT)
        if text.count("\n") >= LONGEST_FILE:
            long.append(f"{name}: {text.count(chr(10))} lines")
        if name.parts[0] not in ROOMS:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and node.body[1:] else node.body
                length = (body[-1].end_lineno or 0) - body[0].lineno + 1
                if length >= LONGEST_FUNCTION:
                    long.append(f"{name}:{node.lineno}: {node.name} has {length} lines")
    assert not long


def texts_of_tests() -> str:
    return "\n".join(path.read_text("utf-8") for path in tracked("tests/*.py"))


def test_every_country_file_has_a_test() -> None:
    tests = texts_of_tests()
    names = [path.stem for path in tracked("crawlers/countries/*.yml")]
    assert names
    missing = [name for name in names if not re.search(rf"\b{re.escape(name)}\b", tests)]
    assert not missing, "name them in the test that reads their recorded responses"


def test_every_format_has_a_test() -> None:
    tests = texts_of_tests()
    names = [path.stem for path in tracked("crawlers/formats/*.py") if path.stem != "__init__"]
    assert names
    missing = [
        name
        for name in names
        if f"lexgap.crawlers.formats.{name}" not in tests
        and not re.search(rf"from lexgap\.crawlers\.formats import [\w, ]*\b{name}\b", tests)
        and not (ROOT / "tests" / f"test_formats_{name}.py").exists()
    ]
    assert not missing


def test_versions_and_licences_agree() -> None:
    version = PYPROJECT["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]" in changes or f"## [{version}]" in changes
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")
    data = (ROOT / "LICENSE-DATA").read_text("utf-8")
    assert "Section 8 -- Interpretation." in data
    for name in PYPROJECT["project"]["license-files"]:
        assert (ROOT / name).is_file()


def test_every_dependency_says_why_it_is_there() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    project = PYPROJECT["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[\[<>=~! ]", requirement)[0]
        assert re.search(rf"^\| {re.escape(name)} \| .{{10,}} \|$", reasons, re.MULTILINE), name
    for requirement in (r for extra in project["optional-dependencies"].values() for r in extra):
        assert re.split(r"[\[<>=~! ]", requirement)[0].casefold() in reasons.casefold(), requirement


def test_ci_runs_the_readme_s_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    install, test = "pip install -e '.[dev]'", "python -m pytest -n auto --dist worksteal"
    assert f"{install} && {test}\n" in README
    assert f"\n{install}" in script
    assert script.rstrip().endswith(test)


def test_no_path_of_a_machine_is_written_down() -> None:
    wrong = re.compile(r"(?<![\w.])/(?:tmp|root|work|home/\w+|Users/\w+)/")
    hits = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if wrong.search(line):
                hits.append(f"{path.relative_to(ROOT)}:{number}")
    assert not hits


def test_the_checklist_has_an_example_of_each_contract() -> None:
    """The README's sample of `answers --json` has the keys of the contract."""
    sample = re.search(r"```json\n(.*?)```", README, re.DOTALL)
    assert sample
    (row,) = json.loads(sample[1])
    assert list(row) == ["country", "item", "answer", "basis", "findings"]
    assert list(row["findings"][0]) == [
        "act", "provision", "quote", "start", "end", "url", "sha256",
    ]  # fmt: skip
