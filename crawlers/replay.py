"""Replay: a recorded WARC answers the spider instead of the network."""

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from w3lib.url import safe_url_string

from lexgap.crawlers.rows import Row, question
from lexgap.crawlers.warc import CutShort, payload, scan


class Recording:
    """What a recording holds. `cut` is set where the file ends too early; the rest counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        rows, self.cut = self._scan()
        self.by_key: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.by_key[row.key].append(row)

    def _scan(self) -> tuple[list[Row], CutShort | None]:
        return scan(self.path, self.path.name)

    def of(self, url: str) -> list[Row]:
        """Responses and revisits recorded for `url`, oldest first; of a POST for its `question`."""
        return sorted(self.by_key.get(safe_url_string(url), ()), key=lambda row: row.date)

    def after(self, url: str, date: str) -> Row | None:
        """The first response for `url` at or after `date`, else the last one before it."""
        rows = self.of(url)
        later = [row for row in rows if row.date >= date]
        return later[0] if later else rows[-1] if rows else None


class ReplayMiddleware:
    """Scrapy downloader middleware next to the network: it answers, so nothing goes out.

    A request carries the recorded response it stands for in `meta["row"]`; after a redirect it is
    the one recorded next for that address.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ReplayMiddleware":
        """Called by Scrapy."""
        return cls(crawler.spider.recording)

    def process_request(self, request: Any, spider: Any = None) -> Any:
        """The recorded response. Raises IgnoreRequest where there is none."""
        from scrapy.exceptions import IgnoreRequest
        from scrapy.http import Headers, Response
        from scrapy.responsetypes import responsetypes

        key = question(request.url, request.method, hashlib.sha256(request.body).hexdigest())
        row: Row | None = request.meta.get("row")
        if row is None or row.key != key:
            row = self.recording.after(key, row.date if row else "")
            if row is None:
                raise IgnoreRequest(f"{request.url} is not recorded")
            request.meta["row"] = row
        if row.kind == "revisit":  # the text did not change: it stands in an earlier recording
            return Response(request.url, status=304)
        found = payload(self.recording.path, row.offset)
        headers = Headers()
        for name, value in found.headers:
            headers.appendlist(name, value)
        body = found.sent
        if headers.pop(b"Transfer-Encoding", None):
            headers.pop(b"Content-Encoding", None)
            body = found.body
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(url=request.url, status=row.status, headers=headers, body=body)
