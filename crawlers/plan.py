"""What a crawl would ask for, without asking for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lexgap.crawlers.archive import Archive, Writer
from lexgap.crawlers.crawl import not_asked
from lexgap.crawlers.page import Entry
from lexgap.crawlers.replay import Recording
from lexgap.crawlers.settings import user_agent
from lexgap.crawlers.sources import Country, choose, countries
from lexgap.crawlers.spider import LawSpider
from lexgap.schema import ids
from lexgap.schema.models import Issue, Model
from lexgap.schema.store import Folder


class Planned(Model):
    """One address that a crawl would ask for."""

    address: str
    """As the country file has it, so without a personal key."""
    country: str
    """ISO 3166-1 alpha-2 code."""
    source: str
    """Name of the country file."""
    act: str
    """Works that it holds, such as ca/i-20.7; several are separated by commas."""
    conditional: bool
    """Whether only a text that changed since the last crawl would be sent."""
    delay: float
    """Seconds at least between two requests to its host."""
    window: str
    """Hours in which the publisher serves machines; empty where it always does."""


def plan(
    folder: Folder, names: Sequence[str] = (), replay: Path | None = None
) -> tuple[list[Planned], list[Issue]]:
    """What `crawl` with these arguments would ask for first, and what it could not ask for.

    Nothing is sent. Raises BadInputError as `crawl` does.
    """
    folder.check()
    user_agent()
    chosen = choose(countries(folder), names)
    if replay is None and not names:
        chosen = [country for country in chosen if not country.fictional]
    recording = Recording(replay) if replay else None
    spider = Dry(chosen=chosen, writer=Writer(Archive(folder), "", {}), recording=recording)
    known = {country.name: country for country in chosen}
    rows = [_planned(known[r.meta["source"]], r) for r in spider.first()]
    return list(dict.fromkeys(rows)), [*spider.issues, *not_asked(chosen if names else [])]


class Dry(LawSpider):
    """The spider without a crawler: it only says what it would ask for."""

    def __init__(self, **given: Any) -> None:
        self.issues: list[Issue] = []
        super().__init__(**given)

    def report(self, event: str, **fields: Any) -> None:
        """Keep issues."""
        if event == "issue":
            self.issues.append(Issue(**fields["issue"]))


def _planned(country: Country, request: Any) -> Planned:
    url = request.meta["entry"]
    code = country.source.country
    body = request.body.decode()
    held = [e for e in country.entries if e.url == url and _body(country, e) == body]
    works = dict.fromkeys(ids.work_id(code, e.work) for e in held)
    return Planned(
        address=url,
        country=code,
        source=country.name,
        act=", ".join(works),
        conditional=bool({b"If-None-Match", b"If-Modified-Since"} & {*request.headers}),
        delay=country.file.politeness.delay,
        window=country.file.politeness.window,
    )


def _body(country: Country, entry: Entry) -> str:
    """What is posted for an entry; empty where it is only asked for."""
    return country.address(entry.post.body) if entry.post else ""
