"""Replay: a recording answers through the same spider and page classes, without a network."""

import gzip
import hashlib
import shutil
import socket
from pathlib import Path

import pytest
from publisher import declare, publishing, statute

from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.crawlers.reading import read
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a live crawl of three acts, one redirected; the publisher is gone."""
    data = tmp_path_factory.mktemp("recorded")
    with publishing() as publisher:
        publisher.serve("/a.xml", statute(), squeeze=True)
        publisher.serve("/b.xml", b"", status=301, Location="/2031/b.xml")
        publisher.serve("/2031/b.xml", statute(fine=10))
        publisher.serve("/c.xml", statute(fine=11))
        declare(data, publisher, *({"url": f"/{name}.xml"} for name in "abc"))
        done = crawl(Folder(data), ["varonia"], run="live")
        publisher.serve("/c.xml", statute("2032-01-01", fine=12))
        done = crawl(Folder(data), ["varonia"], run="later")
    assert not [*done.issues, *done.reading.issues]
    return data


@pytest.fixture
def fresh(tmp_path: Path, recorded: Path) -> Folder:
    """An empty data folder with the same country file."""
    shutil.copytree(recorded / "sources", tmp_path / "sources")
    return Folder(tmp_path)


def warc(recorded: Path, run: str = "live") -> Path:
    return recorded / "raw" / f"{run}.warc.gz"


def replay(folder: Folder, path: Path, *names: str) -> Crawl:
    return crawl(folder, names, run="replayed", replay=path)


def acts_of(folder: Folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in act_paths(folder)}


def test_replay_gives_the_acts_of_the_live_crawl(fresh: Folder, recorded: Path) -> None:
    for run in ("live", "later"):
        done = replay(fresh, warc(recorded, run))
        assert not [*done.issues, *done.reading.issues]
    assert len(acts_of(fresh)) == 4
    assert acts_of(fresh) == acts_of(Folder(recorded))


def test_a_recording_of_what_did_not_change_needs_the_one_before(
    fresh: Folder, recorded: Path
) -> None:
    done = replay(fresh, warc(recorded, "later"))
    assert {i.kind for i in done.reading.issues} == {"not-recorded"}
    assert {i.where[-6:] for i in done.reading.issues} == {"/a.xml", "/b.xml"}
    done = replay(fresh, warc(recorded))
    assert not done.reading.issues
    assert acts_of(fresh) == acts_of(Folder(recorded))


def test_a_replayed_folder_is_read_offline(fresh: Folder, recorded: Path) -> None:
    path = shutil.copy(warc(recorded), fresh.root / "moved.warc.gz")
    replay(fresh, Path(path))
    Path(path).unlink()
    before = acts_of(fresh)
    shutil.rmtree(fresh.acts)
    done = read(fresh)
    assert not done.issues
    assert acts_of(fresh) == before


def test_replaying_twice_archives_once(fresh: Folder, recorded: Path) -> None:
    replay(fresh, warc(recorded))
    before = {p: p.read_bytes() for p in fresh.raw.rglob("*") if p.is_file()}
    done = replay(fresh, warc(recorded))
    assert done.reading.counts[-1].unchanged == 3
    assert {p: p.read_bytes() for p in fresh.raw.rglob("*") if p.is_file()} == before


def test_records_are_copied_as_they_are(fresh: Folder, recorded: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    def responses(path: Path) -> dict[str, tuple[str, str, bytes]]:
        with path.open("rb") as file:
            return {
                r.rec_headers["WARC-Record-ID"]: (
                    r.rec_headers["WARC-Date"],
                    str(r.http_headers.headers),
                    r.raw_stream.read(),
                )
                for r in ArchiveIterator(file, check_digests="raise")
                if r.rec_type == "response"
            }

    replay(fresh, warc(recorded))
    copied = responses(fresh.raw / "replayed.warc.gz")
    original = responses(warc(recorded))
    assert copied
    assert copied.items() <= original.items()


def test_nothing_goes_out(fresh: Folder, recorded: Path) -> None:
    """The addresses of the recording are on a loopback port that would count any connection."""
    port = int(address_of(fresh).rsplit(":", 1)[1])
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
        server.listen()
        server.settimeout(0.2)
        done = replay(fresh, warc(recorded))
        assert len(done.reading.counts) == 1
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_is_not_recorded_is_said(fresh: Folder, recorded: Path) -> None:
    with publishing() as elsewhere:
        path = declare(fresh.root, elsewhere, {"url": "/new.xml"})
    done = replay(fresh, warc(recorded), "varonia")
    assert [(i.kind, i.where) for i in done.issues] == [("not-recorded", "varonia.yml")]
    assert done.absent == {"varonia": [f"{elsewhere.address}/new.xml"]}
    assert path.exists()


def test_an_address_missing_beside_others_is_no_issue(fresh: Folder, recorded: Path) -> None:
    path = fresh.root / "sources" / "varonia.yml"
    path.write_text(path.read_text("utf-8").replace("/c.xml", "/d.xml"), "utf-8")
    done = replay(fresh, warc(recorded), "varonia")
    assert not [*done.issues, *done.reading.issues]
    assert [url[-6:] for url in done.absent["varonia"]] == ["/d.xml"]
    assert done.reading.counts[0].absent == 1
    assert len(acts_of(fresh)) == 2


@pytest.mark.parametrize("lost", [1, 9, 400])
def test_a_recording_cut_short_gives_what_stands_before(
    fresh: Folder, recorded: Path, lost: int
) -> None:
    data = warc(recorded).read_bytes()
    cut = fresh.root / "cut.warc.gz"
    cut.write_bytes(data[:-lost])
    done = replay(fresh, cut)
    assert str(cut) in done.cut
    assert "at byte" in done.cut
    assert 1 <= len(acts_of(fresh)) <= 3
    whole = acts_of(Folder(recorded))
    assert acts_of(fresh).items() <= whole.items()


def write_foreign(path: Path, address: str, body: bytes, **headers: str) -> None:
    """A recording of another crawler: not compressed, no digests."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        record = writer.create_warc_record(
            f"{address}/a.xml",
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders("200 OK", named, protocol="HTTP/1.1"),
        )
        record.rec_headers.remove_header("WARC-Payload-Digest")
        writer.write_record(record)


def address_of(folder: Folder) -> str:
    text = (folder.root / "sources" / "varonia.yml").read_text("utf-8")
    return "http://127.0.0.1:" + text.split("http://127.0.0.1:")[1].split("/")[0].split("\n")[0]


def test_a_recording_of_another_crawler_is_replayed(fresh: Folder) -> None:
    squeezed = gzip.compress(statute())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    path = fresh.root / "foreign.warc"
    write_foreign(
        path,
        address_of(fresh),
        chunked,
        Transfer_Encoding="chunked",
        Content_Encoding="gzip",
    )
    done = replay(fresh, path)
    assert not [*done.issues, *done.reading.issues]
    (act,) = [read_act(file) for file in act_paths(fresh)]
    assert act.sha256 == hashlib.sha256(statute()).hexdigest()


def test_an_uncompressed_recording_cut_short_is_told_too(fresh: Folder) -> None:
    path = fresh.root / "foreign.warc"
    write_foreign(path, address_of(fresh), statute(), Content_Type="application/xml")
    path.write_bytes(path.read_bytes()[:-150])
    with pytest.raises(BadInputError, match=r"foreign\.warc: .*bytes are missing"):
        replay(fresh, path)


def test_a_damaged_recording_names_the_place(fresh: Folder, recorded: Path) -> None:
    from lexgap.crawlers.warc import scan

    rows, _ = scan(warc(recorded), "")
    data = bytearray(warc(recorded).read_bytes())
    for n in range(rows[2].offset + 20, rows[2].offset + 40):
        data[n] ^= 0xFF
    path = fresh.root / "damaged.warc.gz"
    path.write_bytes(data)
    done = replay(fresh, path)
    assert f"{path}: cut short or damaged at byte {rows[2].offset}" in done.cut


@pytest.mark.parametrize("content", [b"", b"a statute of Varonia\n", b"\x1f\x8b\x08\x00"])
def test_a_file_that_is_no_warc_is_bad_input(fresh: Folder, content: bytes) -> None:
    path = fresh.root / "no.warc.gz"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"no\.warc\.gz: not a WARC"):
        replay(fresh, path)
    assert not fresh.acts.exists()


def test_a_missing_recording_is_bad_input(fresh: Folder) -> None:
    with pytest.raises(BadInputError, match=r"none\.warc\.gz: No such file"):
        replay(fresh, fresh.root / "none.warc.gz")


def test_versions_of_one_address_in_one_recording_all_count(fresh: Folder, recorded: Path) -> None:
    both = fresh.root / "both.warc.gz"
    both.write_bytes(warc(recorded).read_bytes() + warc(recorded, "later").read_bytes())
    done = replay(fresh, both)
    assert not done.cut
    days = {
        str(act.as_at) for path in act_paths(fresh) if (act := read_act(path)).work.endswith("2")
    }
    assert days == {"2031-05-01", "2032-01-01"}


RECORDED = (
    "bangladesh belgium canada estonia finland germany norway taiwan united-states".split()  # noqa: SIM905
)


@pytest.mark.corpus
def test_the_recorded_crawl_of_real_law_is_read_without_an_issue(
    tmp_path: Path, corpus: Path
) -> None:
    path, folder = corpus / "recorded.warc.gz", Folder(tmp_path)
    done = crawl(folder, RECORDED, run="corpus", replay=path)
    assert not [*done.issues, *done.reading.issues]
    assert {count.name for count in done.reading.counts if count.acts} == set(RECORDED)
    works: dict[str, set[str]] = {}
    for file in act_paths(folder):
        act = read_act(file)
        works.setdefault(act.work, set()).add(act.language)
        names = [provision.id for provision in act.provisions]
        assert len(names) == len(set(names)), act.id
        assert {p.parent for p in act.provisions} - {None} <= set(names), act.id
    assert works["ca/i-20.7"] == {"en", "fr"}
    before = acts_of(folder)
    shutil.rmtree(folder.acts)
    assert not read(folder).issues
    assert acts_of(folder) == before
