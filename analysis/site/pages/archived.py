"""The response a text was read from, as it was received and is kept in the archive."""

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from lexgap.analysis.site.pages import missing, show
from lexgap.analysis.site.queries import DATABASE, TEXTS, Store
from lexgap.crawlers import cdxj
from lexgap.crawlers.rows import Row
from lexgap.crawlers.warc import payload
from lexgap.schema.store import BadInputError, Folder


@lru_cache(maxsize=4)
def index(path: Path, changed: int) -> dict[str, Row]:
    """The archived responses by the hash of their bytes; `changed` is when the index was."""
    return {row.sha256: row for row in cdxj.read(path) if row.kind == "response"}


def kept(datasette: Any, sha256: str) -> tuple[Path, Row] | None:
    """The archived response of that hash and the folder of its archive, where it stands here."""
    folder = Folder(Path(datasette.databases[DATABASE].path).parent)
    path = folder.raw / "index.cdxj"
    if not path.is_file():
        return None
    try:
        row = index(path, path.stat().st_mtime_ns).get(sha256)
    except BadInputError:
        return None
    return (folder.raw, row) if row and (folder.raw / row.file).is_file() else None


async def archived(datasette: Any, request: Any) -> Any:
    """`/archived/SHA256`: when the bytes came, from where, what was read from them."""
    sha256 = request.url_vars["sha256"]
    acts = await Store(datasette).rows(TEXTS + "WHERE a.sha256 = ? ORDER BY a.id", sha256)
    if not acts:
        return await missing(datasette, request, f"response {sha256}")
    found = kept(datasette, sha256)
    response = asdict(found[1]) if found else None
    return await show(datasette, request, "archived", sha256=sha256, acts=acts, response=response)


async def received(datasette: Any, request: Any) -> Any:
    """`/archived/SHA256/response`: the bytes as received, to save, never to show."""
    sha256 = request.url_vars["sha256"]
    known = await Store(datasette).value("SELECT COUNT(*) FROM acts WHERE sha256 = ?", sha256)
    found = kept(datasette, sha256) if known else None
    if found is None:
        return await missing(datasette, request, f"response {sha256}")
    root, row = found
    body = payload(root / row.file, row.offset).sent
    name = f'attachment; filename="{sha256[:16]}.bin"'
    response = Response(body, headers={"Content-Disposition": name})
    response.content_type = "application/octet-stream"
    return response
