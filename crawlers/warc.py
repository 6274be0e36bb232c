"""Reading WARC files: which responses one holds, and the bytes of any of them.

A WARC that ends in the middle of a record, or is damaged, gives the responses before that place.
"""

import base64
import contextlib
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lexgap.crawlers.encoding import broken
from lexgap.crawlers.rows import Pairs, Row
from lexgap.schema.store import BadInputError

LARGEST = 256 * 1024 * 1024
"""Bytes of one decoded response at most; a title zip of the US Code is below 20 MB."""
BLOCK = 1 << 16


class CutShort(BadInputError):
    """A WARC that ends inside a record or is damaged. The message names file and offset."""


@dataclass(frozen=True)
class Payload:
    """Bytes of one response: `sent` as sent, `body` after content decoding."""

    sent: bytes
    body: bytes
    headers: list[tuple[str, str]]


def scan(path: Path, name: str) -> tuple[list[Row], CutShort | None]:
    """Responses and revisits in `path`, named `name` in the rows, and where it is cut, if it is.

    Raises BadInputError where the file cannot be opened or is no WARC at all.
    """
    rows: list[Row] = []
    pairs = Pairs()
    last = 0
    try:
        if path.stat().st_size == 0:
            raise _Broken(0, "it is empty")
        with path.open("rb") as file, _quiet():
            for row, offset in _records(file, name, pairs):
                last = offset
                if row is not None:
                    rows.append(row)
            if not _ends_well(path, last):
                raise _Broken(last, "the last record is not whole")
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror}; check the name of the file") from error
    except _Broken as error:
        if not rows and error.offset == 0:
            raise BadInputError(
                f"{path}: not a WARC file, or nothing of it is left ({error.what}); "
                "name a .warc.gz or .warc file, or fetch it again"
            ) from error
        return pairs.join(rows), CutShort(
            f"{path}: cut short or damaged at byte {error.offset} ({error.what}); "
            f"the {len(rows)} responses before it are kept; fetch the file again"
        )
    return pairs.join(rows), None


def payload(path: Path, offset: int) -> Payload:
    """The response at `offset` of `path`. Raises BadInputError where it cannot be read."""
    with record(path, offset) as found:
        sent = found.raw_stream.read()
        headers = list(found.http_headers.headers) if found.http_headers else []
        found.raw_stream = io.BytesIO(sent)
        encoding = (
            (found.http_headers.get_header("content-encoding") or "") if headers else ""
        ).lower()
        stream = found.content_stream()
        if encoding not in ("", "identity", "none") and stream is found.raw_stream:
            raise BadInputError(
                f"{path}: the response at byte {offset} is encoded as {encoding!r}, which is not "
                "read; install the decoder (`pip install brotli` for br) or crawl it again"
            )
        chunked = headers and found.http_headers.get_header("transfer-encoding")
        if not chunked and (wrong := broken(sent, encoding, LARGEST)):
            raise BadInputError(f"{path}: the response at byte {offset}: {wrong}; crawl it again")
        body = stream.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise BadInputError(
                f"{path}: the response at byte {offset} decodes to more than {LARGEST} bytes; "
                "look whether it is a law at all"
            )
        return Payload(sent, body, headers)


def request_of(path: Path, offset: int) -> tuple[str, bytes]:
    """Media type and body of the request whose record is at `offset` of `path`."""
    with record(path, offset) as found:
        return found.http_headers.get_header("Content-Type") or "", found.raw_stream.read()


@contextmanager
def record(path: Path, offset: int) -> Iterator[Any]:
    """The warcio record at `offset` of `path`, open for reading."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        file.seek(offset)
        try:
            with _quiet():
                found = next(iter(ArchiveIterator(file)))
        except _damage() as error:
            raise BadInputError(
                f"{path}: no record at byte {offset} ({_first_line(error)}); fetch the file again, "
                f"delete {path.parent / 'index.cdxj'} and run `lexgap read` again"
            ) from error
        yield found


def _damage() -> tuple[type[Exception], ...]:
    """What warcio raises on bytes that are no WARC record."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    return (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        StopIteration,
        EOFError,
        zlib.error,
        ValueError,
        TypeError,
        AttributeError,
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0]


class _Broken(Exception):
    def __init__(self, offset: int, what: str) -> None:
        super().__init__(what)
        self.offset = offset
        self.what = what


def _records(file: Any, name: str, pairs: Pairs) -> Iterator[tuple[Row | None, int]]:
    """Every record with its offset; None for one that is no HTTP response."""
    from warcio.archiveiterator import ArchiveIterator

    archive = ArchiveIterator(file)
    offset = 0
    try:
        for found in archive:
            offset = archive.offset
            digest, check = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
            while block := found.raw_stream.read(BLOCK):
                digest.update(block)
                check.update(block)
            if found.raw_stream.limit > 0:
                raise _Broken(offset, f"{found.raw_stream.limit} bytes are missing")
            if not _as_declared(found, digest.digest(), check.digest()):
                raise _Broken(offset, "the payload differs from its digest")
            pairs.take(found, offset, digest.hexdigest())
            archive.read_to_end(found)
            length = archive.get_record_length()
            yield _row(found, name, offset, length, digest.hexdigest()), offset
    except _damage() as error:
        raise _Broken(archive.offset, _first_line(error)) from error


def _as_declared(found: Any, sha256: bytes, sha1: bytes) -> bool:
    """Whether a response has the payload digest it declares; true where it declares none."""
    declared = found.rec_headers.get_header("WARC-Payload-Digest") or ""
    chunked = found.http_headers and found.http_headers.get_header("transfer-encoding")
    if found.rec_type != "response" or chunked:
        return True
    algorithm, _, value = declared.partition(":")
    known = {"sha1": sha1, "sha256": sha256}
    if algorithm not in known:
        return True
    digest = known[algorithm]
    return value in (base64.b32encode(digest).decode(), digest.hex())


def _row(found: Any, name: str, offset: int, length: int, sha256: str) -> Row | None:
    if found.rec_type not in ("response", "revisit") or found.http_headers is None:
        return None

    def header(key: str) -> str:
        return found.http_headers.get_header(key) or ""

    if found.rec_type == "revisit":
        given = found.rec_headers.get_header("WARC-Payload-Digest") or ""
        sha256 = given.removeprefix("sha256:")
    return Row(
        url=found.rec_headers.get_header("WARC-Target-URI"),
        date=found.rec_headers.get_header("WARC-Date"),
        kind=found.rec_type,
        status=int(found.http_headers.get_statuscode()),
        sha256=sha256,
        file=name,
        offset=offset,
        length=length,
        etag=header("ETag"),
        modified=header("Last-Modified"),
        media=header("Content-Type"),
        location=header("Location"),
    )


def _ends_well(path: Path, offset: int) -> bool:
    """Whether the last record, at `offset`, is followed by the end of its gzip member."""
    with path.open("rb") as file:
        file.seek(offset)
        if file.read(2) != b"\x1f\x8b":
            return True
        file.seek(offset)
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        while block := file.read(BLOCK):
            try:
                member.decompress(block)
            except zlib.error:
                return False
            if member.eof:
                return not member.unused_data and not file.read(1)
    return False


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep warcio's own remarks about damage off the terminal: ours name file and offset."""
    with contextlib.redirect_stderr(io.StringIO()):
        yield
