"""A response as a test case: its bytes, what its page class reads in it, and a test that compares.

The bytes are real law, so a case is written outside the project.
"""

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from lexgap.crawlers.archive import Archive
from lexgap.crawlers.charset import recoded
from lexgap.crawlers.crawl import crawl
from lexgap.crawlers.history import received
from lexgap.crawlers.page import Received
from lexgap.crawlers.rows import Row
from lexgap.crawlers.sources import Country
from lexgap.schema.ids import sha256, slug, work_id
from lexgap.schema.models import Act
from lexgap.schema.problems import nearest
from lexgap.schema.store import BadInputError, Folder, replacing, write_text

TEST = '''"""What {page} reads in the response of {url} of {day}.

Look at expected.json beside the text itself and mend what is wrong before you trust it.
"""

import json
from pathlib import Path

from lexgap.crawlers.example import acts_of, entry_of
from lexgap.crawlers.sources import countries

HERE = Path(__file__).parent
SAID = json.loads((HERE / "response.json").read_text("utf-8"))


def test_{name}() -> None:
    country = countries()["{country}"]
    acts = acts_of(country, entry_of(country, "{act}"), (HERE / SAID["file"]).read_bytes(), SAID)
    expected = json.loads((HERE / "expected.json").read_text("utf-8"))
    assert [act.model_dump(mode="json") for act in acts] == expected
'''


@dataclass(frozen=True)
class Case:
    """A test case that was written."""

    folder: Path
    file: str
    size: int
    acts: int
    provisions: int


def entry_of(country: Country, act: str) -> int:
    """Number of the entry that `act` names: its work, with or without country, or its address.

    Raises BadInputError naming near matches.
    """
    code = country.source.country
    for n, entry in enumerate(country.entries):
        if act in (
            entry.work,
            work_id(code, entry.work),
            entry.url,
            f"{entry.work}/{entry.language}",
        ):
            return n
    names = sorted({entry.work for entry in country.entries})
    if not names:
        why = country.source.blocked or country.source.unread
        raise BadInputError(f"{country.path}: no act is asked for: {why}")
    raise BadInputError(f"{act}: no act of {country.path.name}; {nearest(act, names)}")


def record(
    folder: Folder, country: Country, act: str, out: Path, run: str, replay: Path | None
) -> Case:
    """Write the newest response of an act as a test case into `out`.

    The response is that of `replay`, else the archived one, else it is fetched. Raises BadInputError
    for an act that is not there, a response that cannot be had or read, and an `out` in the project.
    """
    if inside := checkout(out):
        raise BadInputError(
            f"{out}: within the project ({inside}), where no statutory text may be; "
            "name a folder elsewhere with --out"
        )
    n = entry_of(country, act)
    archive = Archive(folder) if replay is None else None
    rows = received(archive, country.entries[n].asked) if archive else []
    if archive and rows:
        return _write(country, n, rows[0], archive.body(rows[0]), out)
    with tempfile.TemporaryDirectory(prefix="lexgap-") as place:
        fresh = Folder(Path(place))
        name = _alone(fresh, country, n)
        done = crawl(fresh, [name], run=run, replay=replay)
        archive = Archive(fresh)
        rows = received(archive, country.entries[n].asked)
        if not rows:
            why = "; ".join(issue.message for issue in done.issues) or "no answer"
            raise BadInputError(f"{country.entries[n].url}: {why}; try again later, or --replay")
        return _write(country, n, rows[0], archive.body(rows[0]), out)


def checkout(path: Path) -> Path | None:
    """The checkout of lexgap that `path` is in, if it is."""
    for place in (path.resolve(), *path.resolve().parents):
        project = place / "pyproject.toml"
        if project.is_file() and re.search(r'^name = "lexgap"$', project.read_text("utf-8"), re.M):
            return place
    return None


def _alone(folder: Folder, country: Country, n: int) -> str:
    """Put a country file with only entry `n` into `folder`; return its name."""
    told = country.file.model_dump(mode="json", exclude_defaults=True)
    told["acts"] = [told["acts"][n]]
    told.pop("expectations", None)
    name = f"one-of-{country.name}"
    write_text(folder.root / "sources" / f"{name}.yml", yaml.safe_dump(told, allow_unicode=True))
    return name


def acts_of(country: Country, n: int, body: bytes, said: dict[str, str]) -> list[Act]:
    """What the page class of entry `n` reads in `body`. Raises what page classes raise."""
    import datetime as dt

    entry, charset = country.entries[n], country.file.acts[n].charset
    media = said["media"].partition(";")[0] + "; charset=utf-8" if charset else said["media"]
    text = recoded(body, charset) if charset else body
    received = Received(entry.url, text, media, dt.date.fromisoformat(said["received"][:10]))
    acts = country.page_class(n)(received, country.source, entry).acts()
    return [act.model_copy(update={"sha256": sha256(body)}) for act in acts]


def _write(country: Country, n: int, row: Row, body: bytes, out: Path) -> Case:
    from lexgap.crawlers.page import PageChanged

    entry = country.entries[n]
    name = slug(f"{country.name} {entry.work} {entry.language}").replace("-", "_").replace(".", "_")
    said = {
        "url": entry.url,
        "received": row.date,
        "media": row.media,
        "sha256": sha256(body),
        "file": "response" + (Path(entry.url.partition("?")[0]).suffix or ".bin"),
    }
    try:
        acts = acts_of(country, n, body, said)
    except PageChanged:
        acts = []  # the case of a page that is not read yet
    with replacing(out / said["file"], "wb") as file:
        file.write(body)
    expected = [act.model_dump(mode="json") for act in acts]
    for file_name, value in (("response.json", said), ("expected.json", expected)):
        write_text(out / file_name, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    test = TEST.format(
        page=entry.page, url=entry.url, day=row.day, name=name, country=country.name,
        act=f"{entry.work}/{entry.language}",
    )  # fmt: skip
    write_text(out / f"test_{name}.py", test)
    return Case(out, said["file"], len(body), len(acts), sum(len(a.provisions) for a in acts))
