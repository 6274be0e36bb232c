"""A publisher on the loopback that misbehaves: each fault is a function that answers one request."""

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from publisher import statute

Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request, with shorthands for answers."""

    protocol_version = "HTTP/1.1"
    answers: dict[str, Answer]
    seen: list[tuple[str, float, dict[str, str]]]

    def do_GET(self) -> None:
        """Answer as the path is declared."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.path, time.monotonic(), headers))
        self.close_connection = True
        with contextlib.suppress(OSError):  # the crawler hung up, as it should
            self.answers.get(self.path, missing)(self)

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send a whole response."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def head(self, status: int = 200, **headers: str) -> None:
        """Send status and headers."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "application/xml", **named}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def page(body: bytes, status: int = 200, **headers: str) -> Answer:
    """An answer that is the same each time."""
    return lambda request: request.say(body, status, **headers)


def missing(request: Request) -> None:
    """There is no such page."""
    request.say(b"no such page", 404)


def silent(request: Request) -> None:
    """Say nothing for longer than the crawl waits."""
    time.sleep(2.0)


def reset(request: Request) -> None:
    """Break the connection in the middle of the body."""
    request.head(Content_Length=str(len(statute())))
    request.wfile.write(statute()[:200])
    request.wfile.flush()
    time.sleep(0.05)
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()


def cut_gzip(request: Request) -> None:
    """Send a packed body without its end, with the length that it has."""
    packed = gzip.compress(statute(), mtime=0)
    request.say(packed[: len(packed) * 2 // 3], Content_Encoding="gzip")


def bomb(request: Request) -> None:
    """Send a small body that unpacks to much."""
    request.say(gzip.compress(b" " * 3_000_000, mtime=0), Content_Encoding="gzip")


def endless(size: int, declared: bool, sent: list[int]) -> Answer:
    """Send `size` bytes, made while they are sent; `sent` counts them."""

    def answer(request: Request) -> None:
        block = b"<p>" + b"x" * 65_533
        if declared:
            request.head(Content_Length=str(size))
        else:
            request.head(Transfer_Encoding="chunked")
        while sum(sent) < size:
            frame = block if declared else b"%x\r\n%s\r\n" % (len(block), block)
            request.wfile.write(frame)
            sent.append(len(block))

    return answer


class Misbehaving:
    """Where it is, what it answers by path, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, float, dict[str, str]]] = []

    def times(self, path: str) -> list[float]:
        """When `path` was asked for, in seconds."""
        return [when for where, when, _ in self.seen if where == path]


@contextmanager
def misbehaving(
    wrap: Callable[[socket.socket], socket.socket] | None = None,
) -> Iterator[Misbehaving]:
    """Serve on a free port of the loopback until the block ends; `wrap` puts TLS around."""
    found = Misbehaving("")
    handler = type("Handler", (Request,), {"answers": found.answers, "seen": found.seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    scheme = "http"
    if wrap:
        server.socket, scheme = wrap(server.socket), "https"
    found.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
