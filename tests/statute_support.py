"""Real statutes in tests: the recorded acts of a country, and coded quotes held against them."""

import functools
import json
from pathlib import Path

from page_support import folded
from warcio.archiveiterator import ArchiveIterator

from lexgap.crawlers.page import Received
from lexgap.crawlers.sources import countries
from lexgap.schema.models import Act, Provision


@functools.cache
def recorded(corpus: Path) -> dict[str, bytes]:
    """Bodies of the recorded responses by address."""
    with (corpus / "recorded.warc.gz").open("rb") as file:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(file)
        }


@functools.cache
def official(corpus: Path, name: str) -> tuple[Act, ...]:
    """The acts that the classes of a country file read from the recorded crawl."""
    country = countries()[name]
    acts: list[Act] = []
    for n, entry in enumerate(country.entries):
        received = Received(entry.url, recorded(corpus)[entry.url])
        acts.extend(country.page_class(n)(received, country.source, entry).acts())
    return tuple(acts)


def coded(gold: Path, corpus: Path, country: str) -> list[tuple[str, str]]:
    """(section, quote) of the coded evidence whose file is an official file of the corpus."""
    files = {path.name for path in (corpus / "official" / "statutes" / country).iterdir()}
    lines = (gold / f"{country}.jsonl").read_text("utf-8").splitlines()
    evidence = [e for line in lines for e in json.loads(line)["evidence"]]
    return [(e["section"], e["quote"]) for e in evidence if Path(e["file"]).name in files]


def check_quotes(
    acts: tuple[Act, ...], gold: Path, corpus: Path, *, least: float, drop: str = ""
) -> None:
    """At least this share of the coded quotes stands verbatim in the provision cited.

    Parts of a provision and its heading count with it. `drop` is a word of the coders' citation
    that the class leaves out, with the number after it (`Satz 1`).
    """
    quotes = coded(gold, corpus, acts[0].country.lower())
    missing = []
    for section, quote in quotes:
        steps = section.split(" ")
        if drop in steps:
            at = steps.index(drop)
            steps[at : at + 2] = []
        if not any(folded(quote) in text for act in acts for text in _texts(act, " ".join(steps))):
            missing.append((section, quote))
    share = 1 - len(missing) / len(quotes)
    assert share >= least, f"{share:.3f} of {len(quotes)}; missing {missing}"


def _texts(act: Act, citation: str) -> list[str]:
    found = [p for p in act.provisions if p.citation == citation]
    return [folded(" ".join((p.heading, _whole(act, p)))) for p in found]


def _whole(act: Act, provision: Provision) -> str:
    parts = [p for p in act.provisions if p.parent == provision.id]
    return " ".join([provision.text, *(_whole(act, part) for part in parts)])
