"""`lexgap run`: a data folder brought up to date, again and again, interrupted or not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_support import call_on as call

from lexgap.analysis import chain, sample, tagging
from lexgap.schema.load import checklist
from lexgap.schema.models import OUTCOMES, PENALTY_ACTS
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, read_lines

VARONIA = """\
jurisdiction,language,work,citation,url,path,number,heading,text
XA,en,Harbour Children Act,Act 3,https://laws.varonia.example/3,,1,Words,In this Act a child means a person under the age of eighteen years.
XA,en,Harbour Children Act,Act 3,https://laws.varonia.example/3,,2(1),Material,Every person who possesses child sexual abuse material is guilty of an offence and liable to imprisonment for a term of not more than four years.
XA,en,Harbour Children Act,Act 3,https://laws.varonia.example/3,,2(2),Material,Every person who produces child sexual abuse material is guilty of an offence and liable to imprisonment for not less than one and not more than nine years.
XA,en,Harbour Children Act,Act 3,https://laws.varonia.example/3,,3,Lanterns,Every lantern is lit at dusk.
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder with the sample, built."""
    folder = Folder(tmp_path_factory.mktemp("run") / "data")
    sample.build_sample(folder, quiet=True)
    return folder


@pytest.fixture
def crawled(tmp_path: Path) -> Folder:
    """A folder with the recorded sample and nothing else."""
    folder = Folder(tmp_path / "data")
    sample._replay(folder, sample.embedded.lay_sources(folder))
    return folder


def state(folder: Folder) -> dict[str, bytes]:
    """What the stages up to `answer` wrote."""
    found = [*act_paths(folder), *folder.findings.glob("*/*.jsonl")]
    found += [folder.answers, folder.penalties]
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in found}


def test_imported_texts_become_a_database(tmp_path: Path) -> None:
    texts, data = tmp_path / "texts", tmp_path / "data"
    texts.mkdir()
    (texts / "varonia.csv").write_text(VARONIA, "utf-8")
    assert call(data, "import", texts).exit_code == 0
    done = call(data, "run")
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(data / "lexgap.db")
    assert (data / "lexgap.db").is_file()
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["tag", "answer", "build"]
    assert all(re.search(r"\d.* \(\d+\.\d s\)$", line) for line in done.stderr.splitlines())


def test_the_two_contracts(tmp_path: Path) -> None:
    texts, data = tmp_path / "texts", tmp_path / "data"
    texts.mkdir()
    (texts / "varonia.csv").write_text(VARONIA, "utf-8")
    call(data, "import", texts)
    call(data, "run")
    answers = json.loads(call(data, "answers", "--json").stdout)
    assert [(row["country"], row["item"]) for row in answers] == [
        ("XA", item.id) for item in checklist()
    ]
    (act,) = map(read_act, act_paths(Folder(data)))
    for row in answers:
        assert set(row) == {"country", "item", "answer", "basis", "findings"}
        assert row["answer"] in OUTCOMES and row["basis"] == "machine"
        for finding in row["findings"]:
            _check_evidence(finding, act)
    found = {row["item"]: row for row in answers}
    possession = found["off-possession-simple"]
    assert possession["answer"] == "yes"
    assert possession["findings"][0]["provision"] == "2(1)"
    assert found["isp-report-mandatory"]["answer"] == "not-found"
    penalties = json.loads(call(data, "penalties", "--json").stdout)
    assert {
        (p["penalty"], p["min_months"], p["max_months"], p["provision"]) for p in penalties
    } == {
        ("possession", None, 48, "2(1)"),
        ("production", 12, 108, "2(2)"),
    }
    for row in penalties:
        assert set(row) == {
            "country", "penalty", "min_months", "max_months", "life", "fine", "act", "provision",
            "quote",
        }  # fmt: skip
        assert row["penalty"] in PENALTY_ACTS
        assert (row["country"], row["act"], row["life"], row["fine"]) == (
            "XA",
            act.id,
            False,
            False,
        )
        assert any(row["quote"] in p.text for p in act.provisions)


def _check_evidence(finding: dict[str, Any], act: Any) -> None:
    assert set(finding) == {"act", "provision", "quote", "start", "end", "url", "sha256"}
    assert (finding["act"], finding["url"], finding["sha256"]) == (act.id, act.url, act.sha256)
    texts = [p.text for p in act.provisions if p.citation == finding["provision"]]
    assert any(text[finding["start"] : finding["end"]] == finding["quote"] for text in texts)


def test_a_second_run_finds_nothing_new(finished: Folder) -> None:
    before = state(finished)
    done = call(finished.root, "run", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert set(told["counts"]) == {"read", "tag", "answer", "build"}
    assert told["counts"]["read"]["unchanged"] == 6
    assert (told["counts"]["tag"]["acts"], told["counts"]["tag"]["unchanged"]) == (0, 6)
    assert told["issues"] == []
    assert state(finished) == before


def test_an_interrupted_run_goes_on_where_it_stopped(
    crawled: Folder, finished: Folder, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    written: list[Path] = []
    write = tagging._write

    def interrupted(folder: Folder, tagged: Any, stamp: str) -> int:
        if len(written) == 4:
            raise KeyboardInterrupt
        written.append(folder.finding_path(tagged.act.id))
        return write(folder, tagged, stamp)

    monkeypatch.setattr(tagging, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        chain.run(crawled)
    said = capsys.readouterr().err
    assert f"interrupted in tag; what is done is kept: `lexgap --data {crawled.root} run`" in said
    assert len(list(crawled.findings.glob("*/*.jsonl"))) == 4
    assert not crawled.database.exists()
    monkeypatch.setattr(tagging, "_write", write)
    done = chain.run(crawled, quiet=True)
    assert done.issues == 0
    assert done.counts["tag"]["unchanged"] >= 3, "what was tagged is not tagged again"
    assert state(crawled) == state(finished)


def test_issues_are_exit_status_1_and_the_rest_is_built(crawled: Folder) -> None:
    path = crawled.root / "sources" / "fictional-varonia.yml"
    text = path.read_text("utf-8")
    assert "{acts: 3," in text
    path.write_text(text.replace("{acts: 3,", "{acts: 9,"), "utf-8")
    done = call(crawled.root, "run")
    assert done.exit_code == 1
    assert "fictional-varonia.yml: 3 acts, expected at least 9" in done.stderr
    assert crawled.database.is_file()
    call(crawled.root, "run")
    issues = [row for _, row in read_lines(crawled.issues)]
    assert len(issues) == 1, "a second run does not tell it twice"


def test_a_damaged_archive_is_told_after_the_rest_is_built(crawled: Folder) -> None:
    (path,) = crawled.raw.glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-700])
    (crawled.raw / "index.cdxj").unlink()
    done = call(crawled.root, "run")
    assert done.exit_code == 2
    assert f"{path}: cut short or damaged at byte " in done.stderr
    assert crawled.database.is_file()
    found = {row["country"] for _, row in read_lines(crawled.answers)}
    assert {"XA", "XB"} <= found, "what stands before the damage"


def test_no_texts_and_another_version_are_exit_status_2(tmp_path: Path) -> None:
    done = call(tmp_path / "none", "run")
    assert done.exit_code == 2
    assert "no texts; bring some with `lexgap --data" in done.stderr
    assert not (tmp_path / "none").exists()
    (tmp_path / "format.json").write_text('{"format": 0}', "utf-8")
    done = call(tmp_path, "run")
    assert done.exit_code == 2
    assert f"{tmp_path}: this folder has format 0" in done.stderr
    with pytest.raises(BadInputError):
        chain.run(Folder(tmp_path))
