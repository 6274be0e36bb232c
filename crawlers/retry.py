"""Trying again: later each time, not before Retry-After, and never where the server says much later."""

import datetime as dt
import email.utils
from typing import Any

from scrapy import signals
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.http import Request, Response

from lexgap.crawlers.declaration import host_of
from lexgap.crawlers.encoding import broken
from lexgap.crawlers.faults import THROTTLES, Fault
from lexgap.crawlers.manners import MannersMiddleware, pause


def retry_after(value: str, now: dt.datetime) -> float:
    """Seconds that a Retry-After header asks to wait from `now`; 0 where it says nothing."""
    if value.strip().isdecimal():
        return float(value)
    try:
        then = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - now).total_seconds())


class BackOffMiddleware(RetryMiddleware):
    """Scrapy's retry, with a pause of the whole host before each new try."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.backoff = settings.getfloat("LEXGAP_BACKOFF")
        self.patience = settings.getfloat("LEXGAP_PATIENCE")

    @classmethod
    def from_crawler(cls, crawler: Any) -> "BackOffMiddleware":
        """Called by Scrapy."""
        found: BackOffMiddleware = super().from_crawler(crawler)
        crawler.signals.connect(found.downloaded, signal=signals.response_downloaded)
        return found

    @property
    def manners(self) -> MannersMiddleware | None:
        """What holds hosts that no request may reach any more."""
        return self.crawler.get_downloader_middleware(MannersMiddleware)

    def downloaded(self, response: Response, request: Request, spider: Any = None) -> None:
        """Pause a host that is in trouble, before the next request in its line is sent."""
        if response.status in self.retry_http_codes:
            self.wait(request, response)

    def wait(self, request: Request, response: Response | None = None) -> None:
        """Pause the host as long as it asks for, and longer after each try."""
        asked, now = 0.0, dt.datetime.now(dt.UTC)
        if response is not None and response.status in THROTTLES:
            asked = retry_after(_header(response), now)
        if asked > self.patience:
            host = host_of(request.url)
            until = (now + dt.timedelta(seconds=asked)).isoformat(timespec="minutes")
            what = f"{host} asks for no request before {until} (Retry-After {_header(response)})"
            if self.manners:
                self.manners.hold(host, "throttled", what)
            return
        own = self.backoff * 2.0 ** request.meta.get("retry_times", 0)
        pause(self.crawler, request.meta.get("download_slot", ""), max(own, asked))

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Try again, unless the host asked to wait longer than we do."""
        if self.manners and host_of(request.url) in self.manners.held:
            return response
        return super().process_response(request, response)

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Try again after a pause."""
        again = super().process_exception(request, exception)
        if again is not None:
            self.wait(request)
        return again


class WholeMiddleware:
    """Scrapy downloader middleware before unpacking, which takes a cut stream for a whole one."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> "WholeMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Try again for bytes that do not unpack; in the end raises Fault."""
        if response.status == 304 or request.method == "HEAD":
            return response
        coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
        wrong = broken(response.body, coding, self.crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        if not wrong:
            return response
        spider = self.crawler.spider
        if spider.recording is None and (
            again := get_retry_request(request, spider=spider, reason="damaged")
        ):
            backoff = self.crawler.settings.getfloat("LEXGAP_BACKOFF")
            pause(self.crawler, request.meta.get("download_slot", ""), backoff)
            return again
        raise Fault("damaged", wrong)


def _header(response: Response | None) -> str:
    value = response.headers.get("Retry-After") if response is not None else None
    return (value or b"").decode("latin-1")
