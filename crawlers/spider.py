"""The one spider: it asks for every address of the chosen countries. Countries are data.

Scrapy runs in a process of its own (`python -m lexgap.crawlers.spider JOB.json`), because its
reactor cannot start twice in one. It reports on standard output, one JSON object a line:

    {"event": "planned", "country": "canada", "count": 12}        so many more requests
    {"event": "failed", "country": "canada", "url": ...}          no response; an issue says why
    {"event": "response", "country": "canada", "url": ..., "status": 200, "size": 19471}
    {"event": "absent", "country": "canada", "url": ...}          not in the recording
    {"event": "issue", "country": "canada", "issue": {...}}
    {"event": "cut", "message": ...}                              the recording is cut short
    {"event": "bad", "message": ...}                              bad input; nothing was done
    {"event": "closed"}
"""

import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import quote

import scrapy
from scrapy import signals
from scrapy.http import Request, Response

from lexgap.crawlers import faults
from lexgap.crawlers.archive import Archive, Writer
from lexgap.crawlers.declaration import Key
from lexgap.crawlers.issues import Kind, issue
from lexgap.crawlers.page import Post, asked
from lexgap.crawlers.replay import Recording
from lexgap.crawlers.settings import settings, user_agent
from lexgap.crawlers.sources import Country, choose, countries
from lexgap.schema.store import BadInputError, Folder, read_lines


class Job(TypedDict):
    """What the spider's process is told."""

    data: str
    countries: list[str]
    replay: str
    run: str
    settings: dict[str, float]
    """Settings that differ from the usual ones, of `settings.ADJUSTABLE`."""


def report(event: str, **fields: Any) -> None:
    """One line on standard output."""
    print(json.dumps({"event": event, **fields}, ensure_ascii=True), flush=True)


class LawSpider(scrapy.Spider):
    """Asks for each address once, or once for each time it was recorded."""

    name = "lexgap"

    def __init__(
        self, chosen: list[Country], writer: Writer, recording: Recording | None = None
    ) -> None:
        super().__init__()
        self.chosen = chosen
        self.writer = writer
        self.recording = recording
        self.troubled = troubled(writer.archive.folder)

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "LawSpider":
        """Called by Scrapy."""
        found: LawSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(found.crashed, signal=signals.spider_error)
        return found

    def report(self, event: str, **fields: Any) -> None:
        """Tell what happens."""
        report(event, **fields)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests, all countries in turn so that no host waits for another."""
        plan = self.first()
        for country in self.chosen:
            self.plan(country, sum(r.meta["source"] == country.name for r in plan))
        for request in plan:
            yield request

    def first(self) -> list[Request]:
        """The requests known before anything is received."""
        return [request for country in self.chosen for request in self.requests(country)]

    def plan(self, country: Country, more: int) -> None:
        """Report how many more requests there will be."""
        self.report("planned", country=country.name, count=more)

    def requests(self, country: Country) -> list[Request]:
        """The requests of one country."""
        found: list[Request] = []
        for url, post in dict.fromkeys((entry.url, entry.post) for entry in country.entries):
            if self.recording is None:
                found += self.live(country, url, post)
                continue
            rows = self.recording.of(asked(url, post))
            found += [self.request(country, url, url, post, row=row) for row in rows]
            if not rows:
                self.report("absent", country=country.name, url=url)
        return found

    def live(self, country: Country, url: str, post: Post | None = None) -> list[Request]:
        """The request for `url`, conditional where its last answer is archived and was sound."""
        try:
            address = country.address(url)
            filled = post and Post(country.address(post.body), post.media)
        except BadInputError as error:
            self.note(country.name, "key", url, str(error))
            return []
        request = self.request(country, url, address, filled)
        old = None if url in self.troubled else self.writer.archive.latest(asked(url, post))
        if old and old.etag:
            request.headers["If-None-Match"] = old.etag
        if old and old.modified:
            request.headers["If-Modified-Since"] = old.modified
        return [request]

    def request(
        self, country: Country, url: str, address: str, post: Post | None = None, **meta: Any
    ) -> Request:
        """A request for `address`, which the country file calls `url`."""
        request = Request(
            address,
            callback=self.received,
            errback=self.failed,
            dont_filter=True,
            method="POST" if post else "GET",
            body=post.body if post else "",
            headers={
                "User-Agent": user_agent(country),
                **({"Content-Type": post.media} if post else {}),
            },
            meta={"source": country.name, "entry": url, **meta},
        )
        return request

    def received(self, response: Response) -> None:
        """Judge what came: whether it can be a law at all. Reading it is the next stage's work."""
        source, url = response.meta["source"], response.meta["entry"]
        size = len(response.body)
        self.report("response", country=source, url=url, status=response.status, size=size)
        if wrong := faults.of_response(response):
            self.note(source, wrong[0], url, wrong[1])

    def failed(self, failure: Any) -> None:
        """Record why a request got no response."""
        meta = failure.request.meta
        self.report("failed", country=meta["source"], url=meta["entry"])
        kind, what = faults.of_error(failure.value, failure.request)
        self.note(meta["source"], kind, meta["entry"], what)

    def crashed(self, failure: Any, response: Response, spider: Any = None) -> None:
        """Record an error of our own while a response was judged."""
        meta, what = response.meta, f"{type(failure.value).__name__}: {failure.value}"
        self.note(meta["source"], "crash", meta["entry"], what)

    def note(self, source: str, kind: Kind, url: str, message: str) -> None:
        """Report an issue."""
        found = issue("crawl", kind, url, message)
        self.report("issue", country=source, issue=found.model_dump(mode="json"))


class ArchiveMiddleware:
    """Scrapy downloader middleware below HttpCompression: it archives what was sent."""

    def __init__(self, spider: LawSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ArchiveMiddleware":
        """Called by Scrapy."""
        found = cls(crawler.spider)
        crawler.signals.connect(found.close, signal=signals.spider_closed)
        return found

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Archive the response and pass it on."""
        if self.spider.recording is None:
            self.spider.writer.live(request, response)
        else:
            self.spider.writer.recorded(self.spider.recording.path, request.meta["row"])
        return response

    def close(self) -> None:
        """Put the file of the run in its place."""
        self.spider.writer.close()


def crawl(job: Job) -> None:
    """Run the spider to its end in this process, reporting on standard output."""
    from scrapy.crawler import CrawlerProcess

    folder = Folder(Path(job["data"]))
    chosen = choose(countries(folder), job["countries"])
    recording = Recording(Path(job["replay"])) if job["replay"] else None
    if recording and recording.cut:
        report("cut", message=str(recording.cut))
    keys = [country.file.key for country in chosen if country.file.key]
    writer = Writer(Archive(folder), job["run"], secrets(keys))
    path = recording.path if recording else None
    process = CrawlerProcess(settings(chosen, path, job["settings"]))
    process.crawl(LawSpider, chosen=chosen, writer=writer, recording=recording)
    stop_at_once(writer)
    process.start(install_signal_handlers=False)
    report("closed")


def stop_at_once(writer: Writer) -> None:
    """At Ctrl-C put the archive in its place and end the process.

    Scrapy's own handler would first wait for every request in line, with its polite delays.
    """

    def end() -> None:
        writer.close()
        report("closed")
        os._exit(130)

    def stop(*_: object) -> None:
        from twisted.internet import reactor

        reactor.callFromThread(end)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def troubled(folder: Folder) -> frozenset[str]:
    """Addresses whose last answer was no law or could not be read: they are asked for anew."""
    rows = read_lines(folder.issues) if folder.issues.exists() else ()
    return frozenset(row["where"] for _, row in rows if row["kind"] != "expectation")


def secrets(keys: list[Key]) -> dict[str, str]:
    """Personal keys that are set, as such and as in an address, with what the archive holds."""
    found: dict[str, str] = {}
    for key in keys:
        if value := os.environ.get(key.env):
            found |= {value: key.placeholder, quote(value, safe=""): key.placeholder}
    return found


if __name__ == "__main__":
    try:
        crawl(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    except BadInputError as error:
        report("bad", message=str(error))
        sys.exit(2)
