"""The benchmarks measure what they say: the collection, the token rules, the comparison."""

import sys
from pathlib import Path

import pytest
from example import write_example

from lexgap.analysis.build import build
from lexgap.analysis.serve import application

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # benchmarks are no part of the package

from benchmarks.baseline import TokenRules  # noqa: E402
from benchmarks.collection import SHARE, collection, relevant  # noqa: E402
from benchmarks.growing import growth  # noqa: E402
from benchmarks.measures import again, against, replayed  # noqa: E402
from benchmarks.site import Reader, p95, serving  # noqa: E402

SIZE = 1_000


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_collection_is_the_same_again_and_little_of_it_relevant(language: str) -> None:
    acts = list(collection(language, SIZE))
    assert acts == list(collection(language, SIZE))
    texts = [provision.text for act in acts for provision in act.provisions]
    assert len(texts) == SIZE
    telling = set(relevant(language))
    assert 0.5 * SHARE < sum(text in telling for text in texts) / SIZE < 1.5 * SHARE
    assert len({act.id for act in acts}) == len(acts)
    assert len(set(texts) - telling) > 0.9 * SIZE


def test_phrases_become_token_rules() -> None:
    rules = TokenRules("en")
    wanted = {"possess", "csam-term", "offence"}

    def found(text: str) -> set[str]:
        doc = rules.nlp.make_doc(text)
        return {rules.nlp.vocab.strings[number] for number, _, _ in rules.matcher(doc)}

    assert wanted <= found("Whoever possesses child pornography commits an offence.")
    assert not wanted & found("The master of the vessel paints the hull.")
    assert rules.patterns > TokenRules("en", gaps=False).patterns > 500


def test_the_comparison_runs_over_the_same_text(tmp_path: Path) -> None:
    acts = list(collection("en", 60))
    row = against("small", acts, seconds=0.5)
    assert row.same and row.provisions == 60
    assert row.characters == sum(len(p.text) for act in acts for p in act.provisions)
    assert 0 < row.rules_sample <= row.characters
    assert row.rules > row.lexgap > row.bare > 0


def test_a_second_run_tags_nothing(tmp_path: Path) -> None:
    first, second = again("en", 120, tmp_path / "data")
    assert first > second > 0


def test_growth_is_measured() -> None:
    row = growth("en", 30)
    assert row.provisions == 30 and row.seconds > 0 and row.peak >= row.held > 10


def test_pages_are_measured_anew_from_memory_and_beside_stock_datasette(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "data")
    build(folder)
    told = "\n".join(serving(folder.database))
    for kind in ("home", "country", "provision", "search by concept", "stock Datasette: a table"):
        assert f"| {kind} |" in told, kind
    reader = Reader(application(folder.database))
    first = reader.ask("/country/XA", anew=True)[2]
    assert "etag" not in first.headers and first.status_code == 200
    assert "etag" in reader.ask("/country/XA")[2].headers
    assert p95([float(n) for n in range(1, 101)]) == 95.0


@pytest.mark.corpus
def test_a_second_replay_does_no_more_than_check(corpus: Path, tmp_path: Path) -> None:
    first, second = replayed(corpus, tmp_path / "data")
    assert first > 20 * second, f"{first:.1f} and {second:.2f} CPU seconds"


@pytest.mark.corpus
def test_a_second_run_of_the_whole_chain_does_no_more_than_check(
    corpus: Path, tmp_path: Path
) -> None:
    first, second = replayed(corpus, tmp_path / "data", "chain")
    assert first > 25 * second, f"{first:.1f} and {second:.2f} CPU seconds"
