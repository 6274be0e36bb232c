"""The archive: every response as it was sent, in WARC/1.1 files under `raw/`, and their index.

    raw/<run>.warc.gz       one file a run, put there when the run ends
    raw/index.cdxj          one line a response; made anew from the files where it is missing
    raw/replayed.jsonl      recordings that were replayed whole (lexgap.crawlers.replayed)

What is written is the request with its body, and the status line and the headers as Scrapy knows
them (its spelling of header names) and the body byte for byte as sent, so still compressed where the
server compressed it. Files of other programs may be put into `raw/` too, in folders or not.
A file being written is called `.<run>.warc.gz.part`; no reader takes it.
"""

import hashlib
import io
import os
from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from lexgap.crawlers import cdxj
from lexgap.crawlers.rows import Row, question
from lexgap.crawlers.warc import CutShort, payload, record, scan
from lexgap.schema.store import BadInputError, Folder

PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
INFO = {"software": "lexgap", "format": "WARC File Format 1.1"}


class Archive:
    """What `raw/` holds. `cut` lists files that are damaged; the responses before that count."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.root = folder.raw
        self.index = folder.raw / "index.cdxj"
        self.cut: list[CutShort] = []
        self.rows: list[Row] = []
        self.by_key: dict[str, list[Row]] = defaultdict(list)
        self._load()

    def _load(self) -> None:
        files = {p.relative_to(self.root).as_posix() for p in cdxj.files(self.root)}
        try:
            known = cdxj.read(self.index)
        except BadInputError:
            known = []
        rows = [row for row in known if row.file in files]
        fresh = sorted(files - {row.file for row in rows})
        for name in fresh:
            found, cut = scan(self.root / name, name)
            rows += found
            if cut:
                self.cut.append(cut)
        if not self.cut and (fresh or len(rows) < len(known)):
            rows = cdxj.write(self.index, rows)
        self._take(rows)

    def _take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows.append(row)
            self.by_key[row.key].append(row)

    def responses(self, url: str, hops: int = 5) -> list[Row]:
        """Archived answers to `url`, oldest first, those after a redirect under its target.

        `url` is an address, or what `question` makes of the address and body of a POST.
        """
        found: list[Row] = []
        for row in self.by_key.get(safe_url_string(url), ()):
            if 300 <= row.status < 400 and row.status != HTTPStatus.NOT_MODIFIED:
                after = [r for key in row.targets if hops for r in self.responses(key, hops - 1)]
                found += [other for other in after if other.date >= row.date][:1]
            else:
                found.append(row)
        return sorted(found, key=lambda row: (row.date, row.file, row.offset))

    def original(self, revisit: Row) -> Row | None:
        """The response whose payload a revisit stands for."""
        for row in reversed(self.by_key[revisit.key]):
            if row.kind == "response" and row.sha256 == revisit.sha256:
                return row
        return None

    def latest(self, url: str) -> Row | None:
        """The newest whole answer (status 200) to exactly this address."""
        rows = [r for r in self.by_key.get(safe_url_string(url), ()) if r.status == HTTPStatus.OK]
        good = [r for r in rows if r.kind == "response"]
        return max(good, key=lambda row: row.date, default=None)

    def holds(self, row: Row) -> bool:
        """Whether this very response, of the same moment, is archived."""
        return any(
            (r.date, r.sha256, r.kind) == (row.date, row.sha256, row.kind)
            for r in self.by_key.get(row.key, ())
        )

    def body(self, row: Row) -> bytes:
        """The decoded bytes of a response. Raises BadInputError where the file was damaged."""
        found = payload(self.root / row.file, row.offset)
        if hashlib.sha256(found.sent).hexdigest() != row.sha256:
            raise BadInputError(
                f"{self.root / row.file}: the response at byte {row.offset} differs from the index; "
                f"the file is damaged: fetch it again, delete {self.index} and read again"
            )
        return found.body

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows to the index."""
        if new := list(rows):
            every = cdxj.write(self.index, [*self.rows, *new])
            self.rows, self.by_key = [], defaultdict(list)
            self._take(every)


class Run:
    """The WARC file of one run."""

    def __init__(self, root: Path, run: str) -> None:
        from warcio.warcwriter import WARCWriter

        root.mkdir(parents=True, exist_ok=True)
        self.path = _free(root, run)
        self.name = self.path.name
        self.part = root / f".{self.path.name}.part"
        self.file = self.part.open("xb")
        self.writer = WARCWriter(self.file, gzip=True, warc_version="1.1")
        self.rows = 0
        self.writer.write_record(self.writer.create_warcinfo_record(self.path.name, INFO))

    def respond(self, exchange: "Exchange", same: Row | None) -> None:
        """Write a response, or a revisit where `same` is the archived response it repeats."""
        from warcio.statusandheaders import StatusAndHeaders

        head = StatusAndHeaders(
            f"{exchange.status} {_reason(exchange.status)}",
            exchange.headers,
            protocol=exchange.protocol,
        )
        extra = {"WARC-IP-Address": exchange.address} if exchange.address else {}
        digest = "sha256:" + (same.sha256 if same else hashlib.sha256(exchange.body).hexdigest())
        if same is None:
            response = self.writer.create_warc_record(
                exchange.url,
                "response",
                payload=io.BytesIO(exchange.body),
                length=len(exchange.body),
                http_headers=head,
                warc_headers_dict={"WARC-Payload-Digest": digest, **extra},
            )
        else:
            response = self.writer.create_revisit_record(
                exchange.url, digest, same.url, same.date, head, extra
            )
            if exchange.status == HTTPStatus.NOT_MODIFIED:
                response.rec_headers.replace_header("WARC-Profile", PROFILE + "server-not-modified")
        asked = self.writer.create_warc_record(
            exchange.url,
            "request",
            payload=io.BytesIO(exchange.question),
            length=len(exchange.question),
            http_headers=StatusAndHeaders(
                f"{exchange.method} {exchange.target} HTTP/1.1",
                exchange.asked,
                is_http_request=True,
            ),
        )
        self.writer.write_request_response_pair(asked, response)
        self.rows += 1

    def copy(self, path: Path, row: Row) -> None:
        """Copy a response of another WARC as it is, with the request where that was kept."""
        for offset in (row.offset, *([row.asked] if row.asked >= 0 else [])):
            with record(path, offset) as found:
                self.writer.write_record(found)
        self.rows += 1

    def close(self) -> None:
        """Put the file in its place; one without responses is dropped."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if self.rows:
            self.part.replace(self.path)
        else:
            self.part.unlink()


class Exchange:
    """One request and its response, free of personal keys."""

    def __init__(self, request: Any, response: Any, secrets: dict[str, str]) -> None:
        def clean(text: str) -> str:
            for value, placeholder in secrets.items():
                text = text.replace(value, placeholder)
            return text

        def listed(headers: Any) -> list[tuple[str, str]]:
            return [
                (name.decode("latin-1"), clean(value.decode("latin-1")))
                for name, values in headers.items()
                for value in values
            ]

        self.url = clean(response.url)
        parts = urlsplit(self.url)
        self.method = request.method
        self.question = clean(request.body.decode("latin-1")).encode("latin-1")
        self.target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.asked = [("Host", parts.netloc), *listed(request.headers)]
        if self.question:
            self.asked.append(("Content-Length", str(len(self.question))))
        self.status = int(response.status)
        self.protocol = response.protocol or "HTTP/1.1"
        self.headers = listed(response.headers)
        self.body = response.body
        self.address = str(response.ip_address or "")

    @property
    def key(self) -> str:
        """What was asked."""
        return question(self.url, self.method, hashlib.sha256(self.question).hexdigest())


class Writer:
    """Writes what a crawl receives; the file is begun with the first response."""

    def __init__(self, archive: Archive, run: str, secrets: dict[str, str]) -> None:
        self.archive = archive
        self.run = run
        self.secrets = secrets
        self.open: Run | None = None
        self.closed = False

    @property
    def file(self) -> Run:
        """The open file."""
        if self.open is None:
            self.open = Run(self.archive.root, self.run)
        return self.open

    def live(self, request: Any, response: Any) -> None:
        """Archive a response from the network; one that comes after the end is dropped."""
        if self.closed:
            return
        exchange = Exchange(request, response, self.secrets)
        old = self.archive.latest(exchange.key)
        digest = hashlib.sha256(exchange.body).hexdigest()
        unchanged = exchange.status == HTTPStatus.NOT_MODIFIED or (
            old is not None and exchange.status == HTTPStatus.OK and old.sha256 == digest
        )
        self.file.respond(exchange, old if unchanged else None)

    def recorded(self, path: Path, row: Row) -> None:
        """Archive a response of a recording, unless this very one is archived already."""
        if not self.archive.holds(row):
            self.file.copy(path, row)

    def close(self) -> None:
        """Put the file in its place and into the index."""
        self.closed = True
        if self.open is None:
            return
        run, self.open = self.open, None
        run.close()
        if run.rows:
            rows, cut = scan(run.path, run.name)
            if cut:
                raise cut
            self.archive.add(rows)


def _free(directory: Path, run: str) -> Path:
    """A file name for the run that no file has yet."""
    n = 1
    while True:
        path = directory / (f"{run}.warc.gz" if n == 1 else f"{run}-{n}.warc.gz")
        if not path.exists() and not (directory / f".{path.name}.part").exists():
            return path
        n += 1


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
