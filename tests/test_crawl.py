"""Live crawls of a publisher on the loopback: what is asked, archived, read and reported."""

import gzip
import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from publisher import Publisher, declare, publishing, statute
from warcio.archiveiterator import ArchiveIterator

from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.crawlers.reading import read
from lexgap.schema.store import Folder, act_paths, read_act, read_lines


@pytest.fixture
def publisher():
    with publishing() as found:
        yield found


def run(data: Path, n: int = 1) -> Crawl:
    changed = {"LEXGAP_BACKOFF": 0.05}
    return crawl(Folder(data), ["varonia"], run=f"run-{n}", changed=changed)


def records(data: Path, run: str = "run-1") -> list[dict]:
    found = []
    with (data / "raw" / f"{run}.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            body = record.raw_stream.read()
            found.append({"type": record.rec_type, "body": body, "record": record})
    return found


def kinds(done: Crawl) -> set[str]:
    return {issue.kind for issue in [*done.issues, *done.reading.issues]}


def acts_of(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in act_paths(Folder(data))}


def test_an_act_is_crawled_archived_as_sent_and_read(tmp_path: Path, publisher: Publisher) -> None:
    sent = publisher.serve("/lantern.xml", statute(), squeeze=True)
    declare(tmp_path, publisher, {"url": "/lantern.xml", "must_have": ["1", "2"]})
    done = run(tmp_path)
    assert not kinds(done), [*done.issues, *done.reading.issues]
    (path,) = act_paths(Folder(tmp_path))
    act = read_act(path)
    assert [p.citation for p in act.provisions if p.text] == ["1(1)", "1(2)", "2"]
    assert act.sha256 == hashlib.sha256(statute()).hexdigest()
    assert (act.source, act.country, act.url) == (
        "varonia",
        "XV",
        f"{publisher.address}/lantern.xml",
    )
    answers = [r for r in records(tmp_path) if r["type"] == "response"]
    (law,) = [r for r in answers if "lantern" in r["record"].rec_headers["WARC-Target-URI"]]
    assert law["body"] == sent
    assert gzip.decompress(law["body"]) == statute()
    digest = law["record"].rec_headers["WARC-Payload-Digest"]
    assert digest == f"sha256:{hashlib.sha256(sent).hexdigest()}"
    assert law["record"].http_headers.get_header("Content-Encoding") == "gzip"
    asked = [r for r in records(tmp_path) if r["type"] == "request"]
    assert {r["record"].http_headers.protocol for r in asked} == {"GET"}
    concurrent = {r["record"].rec_headers["WARC-Concurrent-To"] for r in asked}
    assert law["record"].rec_headers["WARC-Record-ID"] in concurrent
    assert {r["record"].rec_headers["WARC-Target-URI"] for r in answers} == {
        f"{publisher.address}/robots.txt",
        f"{publisher.address}/lantern.xml",
    }


def test_we_say_who_we_are(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/a.xml", statute())
    declare(tmp_path, publisher, {"url": "/a.xml"}, politeness={"user_agent_suffix": "OpenLaw"})
    run(tmp_path)
    (headers,) = publisher.asked("/a.xml")
    assert headers["user-agent"].startswith("lexgap/")
    assert "contact@lexgap.org" in headers["user-agent"]
    assert headers["user-agent"].endswith("OpenLaw")
    assert "cookie" not in headers


def test_robots_txt_is_obeyed(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/robots.txt", b"User-agent: lexgap\nDisallow: /closed/\n")
    publisher.serve("/closed/a.xml", statute())
    publisher.serve("/open/b.xml", statute())
    declare(tmp_path, publisher, {"url": "/closed/a.xml"}, {"url": "/open/b.xml"})
    done = run(tmp_path)
    assert not publisher.asked("/closed/a.xml")
    assert len(publisher.asked("/open/b.xml")) == 1
    (issue,) = done.issues
    assert (issue.kind, issue.where) == ("refused", f"{publisher.address}/closed/a.xml")
    assert "robots.txt" in issue.message


def test_the_crawl_delay_of_robots_txt_is_kept(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.7\n")
    names = ["/a.xml", "/b.xml", "/c.xml"]
    for name in names:
        publisher.serve(name, statute())
    declare(tmp_path, publisher, *({"url": name} for name in names))
    run(tmp_path)
    times = [publisher.times[name] for name in names]
    assert len(times) == 3
    assert all(later - earlier > 0.65 for earlier, later in pairwise(sorted(times)))


def test_a_robots_txt_that_the_server_fails_to_serve_forbids_all(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/robots.txt", b"database down", status=503)
    publisher.serve("/a.xml", statute())
    declare(tmp_path, publisher, {"url": "/a.xml"})
    assert kinds(run(tmp_path)) == {"refused"}
    assert not publisher.asked("/a.xml")


NO_LAW = {
    "/missing.xml": (404, b"gone", "http-error"),
    "/forbidden.xml": (403, b"no", "refused"),
    "/legal.xml": (451, b"no", "refused"),
    "/nothing.xml": (200, b"", "empty"),
    "/blank.xml": (200, b"  \n", "empty"),
    "/gate.xml": (200, b"<html>Please solve the CAPTCHA</html>", "refused"),
    "/home.xml": (200, b"<html><p>We have a new home page.</p></html>", "page-changed"),
    "/layout.xml": (200, statute().replace(b"Subsection>", b"Absatz>"), "page-changed"),
    "/corrupt.xml": (200, statute()[:300], "page-changed"),
    "/charset.xml": (200, statute().decode().encode("windows-1252"), "wrong-charset"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Crawl, Path]:
    """One crawl of pages that are no law, with one that is."""
    data = tmp_path_factory.mktemp("refused")
    with publishing() as publisher:
        for path, (status, body, _) in NO_LAW.items():
            publisher.serve(path, body, status=status)
        publisher.serve("/good.xml", statute())
        declare(data, publisher, *({"url": path} for path in [*NO_LAW, "/good.xml"]))
        return publisher.address, run(data), data


@pytest.mark.parametrize("path", NO_LAW)
def test_what_is_no_law_is_an_issue(refused: tuple[str, Crawl, Path], path: str) -> None:
    address, _, data = refused
    rows = [row for _, row in read_lines(Folder(data).issues)]
    here = [row for row in rows if row["where"] == address + path]
    assert NO_LAW[path][2] in {row["kind"] for row in here}
    assert all(row["message"] and row["remedy"] for row in here)


def test_what_is_no_law_leaves_no_act_and_harms_no_other(
    refused: tuple[str, Crawl, Path],
) -> None:
    address, done, data = refused
    (act,) = [read_act(path) for path in act_paths(Folder(data))]
    assert act.url == f"{address}/good.xml"
    assert f"{address}/good.xml" not in {i.where for i in [*done.issues, *done.reading.issues]}


def test_the_charset_of_the_country_file_mends_a_wrong_label(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/a.xml", statute().decode().encode("windows-1252"))
    declare(tmp_path, publisher, {"url": "/a.xml", "charset": "windows-1252"})
    done = run(tmp_path)
    assert not kinds(done), [*done.issues, *done.reading.issues]
    act = read_act(act_paths(Folder(tmp_path))[0])
    assert "café" in act.provisions[-1].text
    assert act.sha256 == hashlib.sha256(statute().decode().encode("windows-1252")).hexdigest()


def test_an_unchanged_page_is_asked_for_conditionally_and_kept_as_a_revisit(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/a.xml", statute(), ETag='"v1"', Last_Modified="Thu, 01 May 2031 00:00:00 GMT")
    declare(tmp_path, publisher, {"url": "/a.xml"})
    run(tmp_path, 1)
    before = acts_of(tmp_path)
    done = run(tmp_path, 2)
    assert publisher.asked("/a.xml")[1]["if-none-match"] == '"v1"'
    assert publisher.asked("/a.xml")[1]["if-modified-since"] == "Thu, 01 May 2031 00:00:00 GMT"
    (revisit,) = [
        r["record"]
        for r in records(tmp_path, "run-2")
        if r["record"].rec_headers["WARC-Target-URI"] == f"{publisher.address}/a.xml"
        and r["type"] != "request"
    ]
    assert revisit.rec_type == "revisit"
    assert revisit.http_headers.get_statuscode() == "304"
    assert revisit.rec_headers["WARC-Profile"].endswith("server-not-modified")
    assert not kinds(done), [*done.issues, *done.reading.issues]
    assert acts_of(tmp_path) == before


def test_the_same_bytes_without_a_validator_are_a_revisit_too(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/a.xml", statute())
    declare(tmp_path, publisher, {"url": "/a.xml"})
    run(tmp_path, 1)
    run(tmp_path, 2)
    found = [r for r in records(tmp_path, "run-2") if r["type"] == "revisit"]
    assert len(found) == 1
    assert found[0]["body"] == b""


def test_an_older_version_stays_beside_the_newer(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/a.xml", statute("2031-05-01", fine=9))
    declare(tmp_path, publisher, {"url": "/a.xml"})
    run(tmp_path, 1)
    publisher.serve("/a.xml", statute("2032-05-01", fine=12))
    run(tmp_path, 2)
    acts = {str(read_act(path).as_at): read_act(path) for path in act_paths(Folder(tmp_path))}
    assert {day: "12" in act.provisions[2].text for day, act in acts.items()} == {
        "2031-05-01": False,
        "2032-05-01": True,
    }


def test_a_page_that_changed_is_an_issue_and_the_earlier_act_stays(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/a.xml", statute())
    declare(tmp_path, publisher, {"url": "/a.xml"})
    run(tmp_path, 1)
    before = acts_of(tmp_path)
    publisher.serve("/a.xml", b"<Gazette/>")
    done = run(tmp_path, 2)
    assert [issue.kind for issue in done.reading.issues] == ["page-changed"]
    assert acts_of(tmp_path) == before
    publisher.serve("/a.xml", statute())
    assert not kinds(run(tmp_path, 3))
    assert not list(read_lines(Folder(tmp_path).issues)), "a mended page is no longer an issue"


def test_a_redirect_is_followed_live_and_when_read_again(
    tmp_path: Path, publisher: Publisher
) -> None:
    publisher.serve("/latest.xml", b"", status=302, Location="/2031/a.xml")
    publisher.serve("/2031/a.xml", statute())
    declare(tmp_path, publisher, {"url": "/latest.xml"})
    done = run(tmp_path)
    assert not kinds(done), [*done.issues, *done.reading.issues]
    (path,) = act_paths(Folder(tmp_path))
    assert read_act(path).url == f"{publisher.address}/latest.xml"
    before = acts_of(tmp_path)
    path.unlink()
    (tmp_path / "raw" / "index.cdxj").unlink()
    assert not read(Folder(tmp_path)).issues
    assert acts_of(tmp_path) == before


def test_a_personal_key_reaches_the_publisher_and_not_the_archive(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.serve("/law?OC=s3%2Fcret9&id=1", statute())
    key = {"placeholder": "<key>", "env": "LEXGAP_KEY_XV"}
    declare(tmp_path, publisher, {"url": "/law?OC=<key>&id=1"}, key=key)
    assert kinds(run(tmp_path, 1)) == {"key"}
    monkeypatch.setenv("LEXGAP_KEY_XV", "s3/cret9")
    done = run(tmp_path, 2)
    assert not kinds(done), [*done.issues, *done.reading.issues]
    assert len(act_paths(Folder(tmp_path))) == 1
    warc = gzip.decompress((tmp_path / "raw" / "run-2.warc.gz").read_bytes())
    assert b"cret9" not in warc
    everything = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".gz"]
    assert not [p for p in everything if b"cret9" in p.read_bytes()]


def test_fewer_provisions_than_declared_is_an_issue(tmp_path: Path, publisher: Publisher) -> None:
    publisher.serve("/a.xml", statute())
    entry = {"url": "/a.xml", "must_have": ["1", "77"], "provisions": 50}
    declare(tmp_path, publisher, entry, expectations={"acts": 3})
    for done in (run(tmp_path).reading, read(Folder(tmp_path))):
        messages = [i.message for i in done.issues if i.kind == "expectation"]
        assert len(messages) == 3
        assert any("77" in m and "1," not in m for m in messages)
        assert any("expected at least 50" in m for m in messages)
        assert any("expected at least 3" in m for m in messages)
    assert len(list(read_lines(Folder(tmp_path).issues))) == 3, "a second read repeats no issue"


def test_the_index_says_what_is_archived(tmp_path: Path, publisher: Publisher) -> None:
    sent = publisher.serve("/a.xml", statute(), squeeze=True, ETag='"v1"')
    declare(tmp_path, publisher, {"url": "/a.xml"})
    run(tmp_path)
    lines = (tmp_path / "raw" / "index.cdxj").read_text("utf-8").splitlines()
    rows = [json.loads(line.split(" ", 2)[2]) for line in lines]
    (row,) = [row for row in rows if row["url"].endswith("/a.xml")]
    assert (row["status"], row["mime"], row["etag"]) == ("200", "application/xml", '"v1"')
    assert row["digest"] == f"sha256:{hashlib.sha256(sent).hexdigest()}"
    assert row["filename"] == "run-1.warc.gz"
