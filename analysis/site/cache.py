"""Middleware: headers on every response; whole pages from memory, keyed by the database's hash."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from importlib import metadata
from typing import Any

from lexgap.analysis.site.queries import DATABASE

LIMIT = 64 * 1024 * 1024
"""Bytes of pages kept in memory."""

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest page that is kept."""

OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style: what a statute prints can never run."""

DATASETTE = OURS.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "script-src 'self'", "script-src 'self' 'unsafe-inline'; connect-src 'self'"
)
"""Datasette's own table and query pages have inline styles and scripts."""

DATASETTES = {"-", "_memory", "_internal"}
"""First parts of Datasette's own addresses, beside the names of databases."""

READING = ("GET", "HEAD", "OPTIONS")

OPEN = ("application/json", "text/csv", "application/atom+xml", "text/plain")
"""Types of content that pages of other sites may read."""

Message = dict[str, Any]


def ours(path: str, databases: Iterable[str] = (DATABASE,)) -> bool:
    """Whether `path` is a page of lexgap rather than one of Datasette's."""
    first = path.split("/")[1].partition(".")[0]
    return first not in DATASETTES and first not in databases


@cache
def version() -> str:
    """The version of lexgap: another version may make another page of the same data."""
    return metadata.version("lexgap")


class Pages:
    """Whole responses by address, the least recently asked for dropped first."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self.kept: OrderedDict[str, list[Message]] = OrderedDict()

    def get(self, key: str) -> list[Message] | None:
        """The messages of a kept response."""
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        return None

    def keep(self, key: str, messages: list[Message]) -> None:
        """Keep a response, dropping others where it must."""
        size = weigh(messages)
        if size > min(LARGEST, self.limit) or key in self.kept:
            return
        self.kept[key] = messages
        self.size += size
        while self.size > self.limit:
            _, old = self.kept.popitem(last=False)
            self.size -= weigh(old)


def weigh(messages: list[Message]) -> int:
    """Bytes of the bodies of a response."""
    return sum(len(message.get("body", b"")) for message in messages)


def guard(datasette: Any) -> Callable[[Any], Any]:
    """Wrap Datasette's application."""

    def wrap(app: Any) -> Any:
        pages = Pages()

        async def wrapped(scope: Message, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            if _writes(scope, datasette):
                await _refuse(_secured(False, b"", send))
                return
            key = _key(scope, datasette)
            tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'.encode() if key else b""
            secure = _secured(ours(scope["path"], datasette.databases), tag, send)
            if key is None:
                await app(scope, receive, secure)
                return
            known = pages.get(key)
            if known is None:
                known = await _recorded(app, scope, receive)
                if _keepable(known):
                    pages.keep(key, known)
            if _unchanged(scope, tag, known):
                known = [{"type": "http.response.start", "status": 304, "headers": []},
                         {"type": "http.response.body", "body": b""}]  # fmt: skip
            for message in known:
                await secure(message)

        return wrapped

    return wrap


def _writes(scope: Message, datasette: Any) -> bool:
    """Whether a request would write to a database that cannot be written to."""
    first = scope["path"].split("/")[1].partition(".")[0]
    known = datasette.databases.get(first)
    return scope["method"] not in READING and known is not None and not known.is_mutable


async def _refuse(send: Any) -> None:
    """Datasette 0.65 answers a POST to a table with status 500."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", b"GET, HEAD, OPTIONS")]
    await send({"type": "http.response.start", "status": 405, "headers": headers})
    await send({"type": "http.response.body", "body": b"Only for reading."})


async def _recorded(app: Any, scope: Message, receive: Any) -> list[Message]:
    """What `app` answers."""
    messages: list[Message] = []

    async def record(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, record)
    return messages


def _unchanged(scope: Message, tag: bytes, known: list[Message]) -> bool:
    """Whether the reader has this page already."""
    asked = dict(scope["headers"]).get(b"if-none-match", b"")
    return known[0].get("status") == 200 and tag in [part.strip() for part in asked.split(b",")]


def _key(scope: Message, datasette: Any) -> str | None:
    """What a page is kept under; None for what may change or differ from reader to reader.

    The hash of the database is part of it, so that neither this memory nor a browser shows a page
    of an older database.
    """
    personal = {b"cookie", b"authorization"}
    if scope["method"] != "GET" or any(name in personal for name, _ in scope["headers"]):
        return None
    database = datasette.databases.get(DATABASE)
    if database is None or database.is_mutable or not ours(scope["path"], datasette.databases):
        return None
    path = scope.get("raw_path") or scope["path"].encode()
    asked = f"{path.decode('latin-1')}?{scope['query_string'].decode('latin-1')}"
    return f"{version()} {database.hash} {asked}"


def _keepable(messages: list[Message]) -> bool:
    return (
        bool(messages)
        and messages[0].get("status") == 200
        and not messages[-1].get("more_body", False)
        and not any(name.lower() == b"set-cookie" for name, _ in messages[0]["headers"])
    )


def _secured(own: bool, tag: bytes, send: Any) -> Any:
    """`send`, with headers that keep strangers' scripts out and let others read what is open."""
    policy = OURS if own else DATASETTE
    extra = [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            kind = dict(headers).get(b"content-type", b"").decode("latin-1")
            if own and kind.startswith(OPEN):
                headers.append((b"access-control-allow-origin", b"*"))
            if tag and message["status"] in (200, 304):
                headers.append((b"etag", tag))
            message = {**message, "headers": [*headers, *extra]}
        await send(message)

    return sender
