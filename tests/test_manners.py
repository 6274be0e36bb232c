"""How publishers are treated: hours, pauses, delays, one request at a time, a name with a contact."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest
from misbehaviour import Misbehaving, Request, misbehaving, page
from publisher import declare, statute

from lexgap.crawlers.crawl import Crawl, crawl, only_crawl
from lexgap.crawlers.manners import open_at, seconds_left
from lexgap.crawlers.retry import retry_after
from lexgap.crawlers.settings import adjusted, settings, user_agent
from lexgap.crawlers.sources import read_country
from lexgap.schema.store import BadInputError, Folder, act_paths

QUICK = {"DOWNLOAD_TIMEOUT": 2.0, "LEXGAP_BACKOFF": 0.2}
NOW = dt.datetime(2031, 5, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def site():
    with misbehaving() as found:
        found.answers |= {f"/{name}.xml": page(statute()) for name in "abcd"}
        yield found


def run(data: Path, site: Misbehaving, names: str = "ab", **keys: object) -> Crawl:
    declare(data, site, *({"url": f"/{name}.xml"} for name in names), **keys)
    return crawl(Folder(data), ["varonia"], run="run-1", changed=QUICK)


def told(done: Crawl) -> list[tuple[str, str]]:
    return [(issue.kind, issue.where.rpartition("/")[2]) for issue in done.issues]


class Trouble:
    """Answers with a status and a Retry-After as often as said, then with the act."""

    def __init__(self, times: int, status: int, retry_after: str) -> None:
        self.left = times
        self.status = status
        self.header = {"Retry_After": retry_after} if retry_after else {}

    def __call__(self, request: Request) -> None:
        self.left -= 1
        if self.left >= 0:
            request.say(b"too much", self.status, **self.header)
        else:
            request.say(statute())


@pytest.mark.parametrize(("status", "asked"), [(429, "1"), (503, "1"), (503, "")])
def test_the_whole_host_is_paused_as_long_as_it_asks(
    tmp_path: Path, site: Misbehaving, status: int, asked: str
) -> None:
    site.answers["/a.xml"] = Trouble(1, status, asked)
    done = run(tmp_path, site, "abc")
    assert not told(done)
    assert len(act_paths(Folder(tmp_path))) == 3
    first, second = site.times("/a.xml")
    pause = 0.95 if asked else 0.18
    assert second - first > pause
    others = [when for name in "bc" for when in site.times(f"/{name}.xml")]
    assert all(when < first or when - first > pause for when in others), "no other page either"


def test_each_pause_is_twice_as_long(tmp_path: Path, site: Misbehaving) -> None:
    site.answers["/a.xml"] = Trouble(2, 500, "")
    assert not told(run(tmp_path, site, "a"))
    gaps = [later - earlier for earlier, later in pairwise(site.times("/a.xml"))]
    assert len(gaps) == 2
    assert gaps[0] > 0.18
    assert gaps[1] > 0.38


def test_a_host_that_asks_for_an_hour_is_left_alone(tmp_path: Path, site: Misbehaving) -> None:
    site.answers["/a.xml"] = Trouble(9, 429, "3600")
    keys = {"politeness": {"delay": 0.2}}
    done = run(tmp_path, site, "abcd", **keys)
    assert set(told(done)) == {("throttled", f"{name}.xml") for name in "abcd"}
    assert all("3600" in issue.message for issue in done.issues)
    assert len(site.times("/a.xml")) == 1
    assert not site.times("/c.xml")
    assert not site.times("/d.xml")


def test_outside_the_publishers_hours_nothing_is_sent(tmp_path: Path, site: Misbehaving) -> None:
    now = dt.datetime.now(dt.UTC)
    begin, end = (now + dt.timedelta(hours=hours) for hours in (2, 5))
    window = f"{begin:%H:%M}-{end:%H:%M} UTC"
    done = run(tmp_path, site, "ab", politeness={"delay": 0, "window": window})
    assert told(done) == [("outside-window", "a.xml"), ("outside-window", "b.xml")]
    assert window in done.issues[0].message
    assert not site.seen, "not even robots.txt"
    begin = now - dt.timedelta(hours=2)
    window = f"{begin:%H:%M}-{end:%H:%M} UTC"
    assert not told(run(tmp_path, site, "ab", politeness={"delay": 0, "window": window}))
    assert site.times("/b.xml")


@pytest.mark.parametrize(
    ("window", "time", "within"),
    [
        ("03:00-23:45 UTC", "02:59", False),
        ("03:00-23:45 UTC", "03:00", True),
        ("03:00-23:45 UTC", "23:44", True),
        ("03:00-23:45 UTC", "23:45", False),
        ("22:00-05:00 UTC", "23:30", True),
        ("22:00-05:00 UTC", "04:59", True),
        ("22:00-05:00 UTC", "12:00", False),
        ("03:00-23:45 Europe/Copenhagen", "01:30", True),  # summer: 03:30 there
        ("03:00-23:45 Europe/Copenhagen", "22:00", False),  # 00:00 there
        ("", "00:00", True),
    ],
)
def test_hours_are_those_of_the_publisher(window: str, time: str, within: bool) -> None:
    moment = dt.datetime.fromisoformat(f"2031-07-01T{time}:00+00:00")
    assert open_at(window, moment) is within


@pytest.mark.parametrize(
    ("window", "seconds"),
    [
        ("03:00-23:45 UTC", 42_300.0),
        ("22:00-12:01 UTC", 60.0),
        ("03:00-23:45 Europe/Copenhagen", 35_100.0),
        ("", float("inf")),
    ],
)
def test_a_crawl_ends_when_the_hours_do(window: str, seconds: float) -> None:
    assert seconds_left(window, NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Thu, 01 May 2031 12:00:30 GMT", 30.0),
        ("Thu, 01 May 2031 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_host_is_never_asked_twice_at_once(tmp_path: Path, site: Misbehaving) -> None:
    import threading
    import time

    busy, most = threading.Semaphore(1), []

    def slow(request: Request) -> None:
        most.append(busy.acquire(blocking=False))
        time.sleep(0.15)
        busy.release()
        request.say(statute())

    site.answers |= dict.fromkeys([f"/{name}.xml" for name in "abcd"], slow)
    assert not told(run(tmp_path, site, "abcd"))
    assert most == [True] * 4


def test_a_slow_server_is_asked_more_slowly_but_never_faster_than_declared(
    tmp_path: Path, site: Misbehaving
) -> None:
    import time

    def slow(request: Request) -> None:
        time.sleep(0.6)
        request.say(statute())

    site.answers["/b.xml"] = slow
    run(tmp_path, site, "abcd", politeness={"delay": 0.3})
    a, b, c, d = (site.times(f"/{name}.xml")[0] for name in "abcd")
    assert b - a > 0.28
    assert c - b > 0.28
    assert d - c > 0.45, "AutoThrottle waits as long as the slow answer took, then less again"


def test_the_rate_of_robots_txt_is_kept(tmp_path: Path, site: Misbehaving) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nRequest-rate: 2/1\n")
    assert not told(run(tmp_path, site, "abc"))
    times = sorted(site.times(f"/{name}.xml")[0] for name in "abc")
    assert all(later - earlier > 0.45 for earlier, later in pairwise(times))


def test_a_delay_of_days_in_robots_txt_closes_the_host(tmp_path: Path, site: Misbehaving) -> None:
    site.answers["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 86400\n")
    done = run(tmp_path, site, "ab")
    assert set(told(done)) == {("refused", "a.xml"), ("refused", "b.xml")}
    assert "86,400 seconds" in done.issues[0].message
    assert [path for path, _, _ in site.seen] == ["/robots.txt"]


def test_the_operator_says_who_to_write_to(
    tmp_path: Path, site: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_CONTACT", "crawls@institute.example")
    run(tmp_path, site, "a")
    named = {headers["user-agent"] for _, _, headers in site.seen}
    assert named == {user_agent()}, "robots.txt and page alike"
    assert "(+https://github.com/lexgap/lexgap; crawls@institute.example)" in named.pop()


@pytest.mark.parametrize("contact", ["me", "a b@c.example", "x@y.example)\r\nEvil: 1", "ftp://x"])
def test_a_contact_that_nobody_could_write_to_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, contact: str
) -> None:
    monkeypatch.setenv("LEXGAP_CONTACT", contact)
    with pytest.raises(BadInputError, match="LEXGAP_CONTACT"):
        user_agent()


@pytest.mark.parametrize(
    "text", ["ROBOTSTXT_OBEY=0", "RETRY_TIMES=many", "RETRY_TIMES=-1", "DOWNLOAD_TIMEOUT", ""]
)
def test_only_limits_can_be_set(text: str) -> None:
    with pytest.raises(BadInputError, match="--set"):
        adjusted([text])
    assert adjusted(["DOWNLOAD_TIMEOUT=3.5", "RETRY_TIMES=4"]) == {
        "DOWNLOAD_TIMEOUT": 3.5,
        "RETRY_TIMES": 4,
    }


def test_the_longest_declared_delay_holds_and_certificates_are_checked(
    tmp_path: Path, site: Misbehaving
) -> None:
    country = read_country(
        declare(tmp_path, site, {"url": "/a.xml"}, politeness={"delay": 7.0, "concurrency": 2})
    )
    found = settings([country], None)
    assert found["DOWNLOAD_SLOTS"]["127.0.0.1"] == {"delay": 7.0, "concurrency": 2, "jitter": 0.0}
    assert found["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert found["ROBOTSTXT_OBEY"] is True
    assert found["AUTOTHROTTLE_ENABLED"] is True


def test_two_crawls_never_write_into_one_folder(tmp_path: Path, site: Misbehaving) -> None:
    declare(tmp_path, site, {"url": "/a.xml"})
    lock = only_crawl(Folder(tmp_path))
    with pytest.raises(BadInputError, match="another crawl is running"):
        crawl(Folder(tmp_path), ["varonia"], run="run-2", changed=QUICK)
    assert not site.seen
    lock.release()
    assert not told(run(tmp_path, site, "a"))
