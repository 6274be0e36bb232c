"""A country file as written: its keys, and what is checked before anything is done with it."""

import re
import zoneinfo
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from lexgap.schema.load import Lines
from lexgap.schema.models import Country as CountryCode
from lexgap.schema.models import Model, TextState

WINDOW = r"^$|^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d [A-Z][\w+-]*(/[\w+-]+)*$"
"""From one time of day to another in a time zone, or nothing."""


class Politeness(Model):
    """How a publisher's server is treated. robots.txt is obeyed whatever stands here."""

    delay: float = Field(default=1.0, ge=0, le=120)
    """Seconds between two requests to one host."""
    concurrency: int = Field(default=1, ge=1, le=4)
    """Requests to one host at the same time."""
    user_agent_suffix: str = ""
    """Word the publisher asks for in the user agent."""
    window: str = Field(default="", pattern=WINDOW)
    """Hours in which the publisher serves machines, such as 03:00-23:45 Europe/Copenhagen."""

    @field_validator("window")
    @classmethod
    def _zone_is_known(cls, window: str) -> str:
        zone = window.partition(" ")[2]
        if zone and zone not in _zones():
            raise ValueError(f"{zone!r} is no time zone such as Europe/Copenhagen")
        return window


@cache
def _zones() -> set[str]:
    """Time zones of this machine; listing them walks a folder of hundreds of files."""
    return zoneinfo.available_timezones()


class Key(Model):
    """A personal key in addresses; it never reaches the archive."""

    placeholder: str = Field(min_length=2)
    """What stands in the addresses of the file instead of the key."""
    env: str = Field(min_length=1)
    """Environment variable that holds the key."""


class Expectations(Model):
    """What a healthy source yields at least."""

    acts: int = Field(default=0, ge=0)
    """Number of acts."""
    provisions: int = Field(default=0, ge=0)
    """Number of provisions in all acts."""


class ActEntry(Model):
    """One entry under `acts`."""

    url: str = Field(min_length=1)
    """Address at the publisher."""
    work: str = Field(min_length=1)
    """Name of the work within the country."""
    page: str = ""
    """Page class as module:Class."""
    language: str = ""
    """BCP 47 language of the expression."""
    title: str = ""
    """Title where the page does not say it."""
    citation: str = ""
    """Citation where the page does not say it."""
    text_state: TextState | None = None
    """Text state where it differs from the source's."""
    form: dict[str, str] = Field(default_factory=dict)
    """Fields sent by POST as a form."""
    json_body: dict[str, Any] | None = None
    """What is sent by POST as JSON."""
    charset: str = ""
    """Character set where the publisher's label is wrong or missing."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Options of the page class."""
    must_have: tuple[str, ...] = ()
    """Numbers of provisions that must be there."""
    provisions: int = Field(default=1, ge=1)
    """Number of provisions at least."""
    accept: str = ""
    """First characters of the SHA-256 of a response that is right though it lost half of the act."""
    unconfirmed: bool = False
    """True for an address built after the publisher's scheme that no recorded file confirms."""


class CountryFile(Model):
    """A country's YAML as written."""

    country: CountryCode
    """ISO 3166-1 alpha-2 code."""
    language: str
    """Default language of the entries."""
    publisher: str = Field(min_length=1)
    """Official body that publishes the texts."""
    homepage: str = Field(min_length=1)
    """Address of the publisher."""
    further_hosts: tuple[str, ...] = ()
    """Hosts besides those of homepage and acts to which the publisher may redirect."""
    licence: str = Field(min_length=1)
    """Terms of the texts."""
    text_state: TextState
    """Default text state of the entries."""
    via: str = ""
    """Mirror, where the texts do not come from the publisher."""
    blocked: str = ""
    """Why the publisher's pages are closed to machines."""
    unread: str = ""
    """Why lexgap does not read the source yet."""
    page: str = ""
    """Default page class of the entries."""
    politeness: Politeness = Politeness()
    """How the publisher's server is treated."""
    key: Key | None = None
    """Personal key in addresses."""
    expectations: Expectations = Expectations()
    """What a healthy source yields at least."""
    lookups: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Odd values of the publisher and what they mean."""
    acts: tuple[ActEntry, ...] = ()
    """Entries, one an act or one a group of acts in one response."""

    @property
    def hosts(self) -> frozenset[str]:
        """Hosts, with their port where it is not the usual one, that the file names."""
        named = [self.homepage, *(act.url for act in self.acts)]
        return frozenset([*map(host_of, named), *self.further_hosts])

    @property
    def asked(self) -> bool:
        """False where the acts are listed for readers only."""
        return not self.unread and not (self.blocked and not self.via)


def host_of(url: str) -> str:
    """The host of an address, with its port where it is not the usual one."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    name = (parts.hostname or "").rstrip(".")
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"


def check(file: CountryFile, lines: Lines) -> None:
    """What pydantic cannot see: reasons, languages, addresses, doubles, a missing page class.

    Raises BadInputError naming file and line.
    """
    if not file.acts and not file.blocked and not file.unread:
        raise lines.error(
            (), "no acts; list some, or say under `blocked:` or `unread:` why there are none"
        )
    if file.blocked and file.unread:
        raise lines.error(("unread",), "`blocked:` says why already; remove `unread:`")
    _check_language(file.language, ("language",), lines)
    _check_address(file.homepage, ("homepage",), lines)
    for n, host in enumerate(file.further_hosts):
        if not re.fullmatch(r"[a-z0-9.-]+(:\d+)?", host):
            raise lines.error(("further_hosts", n), f"{host!r} is no host such as www.example.org")
    seen: dict[tuple[str, ...], int] = {}
    for n, act in enumerate(file.acts):
        if file.asked and not (act.page or file.page):
            raise lines.error(("acts", n), "no page class; add `page: module:Class`")
        _check_language(act.language or file.language, ("acts", n, "language"), lines)
        _check_address(act.url, ("acts", n, "url"), lines)
        if act.form and act.json_body is not None:
            raise lines.error(("acts", n, "form"), "both `form` and `json_body`; keep one of them")
        same = (act.url, act.work, act.language or file.language)
        if same in seen:
            raise lines.error(
                ("acts", n), f"the same entry as on line {seen[same]}; keep one of the two"
            )
        seen[same] = lines.at(("acts", n))


def _check_language(tag: str, where: tuple[str | int, ...], lines: Lines) -> None:
    import langcodes

    if not langcodes.tag_is_valid(tag):
        raise lines.error(where, f"{tag!r} is no BCP 47 language; mend it")


def _check_address(url: str, where: tuple[str | int, ...], lines: Lines) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise lines.error(where, f"{url!r} is no http address; write it with https://")
