"""`lexgap record`: a response becomes a test case outside the project."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_support import call
from publisher import declare, publishing, statute

from lexgap.analysis import embedded
from lexgap.crawlers.example import checkout
from lexgap.schema.store import Folder

ROOT = Path(__file__).resolve().parent.parent
FORM = {"act": "12"}


@pytest.fixture
def data(tmp_path: Path) -> Folder:
    """A folder that knows the sample's countries and has no texts."""
    folder = Folder(tmp_path / "data")
    embedded.lay_sources(folder)
    return folder


def test_a_case_from_a_recording_passes_where_lexgap_reads_it(data: Folder, tmp_path: Path) -> None:
    out = tmp_path / "case"
    arguments = ("--data", data.root, "record", "xa", "c-12", "--out", out)
    done = call(*arguments, "--replay", embedded.RECORDING, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    newer = (embedded.SAMPLE / "source" / "varonia-criminal-offences-2025.xml").read_bytes()
    assert (out / told["file"]).read_bytes() == newer, "the newest of two"
    (act,) = json.loads((out / "expected.json").read_text("utf-8"))
    assert act["id"] == "xa/c-12/en@2025-03-01"
    assert len(act["provisions"]) == told["provisions"] > 15
    assert not data.raw.exists(), "the data folder stays as it was"
    (test,) = out.glob("test_*.py")
    text = test.read_text("utf-8").replace(
        "countries()", f"countries(Folder(Path({str(data.root)!r})))"
    )
    test.write_text("from lexgap.schema.store import Folder\n" + text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", str(test)]
    assert subprocess.run(command, cwd=out, check=False, capture_output=True).returncode == 0
    (out / "expected.json").write_text("[]", "utf-8")
    assert subprocess.run(command, cwd=out, check=False, capture_output=True).returncode == 1


def test_a_case_is_fetched_alone_or_taken_from_the_archive(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with publishing() as publisher:
        publisher.serve("/a.xml", statute())
        publisher.answer("/find", FORM, statute(fine=12))
        declare(data, publisher, {"url": "/a.xml"}, {"url": "/find", "form": FORM})
        done = call("--data", data, "record", "varonia", "xv/act-1", "--out", tmp_path / "one")
        assert done.exit_code == 0, done.output
        assert not publisher.asked("/a.xml")
        assert (tmp_path / "one" / "response.bin").read_bytes() == statute(fine=12)
        assert call("--data", data, "crawl", "varonia").exit_code == 0
    done = call("--data", data, "record", "varonia", "act-0", "--out", tmp_path / "two")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "two" / "response.xml").read_bytes() == statute()


@pytest.mark.parametrize("place", ["", "tests/fixtures/case", "data/../crawlers"])
def test_a_folder_within_the_project_is_refused(data: Folder, place: str) -> None:
    assert checkout(ROOT / place) == ROOT
    done = call("--data", data.root, "record", "xa", "c-12", "--out", ROOT / place)
    assert done.exit_code == 2
    assert "within the project" in done.stderr
    assert not (ROOT / "tests" / "fixtures" / "case").exists()


def test_slips_are_exit_status_2(data: Folder, tmp_path: Path) -> None:
    done = call("--data", data.root, "record", "xa", "c-21", "--out", tmp_path / "x")
    assert done.exit_code == 2
    assert "did you mean 'c-12'" in done.stderr
    done = call(
        "--data", data.root, "record", "canada", "i-20.7", "--out", tmp_path / "x",
        "--replay", embedded.RECORDING,
    )  # fmt: skip
    assert done.exit_code == 2
    assert "holds none of the" in done.stderr
    assert not (tmp_path / "x").exists()


def test_a_page_that_is_not_read_yet_is_a_case_too(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with publishing() as publisher:
        publisher.serve("/a.xml", b"<Gazette/>")
        declare(data, publisher, {"url": "/a.xml"})
        done = call("--data", data, "record", "varonia", "act-0", "--out", tmp_path / "case")
    assert done.exit_code == 1
    assert (tmp_path / "case" / "response.xml").read_bytes() == b"<Gazette/>"
    assert json.loads((tmp_path / "case" / "expected.json").read_text("utf-8")) == []
