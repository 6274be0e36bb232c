"""One replay of the recorded crawl, and the stages after it where asked for.

`python -m benchmarks.replaying CORPUS DATA [crawl|chain]`
"""

import sys
from pathlib import Path

from lexgap.crawlers.crawl import crawl
from lexgap.schema.store import Folder


def main(corpus: Path, place: Path, what: str = "crawl") -> None:
    """Crawl from the recording; with `chain` tag, answer and build too."""
    done = crawl(Folder(place), (), run="replay", replay=corpus / "recorded.warc.gz")
    assert sum(count.acts for count in done.reading.counts) > 40
    if what == "chain":
        from lexgap.analysis.chain import run

        run(Folder(place), quiet=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]), *sys.argv[3:])
