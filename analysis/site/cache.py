"""Middleware: security headers on every response; whole pages from memory over immutable data."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

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

PAGES = ("country", "item", "items", "instrument", "instruments", "act", "provision", "search",
         "sources", "data", "method")  # fmt: skip

Message = dict[str, Any]


def ours(path: str) -> bool:
    """Whether `path` is a page of lexgap rather than one of Datasette's."""
    return path == "/" or path.split("/")[1] in PAGES


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
            secure = _secured(scope["path"], send)
            key = _key(scope) if _still(datasette) else None
            if key is None:
                await app(scope, receive, secure)
                return
            if known := pages.get(key):
                for message in known:
                    await secure(message)
                return
            messages: list[Message] = []

            async def record(message: Message) -> None:
                messages.append(message)
                await secure(message)

            await app(scope, receive, record)
            if _keepable(messages):
                pages.keep(key, messages)

        return wrapped

    return wrap


def _still(datasette: Any) -> bool:
    """Whether nothing can change under a kept page."""
    return all(
        not database.is_mutable or database.is_memory or name.startswith("_")
        for name, database in datasette.databases.items()
    )


def _key(scope: Message) -> str | None:
    """What a page is kept under; None for what may differ from reader to reader."""
    personal = {b"cookie", b"authorization"}
    if scope["method"] != "GET" or any(name in personal for name, _ in scope["headers"]):
        return None
    if not ours(scope["path"]):
        return None
    path = scope.get("raw_path") or scope["path"].encode()
    return f"{path.decode('latin-1')}?{scope['query_string'].decode('latin-1')}"


def _keepable(messages: list[Message]) -> bool:
    return (
        bool(messages)
        and messages[0].get("status") == 200
        and not messages[-1].get("more_body", False)
        and not any(name.lower() == b"set-cookie" for name, _ in messages[0]["headers"])
    )


def _secured(path: str, send: Any) -> Any:
    policy = OURS if ours(path) else DATASETTE
    extra = [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    ]

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        await send(message)

    return sender
