"""The spider on a real Scrapyd on the loopback: deployed, scheduled, replayed, read."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from publisher import declare, publishing, statute

from lexgap.crawlers.crawl import crawl
from lexgap.crawlers.egg import write_egg
from lexgap.schema.store import Folder, act_paths, read_lines

CONF = """[scrapyd]
bind_address = 127.0.0.1
http_port = {port}
poll_interval = 0.2
max_proc = 2
"""


class Scrapyd:
    """The JSON API of a Scrapyd."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, name: str, **values: str) -> dict[str, Any]:
        """GET an answer."""
        with urllib.request.urlopen(f"{self.address}/{name}.json?{urlencode(values)}") as answer:
            return json.load(answer)

    def send(self, name: str, body: bytes, media: str) -> dict[str, Any]:
        """POST a body."""
        request = urllib.request.Request(
            f"{self.address}/{name}.json", body, {"Content-Type": media}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def schedule(self, **values: str) -> str:
        """Schedule the spider; the id of the job."""
        given = {"project": "lexgap", "spider": "lexgap", **values}
        form = "application/x-www-form-urlencoded"
        told = self.send("schedule", urlencode(given).encode(), form)
        assert told["status"] == "ok", told
        return str(told["jobid"])

    def deploy(self, egg: Path, version: str) -> dict[str, Any]:
        """Upload an egg, as scrapyd-client does."""
        edge = uuid.uuid4().hex
        body = b""
        for name, value in {"project": b"lexgap", "version": version.encode()}.items():
            body += _part(edge, f'name="{name}"', value)
        body += _part(edge, 'name="egg"; filename="lexgap.egg"', egg.read_bytes())
        return self.send(
            "addversion", body + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
        )

    def wait_for(self, job: str) -> None:
        """Wait until a job is finished."""
        until(lambda: job in [row["id"] for row in self.ask("listjobs")["finished"]])


def _part(edge: str, name: str, value: bytes) -> bytes:
    return f"--{edge}\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until `done` holds."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            pytest.fail("Scrapyd did not do it in time")
        time.sleep(0.2)


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[Scrapyd]:
    """A Scrapyd to which lexgap is deployed."""
    if importlib.util.find_spec("scrapyd") is None:
        pytest.skip("scrapyd is not installed (pip install 'lexgap[dev]')")
    home = tmp_path / "scrapyd"
    home.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "scrapyd.conf").write_text(CONF.format(port=port))
    log = (home / "log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapyd"],
        cwd=home,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={k: v for k, v in os.environ.items() if k != "LEXGAP_DATA"},
    )
    found = Scrapyd(port)
    try:
        until(lambda: answers(found))
        version = write_egg(home / "lexgap.egg")
        assert found.deploy(home / "lexgap.egg", version)["spiders"] == 1
        yield found
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def answers(scrapyd: Scrapyd) -> bool:
    """Whether it is up."""
    try:
        return scrapyd.ask("daemonstatus")["status"] == "ok"
    except (urllib.error.URLError, ConnectionError):
        return False


def test_manners_are_the_same_there(scrapyd: Scrapyd, tmp_path: Path) -> None:
    with publishing() as publisher:
        publisher.serve("/robots.txt", b"User-agent: lexgap\nDisallow: /closed/\n")
        publisher.serve("/open.xml", statute())
        declare(tmp_path, publisher, {"url": "/open.xml"}, {"url": "/closed/a.xml"})
        job = scrapyd.schedule(
            data=str(tmp_path), countries="varonia", setting="ROBOTSTXT_OBEY=False"
        )
        scrapyd.wait_for(job)
        assert [path for path, _ in publisher.seen] == ["/robots.txt", "/open.xml"]
    (issue,) = [row for _, row in read_lines(Folder(tmp_path).issues)]
    assert issue["kind"] == "refused"
    assert len(act_paths(Folder(tmp_path))) == 1


def test_a_replayed_crawl_on_scrapyd_gives_the_same_acts(scrapyd: Scrapyd, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with publishing() as publisher:
        publisher.serve("/a.xml", statute())
        for data in (here, there):
            declare(data, publisher, {"url": "/a.xml"}, {"url": "/none.xml"})
        crawl(Folder(here), ["varonia"], run="run-1")
    assert scrapyd.ask("listspiders", project="lexgap")["spiders"] == ["lexgap"]
    (recording,) = (here / "raw").rglob("*.warc.gz")
    job = scrapyd.schedule(data=str(there), countries="varonia", replay=str(recording))
    scrapyd.wait_for(job)
    acts = {path.name: path.read_bytes() for path in act_paths(Folder(there))}
    assert acts == {path.name: path.read_bytes() for path in act_paths(Folder(here))}
    assert len(acts) == 1
    (issue,) = [row for _, row in read_lines(Folder(there).issues)]
    assert (issue["kind"], issue["where"]) == ("http-error", f"{publisher.address}/none.xml")
    (run,) = [row for _, row in read_lines(Folder(there).runs)]
    assert (run["stage"], run["issues"], run["sources"]) == ("crawl", 1, ["varonia"])
    assert list((there / "raw").rglob("*.warc.gz"))
