"""What is known of an archived response: what was asked, what came, and where its bytes are."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from w3lib.url import safe_url_string


def question(url: str, method: str = "GET", body: str = "") -> str:
    """What was asked: the address in one spelling, of a POST with the SHA-256 of its body.

    >>> question("https://laws.example/a b")
    'https://laws.example/a%20b'
    >>> question("https://laws.example/find", "POST", "9f86d081")
    'https://laws.example/find#POST-9f86d081'
    """
    key = safe_url_string(url)
    return key if method == "GET" else f"{key.partition('#')[0]}#{method}-{body}"


@dataclass(frozen=True)
class Row:
    """One archived response. `sha256` is of the payload as sent, before content decoding.

    `file` is relative to the folder of the archive; `offset` and `length` count bytes in it, as it
    is compressed. A `revisit` has no payload of its own: its bytes are those of the response to the
    same question with the same digest. `sent` is the SHA-256 of the body of the request, `asked` the
    offset of its record, -1 where it was not kept; `urlkey` is the address as indexes sort it.
    """

    url: str
    date: str
    kind: str
    status: int
    sha256: str
    file: str
    offset: int
    etag: str = ""
    modified: str = ""
    media: str = ""
    location: str = ""
    length: int = 0
    method: str = "GET"
    sent: str = ""
    asked: int = -1
    urlkey: str = ""

    @property
    def key(self) -> str:
        """What was asked, in one spelling."""
        return question(self.url, self.method, self.sent)

    @property
    def targets(self) -> list[str]:
        """What may be asked after a redirect: the same again at the other address, or only that."""
        if not self.location:
            return []
        url = urljoin(self.url, self.location)
        return list(dict.fromkeys((question(url, self.method, self.sent), question(url))))

    @property
    def day(self) -> dt.date:
        """Day on which the response was received (UTC)."""
        return dt.date.fromisoformat(self.date[:10])


class Pairs:
    """Which request record belongs to which response, as `WARC-Concurrent-To` says."""

    def __init__(self) -> None:
        self.ids: dict[int, str] = {}
        """Record ids of the responses by offset."""
        self.requests: dict[str, tuple[str, str, int]] = {}
        """Method, SHA-256 of the body and offset of the requests by their record id."""
        self.links: dict[str, str] = {}
        """Record ids that are said to belong together, both ways."""

    def take(self, record: Any, offset: int, sha256: str) -> None:
        """Note a record that was read to its end."""
        own = record.rec_headers.get_header("WARC-Record-ID") or ""
        if record.rec_type == "request" and record.http_headers is not None:
            method = record.http_headers.protocol or "GET"
            self.requests[own] = (method, sha256, offset)
        elif record.rec_type in ("response", "revisit"):
            self.ids[offset] = own
        else:
            return
        if other := record.rec_headers.get_header("WARC-Concurrent-To"):
            self.links |= {own: other, other: own}

    def join(self, rows: list[Row]) -> list[Row]:
        """The rows with what was asked, where that is recorded."""
        return [self._joined(row) for row in rows]

    def _joined(self, row: Row) -> Row:
        found = self.requests.get(self.links.get(self.ids[row.offset], ""))
        if found is None:
            return row
        method, sha256, offset = found
        return replace(row, method=method, sent="" if method == "GET" else sha256, asked=offset)
