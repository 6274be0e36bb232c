"""Where the sources of every country stand: declared or not, asked or not, and with what result."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from lexgap.analysis.collect import read_models
from lexgap.crawlers.archive import Archive
from lexgap.crawlers.sources import Country, countries
from lexgap.schema.load import jurisdictions
from lexgap.schema.models import Issue, Jurisdiction, Run, Source
from lexgap.schema.store import BadInputError, Folder, act_paths, read_lines

State = Literal["ok", "untried", "blocked", "no-source"]
STAMP = "%Y%m%dT%H%M%SZ"
"""How an archived file is named after its run."""
FIELDS = (
    "country", "source", "licence", "state", "via", "last_run", "acts", "provisions", "issues",
)  # fmt: skip
"""Keys of `lexgap sources --json`, a contract."""


@dataclass(frozen=True)
class Standing:
    """One source, or one country without any."""

    country: str
    name: str
    """English name of the country."""
    state: State
    """blocked: closed to machines, as declared. no-source: none is declared, or none that lexgap can
    read. ok: the last run yielded acts and no issue stands. untried: no run yielded that yet."""
    source: str = ""
    """Id of the source, empty where none is declared."""
    publisher: str = ""
    licence: str = ""
    via: str = ""
    """Declared mirror."""
    why: str = ""
    """Reason for blocked and no-source."""
    last_run: str | None = None
    """UTC time of the last crawl that asked the source, ISO 8601."""
    acts: int = 0
    """Acts of the source in the data folder, older versions too."""
    provisions: int = 0
    issues: int = 0
    """Issues of crawling and reading the source that stand."""
    imported: int = 0
    """Acts of the country that were imported, not crawled."""
    addresses: int = 0
    """Acts whose address is declared."""
    unconfirmed: int = 0
    """Of these, addresses that no recorded file confirms."""

    def record(self) -> dict[str, Any]:
        """The keys of the contract."""
        return {key: getattr(self, key) for key in FIELDS}


def standings(folder: Folder) -> list[Standing]:
    """Every source of every country, and the countries without one, by English name.

    A folder that does not exist yet is an empty one. Fictional countries appear only where a source
    of theirs is in the folder. Raises BadInputError for a faulty country file or data folder.
    """
    folder.check()
    known = countries(folder)
    names = {place.id: place.name for place in jurisdictions()}
    texts, imported = _texts(folder)
    runs, issues = _runs(folder, known.values()), _issues(folder, list(known.values()))
    found = [
        _declared(
            country,
            names.get(country.source.country, country.source.country),
            texts.get(country.name, (0, 0)),
            runs.get(country.name),
            issues[country.name],
            imported[country.source.country],
        )
        for country in known.values()
    ]
    declared = {standing.country for standing in found}
    found += [
        _undeclared(place, imported[place.id])
        for place in jurisdictions()
        if place.id not in declared and not place.fictional
    ]
    return sorted(found, key=lambda s: (s.name, s.source))


def _declared(
    country: Country,
    name: str,
    texts: tuple[int, int],
    last_run: str | None,
    issues: int,
    imported: int,
) -> Standing:
    source = country.source
    return Standing(
        country=source.country,
        name=name,
        state=_state(source, bool(last_run), texts[0], issues),
        source=source.id,
        publisher=source.publisher,
        licence=source.licence,
        via=source.via,
        why=source.blocked or source.unread,
        last_run=last_run,
        acts=texts[0],
        provisions=texts[1],
        issues=issues,
        imported=imported,
        addresses=len(country.file.acts),
        unconfirmed=sum(act.unconfirmed for act in country.file.acts),
    )


def _undeclared(place: Jurisdiction, imported: int) -> Standing:
    return Standing(
        country=place.id,
        name=place.name,
        state="no-source",
        why="no source is known to lexgap",
        imported=imported,
    )


def _state(source: Source, ran: bool, acts: int, issues: int) -> State:
    if source.blocked:
        return "blocked"
    if source.unread:
        return "no-source"
    return "ok" if ran and acts and not issues else "untried"


def _texts(folder: Folder) -> tuple[dict[str, tuple[int, int]], Counter[str]]:
    """(acts, provisions) by source, and imported acts by country."""
    texts: dict[str, tuple[int, int]] = {}
    imported: Counter[str] = Counter()
    for path in act_paths(folder):
        head: Any = next(read_lines(path), (0, None))[1]
        if not isinstance(head, dict) or not {"source", "country"} <= head.keys():
            raise BadInputError(f"{path}:1: not an act file; run `lexgap read` again")
        if head["source"] == "import":
            imported[head["country"]] += 1
            continue
        acts, provisions = texts.get(head["source"], (0, 0))
        with path.open("rb") as file:
            texts[head["source"]] = (acts + 1, provisions + sum(1 for _ in file) - 1)
    return texts, imported


def _runs(folder: Folder, known: Iterable[Country]) -> dict[str, str]:
    """Time of the last crawl by source: as noted, else as the archived files are named."""
    last: dict[str, str] = {}
    archive = Archive(folder)
    for country in known:
        rows = [row for entry in country.entries for row in archive.by_key.get(entry.asked, ())]
        moments = [found for found in map(_moment, {row.file for row in rows}) if found]
        last |= {country.name: max(moments)} if moments else {}
    for run in read_models(folder.runs, Run, "delete the file"):
        for name in run.sources:
            last[name] = max(last.get(name, ""), run.started)
    return last


def _moment(file: str) -> str:
    """When the run of an archived file began; empty for one that another program put there."""
    stamp = file.rpartition("/")[2].partition(".")[0].partition("-")[0]
    try:
        moment = dt.datetime.strptime(stamp, STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds")


def _issues(folder: Folder, known: Sequence[Country]) -> Counter[str]:
    """Issues of crawling and reading by source.

    An address that no country file names belongs to the source that alone has its host.
    """
    places, hosts = _places(known), _hosts(known)
    found: Counter[str] = Counter()
    for issue in read_models(folder.issues, Issue, "delete the file"):
        if issue.stage in ("crawl", "read"):
            at_host = hosts.get(urlsplit(issue.where).hostname or "", set())
            names = places.get(issue.where) or (at_host if len(at_host) == 1 else ())
            found.update(names)
    return found


def _places(known: Iterable[Country]) -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for country in known:
        for where in (country.path.name, *(act.url for act in country.file.acts)):
            places.setdefault(where, set()).add(country.name)
    return places


def _hosts(known: Iterable[Country]) -> dict[str, set[str]]:
    hosts: dict[str, set[str]] = {}
    for country in known:
        for entry in country.entries:
            hosts.setdefault(urlsplit(entry.url).hostname or "", set()).add(country.name)
    return hosts
