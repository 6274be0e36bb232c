"""The archive and reading it again: whole files only, the same acts each time."""

import gzip
import json
import os
from pathlib import Path

import pytest
from publisher import declare, publishing, statute

from lexgap.crawlers import memory, reading
from lexgap.crawlers.archive import Archive, Run
from lexgap.crawlers.crawl import crawl
from lexgap.crawlers.reading import read
from lexgap.crawlers.warc import CutShort, payload, scan
from lexgap.schema.store import BadInputError, Folder, act_paths


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("crawled")
    with publishing() as publisher:
        publisher.serve("/a.xml", statute(), squeeze=True)
        publisher.serve("/b.xml", statute(fine=10))
        declare(data, publisher, {"url": "/a.xml"}, {"url": "/b.xml"})
        done = crawl(Folder(data), ["varonia"], run="run-1")
    assert not [*done.issues, *done.reading.issues]
    return data


@pytest.fixture
def folder(tmp_path: Path, crawled: Path) -> Folder:
    import shutil

    shutil.copytree(crawled, tmp_path / "data")
    return Folder(tmp_path / "data")


def snapshot(folder: Folder) -> dict[str, bytes]:
    files = [*act_paths(folder), folder.acts / "reading.jsonl"]
    return {path.name: path.read_bytes() for path in files}


def count_parses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    parsed: list[int] = []
    original = reading.Reader.parse

    def parse(self: reading.Reader, n: int, row: object) -> object:
        parsed.append(n)
        return original(self, n, row)

    monkeypatch.setattr(reading.Reader, "parse", parse)
    return parsed


def test_two_reads_give_the_same_bytes(folder: Folder) -> None:
    before = snapshot(folder)
    for path in act_paths(folder):
        path.unlink()
    (folder.acts / "reading.jsonl").unlink()
    read(folder)
    assert snapshot(folder) == before


def test_what_did_not_change_is_not_read_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = count_parses(monkeypatch)
    done = read(folder)
    assert parsed == []
    (count,) = [count for count in done.counts if count.name == "varonia"]
    assert (count.acts, count.unchanged) == (2, 2)
    act_paths(folder)[0].write_text("{}\n", "utf-8")
    read(folder)
    assert len(parsed) == 1, "a changed act file is written again"


def test_other_code_reads_everything_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = count_parses(monkeypatch)
    monkeypatch.setattr(memory, "code", lambda module: f"another version of {module}")
    before = snapshot(folder)
    read(folder)
    assert parsed == [0, 1]
    after = snapshot(folder)
    assert before.pop("reading.jsonl") != after.pop("reading.jsonl")
    assert before == after


def test_the_code_of_a_page_class_is_all_that_it_imports_of_ours() -> None:
    found = memory.imported("lexgap.crawlers.formats.lims")
    assert {"lexgap.crawlers.formats.xml", "lexgap.crawlers.page", "lexgap.schema.ids"} <= found
    assert "lexgap.crawlers.formats.gii" not in found
    assert memory.code("lexgap.crawlers.formats.lims") != memory.code("lexgap.crawlers.formats.gii")


def test_an_interrupted_read_goes_on_where_it_stopped(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(folder)
    for path in act_paths(folder):
        path.unlink()
    (folder.acts / "reading.jsonl").unlink()

    def stop(_: str, done: int, __: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    chosen = [reading.countries(folder)["varonia"]]
    with pytest.raises(KeyboardInterrupt):
        read(folder, chosen, stop)
    with (folder.acts / "reading.jsonl").open("a") as file:
        file.write('{"mark": "cut by a cra')
    parsed = count_parses(monkeypatch)
    read(folder)
    assert parsed == [1]
    assert snapshot(folder) == before


def test_two_entries_that_yield_one_act_are_an_issue(folder: Folder) -> None:
    path = folder.root / "sources" / "varonia.yml"
    path.write_text(path.read_text("utf-8").replace("act-1", "act-0"), "utf-8")
    for _ in range(2):
        done = read(folder)
        (issue,) = done.issues
        assert issue.where.endswith("/b.xml")
        assert "xv/act-0/en@2031-05-01 is what another entry yields too" in issue.message
        (act,) = act_paths(folder)
        assert "9 florins" in act.read_text("utf-8"), "the first entry counts"


def test_an_act_that_its_source_no_longer_yields_is_removed(folder: Folder) -> None:
    path = folder.root / "sources" / "varonia.yml"
    text = path.read_text("utf-8")
    imported = folder.acts / "xv" / "own--en.jsonl"
    rows = act_paths(folder)[0].read_text("utf-8").splitlines()
    head = json.loads(rows[0]) | {"source": "import", "id": "xv/own/en"}
    imported.write_text("\n".join([json.dumps(head), *rows[1:]]) + "\n", "utf-8")
    path.write_text(text.replace("/b.xml", "/gone.xml"), "utf-8")
    done = read(folder)
    assert [p.name for p in done.removed] == ["act-1-en-at-2031-05-01.jsonl"]
    assert imported.exists()
    path.unlink()
    read(folder)
    assert act_paths(folder) == [imported], "acts of a country file that is gone go too"


def test_a_file_being_written_is_not_read(folder: Folder) -> None:
    whole = folder.raw / "run-1.warc.gz"
    (folder.raw / ".run-2.warc.gz.part").write_bytes(whole.read_bytes()[:-50])
    archive = Archive(folder)
    assert not archive.cut
    assert {row.file for row in archive.rows} == {"run-1.warc.gz"}


def test_a_crash_leaves_no_file_a_reader_takes(tmp_path: Path) -> None:
    run = Run(tmp_path / "raw", "run-1")
    assert not list((tmp_path / "raw").glob("[!.]*"))
    run.close()
    assert not list((tmp_path / "raw").iterdir()), "a run without responses is dropped"


def test_the_index_is_made_anew_where_it_is_lost_or_damaged(folder: Folder) -> None:
    index = folder.raw / "index.cdxj"
    before = index.read_bytes()
    for damage in (None, before[:-30], b"not an index\n", b'{"url": "x"}\n'):
        if damage is None:
            index.unlink()
        else:
            index.write_bytes(damage)
        Archive(folder)
        assert index.read_bytes() == before


def test_a_second_run_of_the_same_name_replaces_nothing(folder: Folder) -> None:
    run = Run(folder.raw, "run-1")
    assert run.name == "run-1-2.warc.gz"
    run.file.close()


def test_a_damaged_archive_is_told_and_the_rest_is_read(folder: Folder) -> None:
    path = folder.raw / "run-1.warc.gz"
    (row,) = [row for row in Archive(folder).rows if row.url.endswith("/b.xml")]
    os.truncate(path, row.offset + 200)
    with pytest.raises(BadInputError, match=r"differs from the index|no record at byte"):
        Archive(folder).body(row)
    (folder.raw / "index.cdxj").unlink()
    done = read(folder)
    assert len(done.cut) == 1
    assert isinstance(done.cut[0], CutShort)
    assert str(path) in str(done.cut[0])
    assert len(act_paths(folder)) == 1


def test_a_response_that_decodes_to_too_much_is_refused(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lexgap.crawlers import warc

    monkeypatch.setattr(warc, "LARGEST", 100)
    path = folder.raw / "run-1.warc.gz"
    rows, _ = scan(path, "x")
    (row,) = [row for row in rows if row.url.endswith("/a.xml")]
    with pytest.raises(BadInputError, match="more than 100 bytes"):
        payload(path, row.offset)


def test_a_payload_that_differs_from_its_digest_is_damage(folder: Folder, tmp_path: Path) -> None:
    path = folder.raw / "run-1.warc.gz"
    rows, _ = scan(path, "x")
    (row,) = [row for row in rows if row.url.endswith("/b.xml")]
    data = path.read_bytes()
    member = gzip.decompress(data[row.offset :])
    changed = tmp_path / "changed.warc.gz"
    changed.write_bytes(
        data[: row.offset] + gzip.compress(member.replace(b"10 florins", b"99 florins"))
    )
    assert b"10 florins" in member
    found, cut = scan(changed, "x")
    assert cut is not None
    assert f"byte {row.offset} (the payload differs from its digest)" in str(cut)
    assert row.url not in {r.url for r in found}
