"""The spider as a crawl host such as Scrapyd runs it: chosen by arguments, reading in the end.

    scrapy crawl lexgap -a data=DIR -a countries=canada,de -a replay=FILE.warc.gz

docs/operators.md says how to deploy it. `settings_module.py` is its Scrapy settings module.
"""

import datetime as dt
import os
import time
from pathlib import Path
from typing import Any

from scrapy import signals

from lexgap.crawlers.archive import Archive, Writer
from lexgap.crawlers.crawl import Crawl, only_crawl, settle, take
from lexgap.crawlers.replay import Recording
from lexgap.crawlers.settings import ADJUSTABLE, settings
from lexgap.crawlers.sources import choose, countries
from lexgap.crawlers.spider import LawSpider, secrets
from lexgap.schema.models import Run
from lexgap.schema.store import ENV, BadInputError, Folder, append_run


class ServiceSpider(LawSpider):
    """Crawls into a data folder and reads what came, as `lexgap crawl` does, all in one process."""

    name = "lexgap"

    folder: Folder
    result: Crawl
    named: bool

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **given: Any) -> "ServiceSpider":
        """Called by Scrapy with the arguments `data`, `countries` and `replay`, all as text.

        Raises BadInputError as `lexgap crawl` does, and where no data folder is named.
        """
        data = given.get("data") or os.environ.get(ENV)
        if not data:
            raise BadInputError(f"no data folder; give the argument data=DIR or set {ENV}")
        folder = Folder(Path(data))
        folder.check()
        names = [name for name in given.get("countries", "").split(",") if name.strip()]
        chosen = choose(countries(folder), names)
        recording = Recording(Path(given["replay"])) if given.get("replay") else None
        if recording is None and not names:
            chosen = [country for country in chosen if not country.fictional]
        ours = settings(chosen, recording.path if recording else None)
        for name, value in ours.items():
            if name != "LOG_LEVEL":  # what an operator may set has less weight than a command line
                free = name in ADJUSTABLE
                crawler.settings.set(name, value, priority="spider" if free else 100)
        folder.open()
        lock = only_crawl(folder)
        keys = [country.file.key for country in chosen if country.file.key]
        run = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        writer = Writer(Archive(folder), run, secrets(keys))
        found = super().from_crawler(crawler, chosen=chosen, writer=writer, recording=recording)
        if not isinstance(found, cls):
            raise TypeError(f"{found!r} is no {cls.__name__}")
        found.folder, found.result, found.named = folder, Crawl(chosen), bool(names)
        began = dt.datetime.now(dt.UTC), time.monotonic()
        # After spider_closed, at which the archive is put in its place.
        crawler.signals.connect(lambda: found.settle(*began), signals.engine_stopped, weak=False)
        crawler.signals.connect(lock.release, signals.engine_stopped, weak=False)
        if recording and recording.cut:
            found.report("cut", message=str(recording.cut))
        return found

    def report(self, event: str, **fields: Any) -> None:
        """Keep an event, and log it."""
        take(self.result, {"event": event, **fields})
        told = " ".join(f"{name}={value}" for name, value in fields.items())
        (self.logger.error if event in ("issue", "cut") else self.logger.info)(f"{event} {told}")

    def settle(self, began: dt.datetime, tick: float) -> None:
        """Record issues, read the acts and log the run."""
        replay = self.recording.path if self.recording else None
        settle(self.folder, self.result, self.named, replay)
        counts = self.result.reading.counts
        found = {
            "countries": len(self.chosen),
            "responses": sum(self.result.responses.values()),
            "acts": sum(count.acts for count in counts),
            "provisions": sum(count.provisions for count in counts),
        }
        issues = [*self.result.issues, *self.result.reading.issues]
        started = began.isoformat(timespec="seconds")
        seconds = round(time.monotonic() - tick, 3)
        asked = tuple(self.result.asked)
        row = Run(
            stage="crawl",
            started=started,
            seconds=seconds,
            counts=found,
            issues=len(issues),
            sources=asked,
        )
        append_run(self.folder, row)
        for issue in self.result.reading.issues:
            self.logger.error(f"issue {issue.model_dump(mode='json')}")
        self.logger.info(f"crawled {found}, {len(issues)} issues")
