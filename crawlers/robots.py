"""robots.txt beyond Disallow: its Crawl-delay, and servers that cannot say what it is."""

from http import HTTPStatus
from typing import Any

from scrapy import signals
from scrapy.http import Request, Response

AGENT = "lexgap"
CLOSED = b"User-agent: *\nDisallow: /\n"
"""RFC 9309, 2.3.1.4: a robots.txt that the server fails to serve forbids everything."""
LONGEST = 120.0
"""Seconds between two requests at most, whatever robots.txt asks for."""


class RobotsMiddleware:
    """Scrapy downloader middleware that keeps a host's Crawl-delay where it is the longer one."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.asked: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Any) -> "RobotsMiddleware":
        """Called by Scrapy."""
        found = cls(crawler)
        crawler.signals.connect(found.parsed, signal=signals.robots_parsed)
        return found

    def process_request(self, request: Request, spider: Any = None) -> None:
        """Keep AutoThrottle from shortening a delay that robots.txt asked for."""
        if _host(request) in self.asked:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Read a robots.txt that the server fails to serve as one that forbids everything."""
        robots = request.meta.get("dont_obey_robotstxt") and request.url.endswith("/robots.txt")
        if robots and response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return response.replace(body=CLOSED, status=HTTPStatus.OK)
        return response

    def parsed(self, robotparser: Any, request: Request) -> None:
        """Lengthen the delay of the host to its Crawl-delay."""
        delay = robotparser.rp.crawl_delay(AGENT)
        slot = self.crawler.engine.downloader.slots.get(_host(request))
        if delay and slot and delay > slot.delay:
            slot.delay = min(float(delay), LONGEST)
            self.asked.add(_host(request))


def _host(request: Request) -> str:
    from urllib.parse import urlsplit

    return urlsplit(request.url).hostname or ""
