"""Crawling as the command line and other programs call it: spider in a process, then reading."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexgap.crawlers import issues as noted
from lexgap.crawlers.reading import Progress, Reading, read
from lexgap.crawlers.replayed import Replays
from lexgap.crawlers.sources import Country, choose, countries
from lexgap.schema.models import Issue
from lexgap.schema.store import BadInputError, Folder

if TYPE_CHECKING:
    from filelock import FileLock

Event = dict[str, Any]
Watch = Callable[[Event], None]
"""Called with each event of the spider, as described in lexgap.crawlers.spider."""


@dataclass
class Crawl:
    """What a crawl came to. `reading` is that of the countries that were crawled."""

    chosen: list[Country]
    responses: dict[str, int] = field(default_factory=dict)
    """Responses by country."""
    absent: dict[str, list[str]] = field(default_factory=dict)
    """Addresses that the recording does not hold, by country."""
    issues: list[Issue] = field(default_factory=list)
    """Issues of the crawl itself; those of reading are in `reading`."""
    reading: Reading = field(default_factory=Reading)
    cut: str = ""
    """Where the recording is cut short; what stands before was crawled and read."""

    @property
    def asked(self) -> list[str]:
        """Names of the countries that were asked, in a replay those that the recording answered."""
        met = {*self.responses, *(c.name for c in self.chosen if self.issues_of(c))}
        return sorted({country.name for country in self.chosen if country.entries} & met)

    def issues_of(self, country: Country) -> list[Issue]:
        """The crawl's own issues with addresses of `country`."""
        places = {country.path.name, *(entry.url for entry in country.entries)}
        return [issue for issue in self.issues if issue.where in places]


def crawl(
    folder: Folder,
    names: Sequence[str] = (),
    *,
    run: str,
    replay: Path | None = None,
    changed: Mapping[str, float] | None = None,
    watch: Watch | None = None,
    progress: Progress | None = None,
) -> Crawl:
    """Crawl the countries called `names` (all when empty) into `folder`, then read them.

    `run` names the files of this run, such as 20260102T030405Z. With `replay` the answers come from
    that WARC and nothing goes out. Fictional countries are crawled live only when named. `changed`
    are settings that differ, of `settings.ADJUSTABLE`.
    Raises BadInputError for an unknown name, a faulty country file, or a file that is no WARC. One
    that is cut short is no error here but `Crawl.cut`: the caller says so after keeping the rest.
    """
    folder.check()
    chosen = choose(countries(folder), names)
    if replay is None and not names:
        chosen = [country for country in chosen if not country.fictional]
    folder.open()
    result = Crawl(chosen)
    lock = only_crawl(folder)
    try:
        replays = Replays(folder, replay, chosen) if replay else None
        for event in _events_of(result, folder, replay, replays, run, changed):
            take(result, event)
            if watch:
                watch(event)
        if replays:
            _remember(replays, result)
        settle(folder, result, bool(names), replay, progress)
    finally:
        lock.release()
    return result


def _events_of(
    result: Crawl,
    folder: Folder,
    replay: Path | None,
    replays: Replays | None,
    run: str,
    changed: Mapping[str, float] | None,
) -> Iterator[Event]:
    """Run the spider for the countries that were not replayed before; those others are entered."""
    held = replays.held if replays else {}
    for row in held.values():
        result.responses |= {row.country: row.responses} if row.responses else {}
        result.absent |= {row.country: list(row.absent)} if row.absent else {}
    job = {
        "data": str(folder.root.resolve()),
        "countries": [c.name for c in result.chosen if c.name not in held],
        "replay": str(replay.resolve()) if replay else "",
        "run": run,
        "settings": dict(changed or {}),
    }
    if job["countries"] or not held:
        yield from _spider(job)


def only_crawl(folder: Folder) -> "FileLock":
    """A lock that is held: no other crawl writes into `folder`. Raises BadInputError where one does.

    The system gives it back when the process ends, however it ends.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder.root / ".crawl.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BadInputError(
            f"{folder.root}: another crawl is running into this folder; wait for its end, "
            "so that no publisher is asked by two at once"
        ) from error
    return lock


def settle(
    folder: Folder,
    result: Crawl,
    named: bool,
    replay: Path | None,
    progress: Progress | None = None,
) -> None:
    """After the spider: record its issues and read what came. `named` are countries named by hand."""
    chosen = result.chosen
    result.issues += not_asked(chosen if named else [])
    if replay is not None:
        _not_recorded(result, replay, named)
    handled = {entry.url for country in chosen for entry in country.entries}
    handled |= {country.path.name for country in chosen} | {str(replay), "spider"}
    noted.record(folder, "crawl", handled, result.issues)
    touched = [country for country in chosen if replay is None or country.name in result.responses]
    result.reading = read(folder, touched, progress)


def _remember(replays: Replays, result: Crawl) -> None:
    """Note the countries that were replayed to their end without an issue."""
    troubled = {issue.where for issue in result.issues}
    for country in result.chosen if not result.cut and "spider" not in troubled else ():
        if country.name not in replays.held and not result.issues_of(country):
            name = country.name
            replays.note(country, result.responses.get(name, 0), result.absent.get(name, ()))
    replays.close()


def take(result: Crawl, event: Event) -> None:
    """Enter an event of the spider."""
    match event["event"]:
        case "response":
            name = event["country"]
            result.responses[name] = result.responses.get(name, 0) + 1
        case "absent":
            result.absent.setdefault(event["country"], []).append(event["url"])
        case "issue":
            result.issues.append(Issue(**event["issue"]))
        case "cut":
            result.cut = event["message"]
        case "bad":
            raise BadInputError(event["message"])


def not_asked(named: Sequence[Country]) -> list[Issue]:
    """Why countries asked for by name were not crawled: closed to machines, or not read yet."""
    found = []
    for country in named:
        if not country.entries:
            kind: noted.Kind = "refused" if country.source.blocked else "unread"
            why = country.source.blocked or country.source.unread
            found.append(noted.issue("crawl", kind, country.path.name, f"not crawled: {why}"))
    return found


def _not_recorded(result: Crawl, replay: Path, named: bool) -> None:
    """A country asked for by name of which the recording holds nothing is an issue."""
    for country in result.chosen if named else ():
        if country.name not in result.responses and country.entries:
            message = f"{replay} holds none of the {len(country.entries)} addresses of this country"
            result.issues.append(noted.issue("crawl", "not-recorded", country.path.name, message))
    if not result.responses and not named and not result.cut:
        message = "the recording holds no address of any country file"
        result.issues.append(noted.issue("crawl", "not-recorded", str(replay), message))


def _spider(job: dict[str, Any]) -> Iterator[Event]:
    """Run the spider in a process of its own and yield its events."""
    with tempfile.TemporaryDirectory(prefix="lexgap-") as directory:
        path = Path(directory) / "job.json"
        path.write_text(json.dumps(job), "utf-8")
        command = [sys.executable, "-m", "lexgap.crawlers.spider", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            closed = False
            for event in _events(process):
                closed = event["event"] in ("closed", "bad")
                yield event
        if not closed:
            message = f"the spider's process ended with status {process.returncode}"
            found = noted.issue("crawl", "crash", "spider", message)
            yield {"event": "issue", "country": "", "issue": found.model_dump(mode="json")}


def _events(process: "subprocess.Popen[str]") -> Iterator[Event]:
    """Events as they come. At Ctrl-C the spider ends its run in order, so wait for it."""
    if process.stdout is None:
        return
    try:
        for line in process.stdout:
            yield json.loads(line)
    except KeyboardInterrupt:
        process.wait(timeout=60)
        raise
