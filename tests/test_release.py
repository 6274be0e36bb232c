"""Published facts: real countries only, no statutory text, and read back as facts."""

import csv
import json
import re
from pathlib import Path

import pytest
from example import (
    ARABIC,
    CHINESE,
    POSSESS,
    write_example,
)
from test_build import ask, edit, one

from lexgap.analysis import published
from lexgap.analysis.build import build
from lexgap.analysis.release import RUN_LENGTH, release, runs
from lexgap.schema.models import Act
from lexgap.schema.store import BadInputError, Folder

# A release leaves fictional countries out, so the invented acts borrow three real codes here.
CODES = {"XA": "SE", "XB": "QA", "XC": "TW"}


def rename(value: str) -> str:
    for old, new in CODES.items():
        value = re.sub(rf"\b{old}\b", new, value)
        value = re.sub(rf"\b{old.lower()}/", f"{new.lower()}/", value)
    return value


@pytest.fixture
def real(tmp_path: Path) -> Folder:
    """The example's acts under codes of real jurisdictions, beside the fictional ones."""
    folder = write_example(tmp_path / "data")
    for source in [*folder.acts.glob("x*/*.jsonl"), *folder.findings.glob("x*/*.jsonl")]:
        target = Path(rename(str(source.parent) + "/")) / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(rename(source.read_text("utf-8")), "utf-8")
        for n, line in enumerate(target.read_text("utf-8").splitlines()):
            if "findings" in source.parts and n:
                edit(target, n, id="f" + json.loads(line)["id"][1:])
    for path in (folder.answers, folder.penalties):
        lines = path.read_text("utf-8").splitlines()
        real = [re.sub(r'"[0-9a-f]([0-9a-f]{15})"', r'"f\1"', rename(line)) for line in lines]
        path.write_text("\n".join([*lines, *real]) + "\n", "utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_facts_without_text(real: Folder, tmp_path: Path) -> None:
    out = tmp_path / "release"
    made = release(real, out)
    assert made.issues == []
    assert {p.name for p in out.iterdir()} == {*published.COLUMNS, "README.md"}
    everything = "\n".join(p.read_text("utf-8") for p in sorted(out.iterdir()))
    texts = [p.text for path in real.acts.glob("*/*.jsonl") for p in _act(path).provisions]
    assert sum(len(runs(text)) for text in texts) > 50, "the fixtures have runs to find"
    for text in texts:
        assert not runs(text) & runs(everything)
    for quote in ("keeps forbidden depictions", "持有兒童影像", "احتفظ بصورة محظورة لطفل"):
        assert quote not in everything


def _act(path: Path) -> Act:
    from lexgap.schema.store import read_act

    return read_act(path)


def test_fictional_countries_stay_out(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "out")
    for name in ("acts.csv", "answers.csv", "findings.csv", "penalties.csv", "countries.csv"):
        countries = {row["country"] for row in rows(tmp_path / "out" / name)}
        assert countries == {"SE", "QA", "TW"}, name


def test_a_pinpoint_has_all_that_finds_it_again(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "out")
    [row] = [r for r in rows(tmp_path / "out/findings.csv") if r["item"] == "isp-report-mandatory"
             and r["country"] == "TW"]  # fmt: skip
    act = _act(real.act_path(row["act"]))
    [place] = [p for p in act.provisions if p.id == row["provision"]]
    assert place.text[int(row["start"]) : int(row["end"])] == "應通報主管機關"
    assert (row["citation"], row["sha256"], row["url"]) == ("第七條", act.sha256, act.url)
    assert row["title"] == "兒童影像法"


def test_deterministic_and_sorted(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "one")
    release(real, tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    ids = [row["id"] for row in rows(tmp_path / "one/acts.csv")]
    assert ids == sorted(ids)


def test_a_note_that_repeats_the_statute_is_refused(real: Folder, tmp_path: Path) -> None:
    n = next(
        n for n, line in enumerate(real.answers.read_text("utf-8").splitlines())
        if json.loads(line)["country"] == "SE"
    )  # fmt: skip
    edit(real.answers, n, note=f"nearest: {POSSESS}")
    with pytest.raises(BadInputError, match=r"answers\.csv:\d+: note repeats statutory text"):
        release(real, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_fictional_countries_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no answers for a real country"):
        release(write_example(tmp_path / "data"), tmp_path / "out")


def test_facts_stand_beside_the_sample(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "out")
    sample = write_example(tmp_path / "sample")
    made = build(sample, tmp_path / "out")
    assert made.issues == []
    assert one(sample, "SELECT value FROM meta WHERE key = 'release_countries'") == "3"
    assert ask(sample, "PRAGMA foreign_key_check") == []
    shown = ask(
        sample,
        "SELECT f.origin, f.quote, f.provision, f.citation, a.url, a.origin, a.provision_count "
        "FROM answer_findings l JOIN findings f ON f.id = l.finding JOIN acts a ON a.id = f.act "
        "WHERE l.country = 'TW' AND l.item = 'off-possession-simple'",
    )
    assert shown == [
        ("release", None, None, "第七條", "https://law.example/tw/影像法", "release", 1)
    ]
    assert one(sample, "SELECT count(*) FROM penalties WHERE origin = 'release'") == 3
    assert one(sample, "SELECT count(*) FROM provisions WHERE act LIKE 'tw/%'") == 0


def test_facts_of_an_older_checklist_are_left_out(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "out")
    for name in ("findings.csv", "answers.csv"):
        path = tmp_path / "out" / name
        old = path.read_text("utf-8").replace(",isp-report-mandatory,", ",isp-former-name,")
        path.write_text(old, "utf-8")
    sample = write_example(tmp_path / "sample")
    made = build(sample, tmp_path / "out")
    assert [issue.kind for issue in made.issues] == ["old-release"]
    assert "isp-former-name" in made.issues[0].message
    assert ask(sample, "SELECT answer FROM answers WHERE country='TW' AND item='isp-report-mandatory'") == [
        ("not-assessed",)
    ]  # fmt: skip


def test_text_at_hand_replaces_published_facts(real: Folder, tmp_path: Path) -> None:
    release(real, tmp_path / "out")
    build(real, tmp_path / "out")
    assert one(real, "SELECT count(*) FROM acts WHERE origin = 'release'") == 0
    assert one(real, "SELECT count(*) FROM answers WHERE origin = 'release'") == 0


@pytest.mark.parametrize(
    "name, old, new, message",
    [
        ("answers.csv", "country,", "land,", r"answers\.csv:1: columns"),
        ("acts.csv", ",true,", ",perhaps,", r"acts\.csv:\d+: .*perhaps"),
        ("findings.csv", "off-possession-simple/yes/1,", "", r"findings\.csv:\d+"),
    ],
)
def test_a_broken_release_names_file_and_line(
    real: Folder, tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    release(real, tmp_path / "out")
    path = tmp_path / "out" / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(BadInputError, match=message):
        build(write_example(tmp_path / "sample"), tmp_path / "out")


def test_runs_of_words_and_of_characters() -> None:
    assert len(runs(" ".join("abcdefghijklmn"))) == 1
    assert runs("one two three") == set()
    assert len(runs(CHINESE)) > RUN_LENGTH
    assert runs(ARABIC)


def test_no_published_column_can_hold_text() -> None:
    for name, columns in published.COLUMNS.items():
        assert not {"quote", "text", "heading"} & set(columns), name


@pytest.mark.corpus
def test_the_committed_release_repeats_no_statute(corpus: Path) -> None:
    """No cell but a title shares 14 words in a row with a statute of the corpus."""
    if not (published.HERE / "answers.csv").exists():
        pytest.skip("no facts published yet")
    told = {
        run
        for name in published.COLUMNS
        for row in rows(published.HERE / name)
        for column, cell in row.items()
        if column not in ("title", "findings", "act")
        for run in runs(cell)
    }
    for path in sorted(corpus.glob("import/*/*.jsonl")) if told else []:
        for line in path.read_text("utf-8").splitlines():
            assert not runs(json.loads(line)["text"]) & told, path.name
