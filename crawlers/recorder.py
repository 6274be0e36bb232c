"""Documents of a folder as a recorded crawl: `python -m lexgap.crawlers.recorder RECORDING.yml`.

    responses:                      # in the order of the recording
      - url: https://laws.varonia.example/eng/XML/C-12.xml
        date: 2025-03-10T09:00:00Z  # when the response is said to have come
        file: source/c-12.xml       # beside the YAML
        zip: C-12.xml               # served as a zip that holds the document under this name
        media: application/xml      # else told from the address

The recording is written beside the YAML as the `name` given there, `<folder>.warc.gz` by default.
It depends on nothing but the YAML, the documents and zlib: no clock, no random identifiers.
"""

import hashlib
import io
import sys
import uuid
import zipfile
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from lexgap.schema.load import build, load_yaml
from lexgap.schema.models import Model
from lexgap.schema.store import BadInputError, replacing

Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
INFO = {"software": "lexgap.crawlers.recorder", "format": "WARC File Format 1.1"}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can state."""


class Served(Model):
    """One response of the recording."""

    url: str = Field(min_length=1)
    """Address it answers."""
    date: Moment
    """UTC time of the response, such as 2025-03-10T09:00:00Z."""
    file: str = Field(min_length=1)
    """Document, relative to the YAML file."""
    zip: str = ""
    """Name of the document in the zip that is served; empty where it is served as it is."""
    media: str = ""
    """Media type; empty for that of a zip or of XML."""


class Recorded(Model):
    """A recording as written down."""

    name: str = ""
    """File name of the recording; empty for that of the folder with .warc.gz."""
    responses: Annotated[tuple[Served, ...], Field(min_length=1)]
    """Responses in order."""


def record(path: Path) -> bytes:
    """The recording that the YAML file `path` describes, as bytes of a .warc.gz file.

    Raises BadInputError naming file and line where a document is missing.
    """
    from warcio.warcwriter import BufferWARCWriter

    value, lines = load_yaml(path)
    described = build(Recorded, value, lines)
    writer = BufferWARCWriter(gzip=True, warc_version="1.1")
    first = described.responses[0]
    info = writer.create_warcinfo_record(target(path, described.name).name, INFO)
    _sign(info, first.date, "warcinfo")
    writer.write_record(info)
    for n, served in enumerate(described.responses):
        try:
            document = (path.parent / served.file).read_bytes()
        except OSError as error:
            raise lines.error(
                ("responses", n, "file"), f"{served.file}: {error.strerror}; put it there"
            ) from error
        writer.write_record(_response(writer, served, document))
    contents: bytes = writer.get_contents()
    return contents


def target(path: Path, name: str = "") -> Path:
    """Where the recording of the YAML file `path` is written."""
    folder = path.resolve().parent
    return folder / (name or f"{folder.name}.warc.gz")


def _response(writer: Any, served: Served, document: bytes) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    body = _zipped(served.zip, document) if served.zip else document
    media = served.media or ("application/zip" if served.zip else "application/xml")
    headers = [("Content-Type", media), ("Content-Length", str(len(body)))]
    digest = hashlib.sha256(body).hexdigest()
    response = writer.create_warc_record(
        served.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Payload-Digest": f"sha256:{digest}"},
    )
    _sign(response, served.date, f"{served.url} {digest}")
    return response


def _sign(record: Any, date: str, what: str) -> None:
    """Put a stated date and an identifier made from the content in place of clock and chance."""
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{date} {what}")
    record.rec_headers.replace_header("WARC-Date", date)
    record.rec_headers.replace_header("WARC-Record-ID", f"<urn:uuid:{name}>")


def _zipped(name: str, document: bytes) -> bytes:
    """A zip of one document; stored, so that the bytes do not depend on a compressor."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        info = zipfile.ZipInfo(name, EARLIEST)
        info.create_system = 3  # the same on every system
        archive.writestr(info, document)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Write the recording; with --check only say whether it is up to date."""
    import gzip

    names = [argument for argument in arguments if argument != "--check"]
    if len(names) != 1:
        print("usage: python -m lexgap.crawlers.recorder [--check] RECORDING.yml", file=sys.stderr)
        return 2
    path = Path(names[0])
    try:
        made, out = record(path), target(path, build(Recorded, *load_yaml(path)).name)
    except BadInputError as error:
        print(error, file=sys.stderr)
        return 2
    if "--check" in arguments:
        # Compressors differ between builds of Python; what they hold must not.
        same = out.is_file() and gzip.decompress(out.read_bytes()) == gzip.decompress(made)
        print(f"{out}: {'up to date' if same else 'out of date; run the recorder'}")
        return 0 if same else 1
    with replacing(out, "wb") as file:
        file.write(made)
    print(f"{out}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
