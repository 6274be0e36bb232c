"""The base page: bytes of one response in, acts out; strict about what it expects to find."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from lexgap.crawlers.rows import question
from lexgap.schema import ids
from lexgap.schema.models import Act, Level, Provision, Source, TextState

BLANKS = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f]+")


class PageChanged(Exception):
    """A page that is not what its class expects. The message names address, place and remedy."""

    def __init__(self, url: str, what: str) -> None:
        super().__init__(
            f"{url}: {what}; compare the page with its class and its recorded sample, "
            "then adapt the class"
        )
        self.url = url
        self.what = what


@dataclass(frozen=True)
class Received:
    """One response as received."""

    url: str
    body: bytes
    content_type: str = ""
    date: dt.date | None = None


@dataclass(frozen=True)
class Post:
    """What is sent to an address that answers to POST only."""

    body: str
    media: str


def asked(url: str, post: Post | None) -> str:
    """The question under which the answers to an entry are archived."""
    if post is None:
        return question(url)
    return question(url, "POST", ids.sha256(post.body.encode()))


@dataclass(frozen=True)
class Entry:
    """One act in a country's YAML: where it is and what its own page may not say.

    `work` names the work in its identifier (`stgb` gives `de/stgb`); entries with the same work
    and another language are expressions of one work.
    """

    url: str
    work: str
    page: str
    language: str
    title: str = ""
    citation: str = ""
    text_state: TextState | None = None
    options: dict[str, Any] = field(default_factory=dict)
    post: Post | None = None

    @property
    def asked(self) -> str:
        """The question under which its answers are archived."""
        return asked(self.url, self.post)


class Provisions:
    """Collects provisions in printed order and gives them their identifiers."""

    def __init__(self, act: str) -> None:
        self.act = act
        self.taken: set[str] = set()
        self.rows: list[Provision] = []

    def add(
        self,
        number: str,
        citation: str,
        text: str,
        *,
        level: Level = "section",
        heading: str = "",
        path: Sequence[str] = (),
        parent: str | None = None,
    ) -> str:
        """Add a provision with its own text (not that of its parts); return its identifier."""
        name = ids.provision_id(self.act, citation, self.taken)
        self.rows.append(
            Provision(
                id=name,
                parent=parent,
                level=level,
                number=number,
                citation=citation,
                heading=heading,
                path=tuple(path),
                text=text,
            )
        )
        return name


class Page:
    """Base of the page classes. A class reads one format; `acts()` yields what the bytes hold."""

    text_state: ClassVar[TextState] = "in-force"

    def __init__(self, received: Received, source: Source, entry: Entry) -> None:
        self.received = received
        self.source = source
        self.entry = entry

    def acts(self) -> Iterator[Act]:
        """Yield the acts of this response. Raises PageChanged on any surprise."""
        raise NotImplementedError

    def one(self, found: Sequence[Any], what: str) -> Any:
        """The only element of `found`; anything but exactly one is PageChanged."""
        if len(found) != 1:
            raise self.changed(f"expected one {what}, found {len(found)}")
        return found[0]

    def some(self, found: Sequence[Any], what: str) -> Sequence[Any]:
        """`found`, which must not be empty."""
        if not found:
            raise self.changed(f"expected some {what}, found none")
        return found

    def changed(self, what: str) -> PageChanged:
        """The error to raise for a surprise on this page."""
        return PageChanged(self.received.url, what)

    def act(
        self,
        provisions: Provisions,
        *,
        title: str,
        citation: str = "",
        as_at: dt.date | None = None,
        text_state: TextState | None = None,
        complete: bool = True,
    ) -> Act:
        """Put an act together; an act without any provision's text is PageChanged."""
        if not any(p.text.strip() for p in provisions.rows):
            raise self.changed("no provision with text")
        return Act(
            id=provisions.act,
            work=self.work,
            country=self.source.country,
            language=self.entry.language,
            title=title,
            citation=self.entry.citation or citation,
            url=self.received.url,
            retrieved=self.received.date,
            sha256=ids.sha256(self.received.body),
            text_state=text_state or self.entry.text_state or self.text_state,
            as_at=as_at,
            source=self.source.id,
            publisher=self.source.publisher,
            via=self.source.via,
            complete=complete,
            provisions=tuple(provisions.rows),
        )

    @property
    def work(self) -> str:
        """Identifier of the work."""
        return ids.work_id(self.source.country, self.entry.work)

    def collect(self, as_at: dt.date | None = None) -> Provisions:
        """A collector for the provisions of this act's expression."""
        return Provisions(ids.act_id(self.work, self.entry.language, as_at))


def tidy(text: str) -> str:
    """Printed text with runs of blanks folded, lines trimmed and empty lines dropped."""
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
