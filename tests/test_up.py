"""`lexgap up`: the whole chain on the sample, from recorded bytes to pages, as a person runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sample_reading import CITED, EXPECTED, PENALTIES

from lexgap.analysis import sample
from lexgap.analysis.build import build
from lexgap.analysis.contracts import answer_records, penalty_records
from lexgap.analysis.embedded import RELEASE
from lexgap.analysis.sample import build_sample
from lexgap.crawlers.sources import countries
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, read_lines

LEXGAP = [sys.executable, "-c", "from lexgap.analysis.cli import main; main()"]
STAGES = ["crawl", "read", "tag", "answer", "build"]


def environment(tmp_path: Path) -> dict[str, str]:
    """Temporary folders below `tmp_path`, and no data folder but the one that is named."""
    kept = {name: value for name, value in os.environ.items() if name != "LEXGAP_DATA"}
    return {**kept, "TMPDIR": str(tmp_path)}


def up(tmp_path: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*LEXGAP, "up", *map(str, arguments)],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, Any]:
    """The folder that `lexgap up --no-serve` leaves, and what it printed."""
    place = tmp_path_factory.mktemp("up")
    done = up(place, "--no-serve", "--json", "--data", place / "data")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return Folder(place / "data"), json.loads(done.stdout)


def test_every_stage_is_counted(built: tuple[Folder, Any]) -> None:
    folder, told = built
    assert set(told["counts"]) == set(told["seconds"]) == set(STAGES)
    assert told["counts"]["crawl"] == {"countries": 3, "responses": 6}
    assert told["counts"]["read"]["acts"] == told["counts"]["tag"]["acts"] == 6
    blocked = {file.source.country for file in countries(folder).values() if file.source.blocked}
    assert told["counts"]["answer"]["countries"] == 3 + len(blocked)
    assert told["issues"] == []
    assert Path(told["database"]) == folder.database
    assert folder.database.is_file()
    stages = [row["stage"] for _, row in read_lines(folder.runs)]
    assert stages == STAGES


@pytest.mark.parametrize("country", EXPECTED)
def test_answers_are_those_of_a_reader(built: tuple[Folder, Any], country: str) -> None:
    found = {(r["country"], r["item"]): r["answer"] for r in answer_records(built[0])}
    wrong = {
        item: (answer, found[country, item])
        for item, answer in EXPECTED[country].items()
        if found[country, item] != answer
    }
    assert not wrong, "item: (expected, found)"


def test_citations_are_pinpoint_and_verbatim(built: tuple[Folder, Any]) -> None:
    folder, _ = built
    acts = {act.id: act for act in map(read_act, act_paths(folder))}
    cited: dict[tuple[str, str], list[str]] = {}
    for record in answer_records(folder):
        for finding in record["findings"]:
            cited.setdefault((record["country"], record["item"]), []).append(finding["provision"])
            texts = {p.text for p in acts[finding["act"]].provisions}
            assert any(
                text[finding["start"] : finding["end"]] == finding["quote"] for text in texts
            )
    assert {place: cited[place][0] for place in CITED} == CITED


def test_penalties_are_those_of_a_reader(built: tuple[Folder, Any]) -> None:
    found = {
        (r["country"], r["penalty"]): (r["min_months"], r["max_months"], r["provision"])
        for r in penalty_records(built[0])
    }
    assert found == PENALTIES


def test_one_act_stands_in_two_versions_and_the_later_answers(built: tuple[Folder, Any]) -> None:
    folder, _ = built
    versions = [act for act in map(read_act, act_paths(folder)) if act.work == "xa/c-12"]
    assert [(str(a.as_at), str(a.retrieved)) for a in versions] == [
        ("2021-01-15", "2021-02-01"),
        ("2025-03-01", "2025-03-10"),
    ]
    old, new = ({p.citation for p in act.provisions} for act in versions)
    assert not {"7", "7(1)", "9"} & old
    assert {"7", "7(1)", "9"} <= new
    rows = [row for _, row in read_lines(folder.finding_path(versions[0].id))][1:]
    items = {row["item"] for row in rows}
    assert "off-possession-intent-only" in items
    assert "off-possession-simple" not in items


def test_the_same_bytes_give_the_same_database(built: tuple[Folder, Any], tmp_path: Path) -> None:
    folder, _ = built
    before = folder.database.read_bytes()
    build(folder, RELEASE)
    assert folder.database.read_bytes() == before
    other = Folder(tmp_path / "other")
    assert build_sample(other, quiet=True).issues == 0
    assert other.database.read_bytes() == before


def test_without_a_folder_the_database_stays_where_it_says(tmp_path: Path) -> None:
    done = up(tmp_path, "--no-serve")
    assert done.returncode == 0, done.stderr
    place = Path(done.stdout.splitlines()[0])
    assert place.is_file()
    assert place.parent.parent == tmp_path
    assert f"lexgap --data {place.parent} serve" in done.stdout
    told = [line.split()[0] for line in done.stderr.splitlines()]
    assert told == STAGES
    assert "\x1b" not in done.stderr, "plain lines where no terminal is"


@contextmanager
def serving(tmp_path: Path, *arguments: object) -> Iterator[tuple["subprocess.Popen[str]", Any]]:
    with subprocess.Popen(
        [*LEXGAP, "up", "--json", *map(str, arguments)],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as response:
        assert response.status == 200
        return str(response.read().decode())


def test_it_serves_marked_pages_and_ends_in_order(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", 0) as (process, told):
        address = told["address"]
        assert address.startswith("http://127.0.0.1:")
        assert Path(told["database"]).is_file()
        home = page(address)
        assert "Varonia" in home and "fictional" in home
        country = page(f"{address}country/XA")
        assert "Varonia does not exist." in country
        assert "knowingly possesses" in country
        for version in ("2021-01-15", "2025-03-01"):
            assert "fictional" in page(f"{address}act/xa/c-12/en@{version}")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not list(tmp_path.glob("lexgap-*")), "the temporary folder is removed"


def test_a_folder_of_another_version_is_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text('{"format": 0}', "utf-8")
    done = up(tmp_path, "--no-serve", "--data", tmp_path)
    assert done.returncode == 2
    assert f"{tmp_path}: this folder has format 0" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["format.json"]


def test_a_port_that_is_taken_is_told_before_any_work(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = up(tmp_path, "--port", port, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert f"127.0.0.1:{port}: " in done.stderr and "--port" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_next_port_is_taken_where_none_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(sample, "FIRST_PORT", taken.getsockname()[1])
        with sample.listening("127.0.0.1", None) as bound:
            assert bound.getsockname()[1] != taken.getsockname()[1]
        with pytest.raises(BadInputError, match="--port"):
            sample.listening("127.0.0.1", taken.getsockname()[1])


def test_a_temporary_folder_goes_even_when_something_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(BadInputError), sample.workplace(None, keep=False) as folder:
        folder.open()
        raise BadInputError("x")
    assert not list(tmp_path.iterdir())
    with sample.workplace(None, keep=True) as folder:
        folder.open()
    assert folder.version.exists()
