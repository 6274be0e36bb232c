"""Bringing one's own texts: rows in, acts out, nothing lost in silence."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
import typer
from import_support import lines, row
from typer.testing import CliRunner

from lexgap.analysis.commands.import_ import command
from lexgap.analysis.imports import import_files, interchange_files
from lexgap.schema.models import Act
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, read_lines

app = typer.Typer()
app.command()(command)


def acts(folder: Folder) -> list[Act]:
    return [read_act(path) for path in act_paths(folder)]


def taken(tmp_path: Path, *paths: Path) -> tuple[Folder, list]:
    folder = Folder(tmp_path / "data")
    return folder, import_files(folder, interchange_files(paths)).issues


def test_text_is_kept_as_given_one_provision_a_row(tmp_path: Path) -> None:
    text = "  (1) Blue\u00a0widgets.\r\n\n(2)  **Red** widgets.  "
    file = lines(tmp_path / "a.jsonl", row(text=text), row("Section 2"))
    folder, issues = taken(tmp_path, file)
    (act,) = acts(folder)
    assert issues == []
    assert act.id == "xa/act-7/en" and act.complete and act.via == "a.jsonl"
    assert [p.text for p in act.provisions] == [text, "Widgets of Varonia are blue."]
    assert [p.citation for p in act.provisions] == ["1", "2"]
    assert act.provisions[0].number == "Section 1" and act.provisions[0].path == ("Part I",)


def test_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", row(), row("2"), bom=True, newline="\r\n")
    folder, issues = taken(tmp_path, file)
    assert issues == [] and len(acts(folder)[0].provisions) == 2


def test_csv_with_quoted_newlines_and_both_spellings_of_path(tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(row()))
    writer.writeheader()
    writer.writerow(row(text='He said "blue",\nand left.') | {"path": '["Part I", "Chapter 2"]'})
    writer.writerow(row("Section 2") | {"path": "Part I > Chapter 2"})
    file = tmp_path / "a.csv"
    file.write_bytes(out.getvalue().encode("utf-8-sig"))
    folder, issues = taken(tmp_path, file)
    (act,) = acts(folder)
    assert issues == []
    assert act.provisions[0].text == 'He said "blue",\nand left.'
    assert {p.path for p in act.provisions} == {("Part I", "Chapter 2")}


def test_csv_line_numbers_count_lines_not_records(tmp_path: Path) -> None:
    head = ";".join(row())
    good = 'XA;en;Act;7;https://a.example;;1;;"one\ntwo"'
    file = tmp_path / "a.csv"
    file.write_text(f"{head}\n{good}\nXA;en;Act;7\n{good.replace(';1;', ';2;')}\n", "utf-8")
    folder, (issue,) = taken(tmp_path, file)
    assert issue.where == f"{file}:4" and "4 cells" in issue.message
    assert len(acts(folder)[0].provisions) == 2


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{not json", "not JSON"),
        ('["a", "list"]', "must be an object"),
        (json.dumps({k: v for k, v in row().items() if k != "text"}), "missing column text"),
        (json.dumps(row(text=5)), "text must be text"),
        (json.dumps(row(text=None)), "text must be text"),
        (json.dumps(row(number=3)), "number must be text"),
        (json.dumps(row(path=[1])), "path must be text"),
        (json.dumps(row(path={"a": 1})), "path must be a list"),
        (json.dumps(row(jurisdiction="QQ")), "QQ"),
        (json.dumps(row(jurisdiction="Varonia")), "VARONIA"),
        (json.dumps(row(language="not a tag")), "not a tag"),
        (json.dumps(row(language="")), "BCP 47"),
        (json.dumps(row(text=" \n", heading=" ")), "both empty"),
        (json.dumps(row(work="")), "work is empty"),
        (json.dumps(row(url="javascript:alert(1)")), "not an http address"),
        ('{"text": "\\ud800"}', "not UTF-8"),
    ],
)
def test_a_bad_row_is_named_and_the_good_act_is_kept(tmp_path: Path, bad: str, reason: str) -> None:
    if bad.startswith('{"text"'):
        bad = json.dumps(row()).replace("blue", "\\ud800")
    file = lines(tmp_path / "a.jsonl", row(), bad, row("Section 3"))
    folder, (issue,) = taken(tmp_path, file)
    (act,) = acts(folder)
    assert issue.stage == "import" and issue.kind == "malformed-row"
    assert issue.where == f"{file}:2" and reason in issue.message
    assert [p.citation for p in act.provisions] == ["1", "3"] and not act.complete


def test_bytes_that_are_no_text_harm_their_line_only(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", row(), row("2"))
    file.write_bytes(file.read_bytes() + json.dumps(row("3")).encode()[:-3] + b'\xff\xfe"}\n')
    folder, (issue,) = taken(tmp_path, file)
    assert issue.where.endswith(":3") and "UTF-8" in issue.message
    assert len(acts(folder)[0].provisions) == 2


def test_only_the_act_of_the_bad_row_is_incomplete(tmp_path: Path) -> None:
    other = row(citation="Act 8")
    file = lines(tmp_path / "a.jsonl", row(), other, row(citation="Act 8", url=4))
    folder, issues = taken(tmp_path, file)
    assert len(issues) == 1
    assert {act.citation: act.complete for act in acts(folder)} == {"Act 7": True, "Act 8": False}


def test_importing_again_replaces(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", row(), row("2"))
    taken(tmp_path, file)
    lines(file, row(text="Widgets are red."))
    folder, _ = taken(tmp_path, file)
    (act,) = acts(folder)
    assert [p.text for p in act.provisions] == ["Widgets are red."]


def test_two_files_of_one_act_do_not_overwrite_each_other(tmp_path: Path) -> None:
    name = "a-very-long-file-name-about-the-widgets-of-varonia-as-amended-part"
    first = lines(tmp_path / "in" / f"{name}-001.jsonl", row("1"))
    second = lines(tmp_path / "in" / f"{name}-002.jsonl", row("2", parent="x"))
    folder, _ = taken(tmp_path, tmp_path / "in")
    before = {act.id: act for act in acts(folder)}
    taken(tmp_path, second)
    taken(tmp_path, second, first)
    assert {act.id: act for act in acts(folder)} == before
    assert len(before) == 2 and len({act.work for act in before.values()}) == 1
    for act in before.values():
        assert all(p.id.startswith(act.id + "#") for p in act.provisions)


def test_a_crawled_act_is_never_replaced(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", row())
    folder, _ = taken(tmp_path, file)
    path = act_paths(folder)[0]
    path.write_text(path.read_text("utf-8").replace('"source":"import"', '"source":"varonia"'))
    taken(tmp_path, file)
    assert sorted(act.source for act in acts(folder)) == ["import", "varonia"]


def test_manifest_says_what_rows_do_not(tmp_path: Path) -> None:
    lines(tmp_path / "in" / "xa" / "w.jsonl", row())
    entry = {
        "file": "some/where/xa/w.jsonl",
        "title": "Widgets Act of Varonia",
        "mirror": "example/mirror",
        "complete": False,
        "text_state": "as-enacted",
        "as_at": "2020-02-01",
    }
    lines(tmp_path / "in" / "manifest.jsonl", entry, "{broken")
    folder, (issue,) = taken(tmp_path, tmp_path / "in" / "xa")
    (act,) = acts(folder)
    assert act.title == "Widgets Act of Varonia" and act.via == "example/mirror, w.jsonl"
    assert act.text_state == "as-enacted" and not act.complete
    assert act.id == "xa/act-7/en@2020-02-01"
    assert issue.where.endswith("manifest.jsonl:2")


def test_paragraph_rows_hang_under_their_article(tmp_path: Path) -> None:
    rows = [
        row("第七条", language="ja", text="", heading="\u3000青い物。"),
        row("３", language="ja"),
        row("", language="ja"),
        row("第八条", language="ja"),
        row("１", language="ja"),
        row("２", language="ja"),
    ]
    folder, _ = taken(tmp_path, lines(tmp_path / "a.jsonl", *rows))
    got = acts(folder)[0].provisions
    assert [p.citation for p in got] == ["第七条", "第七条第三項", "第七条", "第八条", "１", "２"]
    assert [p.parent for p in got] == [None, got[0].id, got[0].id, None, None, None]
    assert got[0].text == "\u3000青い物。" and got[0].heading == ""
    assert len({p.id for p in got}) == 6


def test_command_counts_and_exit_status(tmp_path: Path) -> None:
    good = lines(tmp_path / "in" / "a.jsonl", row(), row("2"))
    data = ["--data", str(tmp_path / "data"), "--json"]
    fine = CliRunner().invoke(app, [str(good), str(good.parent), *data])
    assert fine.exit_code == 0, fine.output
    assert json.loads(fine.stdout) == {
        "files": 1,
        "acts": 1,
        "provisions": 2,
        "issues": 0,
        "countries": {"XA": {"acts": 1, "provisions": 2}},
    }
    lines(tmp_path / "in" / "b.jsonl", "{broken")
    partly = CliRunner().invoke(app, [str(good.parent), *data])
    assert partly.exit_code == 1 and "b.jsonl:1" in partly.stderr
    runs = [run for _, run in read_lines(tmp_path / "data" / "runs.jsonl")]
    assert [run["issues"] for run in runs] == [0, 1]
    assert len(list(read_lines(tmp_path / "data" / "issues.jsonl"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.jsonl", None, "no such file"),
        ("a.docx", b"PK", "not the interchange format"),
        ("a.jsonl", b"", "empty file"),
        ("a.jsonl", b"<html></html>", "no usable row"),
        ("a.csv", b"name,age\nA,1\n", "header lacks"),
        ("a.csv", ",".join(row()).encode() + b"\n", "no row after the header"),
    ],
)
def test_input_that_is_not_the_format(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(app, [str(file), "--data", str(tmp_path / "data")])
    assert result.exit_code == 2 and words in result.stderr and name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "acts").exists()


def test_folder_without_acts(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"no \.jsonl or \.csv"):
        interchange_files([tmp_path])


def squeezed(text: str) -> str:
    return "".join(text.split())


RECUT = "ukpga-2023-50.jsonl"
"""The file whose rows begin in the wrong places."""
NUMBER_OR_HEADING = re.compile(r"\d+[A-Z]*(?:\.\w+)*$|#")


@pytest.mark.corpus
def test_no_row_of_the_corpus_is_lost(corpus: Path, tmp_path: Path) -> None:
    files = sorted((corpus / "import").glob("*/*.jsonl"))
    folder, issues = taken(tmp_path, corpus / "import")
    got = {act.via.split(", ")[-1]: act for act in acts(folder)}
    assert issues == [] and sorted(got) == sorted(file.name for file in files)
    assert len({act.id for act in got.values()}) == len(files) == 84
    for file in files:
        printed = [
            "\n".join((*p.path, p.number, p.heading, p.text)) for p in got[file.name].provisions
        ]
        whole = squeezed("\n".join(printed))
        given = [json.loads(line) for line in file.open(encoding="utf-8")]
        if file.name == RECUT:
            assert len(printed) == 549
        given += [{"text": line} for row in given for line in row.pop("text").split("\n")]
        given = [row for row in given if not NUMBER_OR_HEADING.match(row.get("text", ""))]
        words = [r.get(name) or "" for r in given for name in ("text", "heading")]
        assert all(squeezed(some) in whole for some in words)
        assert all(p.citation for p in got[file.name].provisions)
