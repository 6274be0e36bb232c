"""The index of the archive, `raw/index.cdxj`: one line a response, as other web archives write it.

    ca,gc,justice,laws-lois)/eng/xml/i-20.7.xml 20260102030405 {"url": ..., "mime": ..., "status": ...,
    "digest": "sha256:...", "length": ..., "offset": ..., "filename": ...}

Lines are sorted by address and time. Of a POST, `method` and `requestBody` are given, and the address
it is sorted under holds both. What no other archive knows stands in fields of our own: `date` to
the microsecond, `etag`, `modified`, `media`, `location`, `sent` and `asked` (see Row).
"""

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from lexgap.crawlers.rows import Row
from lexgap.crawlers.warc import request_of
from lexgap.schema.store import BadInputError, replacing

REVISIT = "warc/revisit"
OWN = ("etag", "modified", "media", "location", "sent")
"""Fields of a row that are written where they are not empty."""


def files(root: Path) -> list[Path]:
    """The WARC files that an index in `root` covers: all that are whole, in folders or not."""
    return sorted(path for path in root.rglob("*.warc.gz") if not path.name.startswith("."))


def read(path: Path) -> list[Row]:
    """The rows of an index; none where there is no file. Raises BadInputError where it is damaged."""
    if not path.exists():
        return []
    rows = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                key, _, rest = line.partition(" ")
                rows.append(_row(key, json.loads(rest.partition(" ")[2])))
            except (ValueError, KeyError, TypeError) as error:
                raise BadInputError(
                    f"{path}:{number}: no line of an index ({error}); delete the file, it is made "
                    "again from the archive"
                ) from error
    return rows


def write(path: Path, rows: Iterable[Row]) -> list[Row]:
    """Write the index whole or not at all; return the rows with their sorting keys."""
    keyed = [row if row.urlkey else _keyed(path.parent, row) for row in rows]
    keyed.sort(key=lambda row: (row.urlkey, row.date, row.file, row.offset))
    with replacing(path) as file:
        for row in keyed:
            stamp = re.sub(r"\D", "", row.date)[:14]
            file.write(f"{row.urlkey} {stamp} {json.dumps(_fields(row, path.parent))}\n")
    return keyed


def _fields(row: Row, root: Path) -> dict[str, str]:
    media = row.media.partition(";")[0].strip()
    found = {
        "url": row.url,
        **({"mime": mime} if (mime := REVISIT if row.kind == "revisit" else media) else {}),
        "status": str(row.status),
        "digest": f"sha256:{row.sha256}",
        "length": str(row.length),
        "offset": str(row.offset),
        "filename": row.file,
    }
    if row.method != "GET":
        found |= {"method": row.method, "requestBody": _body(root, row)[0]}
    own = {name: str(getattr(row, name)) for name in OWN if getattr(row, name)}
    return {
        **found,
        "date": row.date,
        **own,
        **({"asked": str(row.asked)} if row.asked >= 0 else {}),
    }


def _row(key: str, fields: dict[str, Any]) -> Row:
    return Row(
        url=fields["url"],
        date=fields["date"],
        kind="revisit" if fields.get("mime") == REVISIT else "response",
        status=int(fields["status"]),
        sha256=fields["digest"].removeprefix("sha256:"),
        file=fields["filename"],
        offset=int(fields["offset"]),
        length=int(fields["length"]),
        method=fields.get("method", "GET"),
        asked=int(fields.get("asked", -1)),
        urlkey=key,
        **{name: fields.get(name, "") for name in OWN},
    )


def _keyed(root: Path, row: Row) -> Row:
    """The row with the key under which it is sorted: the host backwards, then the path."""
    import surt

    url = row.url if row.method == "GET" else row.url + _body(root, row)[1]
    return replace(row, urlkey=surt.surt(url))


def _body(root: Path, row: Row) -> tuple[str, str]:
    """The body of a request in one spelling, and what is put behind the address for it."""
    from cdxj_indexer.postquery import append_method_query

    media, body = request_of(root / row.file, row.asked) if row.asked >= 0 else ("", b"")
    found: tuple[str, str] = append_method_query(
        row.method, media, str(len(body)), io.BytesIO(body), row.url
    )
    return found
