"""Versions of acts and what changed between them: recorded, kept, listed, built."""

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_support import call_on as call
from publisher import Publisher, declare, publishing, statute

from lexgap.analysis import embedded, sample
from lexgap.analysis.imports import import_files, interchange_files
from lexgap.crawlers import history, reading
from lexgap.crawlers.comparison import compared
from lexgap.crawlers.crawl import crawl
from lexgap.schema.models import Act
from lexgap.schema.store import Folder, act_paths, read_act, write_act

SAMPLE = {
    ("changed", "1"), ("changed", "1(a)"), ("changed", "8"), ("changed", "10"), ("added", "9"),
    ("added", "7"), ("added", "7(1)"), ("added", "7(2)"), ("added", "7(3)"),
}  # fmt: skip
"""What a reader finds that Varonia's act of 2025 has against that of 2021."""


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample, built."""
    folder = Folder(tmp_path_factory.mktemp("changes") / "data")
    sample.build_sample(folder, quiet=True)
    return folder


def test_the_sample_has_one_act_in_two_versions(sampled: Folder) -> None:
    changes = history.recorded(sampled)
    assert {(change.kind, change.citation) for change in changes} == SAMPLE
    assert len(changes) == len(SAMPLE)
    acts = {act.id: act for act in map(read_act, act_paths(sampled))}
    for change in changes:
        assert (change.work, change.since, change.day, change.seen) == (
            "xa/c-12", dt.date(2021, 1, 15), dt.date(2025, 3, 1), dt.date(2025, 3, 10),
        )  # fmt: skip
        for act, provision, text in (
            (change.older, change.provision_before, change.before),
            (change.newer, change.provision_after, change.after),
        ):
            texts = [p.text for p in acts[act].provisions if p.id == provision]
            assert texts == ([text] if provision else [])
        assert (change.provision_before is None) == (change.kind == "added")
    first, second = history.versions(sampled)
    assert (first.number, second.number) == (1, 2)
    assert (second.added, second.removed, second.changed) == (5, 0, 4)
    assert all((sampled.root / version.file).is_file() for version in (first, second))


def test_the_command_lists_them(sampled: Folder) -> None:
    done = call(sampled.root, "changes")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "(xa/c-12), 2021-01-15 to 2025-03-01: xa/c-12/en@2025-03-01" in lines[0]
    assert {tuple(line.split()[:2]) for line in lines[1:-1]} == SAMPLE
    assert lines[-1] == "9 provisions of 1 act: 5 added, 0 removed, 4 changed"
    told = json.loads(call(sampled.root, "changes", "--json").stdout)
    assert {(row["kind"], row["citation"]) for row in told} == SAMPLE


@pytest.mark.parametrize(
    "since, count", [("2021-01-16", 9), ("2025-03-01", 9), ("2025-03-10", 9), ("2025-03-11", 0)]
)
def test_since_a_day(sampled: Folder, since: str, count: int) -> None:
    told = call(sampled.root, "changes", "--since", since, "--json")
    assert len(json.loads(told.stdout)) == count


def test_nothing_changed_and_no_day(sampled: Folder, tmp_path: Path) -> None:
    assert call(tmp_path, "changes").stdout == "no changes\n"
    done = call(sampled.root, "changes", "--since", "2030-01-01")
    assert (done.exit_code, done.stdout) == (0, "no changes since 2030-01-01\n")
    assert call(tmp_path, "changes", "--json").stdout == "[]\n"
    done = call(tmp_path, "changes", "--since", "yesterday")
    assert done.exit_code == 2
    assert "--since yesterday: no day; write it like 2026-01-31" in done.stderr


def test_they_reach_the_database(sampled: Folder) -> None:
    connection = sqlite3.connect(sampled.database)
    rows = connection.execute("SELECT kind, citation, items FROM changes").fetchall()
    assert {(kind, citation) for kind, citation, _ in rows} == SAMPLE
    items = {citation: set(json.loads(found)) for _, citation, found in rows}
    assert "off-possession-simple" in items["7(1)"]
    assert "off-grooming-online" in items["9"]
    days = connection.execute("SELECT number, day, added FROM versions ORDER BY 1").fetchall()
    assert days == [(1, "2021-01-15", 0), (2, "2025-03-01", 5)]


def mended(fine: int, extra: str = "") -> bytes:
    """The Lantern Act, each time of the same day: another text under the same identifier."""
    return statute(fine=fine).decode().replace("</Body>", f"{extra}</Body>").encode()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as found:
        yield found


def texts(folder: Folder) -> dict[str, str]:
    """The fine in each file of the act, by file."""
    files = [*act_paths(folder), *sorted((folder.changes / "texts").glob("*/*.jsonl"))]
    acts = {path.relative_to(folder.root).parts[0] + path.name: read_act(path) for path in files}
    return {
        name: next(p.text for p in act.provisions if "florins" in p.text).split()[-2]
        for name, act in acts.items()
    }


def test_another_text_of_the_same_date_leaves_its_older_version(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    declare(tmp_path, publisher, {"url": "/a.xml"})
    publisher.serve("/a.xml", mended(9))
    crawl(folder, ["varonia"], run="run-1")
    assert not history.recorded(folder)
    assert list(texts(folder).values()) == ["9"]
    section = "<Section><Label>3</Label><Text>Lamps are lanterns.</Text></Section>"
    publisher.serve("/a.xml", mended(12, section))
    done = crawl(folder, ["varonia"], run="run-2")
    assert not done.reading.issues
    assert sorted(texts(folder).values()) == ["12", "9"]
    (act,) = map(read_act, act_paths(folder))
    assert act.id == "xv/act-0/en@2031-05-01"
    found = {(c.kind, c.citation): c for c in history.recorded(folder)}
    assert set(found) == {("changed", "1(2)"), ("added", "3")}
    change = found["changed", "1(2)"]
    assert ("9 florins" in change.before, "12 florins" in change.after) == (True, True)
    assert (change.older, change.newer) == (act.id, act.id)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.jsonl")}
    parsed: list[int] = []
    original = reading.Reader.parse
    monkeypatch.setattr(
        reading.Reader, "parse", lambda self, n, row: parsed.append(n) or original(self, n, row)
    )
    reading.read(folder)
    assert not parsed, "neither version is read again"
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.jsonl")} == before


def test_a_text_that_comes_back_is_the_current_one_again(
    tmp_path: Path, publisher: Publisher
) -> None:
    folder = Folder(tmp_path)
    declare(tmp_path, publisher, {"url": "/a.xml"})
    for number, fine in enumerate((9, 12, 9)):
        publisher.serve("/a.xml", mended(fine))
        crawl(folder, ["varonia"], run=f"run-{number}")
    found = texts(folder)
    assert [fine for name, fine in found.items() if name.startswith("acts")] == ["9"]
    assert [fine for name, fine in found.items() if name.startswith("changes")] == ["12"]
    shutil.rmtree(folder.acts)
    shutil.rmtree(folder.changes)
    reading.read(folder)
    assert texts(folder) == found, "all of it follows from the archive"


def test_versions_go_with_their_source(tmp_path: Path, publisher: Publisher) -> None:
    folder = Folder(tmp_path)
    path = declare(tmp_path, publisher, {"url": "/a.xml"})
    for number, fine in enumerate((9, 12)):
        publisher.serve("/a.xml", mended(fine))
        crawl(folder, ["varonia"], run=f"run-{number}")
    assert len(history.versions(folder)) == 2
    path.unlink()
    reading.read(folder)
    assert not texts(folder)
    assert not history.versions(folder)
    assert not history.recorded(folder)


ROW = "XA,en,Harbour Act,Act 3,https://laws.varonia.example/3,,{number},{heading},{text}\n"
HEAD = "jurisdiction,language,work,citation,url,path,number,heading,text\n"


def imported(folder: Folder, place: Path, *rows: tuple[str, str, str]) -> None:
    place.mkdir(parents=True, exist_ok=True)
    lines = [ROW.format(number=n, heading=heading, text=text) for n, heading, text in rows]
    (place / "act.csv").write_text(HEAD + "".join(lines), "utf-8")
    import_files(folder, interchange_files([place]))


def test_an_import_leaves_the_older_text_too(tmp_path: Path) -> None:
    folder, place = Folder(tmp_path / "data"), tmp_path / "texts"
    imported(folder, place, ("1", "Words", "A lamp is a light."), ("2", "Fines", "Nine florins."))
    imported(folder, place, ("1", "Words", "A lamp  is a light."), ("3", "Fines", "Ten florins."))
    assert {(c.kind, c.citation) for c in history.recorded(folder)} == {
        ("removed", "2"), ("added", "3"),
    }  # fmt: skip


def test_parts_of_one_text_are_no_versions(tmp_path: Path) -> None:
    folder, place = Folder(tmp_path / "data"), tmp_path / "texts"
    place.mkdir()
    for name, number in (("part-1", "1"), ("part-2", "2")):
        row = (
            f"XV,en,lamps,Lamps Act,https://law.example/{name},,{number},Lamps,A lamp is a light.\n"
        )
        (place / f"{name}.csv").write_text(HEAD + row, "utf-8")
        import_files(folder, interchange_files([place / f"{name}.csv"]))
    assert len(act_paths(folder)) == 2
    assert not history.versions(folder) and not history.recorded(folder)


def act_of(folder: Folder, *rows: tuple[str, str, str]) -> Act:
    imported(folder, folder.root.parent / "texts", *rows)
    (path,) = act_paths(folder)
    return read_act(path)


def test_a_section_told_in_parts_is_compared_as_a_whole(tmp_path: Path) -> None:
    whole = act_of(
        Folder(tmp_path / "a" / "data"), ("1", "Lamps", "(1) Lamps burn. (2) They shine.")
    )
    told = act_of(
        Folder(tmp_path / "b" / "data"), ("1", "Lamps", ""), ("1(1)", "", "Lamps burn."),
        ("1(2)", "", "They shine."),
    )  # fmt: skip
    section, *rest = told.provisions
    below = [p.model_copy(update={"parent": section.id, "number": p.number[1:]}) for p in rest]
    parts = told.model_copy(
        update={"provisions": (section.model_copy(update={"text": ""}), *below)}
    )
    assert list(compared(whole, parts)) == []
    dark = parts.provisions[2].model_copy(update={"text": "They are dark."})
    other = parts.model_copy(update={"provisions": (*parts.provisions[:2], dark)})
    ((kind, before, after),) = compared(whole, other)
    assert (kind, before.citation, after.text) == (
        "changed",
        "1",
        "(1) Lamps burn.\n(2) They are dark.",
    )


def test_the_order_of_provisions_is_no_change(tmp_path: Path) -> None:
    act = act_of(
        Folder(tmp_path / "data"), ("1", "A", "One."), ("2", "B", "Two."), ("3", "C", "3.")
    )
    turned = act.model_copy(update={"provisions": act.provisions[::-1]})
    assert list(compared(act, turned)) == []


def test_an_unchanged_second_run_gives_the_same_database(sampled: Folder, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "data")
    shutil.copytree(sampled.root, folder.root)
    before = folder.database.read_bytes()
    assert call(folder.root, "run").exit_code == 0
    assert folder.database.read_bytes() == before
    done = call(folder.root, "crawl", "xa", "xb", "xc", "--replay", embedded.RECORDING)
    assert done.exit_code == 0, done.output
    call(folder.root, "run")
    assert folder.database.read_bytes() == before


@pytest.mark.corpus
def test_the_german_penal_code_of_2022_and_today(tmp_path: Path, corpus: Path) -> None:
    """Facts counted by a reader of the two texts; whole sections, as the older one tells no parts."""
    folder = Folder(tmp_path)
    import_files(folder, interchange_files([corpus / "versions"]))
    assert not history.recorded(folder)
    crawl(folder, ["germany"], run="today", replay=corpus / "recorded.warc.gz")
    changes = history.recorded(folder)
    found = {
        kind: {c.citation.split()[0] for c in changes if c.kind == kind}
        for kind in ("added", "removed", "changed")
    }
    assert found["added"] == {"108f", "234b"}
    assert "219a" in found["removed"]
    assert {"130", "184b", "184l"} <= found["changed"]
    assert not {"176", "184c", "184k", "201a"} & set().union(*found.values())
    assert {change.work for change in changes} == {"de/stgb"}
    older, newer = history.versions(folder)
    assert (older.source, newer.source, str(newer.day)) == ("import", "germany", "2024-11-12")
    assert newer.added == sum(change.kind == "added" for change in changes)
    before = (folder.changes / "changes.jsonl").read_bytes()
    for path in act_paths(folder):
        write_act(folder, read_act(path))
    history.update(folder)
    assert (folder.changes / "changes.jsonl").read_bytes() == before


def test_the_readme_names_the_keys_of_a_change(sampled: Folder) -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    told = readme.partition("changes --json` prints an array of `{")[2].partition("}")[0]
    keys = {key.strip().strip('"') for key in told.split(",")}
    (row, *_) = json.loads(call(sampled.root, "changes", "--json").stdout)
    assert keys == set(row)
