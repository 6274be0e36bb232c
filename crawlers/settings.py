"""Scrapy settings of every crawl. What differs by country comes from its country file."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lexgap.crawlers.robots import AGENT
from lexgap.crawlers.sources import Country
from lexgap.schema.store import BadInputError

PROJECT = "+https://github.com/lexgap/lexgap"
CONTACT = "contact@lexgap.org"
CONTACT_ENV = "LEXGAP_CONTACT"
"""Environment variable with the address that publishers write to about this very crawler."""
DELAY = 1.0
"""Seconds between two requests to a host that no country file names, such as after a redirect."""
LARGEST = 128 * 1024 * 1024
"""Bytes of one response at most. The largest known, a zip of a US title, is below 20 MB."""


ADJUSTABLE: dict[str, tuple[float, float, float]] = {
    "DOWNLOAD_TIMEOUT": (0.1, 120, 86_400),  # seconds of one response
    "DOWNLOAD_MAXSIZE": (1, LARGEST, 1 << 40),  # bytes of one response, packed and unpacked
    "RETRY_TIMES": (0, 2, 10),
    "LEXGAP_BACKOFF": (0, 5, 3600),  # seconds before the first retry, doubled before each other
    "LEXGAP_PATIENCE": (0, 300, 86_400),  # seconds of the longest Retry-After that is waited for
}
"""What an operator may set: least, usual and greatest value. Manners towards hosts are no part."""


def adjusted(given: Sequence[str]) -> dict[str, float]:
    """Settings written as NAME=NUMBER. Raises BadInputError for another name or number."""
    found: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in ADJUSTABLE:
            raise BadInputError(f"--set {text}: {name!r} is none of {', '.join(ADJUSTABLE)}")
        least, _, most = ADJUSTABLE[name]
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not least <= number <= most:
            raise BadInputError(f"--set {text}: write a number from {least:g} to {most:g}")
        found[name] = number if name.endswith(("TIMEOUT", "BACKOFF", "PATIENCE")) else int(number)
    return found


def user_agent(country: Country | None = None) -> str:
    """The name we give ourselves, with an address for complaints.

    Raises BadInputError where the environment names a contact that nobody could write to.
    """
    from importlib.metadata import version

    contact = os.environ.get(CONTACT_ENV) or CONTACT
    if not re.fullmatch(r"[!-~]+@[!-~]+\.[!-~]+|https?://[!-~]+", contact) or ")" in contact:
        raise BadInputError(
            f"{CONTACT_ENV}={contact!r}: write an e-mail or https:// address of yours, "
            "so that a publisher can complain"
        )
    suffix = country.file.politeness.user_agent_suffix if country else ""
    name = f"lexgap/{version('lexgap')} ({PROJECT}; {contact})"
    return f"{name} {suffix}" if suffix else name


def settings(
    countries: Iterable[Country],
    recording: Path | None,
    changed: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """Settings for a live crawl of `countries`, or for a replay of `recording`.

    `changed` are ADJUSTABLE ones that differ.
    """
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
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": 5,
        "LOG_LEVEL": "ERROR",
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",  # it is reported as an issue
        # From the engine to the network; Scrapy's own are robots.txt (100), HttpCompression (590),
        # which unpacks bodies, and Redirect (600), which keeps 3xx responses to itself.
        "DOWNLOADER_MIDDLEWARES": {
            "lexgap.crawlers.manners.MannersMiddleware": 50,
            "lexgap.crawlers.retry.WholeMiddleware": 595,
            "lexgap.crawlers.spider.ArchiveMiddleware": 610,
        },
        **{name: usual for name, (_, usual, _) in ADJUSTABLE.items()},
        **(changed or {}),
    }
    if recording is not None:
        common["DOWNLOADER_MIDDLEWARES"] |= {"lexgap.crawlers.replay.ReplayMiddleware": 890}
        return common | {"RETRY_ENABLED": False, "DOWNLOAD_DELAY": 0}
    # Nearer to the engine than BackOff, which tries a failing robots.txt again.
    common["DOWNLOADER_MIDDLEWARES"] |= {
        "lexgap.crawlers.robots.RobotsMiddleware": 540,
        "lexgap.crawlers.retry.BackOffMiddleware": 550,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    }
    return common | _live(list(countries))


def _live(countries: Sequence[Country]) -> dict[str, Any]:
    """Settings that only a crawl of the network needs."""
    declared = slots(countries)
    return {
        "DOWNLOAD_DELAY": least_delay(countries),
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": declared,
        # Requests in line; those to a slow host must not keep others from being sent.
        "CONCURRENT_REQUESTS": 16 * max(4, len(declared)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": DELAY,
        "AUTOTHROTTLE_MAX_DELAY": 120,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "EXTENSIONS": {"lexgap.crawlers.manners.FloorExtension": 900},
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
    }


def least_delay(countries: Iterable[Country]) -> float:
    """Seconds that AutoThrottle never goes below on any host."""
    return min((country.file.politeness.delay for country in countries), default=DELAY)


def slots(countries: Iterable[Country]) -> dict[str, dict[str, float]]:
    """Delay and concurrency by host, the more polite where two countries share one."""
    found: dict[str, dict[str, float]] = {}
    for country in countries:
        polite = country.file.politeness
        for named in sorted(country.file.hosts):
            host = urlsplit(f"//{named}").hostname or ""
            old = found.get(host, {"delay": 0.0, "concurrency": 4})
            found[host] = {
                "delay": max(old["delay"], polite.delay),
                "concurrency": min(old["concurrency"], polite.concurrency),
                "jitter": 0.0,
            }
    return found
