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
from lexgap.crawlers.issues import Kind
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


def seconds_left(window: str, moment: dt.datetime) -> float:
    """Seconds from `moment`, which is within the window, until it closes; infinite for ``."""
    if not (hours := HOURS.fullmatch(window)):
        return float("inf")
    now = moment.astimezone(zoneinfo.ZoneInfo(hours.group(5)))
    end = now.replace(hour=int(hours.group(3)), minute=int(hours.group(4)), second=0, microsecond=0)
    end = end if end > now else end + dt.timedelta(days=1)
    return (end.astimezone(dt.UTC) - moment).total_seconds()


class MannersMiddleware:
    """Scrapy downloader middleware next to the engine: it keeps back what must not be sent."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.countries: dict[str, Country] = {c.name: c for c in crawler.spider.chosen}
        self.live = crawler.spider.recording is None
        self.held: dict[str, tuple[Kind, str]] = {}
        """Hosts that no request may reach in this run, and why."""
        self.timers: list[Any] = []

    @classmethod
    def from_crawler(cls, crawler: Any) -> "MannersMiddleware":
        """Called by Scrapy."""
        found = cls(crawler)
        crawler.signals.connect(found.opened, signal=signals.spider_opened)
        crawler.signals.connect(found.closed, signal=signals.spider_closed)
        return found

    def opened(self) -> None:
        """Hold hosts outside their hours, now or when these end."""
        from twisted.internet import reactor

        clock: Any = reactor
        moment = dt.datetime.now(dt.UTC)
        for country in self.countries.values() if self.live else ():
            if window := country.file.politeness.window:
                why = f"the publisher serves machines {window} only"
                within = open_at(window, moment)
                left = seconds_left(window, moment) if within else 0.0
                for host in country.file.hosts:
                    if within:
                        self.timers.append(
                            clock.callLater(left, self.hold, host, "outside-window", why)
                        )
                    else:
                        self.hold(host, "outside-window", why)

    def closed(self) -> None:
        """The crawl is over."""
        for timer in self.timers:
            if timer.active():
                timer.cancel()

    def hold(self, host: str, kind: Kind, why: str) -> None:
        """Send nothing more to `host`, whatever is in its line."""
        self.held[host] = (kind, why)
        slot = _slot(self.crawler, host.partition(":")[0])
        kept = [(request, waiting) for request, waiting in (slot.queue if slot else ())]
        for request, waiting in kept:
            if host_of(request.url) == host:
                slot.queue.remove((request, waiting))
                waiting.errback(Fault(kind, why))

    def process_request(self, request: Request, spider: Any = None) -> None:
        """Raises Fault for a request that must not be sent; robots.txt itself is no entry."""
        country = self.countries.get(request.meta.get("source", ""))
        if country is None:
            return
        host = host_of(request.url)
        if host not in country.file.hosts:
            message = f"redirected to {host}, which the country file does not name: "
            raise Fault("redirect", message + " -> ".join(way(request)))
        if host in self.held:
            raise Fault(*self.held[host])


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
        slot = _slot(self.crawler, host)
        if slot is not None:
            slot.delay = max(slot.delay, self.floors.get(host, 0.0))


def pause(crawler: Any, host: str, seconds: float) -> None:
    """Send nothing to `host` for `seconds`; what is in line waits there, other hosts go on."""
    slot = _slot(crawler, host)
    if slot is not None:
        # The downloader's next turn is at lastseen + delay, and a delay of 0 is no delay at all.
        slot.delay = max(slot.delay, 0.001)
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)


def _slot(crawler: Any, host: str) -> Any:
    """The line of a host in Scrapy's downloader; None where there is none yet."""
    engine = crawler.engine
    return engine.downloader.slots.get(host) if engine else None
