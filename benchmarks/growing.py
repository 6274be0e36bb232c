"""Cost and memory of tagging a collection: `python -m benchmarks.growing en 20000` prints them.

It imports what `lexgap tag` does and no more, so that the peak is that of tagging.
"""

import json
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

from benchmarks.collection import collection
from lexgap.analysis.tagger import tag_country

STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Growth:
    """One size of a collection, tagged in a process of its own."""

    provisions: int
    seconds: float
    peak: float
    """Megabytes."""
    held: float
    """Megabytes before tagging: the acts and the program."""


def growth(language: str, size: int) -> Growth:
    """Tag a collection of `size` provisions as `lexgap tag` does a country."""
    acts = list(collection(language, size))
    list(tag_country(acts[:5]))
    held = peak()
    begun = process_time()
    for _ in tag_country(acts):
        pass
    return Growth(size, process_time() - begun, peak(), held)


def peak() -> float:
    """The most memory the process has held so far, in megabytes.

    Of its own program only: `ru_maxrss` counts what its parent held before, where Linux tells.
    """
    if STATUS.exists():
        return int(STATUS.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asdict(growth(sys.argv[1], int(sys.argv[2])))))
