"""`lexgap crawl` and `lexgap read` as a person runs them: output, files and exit status."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_support import call
from publisher import Publisher, declare, publishing, statute

from lexgap.schema.store import Folder, act_paths, read_lines


@pytest.fixture
def publisher():
    with publishing() as found:
        found.serve("/a.xml", statute())
        found.serve("/b.xml", statute(fine=10))
        yield found


def test_crawl_then_read_tell_counts_and_end_well(tmp_path: Path, publisher: Publisher) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    done = call("crawl", "xv", "--data", tmp_path, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    (row,) = told["countries"]
    assert (row["name"], row["acts"], row["provisions"], row["responses"]) == ("varonia", 2, 8, 2)
    assert told["issues"] == []
    again = call("read", "varonia", "--data", tmp_path)
    assert again.exit_code == 0
    assert "varonia (XV)" in again.stdout
    runs = [row for _, row in read_lines(Folder(tmp_path).runs)]
    assert [(r["stage"], r["counts"]["acts"], r["issues"]) for r in runs] == [
        ("crawl", 2, 0),
        ("read", 2, 0),
    ]


def test_an_issue_is_exit_status_1_and_the_rest_is_kept(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/none.xml"})
    done = call("crawl", "varonia", "--data", tmp_path)
    assert done.exit_code == 1
    assert "http-error" in done.stderr
    assert f"{publisher.address}/none.xml" in done.stderr
    assert len(act_paths(Folder(tmp_path))) == 1


def test_a_changed_page_fails_read_too(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/a.xml", b"<Gazette/>")
    declare(tmp_path, publisher, {"url": "/a.xml"})
    assert call("crawl", "varonia", "--data", tmp_path).exit_code == 1
    done = call("read", "--data", tmp_path, "--json")
    assert done.exit_code == 1
    (issue,) = json.loads(done.stdout)["issues"]
    assert (issue["kind"], issue["stage"]) == ("page-changed", "read")


def test_reading_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    done = call("read", "--data", tmp_path)
    assert done.exit_code == 0
    assert "lexgap crawl" in done.stdout


@pytest.mark.parametrize("command", ["crawl", "read"])
def test_an_unknown_country_is_exit_status_2(tmp_path: Path, command: str) -> None:
    done = call(command, "canda", "--data", tmp_path)
    assert done.exit_code == 2
    assert "did you mean 'canada'" in done.stderr
    assert not list(tmp_path.iterdir()), "nothing is written"


def test_a_source_that_machines_cannot_read_is_said_when_named(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, blocked="the publisher asks for a login")
    done = call("crawl", "varonia", "--data", tmp_path)
    assert done.exit_code == 1
    assert "the publisher asks for a login" in done.stderr
    assert not publisher.seen


def test_a_faulty_country_file_is_exit_status_2(tmp_path: Path, publisher: Publisher) -> None:
    path = declare(tmp_path, publisher, {"url": "/a.xml"}, acta=[])
    for command in ("crawl", "read"):
        done = call(command, "--data", tmp_path)
        assert done.exit_code == 2
        assert f"{path}:1: unknown key 'acta'" in done.stderr


def test_a_folder_of_another_version_is_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text('{"format": 0}', "utf-8")
    for command in ("crawl", "read"):
        done = call(command, "--data", tmp_path)
        assert done.exit_code == 2
        assert "format 0" in done.stderr


def test_a_recording_cut_short_is_exit_status_2_after_what_stands_before(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    call("crawl", "varonia", "--data", tmp_path)
    (path,) = (tmp_path / "raw").glob("*.warc.gz")
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(path.read_bytes()[:-700])
    fresh = tmp_path / "fresh"
    declare(fresh, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    done = call("crawl", "--replay", cut, "--data", fresh)
    assert done.exit_code == 2
    assert f"{cut}: cut short or damaged at byte " in done.stderr
    assert len(act_paths(Folder(fresh))) == 1


def test_the_list_names_our_countries_and_those_of_the_folder(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, blocked="")
    listed = json.loads(call("crawl", "--list", "--json", "--data", tmp_path).stdout)
    names = {row["name"]: row for row in listed}
    assert names["varonia"]["entries"] == 1
    assert names["canada"]["country"] == "CA"
    assert "canada" in call("crawl", "--list").stdout


def start(data: Path) -> "subprocess.Popen[str]":
    """A live crawl in a process of its own, in a process group of its own."""
    code = (
        # a job in the background of a shell is started with SIGINT ignored
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pathlib import Path; from lexgap.crawlers.crawl import crawl; "
        "from lexgap.schema.store import Folder; "
        f"crawl(Folder(Path({str(data)!r})), ['varonia'], run='run-1')"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(publisher: Publisher, path: str) -> None:
    for _ in range(200):
        if publisher.asked(path):
            time.sleep(0.3)
            return
        time.sleep(0.05)
    pytest.fail(f"{path} was never asked for")


def test_an_interrupted_crawl_keeps_what_it_archived(tmp_path: Path, publisher: Publisher) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"}, politeness={"delay": 60})
    process = start(tmp_path)
    wait_for(publisher, "/robots.txt")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) != 0
    files = [path.name for path in (tmp_path / "raw").iterdir()]
    assert sorted(files) == ["index.cdxj", "run-1.warc.gz"]
    assert call("read", "varonia", "--data", tmp_path).exit_code == 0


def test_a_killed_crawl_leaves_nothing_that_a_reader_takes(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"}, politeness={"delay": 60})
    process = start(tmp_path)
    wait_for(publisher, "/robots.txt")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    files = [path.name for path in (tmp_path / "raw").iterdir()]
    assert files == [".run-1.warc.gz.part"]
    done = call("read", "varonia", "--data", tmp_path, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["countries"][0]["absent"] == 2
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    assert call("crawl", "varonia", "--data", tmp_path).exit_code == 0
    assert len(act_paths(Folder(tmp_path))) == 2
