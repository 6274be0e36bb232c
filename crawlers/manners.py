"""Manners before anything is sent: declared hosts, the publisher's hours, hosts that asked to wait."""

import datetime as dt
import re
import time
import zoneinfo
from typing import Any

from scrapy import signals
from scrapy.http import Request, Response

from lexgap.crawlers.declaration import host_of
from lexgap.crawlers.faults import Fault, way
from lexgap.crawlers.sources import Country

HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d) (\S+)")


def open_at(window: str, moment: dt.datetime) -> bool:
    """Whether `moment` is within a window such as `03:00-23:45 Europe/Copenhagen`; always for ``.

    The hour of the end is no longer within. A window may span midnight.
    """
    if not (hours := HOURS.fullmatch(window)):
        return True
    a, b, c, d = (int(number) for number in hours.groups()[:4])
    now = moment.astimezone(zoneinfo.ZoneInfo(hours.group(5))).time()
    begin, end = dt.time(a, b), dt.time(c, d)
    return begin <= now < end if begin <= end else now >= begin or now < end


class MannersMiddleware:
    """Scrapy downloader middleware next to the engine: it keeps back what must not be sent."""

    def __init__(self, countries: dict[str, Country], live: bool) -> None:
        self.countries = countries
        self.live = live
        self.held: dict[str, str] = {}
        """Hosts that no request may reach in this run, and why."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> "MannersMiddleware":
        """Called by Scrapy."""
        spider = crawler.spider
        return cls({country.name: country for country in spider.chosen}, spider.recording is None)

    def process_request(self, request: Request, spider: Any = None) -> None:
        """Raises Fault for a request that must not be sent; robots.txt itself is no entry."""
        country = self.countries.get(request.meta.get("source", ""))
        if country is None:
            return
        host = host_of(request.url)
        if host not in country.file.hosts:
            message = f"redirected to {host}, which the country file does not name: "
            raise Fault("redirect", message + " -> ".join(way(request)))
        window = country.file.politeness.window
        if self.live and not open_at(window, dt.datetime.now(dt.UTC)):
            raise Fault("outside-window", f"{host} serves machines {window} only")
        if host in self.held:
            raise Fault("throttled", self.held[host])


class FloorExtension:
    """Scrapy extension after AutoThrottle, which slows down where a server is slow: never faster
    than the country file and robots.txt say. `floors` are seconds by slot."""

    def __init__(self, crawler: Any, floors: dict[str, float]) -> None:
        self.crawler = crawler
        self.floors = floors

    @classmethod
    def from_crawler(cls, crawler: Any) -> "FloorExtension":
        """Called by Scrapy."""
        declared = crawler.settings.getdict("DOWNLOAD_SLOTS")
        found = cls(crawler, {host: float(slot["delay"]) for host, slot in declared.items()})
        crawler.signals.connect(found.received, signal=signals.response_downloaded)
        return found

    def least(self, host: str, delay: float) -> None:
        """Ask for at least `delay` seconds between two requests to `host`."""
        self.floors[host] = max(self.floors.get(host, 0.0), delay)
        self._apply(host)

    def received(self, response: Response, request: Request, spider: Any = None) -> None:
        """Called by Scrapy after AutoThrottle has set its delay."""
        self._apply(request.meta.get("download_slot", ""))

    def _apply(self, host: str) -> None:
        slot = self.crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, self.floors.get(host, 0.0))


def pause(crawler: Any, host: str, seconds: float) -> None:
    """Send nothing to `host` for `seconds`; what is in line waits there, other hosts go on."""
    slot = crawler.engine.downloader.slots.get(host)
    if slot is not None:
        # The downloader's next turn is at lastseen + delay, and a delay of 0 is no delay at all.
        slot.delay = max(slot.delay, 0.001)
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)
