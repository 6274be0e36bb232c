"""What lexgap brings along: the fictional sample and the published facts.

A checkout has them in `data/` beside `analysis/`, a wheel as `lexgap/data` beside `lexgap/analysis`.
"""

from pathlib import Path

from lexgap.schema.store import BadInputError, Folder, write_text

DATA = Path(__file__).resolve().parent.parent / "data"
RELEASE = DATA / "release"
"""The published facts; the folder may hold none."""
SAMPLE = DATA / "sample"
RECORDING = SAMPLE / "sample.warc.gz"
"""The recorded crawl of the fictional countries."""


def lay_sources(folder: Folder) -> list[str]:
    """Put the country files of the sample into `folder`; return their names.

    Raises BadInputError where this installation has no sample.
    """
    paths = sorted((SAMPLE / "sources").glob("*.yml"))
    if not paths or not RECORDING.is_file():
        raise BadInputError(f"{SAMPLE}: the sample is missing; install lexgap again")
    for path in paths:
        write_text(folder.root / "sources" / path.name, path.read_text("utf-8"))
    return [path.stem for path in paths]
