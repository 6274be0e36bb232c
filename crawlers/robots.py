"""robots.txt beyond Disallow: its Crawl-delay and Request-rate, and servers that fail to serve it."""

from http import HTTPStatus
from typing import Any

from scrapy import signals
from scrapy.http import Request, Response

from lexgap.crawlers.declaration import host_of
from lexgap.crawlers.faults import Fault, of_error, of_status
from lexgap.crawlers.issues import Kind
from lexgap.crawlers.manners import FloorExtension

AGENT = "lexgap"
LONGEST = 3600.0
"""Seconds between two requests. A host that asks for more asks not to be crawled."""


class RobotsMiddleware:
    """Scrapy downloader middleware that keeps a host's delay, and closes a host without an answer.

    RFC 9309, 2.3.1.4: a robots.txt that the server or the network fails to serve forbids everything.
    """

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.closed: dict[str, tuple[Kind, str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> "RobotsMiddleware":
        """Called by Scrapy."""
        found = cls(crawler)
        crawler.signals.connect(found.parsed, signal=signals.robots_parsed)
        return found

    def process_request(self, request: Request, spider: Any = None) -> None:
        """Raises Fault for a page of a host whose robots.txt closed it."""
        if not _is_robots(request) and (why := self.closed.get(host_of(request.url))):
            raise Fault(*why)

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Any:
        """Close a host that fails to serve its robots.txt; it reads as one that allows everything."""
        if not _is_robots(request):
            return response
        if response.status == HTTPStatus.TOO_MANY_REQUESTS or response.status >= 500:
            later = (response.headers.get("Retry-After") or b"").decode("latin-1")
            found = of_status(response.status, response.body, later)
            kind: Kind = "throttled" if found and found[0] == "throttled" else "refused"
            what = f"robots.txt has status {response.status}, which forbids every page"
            return self.close(request, kind, what)
        if response.status >= 400:
            return Response(request.url, status=HTTPStatus.OK, body=b"")
        return response

    def process_exception(self, request: Request, exception: Exception, spider: Any = None) -> Any:
        """Close a host that does not answer."""
        if not _is_robots(request):
            return None
        kind, what = of_error(exception, request)
        return self.close(request, kind, f"robots.txt could not be asked for: {what}")

    def close(self, request: Request, kind: Kind, what: str) -> Response:
        """Close the host of `request`; return a robots.txt in place of the missing one."""
        host = host_of(request.meta.get("redirect_urls", [request.url])[0])
        self.closed[host] = (kind, what)
        return Response(request.url, status=HTTPStatus.OK, body=b"")

    def parsed(self, robotparser: Any, request: Request) -> None:
        """Lengthen the delay of the host to the one of its robots.txt."""
        from urllib.parse import urlsplit

        rules = robotparser.rp
        rate = rules.request_rate(AGENT)
        delay = max(
            float(rules.crawl_delay(AGENT) or 0.0), rate.seconds / rate.requests if rate else 0.0
        )
        if delay > LONGEST:
            what = f"robots.txt asks for {delay:,.0f} seconds between two requests"
            self.closed[host_of(request.url)] = ("refused", what)
        elif delay:
            floor = self.crawler.get_extension(FloorExtension)
            floor.least(urlsplit(request.url).hostname or "", delay)


def _is_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt"))
