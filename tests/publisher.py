"""A publisher on the loopback, of the law of fictional Varonia in Justice Canada's LIMS format."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl

import yaml

LIMS = "http://justice.gc.ca/lims"
STATUTE = """<?xml version="1.0" encoding="utf-8"?>
<Statute xmlns:lims="{lims}" lims:current-date="{day}" xml:lang="en" in-force="yes">
<Identification><LongTitle>An Act respecting the lanterns of Varonia</LongTitle>
<ShortTitle>Lantern Act</ShortTitle>
<Chapter><ConsolidatedNumber official="yes">V-1</ConsolidatedNumber></Chapter></Identification>
<Body>
<Section><MarginalNote>Lighting</MarginalNote><Label>1</Label>
<Subsection><Label>(1)</Label><Text>Every lantern of Varonia is lit at dusk.</Text></Subsection>
<Subsection><Label>(2)</Label><Text>A keeper who leaves one dark pays {fine} florins.</Text></Subsection>
</Section>
<Section><Label>2</Label><Text>The café of the harbour keeps its own lantern.</Text></Section>
</Body></Statute>
"""


def statute(day: str = "2031-05-01", fine: int = 9) -> bytes:
    """The Lantern Act as it stood on `day`."""
    return STATUTE.format(lims=LIMS, day=day, fine=fine).encode()


class Publisher:
    """Pages by path: (status, headers, body). `seen` lists (path, headers) of the requests,
    `times` when a path was asked for last."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.times: dict[str, float] = {}
        self.answers: dict[tuple[str, str], bytes] = {}
        self.chunked: set[str] = set()

    def answer(self, path: str, sent: dict[str, object], body: bytes) -> None:
        """Answer a POST of the fields `sent`, as a form or as JSON, with `body`."""
        self.answers[path, json.dumps(sent, sort_keys=True)] = body

    def posted(self, path: str, media: str, sent: bytes) -> bytes | None:
        """The answer to a POST."""
        fields = json.loads(sent) if media == "application/json" else dict(parse_qsl(sent.decode()))
        return self.answers.get((path, json.dumps(fields, sort_keys=True)))

    def serve(
        self,
        path: str,
        body: bytes,
        status: int = 200,
        squeeze: bool = False,
        chunks: bool = False,
        **headers: str,
    ) -> bytes:
        """Put a page at `path`; return the bytes that go over the wire."""
        if chunks:
            self.chunked.add(path)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if squeeze:
            body = gzip.compress(body, mtime=0)
            named["Content-Encoding"] = "gzip"
        self.pages[path] = (status, {"Content-Type": "application/xml", **named}, body)
        return body

    def asked(self, path: str) -> list[dict[str, str]]:
        """Headers of the requests for `path`."""
        return [headers for where, headers in self.seen if where == path]


class Site(Protocol):
    """Anything with an address."""

    address: str


@contextmanager
def publishing() -> Iterator[Publisher]:
    """Serve on a free port of the loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path in publisher.pages:
                self.do_GET()
                return
            body = publisher.posted(self.path, self.headers["Content-Type"], sent)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def do_GET(self) -> None:
            publisher.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            publisher.times[self.path] = time.monotonic()
            status, headers, body = publisher.pages.get(self.path, (404, {}, b"no such page"))
            tag = headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if self.path in publisher.chunked:
                self.send_header("Transfer-Encoding", "chunked")
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher = Publisher(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def declare(data: Path, publisher: Site, *acts: dict[str, object], **keys: object) -> Path:
    """Write the country file of Varonia into `data`/sources; an act is at least {url: path}."""
    rows = [
        {"work": f"act-{n}", **act, "url": publisher.address + str(act["url"])}
        for n, act in enumerate(acts)
    ]
    file = {
        "country": "XV",
        "language": "en",
        "publisher": "Gazette of Varonia",
        "homepage": publisher.address,
        "licence": "invented for this test",
        "text_state": "in-force",
        "page": "lims:LimsPage",
        "politeness": {"delay": 0.0},
        "acts": rows,
        **keys,
    }
    path = data / "sources" / "varonia.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(file, allow_unicode=True), "utf-8")
    return path
