"""When an answer changed, because of which provision, of which day."""

import json
import shutil
from pathlib import Path

import pytest
from command_support import call_on

from lexgap.analysis import sample
from lexgap.analysis.answer_changes import AnswerChange, answer_changes
from lexgap.schema.store import Folder, act_paths, read_act, read_lines


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample, whose Criminal Offences Act of Varonia has a version of 2021 and one of 2025."""
    folder = Folder(tmp_path_factory.mktemp("answers") / "data")
    sample.build_sample(folder, quiet=True)
    return folder


def by_item(folder: Folder) -> dict[str, AnswerChange]:
    return {one.item: one for one in answer_changes(folder)}


def test_the_answers_that_a_new_version_brought(sampled: Folder) -> None:
    found = by_item(sampled)
    simple = found["off-possession-simple"]
    assert (simple.country, simple.before, simple.after) == ("XA", "not-found", "yes")
    assert (str(simple.since), str(simple.day)) == ("2021-01-15", "2025-03-01")
    assert "7(1)" in {cause.citation for cause in simple.because}
    grooming = found["off-grooming-online"]
    assert [(cause.kind, cause.citation) for cause in grooming.because] == [("added", "9")]
    provisions = {p.id for act in map(read_act, act_paths(sampled)) for p in act.provisions}
    assert all(cause.provision in provisions for one in found.values() for cause in one.because)


def test_an_answer_that_follows_from_another_says_so(sampled: Folder) -> None:
    one = by_item(sampled)["off-possession-intent-only"]
    assert (one.before, one.after, one.because) == ("yes", "not-found", ())
    assert one.note == "ruled out by off-possession-simple"


def test_they_are_the_difference_of_the_answers_with_each_version_alone(
    sampled: Folder, tmp_path: Path
) -> None:
    older = Folder(tmp_path / "data")
    shutil.copytree(sampled.acts / "xa", older.acts / "xa")
    (newest,) = [p for p in act_paths(older) if read_act(p).id == "xa/c-12/en@2025-03-01"]
    newest.unlink()
    call_on(older.root, "run")
    before, after = (
        {row["item"]: row["answer"] for _, row in read_lines(f.answers) if row["country"] == "XA"}
        for f in (older, sampled)
    )
    differ = {item: (before[item], after[item]) for item in after if before[item] != after[item]}
    found = {name: (one.before, one.after) for name, one in by_item(sampled).items()}
    assert found == differ


def test_the_command(sampled: Folder, tmp_path: Path) -> None:
    done = call_on(sampled.root, "changes", "--answers")
    assert done.exit_code == 0
    assert "XA off-grooming-online: not-found -> yes, " in done.stdout
    assert ", 9 added, of 2025-03-01" in done.stdout
    rows = json.loads(call_on(sampled.root, "changes", "--answers", "--json").stdout)
    assert [row["item"] for row in rows] == list(by_item(sampled))
    later = call_on(sampled.root, "changes", "--answers", "--since", "2025-03-02")
    assert later.stdout == "no answer changed since 2025-03-02\n"
    assert call_on(tmp_path, "changes", "--answers").stdout == "no answer changed\n"
    assert call_on(tmp_path, "changes", "--answers", "--json").stdout == "[]\n"
