"""One run that measures and writes RESULTS.md: `python -m benchmarks`, at the root of the project."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.collection import collection
from benchmarks.growing import Growth
from benchmarks.measures import Against, again, against, corpus_acts, equality, replayed
from lexgap.analysis.answering import answer
from lexgap.analysis.build import build
from lexgap.analysis.tagging import tag
from lexgap.schema.models import Act
from lexgap.schema.store import Folder

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
SIZES = (1, 3, 10)


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--provisions", type=int, default=20_000, help="of a collection")
    parser.add_argument("--languages", default="en,de", help="of the collections")
    parser.add_argument(
        "--seconds", type=float, default=20, help="given to each set of token rules"
    )
    parser.add_argument("--corpus", type=Path, default=HERE.parent.parent / "shared" / "corpus")
    parser.add_argument("--only", choices=["site"], help="measure this part again, keep the rest")
    parser.add_argument(
        "--folder", type=Path, help="built data folder that the site shows (default: the corpus)"
    )
    asked = parser.parse_args()
    first = asked.languages.split(",")[0]
    if asked.only:
        known = RESULTS.read_text("utf-8").partition("\n## Site\n")[0].rstrip().splitlines()
        lines = [*known, "", *site(asked)]
    else:
        lines = [*head(asked.provisions), *tagging(asked), *growing(first, asked.provisions)]
        lines += [*rerun(first, asked.provisions // 4), *recrawl(asked.corpus), "", *site(asked)]
    RESULTS.write_text("\n".join(lines).rstrip() + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))


def head(provisions: int) -> Iterator[str]:
    """Where and when, and how to do it again."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield "# Benchmarks\n"
    yield (
        f"{datetime.now(UTC):%Y-%m-%d}; {processor()}, {cores} cores, {memory()}; "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"spaCy {version('spacy')}, pyahocorasick {version('pyahocorasick')}."
    )
    yield f"\n`python -m benchmarks --provisions {provisions}` wrote this file. All times are CPU"
    yield "time of one process; the ratios of a row come from the same run.\n"
    yield "A collection is fictional law of ours (`tests/fixtures/acts/`, 3 % of the provisions)"
    yield "among neutral sentences (`benchmarks/neutral-*.txt`). How phrases become token rules is"
    yield "told in `benchmarks/baseline.py`.\n"


def processor() -> str:
    """The name of the processor."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def memory() -> str:
    """The machine's memory."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB"


def tagging(asked: argparse.Namespace) -> Iterator[str]:
    """lexgap beside token rules and a bare automaton."""
    rows = [
        against(
            f"collection, {language}", list(collection(language, asked.provisions)), asked.seconds
        )
        for language in asked.languages.split(",")
    ]
    verdict = ["Not compared over the shared corpus, which is not beside the project.\n"]
    if asked.corpus.is_dir():
        with tempfile.TemporaryDirectory() as place:
            countries = corpus_acts(asked.corpus, Path(place))
            german = [act for act in countries.get("DE", []) if act.language == "de"]
            rows += [against("German code collection, recorded", german, asked.seconds)]
            verdict = list(compared(countries))
    yield "## Tagging\n"
    yield from table(rows)
    yield "\nThe token rules run over a sample drawn at random, and their time is extrapolated from its"
    yield (
        "characters: "
        + "; ".join(
            f"{row.name}: {row.rules_sample:,} of {row.characters:,}, without gaps {row.adjacent_sample:,}"
            for row in rows
        )
        + ".\n"
    )
    yield from verdict


def table(rows: Sequence[Against]) -> Iterator[str]:
    """Microseconds a character, and ratios."""
    yield "| | provisions | lexgap, µs/char | all token rules | rules without gaps | bare automaton | full run | findings, same in full run |"  # fmt: skip
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for row in rows:
        yield (
            f"| {row.name} | {row.provisions:,} | {row.lexgap:.2f} "
            f"| {row.rules:.1f} = **{row.rules / row.lexgap:.0f}** × lexgap "
            f"| {row.adjacent:.1f} = {row.adjacent / row.lexgap:.0f} × "
            f"| {row.bare:.3f} = {row.bare / row.lexgap:.3f} × "
            f"| {row.full / row.lexgap:.2f} × "
            f"| {row.findings:,}, {'yes' if row.same else '**no**'} |"
        )


def compared(countries: dict[str, list[Act]]) -> Iterator[str]:
    """The two runs over the whole shared corpus."""
    quick, full, differ = equality(countries)
    told = "the same findings in every one" if not differ else f"**differ in {', '.join(differ)}**"
    yield f"Over the whole shared corpus, {len(countries)} countries, the run with the prefilter and"
    yield f"the full run have {told}; CPU seconds {quick:.0f} and {full:.0f}.\n"


def growing(language: str, provisions: int) -> Iterator[str]:
    """Cost and memory as a collection grows, each size in a process of its own."""
    rows = []
    for size in SIZES:
        number = str(provisions // 10 * size)
        command = [sys.executable, "-m", "benchmarks.growing", language, number]
        done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=True)
        rows.append(Growth(**json.loads(done.stdout)))
    yield "## Growth\n"
    yield "| provisions | CPU seconds | per provision, against the first | peak memory, MB | of that before tagging, MB |"  # fmt: skip
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        each = row.seconds / row.provisions / (rows[0].seconds / rows[0].provisions)
        yield f"| {row.provisions:,} | {row.seconds:.1f} | {each:.2f} | {row.peak:.0f} | {row.held:.0f} |"
    yield ""


def rerun(language: str, provisions: int) -> Iterator[str]:
    """`lexgap tag` again with nothing changed."""
    with tempfile.TemporaryDirectory() as place:
        first, second = again(language, provisions, Path(place))
    yield "## Nothing changed\n"
    yield f"`lexgap tag` on {provisions:,} provisions: {first:.1f} CPU seconds, again {second:.2f}:"
    yield f"{first / second:.0f} times faster."


def site(asked: argparse.Namespace) -> Iterator[str]:
    """The pages of the site over the folder given, or over the shared corpus."""
    from benchmarks.site import serving

    if asked.folder:
        yield from serving(Folder(asked.folder).database)
    elif asked.corpus.is_dir():
        with tempfile.TemporaryDirectory() as place:
            folder = Folder(Path(place))
            corpus_acts(asked.corpus, folder.root)
            tag(folder)
            answer(folder)
            build(folder)
            yield from serving(folder.database)
    else:
        yield "## Site\n\nNot measured: the shared corpus is not beside the project."


def recrawl(corpus: Path) -> Iterator[str]:
    """`lexgap crawl --replay` again with nothing changed, and `lexgap run` after it."""
    if not corpus.is_dir():
        return
    with tempfile.TemporaryDirectory() as place:
        first, second = replayed(corpus, Path(place))
    yield "\n`lexgap crawl --replay` of the recorded crawl of the shared corpus, spider and reading:"
    yield f"{first:.1f} CPU seconds, again {second:.2f}: {first / second:.0f} times faster."
    with tempfile.TemporaryDirectory() as place:
        first, second = replayed(corpus, Path(place), "chain")
    yield "\nThe same with tagging, answering and building:"
    yield f"{first:.1f} CPU seconds, again {second:.2f}: {first / second:.0f} times faster."


if __name__ == "__main__":
    main()
