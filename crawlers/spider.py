"""The one spider: it asks for every address of the chosen countries. Countries are data.

Scrapy runs in a process of its own (`python -m lexgap.crawlers.spider JOB.json`), because its
reactor cannot start twice in one. It reports on standard output, one JSON object a line:

    {"event": "planned", "count": 12}
    {"event": "response", "country": "canada", "url": ..., "status": 200, "size": 19471}
    {"event": "absent", "country": "canada", "url": ...}          not in the recording
    {"event": "issue", "country": "canada", "issue": {...}}
    {"event": "cut", "message": ...}                              the recording is cut short
    {"event": "bad", "message": ...}                              bad input; nothing was done
    {"event": "closed"}
"""

import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import quote

import scrapy
from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from lexgap.crawlers.archive import Archive, Writer
from lexgap.crawlers.declaration import Key
from lexgap.crawlers.issues import Kind, issue
from lexgap.crawlers.replay import Recording
from lexgap.crawlers.settings import least_delay, settings, user_agent
from lexgap.crawlers.sources import Country, choose, countries
from lexgap.schema.store import BadInputError, Folder

REFUSALS = frozenset({401, 402, 403, 407, 429, 451})
GATE = re.compile(
    rb"captcha|cf-challenge|challenge-platform|request rejected|access denied|are you a robot"
    rb"|unusual traffic|enable javascript and cookies",
    re.IGNORECASE,
)
GATE_SIZE = 30_000
"""Bytes. Pages that ask who is there are short; a statute that names a captcha is not."""


class Job(TypedDict):
    """What the spider's process is told."""

    data: str
    countries: list[str]
    replay: str
    run: str


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
        self.hosts: dict[str, str] = {}
        self.least = least_delay(chosen)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests, all countries in turn so that no host waits for another."""
        plan = [request for country in self.chosen for request in self.requests(country)]
        report("planned", count=len(plan))
        for request in plan:
            yield request

    def requests(self, country: Country) -> list[Request]:
        """The requests of one country."""
        found: list[Request] = []
        for url in dict.fromkeys(entry.url for entry in country.entries):
            if self.recording is None:
                found += self.live(country, url)
                continue
            rows = self.recording.of(url)
            found += [self.request(country, url, url, row=row) for row in rows]
            if not rows:
                report("absent", country=country.name, url=url)
        return found

    def live(self, country: Country, url: str) -> list[Request]:
        """The request for `url`, conditional where its last answer is archived."""
        try:
            address = country.address(url)
        except BadInputError as error:
            self.note(country.name, "key", url, str(error))
            return []
        request = self.request(country, url, address)
        old = self.writer.archive.latest(url)
        if old and old.etag:
            request.headers["If-None-Match"] = old.etag
        if old and old.modified:
            request.headers["If-Modified-Since"] = old.modified
        return [request]

    def request(self, country: Country, url: str, address: str, **meta: Any) -> Request:
        """A request for `address`, which the country file calls `url`."""
        request = Request(
            address,
            callback=self.received,
            errback=self.failed,
            dont_filter=True,
            headers={"User-Agent": user_agent(country)},
            meta={
                "source": country.name,
                "entry": url,
                "autothrottle_dont_adjust_delay": country.file.politeness.delay > self.least,
                **meta,
            },
        )
        self.hosts.setdefault(request.url.split("/")[2], country.name)
        return request

    def received(self, response: Response) -> None:
        """Judge what came: whether it can be a law at all. Reading it is the next stage's work."""
        source, url = response.meta["source"], response.meta["entry"]
        report("response", country=source, url=url, status=response.status, size=len(response.body))
        status, body = response.status, response.body
        if status in REFUSALS:
            self.note(source, "refused", url, f"the server refused with status {status}")
        elif status == 304:
            return
        elif not 200 <= status < 300:
            self.note(source, "http-error", url, f"the server answered with status {status}")
        elif not body.strip():
            self.note(source, "empty", url, "the response has no content")
        elif len(body) < GATE_SIZE and (gate := GATE.search(body)):
            word = gate.group().decode("latin-1")
            self.note(source, "refused", url, f"a page that asks who is there ({word!r}), no law")

    def failed(self, failure: Any) -> None:
        """Record why a request got no response."""
        meta = failure.request.meta
        error = failure.value
        what = str(error) or type(error).__name__
        if isinstance(error, IgnoreRequest) and "robots.txt" in what:
            self.note(meta["source"], "refused", meta["entry"], "robots.txt does not allow it")
        elif isinstance(error, IgnoreRequest) and "not recorded" in what:
            self.note(meta["source"], "not-recorded", meta["entry"], f"redirected, but {what}")
        else:
            self.note(meta["source"], "http-error", meta["entry"], f"no response: {what}")

    def note(self, source: str, kind: Kind, url: str, message: str) -> None:
        """Report an issue."""
        found = issue("crawl", kind, url, message)
        report("issue", country=source, issue=found.model_dump(mode="json"))


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
        host = request.url.split("/")[2]
        source = request.meta.get("source") or self.spider.hosts.get(host, "other")
        if self.spider.recording is None:
            self.spider.writer.live(source, request, response)
        else:
            row = request.meta["row"]
            self.spider.writer.recorded(source, self.spider.recording.path, row)
        return response

    def close(self) -> None:
        """Put the files of the run in their place."""
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
    process = CrawlerProcess(settings(chosen, recording.path if recording else None))
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
