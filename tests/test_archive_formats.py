"""The archive as other programs read it: warcio, FastWARC, cdxj-indexer; requests, POSTs, chunks."""

import gzip
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from publisher import declare, publishing, statute
from warcio.archiveiterator import ArchiveIterator

from lexgap.crawlers.archive import Archive
from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.crawlers.reading import read
from lexgap.schema.store import Folder, act_paths, read_act

NAMES = ("run-1", "run-2")
FORM, JSON = {"act": "café 12", "lang": "en"}, {"act": {"number": 12}, "lang": "en"}


def entries() -> list[dict[str, Any]]:
    return [
        {"url": "/a.xml", "work": "plain"},
        {"url": "/moved.xml", "work": "moved"},
        {"url": "/find", "work": "by-form", "form": FORM},
        {"url": "/find", "work": "by-json", "json_body": JSON},
        {"url": "/kept", "work": "kept", "json_body": JSON},
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Two live crawls: a page, redirects, POSTs; in the second one text is new."""
    data = tmp_path_factory.mktemp("archive")
    with publishing() as publisher:
        publisher.serve("/a.xml", statute(fine=1), squeeze=True, ETag='"one"')
        publisher.serve("/moved.xml", b"", status=302, Location="/b.xml")
        publisher.serve("/b.xml", statute(fine=2), chunks=True)
        publisher.answer("/find", FORM, statute(fine=3))
        publisher.answer("/find", JSON, statute(fine=4))
        publisher.serve("/kept", b"", status=307, Location="/answers")
        publisher.answer("/answers", JSON, statute(fine=5))
        declare(data, publisher, *entries())
        first = crawl(Folder(data), ["varonia"], run=NAMES[0])
        publisher.answer("/find", JSON, statute("2032-01-01", fine=6))
        second = crawl(Folder(data), ["varonia"], run=NAMES[1])
    for done in (first, second):
        assert not [*done.issues, *done.reading.issues]
    return Folder(data)


def fines(folder: Folder) -> dict[str, list[str]]:
    """The fine of each version of each work, by work."""
    found: dict[str, list[str]] = {}
    for path in act_paths(folder):
        act = read_act(path)
        text = next(p.text for p in act.provisions if "florins" in p.text)
        found.setdefault(act.work, []).append(text.split()[-2])
    return found


def test_posts_are_asked_archived_and_read(crawled: Folder) -> None:
    assert fines(crawled) == {
        "xv/plain": ["1"],
        "xv/moved": ["2"],
        "xv/by-form": ["3"],
        "xv/by-json": ["4", "6"],
        "xv/kept": ["5"],
    }


def records(path: Path) -> list[Any]:
    """Every record as warcio reads it, with its payload."""
    with path.open("rb") as file:
        return [
            (record, record.raw_stream.read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def test_one_file_a_run_holds_each_request_and_its_response(crawled: Folder) -> None:
    files = sorted(path.name for path in crawled.raw.iterdir())
    assert files == ["index.cdxj", "run-1.warc.gz", "run-2.warc.gz"]
    for name in NAMES:
        found = records(crawled.raw / f"{name}.warc.gz")
        assert {record.rec_headers.protocol for record, _ in found} == {"WARC/1.1"}
        assert found[0][0].rec_type == "warcinfo"
        answers = {
            record.rec_headers["WARC-Record-ID"]: record
            for record, _ in found
            if record.rec_type in ("response", "revisit")
        }
        asked = [(record, body) for record, body in found if record.rec_type == "request"]
        assert {record.rec_headers["WARC-Concurrent-To"] for record, _ in asked} == set(answers)
        assert len(asked) == len(answers) == 8, "robots.txt, five entries, two more after redirects"
        bodies = {body for record, body in asked if record.http_headers.protocol == "POST"}
        assert bodies == {b"act=caf%C3%A9+12&lang=en", json.dumps(JSON, sort_keys=True).encode()}
        for record, body in asked:
            declared = record.http_headers.get_header("Content-Length")
            assert declared == (str(len(body)) if body else None)


def test_what_did_not_change_is_a_revisit_of_the_response_it_repeats(crawled: Folder) -> None:
    first = {
        (record.rec_headers["WARC-Target-URI"], record.rec_headers["WARC-Date"]): record
        for record, _ in records(crawled.raw / "run-1.warc.gz")
        if record.rec_type == "response"
    }
    again = [r for r, _ in records(crawled.raw / "run-2.warc.gz") if r.rec_type == "revisit"]
    assert len(again) == 4
    for record in again:
        key = [record.rec_headers[f"WARC-Refers-To-{name}"] for name in ("Target-URI", "Date")]
        digest = record.rec_headers["WARC-Payload-Digest"]
        assert first[key[0], key[1]].rec_headers["WARC-Payload-Digest"] == digest
        status = record.http_headers.get_statuscode()
        profile = "server-not-modified" if status == "304" else "identical-payload-digest"
        assert record.rec_headers["WARC-Profile"].endswith(f"1.1/revisit/{profile}")
    assert {r.http_headers.get_statuscode() for r in again} == {"200", "304"}


def fast(path: Path) -> list[tuple[str, bytes]]:
    """Every record as FastWARC reads it, with its payload."""
    found = []
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False):
            assert record.verify_block_digest()
            if record.is_http:
                record.parse_http()
            found.append((record.record_id, record.reader.read()))
    return found


def test_fastwarc_reads_the_same(crawled: Folder) -> None:
    for name in NAMES:
        path = crawled.raw / f"{name}.warc.gz"
        ours = [(record.rec_headers["WARC-Record-ID"], body) for record, body in records(path)]
        assert fast(path) == ours
    with (crawled.raw / "run-1.warc.gz").open("rb") as file:
        found = [
            (record.http_headers["Content-Encoding"], record.reader.read())
            for record in FastIterator(file, record_types=WarcRecordType.response)
            if record.headers["WARC-Target-URI"].endswith("/a.xml")
        ]
    ((encoding, body),) = found
    assert encoding == "gzip"
    assert gzip.decompress(body) == statute(fine=1)


def index(folder: Folder) -> list[tuple[str, str, dict[str, str]]]:
    lines = (folder.raw / "index.cdxj").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    return [(key, stamp, json.loads(rest)) for key, stamp, rest in (x.split(" ", 2) for x in lines)]


def test_the_index_is_what_another_indexer_makes(crawled: Folder) -> None:
    from cdxj_indexer.main import CDXJIndexer

    out = io.StringIO()
    paths = [str(crawled.raw / f"{name}.warc.gz") for name in NAMES]
    CDXJIndexer(out, paths, post_append=True, sort=True).process_all()
    theirs = [line.split(" ", 2) for line in out.getvalue().splitlines()]
    ours = index(crawled)
    names = (
        "url",
        "mime",
        "status",
        "digest",
        "length",
        "offset",
        "filename",
        "method",
        "requestBody",
    )
    assert len(ours) == len(theirs) == 16
    expected = [(key, stamp, json.loads(rest)) for key, stamp, rest in theirs]
    plain = [
        [
            (key, stamp, {name: value for name, value in fields.items() if name in names})
            for key, stamp, fields in rows
            # It indexes a revisit of a POST as if it were one of a GET.
            if (fields.get("mime") != "warc/revisit" or fields["url"].endswith(".xml"))
        ]
        for rows in (ours, expected)
    ]
    assert len(plain[0]) == 14
    assert plain[0] == plain[1]


def test_the_index_leads_other_readers_to_the_bytes(crawled: Folder) -> None:
    for _, _, fields in index(crawled):
        data = (crawled.raw / fields["filename"]).read_bytes()
        start = int(fields["offset"])
        member = gzip.decompress(data[start : start + int(fields["length"])])
        record = next(iter(FastIterator(io.BytesIO(member), parse_http=True)))
        assert record.headers["WARC-Target-URI"] == fields["url"]
        if record.record_type == WarcRecordType.response:
            digest = hashlib.sha256(record.reader.read()).hexdigest()
            assert fields["digest"] == f"sha256:{digest}"


def replayed(folder: Folder, root: Path, *runs: str) -> tuple[Folder, list[Crawl]]:
    fresh = Folder(root)
    (root / "sources").mkdir(parents=True)
    text = (folder.root / "sources" / "varonia.yml").read_text("utf-8")
    (root / "sources" / "varonia.yml").write_text(text, "utf-8")
    done = [
        crawl(fresh, ["varonia"], run=f"again-{run}", replay=folder.raw / f"{run}.warc.gz")
        for run in runs
    ]
    return fresh, done


def digests(folder: Folder) -> dict[str, str]:
    return {
        path.relative_to(folder.acts).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in act_paths(folder)
    }


def test_two_replays_give_the_same_acts_redirects_and_posts_included(
    crawled: Folder, tmp_path: Path
) -> None:
    one, done = replayed(crawled, tmp_path / "one", *NAMES)
    assert not [issue for crawl in done for issue in [*crawl.issues, *crawl.reading.issues]]
    two, _ = replayed(crawled, tmp_path / "two", *NAMES)
    assert len(digests(one)) == 6
    assert digests(one) == digests(two) == digests(crawled)
    three, _ = replayed(one, tmp_path / "three", *(f"again-{name}" for name in NAMES))
    assert digests(three) == digests(one), "a replay archives what a replay needs"


def test_what_is_asked_is_known_again_from_the_files_alone(crawled: Folder, tmp_path: Path) -> None:
    one, _ = replayed(crawled, tmp_path / "one", *NAMES)
    before = (one.raw / "index.cdxj").read_bytes()
    (one.raw / "index.cdxj").unlink()
    for path in act_paths(one):
        path.unlink()
    assert not read(one).issues
    assert (one.raw / "index.cdxj").read_bytes() == before
    assert digests(one) == digests(crawled)
    assert {row.method for row in Archive(one).rows} == {"GET", "POST"}
