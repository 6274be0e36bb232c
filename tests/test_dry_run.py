"""`lexgap crawl --dry-run` and the progress of a crawl."""

import json
from functools import partial
from pathlib import Path

import command_support
import pytest
from publisher import Publisher, declare, publishing, statute
from rich.progress import Progress

from lexgap.analysis.watching import Watching

call = partial(command_support.call, "crawl")


@pytest.fixture
def publisher():
    with publishing() as found:
        found.serve("/a.xml", statute(), ETag='"v1"')
        found.serve("/b.xml", statute())
        yield found


def test_a_dry_run_lists_addresses_and_sends_nothing(tmp_path: Path, publisher: Publisher) -> None:
    declare(
        tmp_path,
        publisher,
        {"url": "/a.xml"},
        {"url": "/b.xml"},
        {"url": "/b.xml", "work": "other"},
    )
    before = sorted(tmp_path.rglob("*"))
    done = call("varonia", "--dry-run", "--json", "--data", tmp_path)
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    address = publisher.address
    assert [(r["address"], r["country"], r["act"], r["conditional"]) for r in rows] == [
        (f"{address}/a.xml", "XV", "xv/act-0", False),
        (f"{address}/b.xml", "XV", "xv/act-1, xv/other", False),
    ]
    assert not publisher.seen, "not even robots.txt"
    assert sorted(tmp_path.rglob("*")) == before, "nothing is written"


def test_a_dry_run_says_what_would_be_asked_conditionally(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    assert call("varonia", "--data", tmp_path).exit_code == 0
    asked = len(publisher.seen)
    rows = json.loads(call("varonia", "--dry-run", "--json", "--data", tmp_path).stdout)
    assert [row["conditional"] for row in rows] == [True, False]
    plain = call("varonia", "--dry-run", "--data", tmp_path).stdout.splitlines()
    assert plain[0] == f"{publisher.address}/a.xml\tXV\txv/act-0\tconditional"
    assert len(publisher.seen) == asked


def test_what_was_no_law_is_asked_for_anew_not_conditionally(
    tmp_path: Path, publisher: Publisher
) -> None:
    """A page that asks who is there has an ETag too, and would be unchanged for ever."""
    publisher.serve("/a.xml", b"<html>Please solve the CAPTCHA</html>", ETag='"gate"')
    declare(tmp_path, publisher, {"url": "/a.xml"})
    assert call("varonia", "--data", tmp_path).exit_code == 1
    (row,) = json.loads(call("varonia", "--dry-run", "--json", "--data", tmp_path).stdout)
    assert not row["conditional"]
    assert call("varonia", "--data", tmp_path).exit_code == 1, "still no law"
    assert "if-none-match" not in publisher.asked("/a.xml")[1]
    publisher.serve("/a.xml", statute(), ETag='"law"')
    assert call("varonia", "--data", tmp_path).exit_code == 0


def test_a_dry_run_keeps_a_personal_key_to_itself(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"placeholder": "<key>", "env": "LEXGAP_KEY_XV"}
    declare(tmp_path, publisher, {"url": "/law?OC=<key>"}, key=key)
    done = call("varonia", "--dry-run", "--json", "--data", tmp_path)
    assert done.exit_code == 1
    assert json.loads(done.stdout) == []
    assert "LEXGAP_KEY_XV" in done.stderr
    monkeypatch.setenv("LEXGAP_KEY_XV", "s3cret9")
    done = call("varonia", "--dry-run", "--json", "--data", tmp_path)
    assert json.loads(done.stdout)[0]["address"] == f"{publisher.address}/law?OC=<key>"
    assert "s3cret9" not in done.output


def test_a_dry_run_of_all_leaves_out_fictional_and_blocked_countries(tmp_path: Path) -> None:
    rows = json.loads(call("--dry-run", "--json", "--data", tmp_path).stdout)
    assert {"canada", "germany"} <= {row["source"] for row in rows}
    assert not [row for row in rows if row["country"].startswith("X")]


def test_a_dry_run_of_an_unknown_country_is_exit_status_2(tmp_path: Path) -> None:
    assert call("canda", "--dry-run", "--data", tmp_path).exit_code == 2


def test_each_country_has_a_bar_of_its_own_while_it_is_crawled() -> None:
    progress = Progress()
    watching = Watching(progress)
    for name, count in (("canada", 2), ("germany", 1), ("spain", 0)):
        watching.event({"event": "planned", "country": name, "count": count})
    assert [(t.description, t.total) for t in progress.tasks] == [("canada", 2), ("germany", 1)]
    watching.event({"event": "response", "country": "canada"})
    watching.event({"event": "failed", "country": "germany"})
    canada, germany = progress.tasks
    assert (canada.completed, canada.visible) == (1, True)
    assert (germany.completed, germany.visible) == (1, False)
    watching.event({"event": "planned", "country": "germany", "count": 3})
    assert (germany.total, germany.visible) == (4, True)
    watching.read("canada", 1, 2)
    assert progress.tasks[-1].description == "reading canada"


def test_where_nobody_watches_each_country_is_a_line(tmp_path: Path, publisher: Publisher) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/none.xml"})
    done = call("varonia", "--data", tmp_path)
    assert "varonia: 2 of 2 addresses, 1 issue\n" in done.stderr
