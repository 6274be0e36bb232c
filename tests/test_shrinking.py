"""An act that lost half of its provisions is an issue, and its last accepted version stays."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from command_support import call_on
from publisher import Publisher, declare, publishing, statute

from lexgap.crawlers import history, reading
from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.schema.ids import sha256
from lexgap.schema.store import Folder, act_paths, read_act, read_lines


def lanterns(sections: int, day: str = "2031-05-01") -> bytes:
    """The Lantern Act with so many sections more than its two, of one provision each."""
    more = "".join(
        f"<Section><Label>{n}</Label><Text>Lantern {n} burns.</Text></Section>"
        for n in range(3, 3 + sections)
    )
    return statute(day).decode().replace("</Body>", f"{more}</Body>").encode()


WHOLE, SHORT, SHORTER = lanterns(8), lanterns(1), lanterns(0)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as found:
        yield found


class Crawls:
    """Crawls of the act, one after another."""

    def __init__(self, place: Path, publisher: Publisher) -> None:
        self.folder = Folder(place)
        self.publisher = publisher
        self.path = declare(place, publisher, {"url": "/a.xml"})
        self.count = 0

    def of(self, body: bytes) -> Crawl:
        """Crawl it as `body`."""
        self.publisher.serve("/a.xml", body)
        self.count += 1
        return crawl(self.folder, ["varonia"], run=f"run-{self.count}")

    def accept(self, body: bytes) -> None:
        """Say in the country file that `body` is right."""
        file = yaml.safe_load(self.path.read_text("utf-8"))
        file["acts"][0]["accept"] = sha256(body)[:12]
        self.path.write_text(yaml.safe_dump(file), "utf-8")

    def length(self) -> int:
        """Provisions of the current act."""
        return len(read_act(max(act_paths(self.folder))).provisions)


@pytest.fixture
def crawls(tmp_path: Path, publisher: Publisher) -> Crawls:
    return Crawls(tmp_path, publisher)


@pytest.mark.parametrize("day", ["2031-05-01", "2031-09-01"])
def test_half_an_act_is_an_issue_and_no_version(crawls: Crawls, day: str) -> None:
    assert not crawls.of(WHOLE).reading.issues
    whole = crawls.length()
    (issue,) = crawls.of(lanterns(1, day)).reading.issues
    assert issue.kind == "expectation" and issue.where.endswith("/a.xml")
    assert f"xv/act-0/en: 5 provisions, {whole} in the version of" in issue.message
    assert f"put `accept: {sha256(lanterns(1, day))[:12]}` into its entry" in issue.message
    assert crawls.length() == whole
    assert not history.versions(crawls.folder) and not history.recorded(crawls.folder)
    done = call_on(crawls.folder.root, "read")
    assert done.exit_code == 1
    rows = [row for _, row in read_lines(crawls.folder.issues)]
    assert [row["kind"] for row in rows] == ["expectation"], "told once, however often it is read"


def test_what_is_held_against_is_the_last_accepted_version(crawls: Crawls) -> None:
    crawls.of(WHOLE)
    whole = crawls.length()
    crawls.of(SHORT)
    (issue,) = crawls.of(SHORTER).reading.issues
    assert f"4 provisions, {whole} in the version of" in issue.message
    assert crawls.length() == whole
    assert not crawls.of(lanterns(9)).reading.issues, "the act is whole again"
    assert crawls.length() == whole + 1
    _, second = history.versions(crawls.folder)
    assert (second.added, second.removed) == (1, 0)


def test_all_of_it_follows_from_the_archive(crawls: Crawls) -> None:
    for body in (WHOLE, SHORT, lanterns(7), SHORTER):
        crawls.of(body)
    acts = {path: path.read_bytes() for path in act_paths(crawls.folder)}
    changes = (crawls.folder.changes / "changes.jsonl").read_bytes()
    shutil.rmtree(crawls.folder.acts)
    shutil.rmtree(crawls.folder.changes)
    assert len(reading.read(crawls.folder).issues) == 1
    assert {path: path.read_bytes() for path in act_paths(crawls.folder)} == acts
    assert (crawls.folder.changes / "changes.jsonl").read_bytes() == changes


def test_a_person_may_accept_it(crawls: Crawls) -> None:
    crawls.of(WHOLE)
    crawls.of(SHORT)
    crawls.accept(SHORT)
    assert not reading.read(crawls.folder).issues
    assert crawls.length() == 5
    assert {change.kind for change in history.recorded(crawls.folder)} == {"removed"}
    assert not crawls.of(SHORTER).reading.issues, "against the short one it is whole"
    assert crawls.length() == 4


def test_a_few_provisions_may_go(crawls: Crawls) -> None:
    crawls.of(WHOLE)
    assert not crawls.of(lanterns(4)).reading.issues
    assert crawls.length() == 8
