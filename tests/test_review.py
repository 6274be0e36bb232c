"""Review by people: workbooks out and in, what is refused by cell, decisions, the queue, samples."""

import json
import sqlite3
from pathlib import Path

import pytest
from command_support import call_on
from example import POSSESS, write_example
from openpyxl import load_workbook

from lexgap.analysis.build import build
from lexgap.schema.store import Folder, read_act, write_act

ITEM = "off-possession-simple"
QUOTE = "keeps forbidden depictions of a child in a drawer"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return write_example(tmp_path / "data")


def fill(folder: Folder, coder: str, **cells: str) -> Path:
    """A workbook of XA by `coder` in which the row of ITEM has these cells."""
    path = folder.root.parent / f"{coder}.xlsx"
    done = call_on(
        folder.root, "review", "export", "--country", "XA", "--coder", coder, "--out", path
    )
    assert done.exit_code == 0, done.output
    book = load_workbook(path)
    sheet = book["Review"]
    heads = [cell.value for cell in sheet[1]]
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 2).value == ITEM)
    for head, value in cells.items():
        sheet.cell(row, heads.index(head) + 1).value = value
    book.save(path)
    return path


def bring(folder: Folder, path: Path) -> tuple[int, str]:
    done = call_on(folder.root, "review", "import", path)
    return done.exit_code, done.output


def answer(folder: Folder) -> tuple[str, str]:
    build(folder)
    connection = sqlite3.connect(folder.database)
    sql = "SELECT answer, basis FROM answers WHERE country = 'XA' AND item = ?"
    found: tuple[str, str] = connection.execute(sql, (ITEM,)).fetchone()
    connection.close()
    return found


def test_a_workbook_has_a_row_an_item_and_hostile_text_is_no_formula(folder: Folder) -> None:
    book = load_workbook(fill(folder, "a.surname"))
    assert book.sheetnames[:2] == ["Review", "Codebook"]
    rows = {row[1]: row for row in book["Review"].iter_rows(min_row=2, values_only=True)}
    assert len(rows) == 50
    assert rows[ITEM][3] == "yes"
    assert "12(1)" in rows[ITEM][4]
    assert "https://law.example/xa/depictions" in rows[ITEM][4]
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_one_reads_two_agree(folder: Folder) -> None:
    first = fill(folder, "a.one", Answer="partial", Citation="12(1)", Quote=QUOTE)
    assert bring(folder, first)[0] == 0
    assert answer(folder) == ("partial", "reviewed-once")
    line = json.loads((folder.reviews / "xa.jsonl").read_text("utf-8"))
    assert line["coder"] == "a.one"
    assert QUOTE not in json.dumps(line)
    assert "1 known already" in bring(folder, first)[1]
    second = fill(folder, "b.two", Answer="partial", Citation="12(1)")
    assert bring(folder, second)[0] == 0
    assert answer(folder) == ("partial", "double-coded")


def test_codings_that_differ_wait_for_somebody_else(folder: Folder) -> None:
    bring(folder, fill(folder, "a.one", Answer="yes", Citation="12(1)", Quote=QUOTE))
    bring(folder, fill(folder, "b.two", Answer="no", Note="Nothing in Part 2."))
    (waiting,) = json.loads(call_on(folder.root, "review", "queue", "--json").stdout)
    assert (waiting["item"], waiting["kind"]) == (ITEM, "disagreement")
    assert answer(folder) == ("yes", "machine")
    decision = ("review", "adjudicate", "XA", ITEM, "--answer", "yes", "--reason", "It says so.")
    assert call_on(folder.root, *decision, "--by", "a.one").exit_code == 2
    assert call_on(folder.root, *decision, "--by", "c.judge").exit_code == 0
    assert "nothing waits" in call_on(folder.root, "review", "queue").stdout
    assert answer(folder) == ("yes", "adjudicated")


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"Answer": "yes"}, "H"),
        ({"Answer": "yes", "Citation": "99"}, "H"),
        ({"Answer": "yes", "Citation": "12(9)", "Quote": QUOTE}, "H"),
        ({"Answer": "yes", "Citation": "12(2)", "Quote": QUOTE}, "I"),
        ({"Answer": "yes", "Citation": "12(1)", "Quote": "buries a treasure"}, "I"),
        ({"Answer": "perhaps", "Citation": "12(1)"}, "G"),
        ({"Answer": "no"}, "N"),
        ({"Answer": "no", "Note": POSSESS}, "N"),
        ({"Item": "off-nothing"}, "B"),
        ({"Answer": "yes", "Citation": "12(1)", "Act": "Another Act"}, "J"),
    ],
)
def test_a_slip_is_named_by_its_cell_and_nothing_is_recorded(
    folder: Folder, cells: dict[str, str], where: str
) -> None:
    path = fill(folder, "a.one", **cells)
    sheet = load_workbook(path)["Review"]
    item = cells.get("Item", ITEM)
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 2).value == item)
    code, told = bring(folder, path)
    assert code == 2
    assert f"Review!{where}{row}:" in told
    assert not folder.reviews.exists()


def test_a_changed_text_makes_a_review_stale_and_queues_it(folder: Folder) -> None:
    bring(folder, fill(folder, "a.one", Answer="partial", Citation="12(1)", Quote=QUOTE))
    path = folder.act_path("xa/depictions/en@2025-06-01")
    act = read_act(path)
    changed = act.provisions[1].model_copy(update={"text": POSSESS.replace("four", "six")})
    provisions = (act.provisions[0], changed, *act.provisions[2:])
    write_act(folder, act.model_copy(update={"provisions": provisions}))
    (waiting,) = json.loads(call_on(folder.root, "review", "queue", "--json").stdout)
    assert waiting["kind"] == "stale"
    assert answer(folder) == ("yes", "machine")


def test_a_line_changed_after_the_fact_is_refused(folder: Folder) -> None:
    bring(folder, fill(folder, "a.one", Answer="partial", Citation="12(1)", Quote=QUOTE))
    path = folder.reviews / "xa.jsonl"
    path.write_text(path.read_text("utf-8").replace('"partial"', '"yes"'), "utf-8")
    done = call_on(folder.root, "review", "queue")
    assert done.exit_code == 2
    assert "xa.jsonl:1" in done.output


def test_no_workbook_is_bad_input(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert bring(folder, path)[0] == 2
    path.write_bytes(b"PK not a zip")
    assert bring(folder, path)[0] == 2


def test_a_sample_is_stratified_and_the_same_each_time(folder: Folder) -> None:
    ask = ("review", "sample", "--fraction", "0.2", "--json", "--seed")
    first = json.loads(call_on(folder.root, *ask, "1").stdout)
    assert first == json.loads(call_on(folder.root, *ask, "1").stdout)
    assert first != json.loads(call_on(folder.root, *ask, "2").stdout)
    whole = call_on(folder.root, "review", "sample", "--fraction", "1", "--json").stdout
    total = len(json.loads(whole))
    assert len(first) == round(total * 0.2)
    assert {row["language"] for row in first} == {"en", "ar", "zh-Hant"}
    assert call_on(folder.root, "review", "sample", "--fraction", "2").exit_code == 2
