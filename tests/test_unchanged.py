"""A run over what did not change does nothing; what changed is answered again, and no other country."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_support import call_on as call

from lexgap.analysis import answering, build, chain, embedded, sample
from lexgap.schema.store import Folder, act_paths, read_act, read_lines, write_act, write_lines


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample, built."""
    folder = Folder(tmp_path_factory.mktemp("unchanged") / "data")
    sample.build_sample(folder, quiet=True)
    return folder


@pytest.fixture
def folder(finished: Folder, tmp_path: Path) -> Folder:
    """A copy of it."""
    return Folder(Path(shutil.copytree(finished.root, tmp_path / "data")))


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The countries that are answered."""
    told: list[str] = []
    original = answering.country_answers
    monkeypatch.setattr(
        answering, "country_answers", lambda name, *rest: told.append(name) or original(name, *rest)
    )
    return told


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The databases that are built."""
    told: list[Path] = []
    original = build.build
    monkeypatch.setattr(
        build, "build", lambda place, *rest: told.append(place.root) or original(place, *rest)
    )
    return told


def files(folder: Folder) -> dict[str, tuple[int, bytes]]:
    """When each file was written and what is in it, but for the record of runs."""
    return {
        path.relative_to(folder.root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.root.rglob("*")
        if path.is_file() and path not in (folder.runs, folder.root / ".crawl.lock")
    }


def anew(folder: Folder, place: Path) -> bytes:
    """The database that the same archive and acts give in a folder of their own."""
    other = Folder(place)
    for path in act_paths(folder):
        write_act(other, read_act(path))
    for name in ("sources", "changes"):
        if (folder.root / name).exists():
            shutil.copytree(folder.root / name, other.root / name)
    chain.run(other, quiet=True)
    return other.database.read_bytes()


@pytest.mark.parametrize("command", [("run",), ("up", "--no-serve")])
def test_nothing_is_written_the_second_time(
    folder: Folder, answered: list[str], built: list[Path], command: tuple[str, ...]
) -> None:
    call(folder.root, "run")
    before, runs = files(folder), folder.runs.read_bytes()
    done = call(folder.root, *command)
    assert done.exit_code == 0, done.output
    after = files(folder)
    told = {name for name in after if after[name][0] != before.get(name, (0,))[0]}
    kept = ("acts/reading.jsonl", "raw/replayed.jsonl", "sources/", "changes/", "issues.jsonl")
    assert {name for name in told if not name.startswith(kept)} == set()
    assert {name: data for name, (_, data) in after.items()} == {
        name: data for name, (_, data) in before.items()
    }
    assert not answered and not built
    assert folder.runs.read_bytes().startswith(runs), "it only says that it ran"


@pytest.mark.parametrize("stage", ["answer", "build"])
def test_a_stage_by_itself_has_nothing_to_do_either(
    folder: Folder, answered: list[str], built: list[Path], stage: str
) -> None:
    before = files(folder)
    assert call(folder.root, stage).exit_code == 0
    assert files(folder) == before
    assert not answered and not built


def test_one_act_changes_and_one_country_is_answered_again(
    folder: Folder, answered: list[str], built: list[Path], tmp_path: Path
) -> None:
    before = folder.database.read_bytes()
    path = next(p for p in act_paths(folder) if p.parent.name == "xb")
    act = read_act(path)
    write_act(folder, act.model_copy(update={"provisions": act.provisions[:-1]}))
    shutil.rmtree(folder.raw)
    call(folder.root, "run")
    assert answered == ["XB"]
    assert len(built) == 1
    assert folder.database.read_bytes() != before
    assert folder.database.read_bytes() == anew(folder, tmp_path / "anew")


def test_a_country_that_goes_takes_its_answers_along(
    folder: Folder, answered: list[str], tmp_path: Path
) -> None:
    shutil.rmtree(folder.raw)
    shutil.rmtree(folder.acts / "xc")
    call(folder.root, "run")
    assert answered == []
    assert {row["country"] for _, row in read_lines(folder.answers)} >= {"XA", "XB"}
    assert "XC" not in {row["country"] for _, row in read_lines(folder.answers)}
    assert folder.database.read_bytes() == anew(folder, tmp_path / "anew")


def spoil_answers(folder: Folder) -> Path:
    text = folder.answers.read_text("utf-8")
    folder.answers.write_text(text.replace('"not-found"', '"partial"', 1), "utf-8")
    return folder.answers


def spoil_penalties(folder: Folder) -> Path:
    folder.penalties.write_text("", "utf-8")
    return folder.penalties


def spoil_database(folder: Folder) -> Path:
    folder.database.write_bytes(folder.database.read_bytes()[:-4096] + b"\0" * 4096)
    return folder.database


def lose_database(folder: Folder) -> Path:
    folder.database.unlink()
    return folder.database


def forget_answers(folder: Folder) -> Path:
    folder.answers.with_name("answered.json").write_text("[]", "utf-8")
    return folder.answers


def forget_build(folder: Folder) -> Path:
    (folder.root / "built.json").unlink()
    return folder.database


@pytest.mark.parametrize(
    "harm",
    [
        spoil_answers,
        spoil_penalties,
        spoil_database,
        lose_database,
        forget_answers,
        forget_build,
    ],
)
def test_what_was_spoilt_is_made_again(folder: Folder, harm: Callable[[Folder], Path]) -> None:
    wanted = {p: p.read_bytes() for p in (folder.answers, folder.penalties, folder.database)}
    harm(folder)
    assert call(folder.root, "run").exit_code == 0
    assert {p: p.read_bytes() for p in wanted} == wanted


def test_what_a_build_shows_builds_it_again(
    folder: Folder, built: list[Path], tmp_path: Path
) -> None:
    call(folder.root, "build", "--no-release")
    assert len(built) == 1, "without the published facts it is another one"
    release = tmp_path / "release"
    shutil.copytree(embedded.RELEASE, release)
    call(folder.root, "build", "--release", release)
    assert len(built) == 2
    call(folder.root, "build", "--release", release)
    assert len(built) == 2
    path = next(release.glob("answers.csv"))
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    call(folder.root, "build", "--release", release)
    assert len(built) == 3
    source = next((folder.root / "sources").glob("*.yml"))
    source.write_text(source.read_text("utf-8") + "# a remark\n", "utf-8")
    call(folder.root, "build", "--release", release)
    assert len(built) == 4


def test_issues_of_a_build_are_told_again(folder: Folder, built: list[Path]) -> None:
    path = next(folder.findings.glob("xb/*.jsonl"))
    head, first, *rest = [row for _, row in read_lines(path)]
    lines = [head, {**first, "quote": "not these words"}, *rest]
    write_lines(path, lines)
    told = [call(folder.root, "build") for _ in range(2)]
    assert [done.exit_code for done in told] == [1, 1]
    assert "names a finding that was not built" in told[1].stderr
    assert told[0].stderr == told[1].stderr
    assert len(built) == 1
    issues = [row for _, row in read_lines(folder.issues) if row["stage"] == "build"]
    assert len(issues) == len({str(row) for row in issues}) > 0


def test_status_knows_what_is_current(folder: Folder) -> None:
    def stale() -> Any:
        return json.loads(call(folder.root, "status", "--json").stdout)["stale"]

    assert stale() == []
    text = folder.answers.read_text("utf-8")
    for said in (text.replace('"not-found"', '"partial"', 1), text):
        folder.answers.write_text(said, "utf-8")
    assert stale() == ["build: older than what it reads"]
    call(folder.root, "run")
    assert stale() == [], "nothing had to be built"


def test_interrupted_answers_and_builds_leave_what_was_there(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next(p for p in act_paths(folder) if p.parent.name == "xb")
    act = read_act(path)
    write_act(folder, act.model_copy(update={"provisions": act.provisions[:-1]}))
    shutil.rmtree(folder.raw)
    before = folder.answers.read_bytes(), folder.database.read_bytes()

    def stop(*_: Any) -> Iterator[Any]:
        raise KeyboardInterrupt

    for module, name in ((answering, "country_answers"), (build, "build")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, stop)
            with pytest.raises(KeyboardInterrupt):
                chain.run(folder)
        assert folder.database.read_bytes() == before[1]
        if module is answering:
            assert folder.answers.read_bytes() == before[0]
    assert "interrupted in answer" in (said := capsys.readouterr().err)
    assert "interrupted in build" in said
    assert chain.run(folder, quiet=True).counts["tag"]["unchanged"] > 0
    assert folder.database.read_bytes() != before[1]
