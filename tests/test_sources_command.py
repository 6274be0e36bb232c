"""`lexgap sources`: every country has a row, and its state is what the data folder shows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry
import pytest
import typer
from publisher import Publisher, declare, publishing, statute
from typer.testing import CliRunner

from lexgap.analysis.commands import crawl, import_, read, sources
from lexgap.crawlers.sources import countries
from lexgap.schema.load import jurisdictions

app = typer.Typer()
for name, module in (("crawl", crawl), ("import", import_), ("read", read), ("sources", sources)):
    app.command(name)(module.command)

KEYS = {
    "country", "source", "licence", "state", "via", "last_run", "acts", "provisions", "issues",
}  # fmt: skip


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as found:
        found.serve("/a.xml", statute())
        found.serve("/b.xml", statute(fine=10))
        yield found


def call(*arguments: object, status: int = 0) -> str:
    done = CliRunner().invoke(app, [str(a) for a in arguments])
    assert done.exit_code == status, done.output
    return done.stdout


def rows(data: Path) -> list[dict[str, Any]]:
    told = json.loads(call("sources", "--data", data, "--json"))
    assert all(row.keys() == KEYS for row in told)
    return told


def row(data: Path, country: str) -> dict[str, Any]:
    (found,) = [row for row in rows(data) if row["country"] == country]
    return found


def test_every_country_has_a_row_on_an_empty_folder(tmp_path: Path) -> None:
    told = rows(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    members = [j for j in jurisdictions() if j.membership == "member"]
    observers = [j.id for j in jurisdictions() if j.membership == "observer"]
    assert len(members) == 193
    assert sorted(observers) == ["PS", "VA"]
    others = {j.id for j in jurisdictions() if j.membership == "other"}
    wanted = {j.id for j in members} | {*observers} | others
    assert {r["country"] for r in told} == wanted
    assert wanted <= {entry.alpha_2 for entry in pycountry.countries}
    for r in told:
        assert (r["acts"], r["provisions"], r["issues"], r["last_run"]) == (0, 0, 0, None)
        assert r["state"] != "ok"
        assert (r["source"] != "") == (r["licence"] != "")


def test_states_follow_the_country_files(tmp_path: Path) -> None:
    by_source = {r["source"]: r for r in rows(tmp_path) if r["source"]}
    assert by_source.keys() == countries().keys()
    for name, country in countries().items():
        source = country.source
        expected = "blocked" if source.blocked else "no-source" if source.unread else "untried"
        assert by_source[name]["state"] == expected
        assert by_source[name]["via"] == source.via
    for r in rows(tmp_path):
        assert r["source"] or r["state"] == "no-source"


def test_a_crawl_without_issues_is_ok_and_one_with_an_issue_is_not(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
    assert row(tmp_path, "XV")["state"] == "untried"
    call("crawl", "varonia", "--data", tmp_path)
    found = row(tmp_path, "XV")
    assert (found["state"], found["acts"], found["provisions"]) == ("ok", 2, 8)
    assert found["licence"] == "invented for this test"
    first = found["last_run"]
    assert first.startswith("20")
    publisher.serve("/b.xml", b"<Gazette/>")
    call("crawl", "varonia", "--data", tmp_path, status=1)
    found = row(tmp_path, "XV")
    assert (found["state"], found["acts"], found["issues"]) == ("untried", 2, 1)
    assert found["last_run"] >= first
    publisher.serve("/b.xml", statute(fine=10))
    call("crawl", "varonia", "--data", tmp_path)
    assert row(tmp_path, "XV")["state"] == "ok"


def test_a_run_that_got_no_answer_is_a_run(tmp_path: Path, publisher: Publisher) -> None:
    path = declare(tmp_path, publisher, {"url": "/a.xml"})
    text = path.read_text("utf-8").replace(publisher.address, "http://127.0.0.1:9")
    path.write_text(text, "utf-8")
    call("crawl", "varonia", "--data", tmp_path, "--set", "LEXGAP_BACKOFF=0.05", status=1)
    found = row(tmp_path, "XV")
    assert (found["state"], found["acts"]) == ("untried", 0)
    assert found["issues"] >= 1
    assert found["last_run"]


def test_a_run_is_known_from_the_archive_where_no_run_names_the_source(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"})
    call("crawl", "varonia", "--data", tmp_path)
    noted = row(tmp_path, "XV")["last_run"]
    (tmp_path / "runs.jsonl").unlink()
    assert row(tmp_path, "XV")["last_run"] == noted
    assert row(tmp_path, "XV")["state"] == "ok"


def test_an_issue_of_an_unlisted_address_counts_for_the_source_of_its_host(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"})
    call("crawl", "varonia", "--data", tmp_path)
    issue = {"stage": "crawl", "kind": "http-error", "where": "", "message": "gone", "remedy": ""}
    for where, state in ((f"{publisher.address}/index", "untried"), ("https://x.example/", "ok")):
        line = json.dumps({**issue, "where": where})
        (tmp_path / "issues.jsonl").write_text(line + "\n", "utf-8")
        assert row(tmp_path, "XV")["state"] == state


def test_imported_text_does_not_make_a_source_ok(tmp_path: Path) -> None:
    text = {
        "jurisdiction": "CA", "language": "en", "work": "lantern-act", "citation": "1",
        "url": "https://x.example/", "path": "", "number": "1", "heading": "", "text": "Lamps.",
    }  # fmt: skip
    (tmp_path / "in.jsonl").write_text(json.dumps(text) + "\n", "utf-8")
    call("import", tmp_path / "in.jsonl", "--data", tmp_path)
    found = row(tmp_path, "CA")
    assert (found["state"], found["acts"], found["last_run"]) == ("untried", 0, None)
    (line,) = [s for s in call("sources", "--data", tmp_path).splitlines() if "(CA)" in s]
    assert "1 acts were imported" in line


def test_blocked_and_unread_sources_are_listed_with_reason_and_not_asked(
    tmp_path: Path, publisher: Publisher
) -> None:
    listed = {"url": "/a.xml"}
    for key, state in (("blocked", "blocked"), ("unread", "no-source")):
        declare(tmp_path, publisher, listed, **{key: "lanterns only"}, page="")
        assert row(tmp_path, "XV")["state"] == state
        assert "lanterns only" in call("sources", "--data", tmp_path)
        call("crawl", "varonia", "--data", tmp_path, status=1)
        assert row(tmp_path, "XV")["state"] == state
        assert not publisher.seen


def test_a_mirror_of_a_blocked_source_is_crawled_and_the_source_stays_blocked(
    tmp_path: Path, publisher: Publisher
) -> None:
    declare(tmp_path, publisher, {"url": "/a.xml"}, blocked="asks for a login", via="a mirror")
    call("crawl", "varonia", "--data", tmp_path)
    found = row(tmp_path, "XV")
    assert (found["state"], found["via"], found["acts"]) == ("blocked", "a mirror", 1)
    assert found["last_run"]


def test_a_folder_of_another_version_is_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "format.json").write_text('{"format": 0}', "utf-8")
    call("sources", "--data", tmp_path, status=2)
