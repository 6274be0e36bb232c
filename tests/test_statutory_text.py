"""No text of a real country's law is committed: no run of 14 words, nor of 24 unspaced characters."""

import csv
import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lexgap.crawlers.sources import countries
from lexgap.schema.load import instruments
from lexgap.schema.shadow import MARKS

ROOT = Path(__file__).resolve().parent.parent
WORDS = 14
CHARACTERS = 24
LONGEST_TITLE = 60
SUFFIXES = {
    ".cff", ".csv", ".css", ".html", ".js", ".json", ".jsonl", ".md", ".py", ".svg", ".toml", ".txt",
    ".xml", ".yaml", ".yml", "",
}  # fmt: skip
UNSPACED = re.compile(rf"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{{{CHARACTERS},}}")
WORD = re.compile(rf"[\w{MARKS}]+")
MARKUP = re.compile(r"<!\[CDATA\[|\]\]>|<[^>]*>")

Hashes = NDArray[np.uint64]
FACTORS = np.random.default_rng(14).integers(1, 2**63, WORDS, dtype=np.uint64) | np.uint64(1)


def runs(text: str) -> Hashes:
    """Hashes of all runs of 14 words of a text, by a sum with random factors modulo 2**64."""
    words = [hash(word) for word in WORD.findall(text.casefold())]
    if len(words) < WORDS:
        return np.empty(0, np.uint64)
    numbers = np.array(words, np.int64).view(np.uint64)
    total = np.zeros(len(numbers) - WORDS + 1, np.uint64)
    for n, factor in enumerate(FACTORS):
        total += numbers[n : len(numbers) - WORDS + 1 + n] * factor
    return total


def unspaced(text: str) -> Iterator[str]:
    """All runs of 24 characters in scripts written without spaces, punctuation left out."""
    for match in UNSPACED.finditer(re.sub(r"\W+", "", text)):
        for n in range(len(match[0]) - CHARACTERS + 1):
            yield match[0][n : n + CHARACTERS]


def titles(corpus: Path) -> set[str]:
    """Names of treaties and acts: facts, which other laws cite in full."""
    found = {instrument.name for instrument in instruments()}
    found |= {act.title for country in countries().values() for act in country.file.acts}
    for path in (*corpus.glob("official/manifest.jsonl"), *corpus.glob("import/manifest.jsonl")):
        found |= {json.loads(line)["title"] for line in path.open(encoding="utf-8")}
    for path in ROOT.glob("data/release/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row.get("title", "") for row in csv.DictReader(file)}
    return {
        title
        for title in found
        if (len(WORD.findall(title)) >= WORDS or len(title) >= CHARACTERS)
        and len(title.split()) <= LONGEST_TITLE
    }


def committed(corpus: Path) -> dict[str, str]:
    """Text of the committed files by name, without the titles of treaties and acts."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git work tree: nothing is committed here")
    names = [re.compile(r"\s+".join(map(re.escape, name.split()))) for name in titles(corpus)]
    texts = {}
    for name in filter(None, done.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in SUFFIXES and path.is_file() and not path.is_symlink():
            text = MARKUP.sub(" ", html.unescape(path.read_text("utf-8", errors="ignore")))
            for name_of_act in names:
                text = name_of_act.sub(" ", text)
            texts[name] = text
    return texts


def statutes(corpus: Path) -> Iterator[tuple[str, str]]:
    """(file, text) of the real statutes: interchange rows, and official files without their markup."""
    for path in sorted(corpus.glob("import/*/*.jsonl")):
        rows = (json.loads(line)["text"] for line in path.open(encoding="utf-8"))
        yield str(path.relative_to(corpus)), "\n".join(rows)
    for path in sorted(corpus.glob("official/*/*/*")):
        if path.suffix.lower() in {".xml", ".html", ".json"}:
            text = path.read_text("utf-8", errors="ignore")
            if path.suffix == ".json":
                text = json.dumps(json.loads(text), ensure_ascii=False)
            yield str(path.relative_to(corpus)), MARKUP.sub(" ", html.unescape(text))


@pytest.mark.corpus
def test_no_committed_file_repeats_a_real_statute(corpus: Path) -> None:
    texts = committed(corpus)
    ours = {name: runs(text) for name, text in texts.items()}
    every = np.unique(np.concatenate(list(ours.values())))
    characters = {run for text in texts.values() for run in unspaced(text)}
    hits: set[str] = set()
    compared = 0
    for source, text in statutes(corpus):
        theirs = runs(text)
        compared += len(theirs)
        place = np.searchsorted(every, theirs).clip(max=len(every) - 1)
        shared = theirs[every[place] == theirs]
        for name in ours if len(shared) else ():
            hits |= {
                f"{name} ~ {source}: {' '.join(WORD.findall(texts[name])[at : at + WORDS])}"
                for at in np.flatnonzero(np.isin(ours[name], shared))
            }
        for run in characters.intersection(unspaced(text)):
            hits |= {f"{n} ~ {source}" for n, t in texts.items() if run in re.sub(r"\W+", "", t)}
    assert compared > 1_000_000
    assert not hits, "rewrite or remove these passages"


@pytest.mark.corpus
def test_a_real_statute_would_be_noticed(corpus: Path) -> None:
    """The comparison finds fourteen words of a statute within prose, and not thirteen."""
    _, text = next(statutes(corpus))
    words = WORD.findall(text)[100 : 100 + WORDS]
    theirs = runs(text)
    assert np.isin(runs("Our own words, then: " + ", ".join(words) + "; and more."), theirs).any()
    assert not np.isin(runs("we " * WORDS + " ".join(words[1:]) + " our" * WORDS), theirs).any()
