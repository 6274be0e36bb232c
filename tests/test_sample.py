"""The embedded sample: rebuilt to the byte, fictional throughout, never asked for on the network."""

import gzip
from pathlib import Path

import pytest

from lexgap.analysis import embedded
from lexgap.crawlers import crawl as crawling
from lexgap.crawlers import recorder
from lexgap.crawlers.sources import Country, countries, read_country
from lexgap.crawlers.warc import scan
from lexgap.schema.load import jurisdictions, load_yaml
from lexgap.schema.store import BadInputError, Folder

RECORDING = embedded.SAMPLE / "recording.yml"
SOURCES = sorted((embedded.SAMPLE / "sources").glob("*.yml"))


def sample_countries() -> list[Country]:
    return [read_country(path) for path in SOURCES]


def test_the_recording_is_what_its_documents_say() -> None:
    made = recorder.record(RECORDING)
    assert made == recorder.record(RECORDING), "no clock and no chance in it"
    # Compressors differ between builds of Python; what they hold does not.
    assert gzip.decompress(embedded.RECORDING.read_bytes()) == gzip.decompress(made)


def test_the_recorder_writes_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "varonia"
    folder.mkdir()
    (folder / "act.xml").write_text("<Statute/>", "utf-8")
    path = folder / "recording.yml"
    path.write_text(
        "responses:\n"
        "  - url: https://laws.varonia.example/a.xml\n"
        "    date: 2025-03-10T09:00:00Z\n"
        "    file: act.xml\n",
        "utf-8",
    )
    assert recorder.main(["--check", str(path)]) == 1
    assert recorder.main([str(path)]) == 0
    assert recorder.main(["--check", str(path)]) == 0
    rows, cut = scan(folder / "varonia.warc.gz", "varonia.warc.gz")
    assert cut is None
    assert [(row.url, row.date) for row in rows] == [
        ("https://laws.varonia.example/a.xml", "2025-03-10T09:00:00Z")
    ]
    (folder / "act.xml").write_text("<Statute><Body/></Statute>", "utf-8")
    assert recorder.main(["--check", str(path)]) == 1
    (folder / "act.xml").unlink()
    assert recorder.main([str(path)]) == 2
    assert f"{path}:4: act.xml: No such file" in capsys.readouterr().err


def test_a_slip_in_a_recording_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "recording.yml"
    path.write_text(
        "responses:\n  - url: https://a.example/\n    date: today\n    file: a\n", "utf-8"
    )
    with pytest.raises(BadInputError, match=r"recording\.yml:3: "):
        recorder.record(path)


def test_every_document_is_recorded_and_every_entry_answered() -> None:
    value, _ = load_yaml(RECORDING)
    used = {row["file"] for row in value["responses"]}
    there = {f"source/{path.name}" for path in (embedded.SAMPLE / "source").iterdir()}
    assert used == there
    rows, _ = scan(embedded.RECORDING, embedded.RECORDING.name)
    asked = {entry.url for country in sample_countries() for entry in country.entries}
    assert {row.url for row in rows} == asked


def test_three_fictional_countries_each_in_another_format_and_language() -> None:
    found = sample_countries()
    names = {j.id: j.name for j in jurisdictions() if j.fictional}
    assert {country.source.country for country in found} == set(names) == {"XA", "XB", "XC"}
    assert len({country.source.language for country in found}) == 3
    assert len({country.file.page for country in found}) == 3
    for country in found:
        assert country.fictional
        assert names[country.source.country].casefold() in country.name
        assert country.name.startswith("fictional-")
        assert "fictional" in country.source.publisher
        assert all(entry.url.split("/")[2].endswith(".example") for entry in country.entries)


@pytest.mark.parametrize(
    "path", sorted((embedded.SAMPLE / "source").iterdir()), ids=lambda p: p.stem
)
def test_each_document_says_that_it_is_fictional(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "does not exist" in text
    assert any(word in text for word in ("(fictional)", "(pays fictif)", "(fiktiv)"))


def test_a_live_crawl_never_asks_for_fictional_countries_unnamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    names = embedded.lay_sources(folder)
    assert set(names) <= set(countries(folder))
    asked: list[str] = []
    monkeypatch.setattr(crawling, "_spider", lambda job: asked.extend(job["countries"]) or iter(()))
    crawling.crawl(folder, run="r")
    assert "germany" in asked
    assert not set(names) & set(asked)


def test_an_installation_without_sample_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "SAMPLE", tmp_path / "nowhere")
    with pytest.raises(BadInputError, match="install lexgap again"):
        embedded.lay_sources(Folder(tmp_path / "data"))
    assert not (tmp_path / "data").exists()
