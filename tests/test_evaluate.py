"""Figures, each checked against a value worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from lexgap.analysis.commands.evaluate import command
from lexgap.analysis.evaluate import report
from lexgap.analysis.gold import read_gold
from lexgap.analysis.held import read_held
from lexgap.analysis.measures import figures, kappa, majority, retrieval
from lexgap.schema.models import Act, Answer, Finding, Penalty, Provision
from lexgap.schema.store import BadInputError, Folder, write_act, write_lines

app = typer.Typer()
app.command()(command)


def test_kappa_by_hand() -> None:
    # 10 pairs, 7 agree; left 6 yes 4 no, right 5 yes 5 no: chance 0.5, kappa (0.7-0.5)/0.5
    pairs = [("y", "y")] * 4 + [("n", "n")] * 3 + [("y", "n")] * 2 + [("n", "y")]
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_of_three_classes_by_hand() -> None:
    # agree 5 of 8; left yes 3 partial 2 no 3, right yes 4 partial 2 no 2: chance 22/64
    pairs = [
        ("yes", "yes"),
        ("yes", "yes"),
        ("yes", "partial"),
        ("partial", "partial"),
        ("partial", "yes"),
        ("no", "no"),
        ("no", "no"),
        ("no", "yes"),
    ]
    assert kappa(pairs) == pytest.approx((5 / 8 - 22 / 64) / (1 - 22 / 64))
    got = figures(pairs)
    assert got.accuracy == 5 / 8
    assert (got.precision, got.recall) == (1, 5 / 6)
    assert got.f1 == pytest.approx(10 / 11)
    # two classes: 7 of 8 agree; left 5 against 3, right 6 against 2: chance 36/64
    assert got.kappa2 == pytest.approx((7 / 8 - 36 / 64) / (1 - 36 / 64))


def test_figures_without_anything_are_undefined_not_zero() -> None:
    assert kappa([]) is None and kappa([("no", "no")] * 3) is None
    got = figures([("no", "no")])
    assert (got.accuracy, got.precision, got.recall, got.f1) == (1, None, None, None)
    assert retrieval(0, 0, 0).f1 is None and retrieval(2, 0, 0).f1 == 0


def test_majority_ties_go_to_the_stronger_answer() -> None:
    assert majority(["no", "partial"]) == "partial"
    assert majority([]) == "no"


def coded(country: str, item: str, answer: str, *sections: str, **more: Any) -> dict:
    evidence = [{"file": "f", "section": s, "quote": "q"} for s in sections]
    return {
        "jurisdiction": country,
        "item": item,
        "answer": answer,
        "evidence": evidence,
        "confidence": "high",
        "note": "",
    } | more


def range_of(country: str, act: str, low: int | None, high: int | None, **more: Any) -> dict:
    line = {"jurisdiction": country, "penalty": act, "min_months": low, "max_months": high}
    return line | {"life": False, "fine": False, "evidence": [], "note": ""} | more


def penalty(country: str, act: str, low: int | None, high: int | None, **more: Any) -> dict:
    where = {"finding": "f", "act": "a", "provision": "p", "citation": "9"}
    made = Penalty(
        country=country,
        penalty=act,
        min_months=low,
        max_months=high,
        **where,
        start=0,
        end=1,
        quote="q",
        **more,
    )
    return made.model_dump(mode="json")


POSSESSION, PRODUCTION = "off-possession-simple", "off-production"


@pytest.fixture
def data(tmp_path: Path) -> Folder:
    """Two fictional countries: XA speaks English, XB German; XA's section 5 has a paragraph 5.1."""
    folder = Folder(tmp_path / "data")
    for country, language, numbers in (("XA", "en", ("5", "6")), ("XB", "de", ("7b",))):
        name = f"{country.lower()}/code/{language}"
        write_act(
            folder,
            Act(
                id=name,
                work=f"{country.lower()}/code",
                country=country,
                language=language,
                title="Code of Varonia",
                citation="Code",
                url="",
                sha256="0" * 64,
                text_state="unknown",
                source="import",
                provisions=tuple(
                    Provision(id=f"{name}#{n}", number=n, citation=n, text="Widgets.")
                    for n in numbers
                ),
            ),
        )
    findings = [
        Finding(
            id=key,
            item=item,
            act="xa/code/en",
            provision=f"xa/code/en#{citation}",
            citation=citation,
            start=0,
            end=7,
            quote="Widgets",
            labeller="r/yes/1",
            polarity="yes",
        )
        for key, item, citation in (
            ("f1", POSSESSION, "5(2)"),
            ("f2", POSSESSION, "6"),
            ("f3", PRODUCTION, "6"),
        )
    ]
    write_lines(
        folder.finding_path("xa/code/en"),
        [{"act": "xa/code/en"}, *(f.model_dump(mode="json") for f in findings)],
    )
    answers = [
        Answer(country="XA", item=POSSESSION, answer="partial", findings=("f1", "f2")),
        Answer(country="XA", item=PRODUCTION, answer="yes", findings=("f3",)),
        Answer(country="XB", item=POSSESSION, answer="not-found"),
        Answer(country="XB", item=PRODUCTION, answer="not-assessed"),
    ]
    write_lines(folder.answers, [answer.model_dump(mode="json") for answer in answers])
    write_lines(
        folder.penalties,
        [
            penalty("XA", "possession", None, 60, fine=True),
            penalty("XA", "production", 12, 120),
            penalty("XB", "possession", None, 24),
            penalty("XB", "grooming", None, 24),
        ],
    )
    return folder


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Coded answers of XA, XB and of XC, which has no text."""
    path = tmp_path / "gold"
    write_lines(
        path / "xa.jsonl",
        [
            coded("XA", POSSESSION, "yes", "5.1", note="paragraph 1"),
            coded("XA", PRODUCTION, "yes", "§ 6 Abs. 2", "9"),
            coded("XA", "def-terminology", "yes", "1"),
            range_of("XA", "possession", None, 60, fine=True),
            range_of("XA", "production", 24, 120),
            range_of("XA", "production", 12, 96),
            range_of("XA", "access", 3, None, life=True),
        ],
    )
    write_lines(
        path / "xb.jsonl",
        [
            coded("XB", POSSESSION, "no"),
            coded("XB", PRODUCTION, "yes", "7b"),
            range_of("XB", "possession", None, None),
        ],
    )
    write_lines(path / "xc.jsonl", [coded("XC", POSSESSION, "no")])
    return path


def test_report_by_hand(data: Folder, answers: Path) -> None:
    got = report(read_gold(answers), read_held(data))
    assert got["countries"] == ["XA", "XB"] and got["without_text"] == ["XC"]
    assert "def-terminology" in got["left_out"] and got["not_assessed"] == 1
    # ours partial yes no no, gold yes yes no yes
    assert got["all"]["n"] == 4 and got["all"]["accuracy"] == 0.5
    assert (got["all"]["precision"], got["all"]["recall"]) == (1, 0.6667)
    # sections: ours {5, 6} {6}, gold {5} {6, 9} {7b}
    assert got["all"]["pinpoint"] == {
        "found": 3,
        "wanted": 4,
        "both": 2,
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
    }
    assert got["icmec"]["n"] == 2
    assert {name: part["n"] for name, part in got["languages"].items()} == {"de": 2, "en": 2}
    assert got["items"][PRODUCTION]["accuracy"] == 0.5
    # majority: possession yes/no tie -> yes, production yes
    assert got["baseline"]["accuracy"] == 0.75
    # of the others: possession no for XA, yes for XB; production right
    assert got["baseline_unseen"]["accuracy"] == 0.5
    assert [(d["country"], d["item"]) for d in got["disagreements"]] == [
        ("XA", POSSESSION),
        ("XB", PRODUCTION),
    ]
    assert got["disagreements"][0]["cited"] == ["5(2)", "6"]
    assert got["disagreements"][0]["note"] == "paragraph 1"


def test_penalties_by_hand(data: Folder, answers: Path) -> None:
    got = report(read_gold(answers), read_held(data))["penalties"]
    # XA possession right; production: the closer line (24, 120) or (12, 96) differs in one term;
    # access missing; XB possession invented, grooming uncoded
    assert (got["lines"], got["uncoded"]) == (4, 1)
    assert (got["max_right"], got["max_stated"], got["max_invented"]) == (2, 2, 1)
    assert (got["min_right"], got["min_stated"], got["min_invented"]) == (0, 2, 0)
    assert (got["life_right"], got["fine_right"]) == (3, 4)
    assert [row["penalty"] for row in got["wrong"]] == ["access", "production", "possession"]


def test_narrowed_to_a_language_or_country(data: Folder, answers: Path) -> None:
    gold, held = read_gold(answers), read_held(data)
    assert report(gold, held, languages=["de"])["countries"] == ["XB"]
    assert report(gold, held, countries=["XA"])["countries"] == ["XA"]


def test_command(data: Folder, answers: Path) -> None:
    common = [str(answers), "--data", str(data.root)]
    as_json = CliRunner().invoke(app, [*common, "--json"])
    assert as_json.exit_code == 0 and json.loads(as_json.stdout)["all"]["n"] == 4
    plain = CliRunner().invoke(app, [*common, "--items", "--disagreements", "--country", "xa"])
    assert plain.exit_code == 0, plain.output
    assert "1 countries, 2 answers" in plain.stdout
    assert f"XA {POSSESSION}: ours partial [5(2); 6], gold yes [5.1] paragraph 1" in plain.stdout
    assert PRODUCTION in plain.stdout and "1/2 maxima" not in plain.stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "xa.jsonl:1: not JSON"),
        ('{"jurisdiction": "XA"}', "xa.jsonl:1: not a coded answer"),
        (json.dumps(coded("XA", POSSESSION, "maybe")), "answer"),
        (json.dumps(range_of("XA", "theft", 1, 2)), "penalty"),
        ("\n".join([json.dumps(coded("XA", POSSESSION, "no"))] * 2), "xa.jsonl:2: XA"),
        ("", "no coded answer"),
    ],
)
def test_gold_that_is_none(tmp_path: Path, line: str, words: str) -> None:
    file = tmp_path / "xa.jsonl"
    file.write_text(line and line + "\n")
    with pytest.raises(BadInputError) as caught:
        read_gold(file)
    assert words in str(caught.value)


def test_without_answers(tmp_path: Path, answers: Path) -> None:
    for path, words in ((answers, "lexgap answer"), (tmp_path / "none", "no such file")):
        result = CliRunner().invoke(app, [str(path), "--data", str(tmp_path / "empty")])
        assert result.exit_code == 2 and words in result.stderr


@pytest.mark.corpus
def test_the_coded_answers_are_read_whole(gold: Path) -> None:
    found = read_gold(gold)
    lines = [json.loads(line) for file in gold.glob("*.jsonl") for line in file.open()]
    assert len(found.answers) == sum("item" in line for line in lines)
    assert sum(map(len, found.penalties.values())) == sum("penalty" in line for line in lines)
