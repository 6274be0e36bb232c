"""One replay of the recorded crawl: `python -m benchmarks.replaying CORPUS DATA`."""

import sys
from pathlib import Path

from lexgap.crawlers.crawl import crawl
from lexgap.schema.store import Folder

if __name__ == "__main__":
    corpus, place = map(Path, sys.argv[1:])
    done = crawl(Folder(place), (), run="replay", replay=corpus / "recorded.warc.gz")
    assert sum(count.acts for count in done.reading.counts) > 40
