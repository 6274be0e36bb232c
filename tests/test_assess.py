"""A draft bill against the checklist: formats in and out, near misses, the law it would change."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import docx
import fictional_acts
import pytest
from click.testing import Result
from lxml import html as lxml_html
from pdf_support import PLAIN, make_pdf
from typer.testing import CliRunner
from word_support import document, saved

from lexgap.analysis import published
from lexgap.analysis.assessment import compared
from lexgap.analysis.cli import app, register
from lexgap.analysis.detection import detect
from lexgap.analysis.drafts import split
from lexgap.schema.load import checklist
from lexgap.schema.models import Answer
from lexgap.schema.store import BadInputError, Folder, write_act, write_lines

BILL = """The Depictions Bill <script>alert(1)</script>

1. Meaning of words
In this Act, "forbidden matter" means any photograph or film that depicts a child engaged in sexually
explicit conduct, whether real or simulated.

2. Keeping for gain
A person who possesses forbidden matter for the purpose of distribution commits an offence and is
liable to imprisonment for a term not exceeding six years.

3. Making
A person who produces forbidden matter commits an offence and is liable to imprisonment.

4. Hosts
A service provider must report forbidden matter to the police within two days.
"""
LAW = """The Couriers Act

39. Words
"Courier" means a person who carries goods for others.

40. Carriage
A courier who distributes forbidden matter commits an offence and is liable to imprisonment.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A data folder with one act of Varonia and the answers of two countries."""
    made = Folder(tmp_path / "data")
    write_act(made, split(LAW, "en").act("XA", "en", "couriers"))
    rows = [
        Answer(country=country, item=item, answer=answer)
        for country, item, answer in (
            ("XB", "off-production", "yes"),
            ("XC", "off-production", "partial"),
            ("XB", "off-possession-simple", "not-found"),
        )
    ]
    write_lines(made.answers, [row.model_dump(mode="json") for row in rows])
    return made


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    path = tmp_path / "bill.txt"
    path.write_text(BILL, "utf-8")
    return path


def run(folder: Folder, *arguments: object) -> Result:
    if not app.registered_commands:
        register()
    given = ["--data", str(folder.root), "assess", *map(str, arguments)]
    return CliRunner().invoke(app, given)


def told(folder: Folder, *arguments: object) -> Any:
    done = run(folder, *arguments, "--format", "json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def by_item(report: Any) -> dict[str, Any]:
    assert [item["item"] for item in report["items"]] == [item.id for item in checklist()]
    return {item["item"]: item for item in report["items"]}


def test_a_bill_says_what_it_meets_and_what_it_lacks(folder: Folder, bill: Path) -> None:
    report = told(folder, bill, "--language", "en")
    assert (report["provisions"], report["language"], report["country"]) == (4, "en", "")
    items = by_item(report)
    made = items["off-production"]
    assert made["answer"] == "yes"
    assert made["passages"][0]["citation"] == "3"
    assert made["passages"][0]["quote"].startswith("A person who produces forbidden matter")
    assert (made["met_in"], made["partly_in"]) == (["Belmora"], ["Sundmark"])
    simple = items["off-possession-simple"]
    assert simple["answer"] == "not-found"
    assert simple["misses"][0]["kind"] == "purpose"
    assert simple["misses"][0]["citation"] == "2"
    assert simple["met_in"] == []
    assert items["isp-report-mandatory"]["answer"] == "yes"
    assert items["off-possession-intent-only"]["answer"] == "yes"
    assert items["off-possession-intent-only"]["inverse"]
    assert {item["law"] for item in items.values()} == {None}


def test_with_a_country_definitions_reach_and_changes_are_told(folder: Folder, bill: Path) -> None:
    report = told(folder, bill, "--language", "en", "--country", "varonia")
    items = by_item(report)
    assert report["country"] == "XA"
    spread = items["off-distribution"]
    assert (spread["answer"], spread["law"], spread["together"]) == (
        "not-found",
        "not-found",
        "yes",
    )
    assert items["off-production"]["together"] == "yes"
    assert items["isp-blocking"]["law"] == items["isp-blocking"]["together"] == "not-found"
    assert any("repeals or replaces" in notice for notice in report["notices"])
    text = run(folder, bill, "--language", "en", "--country", "XA").stdout
    assert "What the draft changes in the law of XA" in text
    assert "  off-distribution: not-found -> yes" in text
    assert "isp-blocking: not-found ->" not in text


def test_the_text_is_plain(folder: Folder, bill: Path) -> None:
    done = run(folder, bill)
    assert done.exit_code == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "note: language en told by the wording" in done.stdout
    assert "yes          off-production" in done.stdout
    assert "but only for the purpose or with intent of distribution" in done.stdout
    assert "met in 1: Belmora" in done.stdout


def test_html_escapes_what_the_draft_says(folder: Folder, bill: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run(folder, bill, "--language", "en", "--out", out).exit_code == 0
    page = out.read_text("utf-8")
    root = lxml_html.document_fromstring(page.encode())
    assert root.xpath("//script") == []
    assert "<script>" not in page
    assert "alert(1)" in root.text_content()
    assert root.xpath("//h3[@id='off-production']/following-sibling::blockquote[1]")
    assert root.xpath("//h3[@id='isp-blocking']")[0].text_content().endswith("? – not found")
    assert str(folder.root) not in page and "`" not in root.text_content()


def test_word_report(folder: Folder, bill: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    assert run(folder, bill, "--language", "en", "--out", out).exit_code == 0
    printed = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "A person who produces forbidden matter" in printed
    piped = run(folder, bill, "--language", "en", "--format", "docx")
    assert docx.Document(io.BytesIO(piped.stdout_bytes)).paragraphs


def test_csv_and_markdown(folder: Folder, bill: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(folder, bill, "--format", "csv").stdout)))
    assert [row["item"] for row in rows] == [item.id for item in checklist()]
    made = next(row for row in rows if row["item"] == "off-production")
    assert (made["answer"], made["citations"], made["met_in"]) == ("yes", "3", "Belmora")
    text = run(folder, bill, "--format", "md").stdout
    assert "### off-production: yes" in text
    assert "\\<script\\>" in text
    assert "<script>" not in text


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_other_formats_answer_as_the_text_does(
    folder: Folder, bill: Path, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"other{suffix}"
    lines = []
    for block in BILL.split("\n\n"):
        first, *rest = block.split("\n")
        lines += [first, " ".join(rest)] if suffix != ".pdf" else [first, *rest, ""]
    if suffix == ".docx":
        path.write_bytes(saved(document(*lines)))
    elif suffix == ".html":
        blocks = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in lines)
        path.write_text(f"<html><body>{blocks}</body></html>", "utf-8")
    else:
        printed = [
            (72.0, 760.0 - 14 * n, PLAIN, 10.0, line) for n, line in enumerate(lines) if line
        ]
        path.write_bytes(make_pdf([printed]))
    wanted = {k: v["answer"] for k, v in by_item(told(folder, bill)).items()}
    found = {k: v["answer"] for k, v in by_item(told(folder, path, "--language", "en")).items()}
    assert found == wanted


@pytest.mark.parametrize("language", ["cs", "ar", "ko"])
def test_a_fictional_act_is_a_draft_too(folder: Folder, language: str) -> None:
    path = fictional_acts.HERE / language / "positive.txt"
    report = told(folder, path)
    made, _ = fictional_acts.answers(language, "positive")
    assert report["language"] == language
    found = {k: v["answer"] for k, v in by_item(report).items()}
    assert found == {item: answer.answer for item, answer in made.items()}


@pytest.mark.parametrize("language", fictional_acts.languages())
def test_the_language_is_told_by_the_wording(language: str) -> None:
    assert detect((fictional_acts.HERE / language / "positive.txt").read_text("utf-8")) == language


def test_a_text_of_no_known_language_is_asked_about() -> None:
    with pytest.raises(BadInputError, match="say --language"):
        detect("qwrtz plmk vbnx " * 50)


def test_published_facts_stand_in_for_answers(tmp_path: Path) -> None:
    found, source = compared(Folder(tmp_path))
    facts = published.read(published.HERE).answers
    assert "published facts" in source
    wanted = {row["country"] for row in facts if (row["item"], row["answer"]) == ("off-production", "yes")}  # fmt: skip
    assert len(found["off-production", "yes"]) == len(wanted) > 0


def test_a_draft_without_numbers_is_read_and_said_so(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "Whoever possesses child pornography is liable to imprisonment.\n\nThat is all.", "utf-8"
    )
    report = told(folder, path, "--language", "en")
    assert any("no section numbers" in notice for notice in report["notices"])
    assert by_item(report)["off-possession-simple"]["passages"][0]["citation"] == "¶ 1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--language", "tlh"), "no concepts for this language"),
        (("--country", "Sundmak"), "is no country of"),
        (("--country", "XB"), "no text of Belmora (XB)"),
        (("--out", "report.xyz"), "which format? say --format"),
        (("--out", "none/\0/report.txt"), "report.txt"),
    ],
)
def test_a_slip_gets_one_line(
    folder: Folder, bill: Path, arguments: tuple[str, ...], message: str
) -> None:
    if "\0" in arguments[1]:
        bill.with_name("none").write_text("a file where a folder should be")
        arguments = ("--out", str(bill.with_name("none") / "report.txt"))
    done = run(folder, bill, *arguments)
    assert done.exit_code == 2, done.stdout
    assert message in done.stderr
    assert done.stderr.strip().count("\n") == 0


def test_a_missing_file_gets_one_line(folder: Folder, tmp_path: Path) -> None:
    done = run(folder, tmp_path / "none.docx", "--language", "en")
    assert done.exit_code == 2
    assert "none.docx: No such file or directory; check the name" in done.stderr
