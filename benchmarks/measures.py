"""What is measured, as CPU seconds of this process, so that other work on the machine weighs less."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TypeVar

import ahocorasick

from benchmarks.baseline import TokenRules
from benchmarks.collection import collection
from lexgap.analysis.imports import import_files, interchange_files
from lexgap.analysis.tagger import tag_country
from lexgap.analysis.tagging import newest, tag
from lexgap.analysis.units import sections
from lexgap.crawlers.crawl import crawl
from lexgap.schema.literals import canonical
from lexgap.schema.models import Act
from lexgap.schema.shadow import fold
from lexgap.schema.store import Folder, act_paths, read_act, write_act
from lexgap.schema.wording import anchors, language_for, load_concepts

Found = TypeVar("Found")
ROOT = Path(__file__).resolve().parent.parent
SEED = 7
"""Of the order in which provisions are drawn for the sample."""


@dataclass(frozen=True)
class Against:
    """Tagging beside what it is measured against; times are microseconds a character."""

    name: str
    provisions: int
    characters: int
    lexgap: float
    full: float
    """All sections read."""
    bare: float
    """An automaton alone finds the literals of the anchors in text that is folded already."""
    rules: float
    rules_sample: int
    """Characters of the sample over which the token rules were run."""
    adjacent: float
    """Token rules without those that allow words between."""
    adjacent_sample: int
    findings: int
    same: bool
    """Whether the full run found the same."""


def against(name: str, acts: Sequence[Act], seconds: float) -> Against:
    """Tag one country's acts of one language; `seconds` is the time given to each set of rules."""
    language = language_for(acts[0].language) or acts[0].language
    texts = [section.text for act in acts for section in sections(act)]
    length = sum(map(len, texts))
    list(tag_country(acts[: len(acts) // 10 + 1]))  # patterns are compiled when first met
    quick, found = timed(lambda: [one.findings for one in tag_country(acts)])
    full, other = timed(lambda: [one.findings for one in tag_country(acts, prefilter=False)])
    rules, rules_sample = sampled(TokenRules(language), texts, seconds)
    adjacent, adjacent_sample = sampled(TokenRules(language, gaps=False), texts, seconds)
    per = 1e6 / length
    return Against(
        name=name, provisions=sum(len(act.provisions) for act in acts), characters=length,
        lexgap=quick * per, full=full * per, bare=scan(language, texts) * per,
        rules=rules * 1e6, rules_sample=rules_sample,
        adjacent=adjacent * 1e6, adjacent_sample=adjacent_sample,
        findings=sum(map(len, found)), same=found == other,
    )  # fmt: skip


def timed(
    run: Callable[[], Found], clock: Callable[[], float] = process_time
) -> tuple[float, Found]:
    """CPU seconds, and what came of it."""
    begun = clock()
    found = run()
    return clock() - begun, found


def scan(language: str, texts: Iterable[str]) -> float:
    """CPU seconds of a bare pass of pyahocorasick for the literals of the anchors' phrases."""
    automaton = ahocorasick.Automaton()
    for concept in anchors():
        for phrase in load_concepts(language).phrases.get(concept, ()):
            for literal in (text for part in phrase.telling for text in part):
                automaton.add_word(literal, len(literal))
    automaton.make_automaton()
    prepared = [canonical(fold(text)) for text in texts]
    took, _ = timed(lambda: sum(1 for text in prepared for _ in automaton.iter(text)))
    return took


def sampled(run: Callable[[str], int], texts: Sequence[str], seconds: float) -> tuple[float, int]:
    """CPU seconds a character over texts drawn at random until the time is up, and their length."""
    drawn = random.Random(SEED).sample(texts, len(texts))  # noqa: S311
    run(drawn[0])
    begun, length = process_time(), 0
    for text in drawn:
        run(text)
        length += len(text)
        if process_time() - begun > seconds:
            break
    return (process_time() - begun) / length, length


def again(language: str, size: int, place: Path) -> tuple[float, float]:
    """CPU seconds of `lexgap tag` on a data folder, and of the same with nothing changed."""
    folder = Folder(place)
    for act in collection(language, size):
        write_act(folder, act)
    first, _ = timed(lambda: tag(folder))
    second, counts = timed(lambda: tag(folder))
    if counts["acts"]:
        raise AssertionError("an unchanged act was tagged again")
    return first, second


def replayed(corpus: Path, place: Path, what: str = "crawl") -> tuple[float, float]:
    """CPU seconds of a replay of the recorded crawl into a new data folder, and of the same again.

    With `chain` tagging, answering and building count too. Each is a process of its own, and the
    spider's counts too. Raises AssertionError where the second did more than check.
    """
    command = [sys.executable, "-m", "benchmarks.replaying", str(corpus), str(place), what]
    first, _ = timed(lambda: subprocess.run(command, cwd=ROOT, check=True), processor)
    before = _written(Folder(place))
    second, _ = timed(lambda: subprocess.run(command, cwd=ROOT, check=True), processor)
    if before != _written(Folder(place)):
        raise AssertionError("what did not change was written again")
    return first, second


def _written(folder: Folder) -> dict[Path, int]:
    """When acts, findings, answers and the database were written."""
    made = [*act_paths(folder), *folder.findings.rglob("*.jsonl"), folder.answers, folder.database]
    return {path: path.stat().st_mtime_ns for path in made if path.exists()}


def processor() -> float:
    """CPU seconds of this process and of those it started and that ended."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def corpus_acts(corpus: Path, place: Path) -> dict[str, list[Act]]:
    """The newest acts of the shared corpus by country, read into a data folder at `place`."""
    folder = Folder(place)
    import_files(folder, interchange_files([corpus / "import"]))
    crawl(folder, (), run="benchmark", replay=corpus / "recorded.warc.gz")
    found: dict[str, list[Act]] = {}
    for path in act_paths(folder):
        act = read_act(path)
        found.setdefault(act.country, []).append(act)
    return {country: newest(acts) for country, acts in sorted(found.items())}


def equality(countries: dict[str, list[Act]]) -> tuple[float, float, list[str]]:
    """CPU seconds of both runs over all countries, and the countries in which they differ."""
    took = [0.0, 0.0]
    differ = []
    for country, acts in countries.items():
        found = []
        for n, prefilter in enumerate((True, False)):
            seconds, findings = timed(
                lambda acts=acts, prefilter=prefilter: [  # type: ignore[misc]
                    one.findings for one in tag_country(acts, prefilter=prefilter)
                ]
            )
            took[n] += seconds
            found.append(findings)
        if found[0] != found[1]:
            differ.append(country)
    return took[0], took[1], differ
