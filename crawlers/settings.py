"""Scrapy settings of every crawl. What differs by country comes from its country file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lexgap.crawlers.robots import AGENT
from lexgap.crawlers.sources import Country

CONTACT = "+https://github.com/lexgap/lexgap; contact@lexgap.org"
DELAY = 1.0
"""Seconds between two requests to a host that no country file names, such as after a redirect."""
LARGEST = 128 * 1024 * 1024
"""Bytes of one response at most. The largest known, a zip of a US title, is below 20 MB."""


def user_agent(country: Country | None = None) -> str:
    """The name we give ourselves, with an address for complaints."""
    from importlib.metadata import version

    suffix = country.file.politeness.user_agent_suffix if country else ""
    return f"lexgap/{version('lexgap')} ({CONTACT})" + (f" {suffix}" if suffix else "")


def settings(countries: Iterable[Country], recording: Path | None) -> dict[str, Any]:
    """Settings for a live crawl of `countries`, or for a replay of `recording`."""
    common: dict[str, Any] = {
        "BOT_NAME": "lexgap",
        "USER_AGENT": user_agent(),
        "ROBOTSTXT_OBEY": recording is None,
        "ROBOTSTXT_USER_AGENT": AGENT,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
        "DOWNLOAD_MAXSIZE": LARGEST,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 120,
        "REDIRECT_MAX_TIMES": 5,
        "LOG_LEVEL": "ERROR",
        # Nearer to the network than HttpCompression (590), which unpacks bodies, and Redirect (600),
        # which keeps 3xx responses to itself.
        "DOWNLOADER_MIDDLEWARES": {"lexgap.crawlers.spider.ArchiveMiddleware": 610},
    }
    if recording is not None:
        common["DOWNLOADER_MIDDLEWARES"] |= {"lexgap.crawlers.replay.ReplayMiddleware": 890}
        return common | {"RETRY_ENABLED": False, "DOWNLOAD_DELAY": 0}
    # Nearer to the engine than Retry (550), which tries a failing robots.txt again.
    common["DOWNLOADER_MIDDLEWARES"] |= {"lexgap.crawlers.robots.RobotsMiddleware": 540}
    return common | {
        "DOWNLOAD_DELAY": least_delay(asked := list(countries)),
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": slots(asked),
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": DELAY,
        "AUTOTHROTTLE_MAX_DELAY": 120,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
    }


def least_delay(countries: Iterable[Country]) -> float:
    """Seconds that AutoThrottle never goes below; hosts with a longer delay keep theirs."""
    return min((country.file.politeness.delay for country in countries), default=DELAY)


def slots(countries: Iterable[Country]) -> dict[str, dict[str, float]]:
    """Delay and concurrency by host, the more polite where two countries share one."""
    found: dict[str, dict[str, float]] = {}
    for country in countries:
        polite = country.file.politeness
        for entry in country.entries:
            host = urlsplit(entry.url).hostname or ""
            old = found.get(host, {"delay": 0.0, "concurrency": 4})
            found[host] = {
                "delay": max(old["delay"], polite.delay),
                "concurrency": min(old["concurrency"], polite.concurrency),
                "jitter": 0.0,
            }
    return found
