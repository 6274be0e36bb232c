"""The same recording again: only checked, unless something it rests on is another."""

import hashlib
import shutil
from pathlib import Path

import pytest

from lexgap.analysis import embedded
from lexgap.crawlers import crawl as crawling
from lexgap.crawlers.crawl import Crawl, crawl
from lexgap.schema.store import Folder, act_paths

NAMES = ["fictional-belmora", "fictional-sundmark", "fictional-varonia"]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder into which the sample was replayed."""
    found = Folder(tmp_path / "data")
    embedded.lay_sources(found)
    done = again(found)
    assert done.responses == {NAMES[0]: 1, NAMES[1]: 2, NAMES[2]: 3}
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> list[list[str]]:
    """Countries for which the spider is started from now on, a list a start."""
    found: list[list[str]] = []
    original = crawling._spider

    def spider(job: dict[str, list[str]]) -> object:
        found.append(job["countries"])
        return original(job)

    monkeypatch.setattr(crawling, "_spider", spider)
    return found


def again(folder: Folder) -> Crawl:
    done = crawl(folder, NAMES, run="again", replay=embedded.RECORDING)
    assert not [*done.issues, *done.reading.issues]
    return done


def files(folder: Folder) -> dict[str, str]:
    return {
        path.relative_to(folder.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.root.rglob("*")
        if path.is_file()
    }


def test_the_spider_is_not_started_again(folder: Folder, asked: list[list[str]]) -> None:
    before = files(folder)
    done = again(folder)
    assert asked == []
    assert done.responses == {NAMES[0]: 1, NAMES[1]: 2, NAMES[2]: 3}
    assert sum(count.unchanged for count in done.reading.counts) == 6
    assert done.asked == NAMES
    assert files(folder) == before


def test_a_new_address_is_asked_for(folder: Folder, asked: list[list[str]]) -> None:
    path = folder.root / "sources" / "fictional-belmora.yml"
    text = path.read_text("utf-8")
    url = next(line for line in text.splitlines() if line.startswith("  - url:"))
    path.write_text(f"{text}{url}x\n    work: more\n", "utf-8")
    done = again(folder)
    assert asked == [[NAMES[0]]]
    assert len(done.absent[NAMES[0]]) == 1
    assert again(folder).absent == done.absent
    assert len(asked) == 1


def test_what_the_archive_lost_is_archived_again(folder: Folder, asked: list[list[str]]) -> None:
    before = {p.name: p.read_bytes() for p in act_paths(folder)}
    (folder.raw / "again.warc.gz").unlink()
    again(folder)
    assert asked == [NAMES]
    assert {p.name: p.read_bytes() for p in act_paths(folder)} == before


def test_another_recording_is_replayed(
    folder: Folder, asked: list[list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "twice.warc.gz"
    path.write_bytes(embedded.RECORDING.read_bytes() * 2)
    crawl(folder, NAMES, run="other", replay=path)
    assert asked == [NAMES]


def test_a_missing_recording_is_told_though_one_was_replayed(folder: Folder) -> None:
    from lexgap.schema.store import BadInputError

    with pytest.raises(BadInputError, match=r"none\.warc\.gz: No such file"):
        crawl(folder, NAMES, run="none", replay=folder.root / "none.warc.gz")


@pytest.mark.corpus
def test_two_replays_of_real_law_give_the_same_acts(corpus: Path, tmp_path: Path) -> None:
    names, found = ["canada", "estonia", "taiwan"], []
    for place in ("one", "two"):
        folder = Folder(tmp_path / place)
        crawl(folder, names, run=place, replay=corpus / "recorded.warc.gz")
        found.append({k: v for k, v in files(folder).items() if k.startswith("acts/")})
        shutil.rmtree(folder.raw)
    assert len(found[0]) > 10
    assert found[0] == found[1]
