"""Wordlists without what one country's law alone supports, on fictional law and one invented verb."""

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from lexgap.analysis import ablation, mentions
from lexgap.analysis import reader as reading
from lexgap.analysis.ablation import OURS, Support, add_law, folded, ours, supports, without
from lexgap.analysis.answering import answer
from lexgap.analysis.commands.evaluate import command
from lexgap.analysis.drafts import split
from lexgap.analysis.gold import read_gold
from lexgap.analysis.holdout import holdout
from lexgap.analysis.mentions import Scanner, scanner
from lexgap.analysis.tagging import tag
from lexgap.schema import wording
from lexgap.schema.models import Act
from lexgap.schema.store import BadInputError, Folder, write_act, write_lines

app = typer.Typer()
app.command()(command)

ITEM = "off-possession-simple"
LAW = """Penal Code

Section 5. Child pornography
Whoever {verb} child pornography commits an offence and is liable to imprisonment for two years.
"""
LATE = """Penal Code

Section 1. Name
This Code may be cited as the Penal Code.
"""
CACHES = (wording.load_concepts, wording.languages, mentions.scanner, reading.reader)


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English with one verb more, `to vorble`, which is to possess; no writing of ours has it."""
    folder = tmp_path / "concepts"
    shutil.copytree(wording.LANGUAGES, folder)
    file = folder / "en.yml"
    text = file.read_text("utf-8")
    assert text.count("\n  possess:\n    any:\n") == 1
    added = text.replace("\n  possess:\n    any:\n", "\n  possess:\n    any:\n      - vorble*\n")
    file.write_text(added, "utf-8")
    monkeypatch.setattr(wording, "LANGUAGES", folder)
    monkeypatch.setattr(ablation, "LANGUAGES", folder)
    for cache in CACHES:
        cache.cache_clear()
    yield
    for cache in CACHES:
        cache.cache_clear()


def law(country: str, verb: str) -> Act:
    """A fictional penal code with one offence, or (`verb` empty) with none."""
    draft = split(LAW.format(verb=verb) if verb else LATE, "en")
    return draft.act(country, "en", "penal-code")


def laid(root: Path, **verbs: str) -> Folder:
    """A data folder, tagged and answered, with a fictional code a country."""
    folder = Folder(root)
    for country, verb in verbs.items():
        write_act(folder, law(country, verb))
    tag(folder)
    answer(folder)
    return folder


def coded(path: Path, **answers: str) -> Path:
    """Coded answers to one item."""
    rows = [{"jurisdiction": c, "item": ITEM, "answer": a} for c, a in answers.items()]
    write_lines(path / "gold.jsonl", rows)
    return path


def test_matching_tells_the_phrases_that_match() -> None:
    scan = scanner("en")
    text = (
        "whoever has in possession or sells child pornography, a photograph of a minor, is guilty"
    )
    everything = set(range(len(scan.entries)))
    found = scan.matching(text, everything)
    assert found == {n for n in everything if scan.entries[n].phrase.pattern.search(text)}
    assert {"possess", "csam-term"} <= {scan.entries[n].concept for n in found}
    some = set(sorted(found)[::2])
    assert scan.matching(text, some) == some


def test_support_by_hand() -> None:
    scan = scanner("en")
    support = Support(scan, [set() for _ in scan.entries])
    for n, held in enumerate(({"XA"}, {"XA", "XB"}, {"XA", OURS}, {"XB", "XC"})):
        support.holders[n] = held
    assert support.only(frozenset({"XA"})) == {0}
    assert support.only(frozenset({"XA", "XB"})) == {0, 1}
    assert support.matched(frozenset({"XA"})) == {0, 1, 2}


def test_what_a_wordlist_loses_is_no_mention_any_more() -> None:
    scan = scanner("en")
    text = "child pornography"
    gone = scan.matching(text, set(range(len(scan.entries))))
    less = Scanner(without(scan, gone))
    assert scan.mentions(text) and not less.mentions(text)
    assert len(less.entries) == len(scan.entries) - len(gone)
    again = Scanner(without(scan, set()))
    assert [e[:2] for e in again.entries] == [e[:2] for e in scan.entries]


def test_our_own_writing_supports(tmp_path: Path, invented: None) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "positive.txt").write_text(LAW.format(verb="vorbles"), "utf-8")
    number = next(n for n, e in enumerate(scanner("en").entries) if e.phrase.source == "vorble*")
    for own, fiction, wanted in (
        (True, tmp_path, {OURS}),
        (True, tmp_path / "none", {"XA"}),
        (False, tmp_path, {"XA"}),
    ):
        known = supports(["en"], own, fiction)
        add_law(known, [law("XA", "vorbles")])
        assert known["en"].holders[number] == wanted
    assert any("child" in text for text in ours("en", tmp_path / "none")), "examples are ours too"


def test_an_act_is_read_as_the_tagger_reads_it() -> None:
    texts = list(folded(law("XA", "possesses")))
    assert "penal code" in texts[0] and any("child pornography" in text for text in texts)


def test_a_phrase_of_one_country_alone(tmp_path: Path, invented: None) -> None:
    folder = laid(tmp_path / "data", XA="vorbles", XB="possesses")
    gold = read_gold(coded(tmp_path / "gold", XA="yes", XB="yes"))
    found = holdout(folder, gold, "country")
    assert found["all"]["full"]["f1"] == 1
    # XA is not found any more, XB is: precision 1, recall 1/2
    assert found["all"]["held_out"]["f1"] == 0.6667
    assert found["all"]["gap"]["f1"] == 0.3333
    assert [row["phrase"] for row in found["without"]] == ["vorble*"]
    assert found["parts"]["XA"]["dropped"] == found["dropped"] == 1
    assert found["parts"]["XB"]["gap"]["f1"] == 0
    assert found["changed"] == [
        {"country": "XA", "item": ITEM, "full": "yes", "held_out": "not-found", "gold": "yes"}
    ]


@pytest.mark.parametrize(("verb", "dropped"), [("vorbles", 0), ("", 1)])
def test_the_law_of_a_country_that_nobody_coded_supports(
    tmp_path: Path, invented: None, verb: str, dropped: int
) -> None:
    folder = laid(tmp_path / "data", XA="vorbles", XC=verb)
    gold = read_gold(coded(tmp_path / "gold", XA="yes"))
    assert holdout(folder, gold, "country")["dropped"] == dropped


def test_a_language_is_held_out_as_a_whole(tmp_path: Path, invented: None) -> None:
    folder = laid(tmp_path / "data", XA="vorbles", XB="vorbles")
    gold = read_gold(coded(tmp_path / "gold", XA="yes", XB="yes"))
    assert holdout(folder, gold, "country")["dropped"] == 0, "each supports the other"
    found = holdout(folder, gold, "language")
    assert found["parts"]["en"]["countries"] == ["XA", "XB"]
    assert [row["phrase"] for row in found["without"]] == ["vorble*"]
    assert found["all"]["gap"]["f1"] == 1 and found["parts"]["en"]["held_out"]["f1"] == 0


def test_law_only(tmp_path: Path) -> None:
    folder = laid(tmp_path / "data", XA="possesses", XB="")
    gold = read_gold(coded(tmp_path / "gold", XA="yes"))
    assert holdout(folder, gold, "country")["changed"] == []
    strict = holdout(folder, gold, "country", law_only=True)
    assert [row["held_out"] for row in strict["changed"]] == ["not-found"]


def test_answers_of_other_wording(tmp_path: Path, invented: None) -> None:
    folder = laid(tmp_path / "data", XA="possesses")
    gold = read_gold(coded(tmp_path / "gold", XA="yes"))
    file = wording.LANGUAGES / "en.yml"
    file.write_text(file.read_text("utf-8") + "# changed\n", "utf-8")
    with pytest.raises(BadInputError, match="lexgap tag"):
        holdout(folder, gold, "country")


def test_command(tmp_path: Path, invented: None) -> None:
    folder = laid(tmp_path / "data", XA="vorbles", XB="possesses")
    gold = coded(tmp_path / "gold", XA="yes", XB="yes")
    run = partial(CliRunner().invoke, app)
    common = [str(gold), "--data", str(folder.root), "--hold-out", "country"]
    plain = run([*common, "--disagreements"])
    assert plain.exit_code == 0, plain.output
    head, names, everything, one, *_ = plain.stdout.splitlines()
    assert "2 countries, 2 answers, 1 change" in head
    assert names.split()[:3] == ["matched", "dropped", "F1"] and "kappa held" in names
    assert everything.split()[2:6] == ["1", "1.00", "0.67", "0.33"]
    assert (
        one.split()[0] == "XA" and f"XA {ITEM}: yes, held out not-found, gold yes" in plain.stdout
    )
    as_json = run([*common, "--json", "--country", "xb"])
    assert json.loads(as_json.stdout)["countries"] == ["XB"]
