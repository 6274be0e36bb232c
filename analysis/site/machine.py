"""What machines ask of the site: the version and hashes of the data, and where they may go."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from lexgap.analysis.site.cache import version
from lexgap.analysis.site.queries import DATABASE, Store
from lexgap.schema.load import HERE as SCHEMA
from lexgap.schema.tables import TABLES

ROBOTS = """User-agent: *
Disallow: /-/
Disallow: /search
Disallow: /brief/
Disallow: /{database}
Crawl-delay: 1
"""
"""Pages about law may be indexed; searches, tables and queries, which have no end, may not."""


async def robots(datasette: Any, request: Any) -> Any:
    """`/robots.txt`."""
    return Response.text(ROBOTS.format(database=DATABASE))


async def facts(datasette: Any, request: Any) -> Any:
    """`/-/lexgap.json`: what to cite, and hashes that say whether two sites show the same data."""
    database = datasette.databases[DATABASE]
    frame = await Store(datasette).frame()
    counts = {spec.name: await rows(datasette, spec.name) for spec in TABLES}
    found = {
        "version": version(),
        "built_with": frame["version"],
        "database": {"sha256": database.hash, "bytes": database.size},
        "inputs": {"sha256": frame["inputs"]},
        "rules": {"sha256": rules()},
        "newest": frame["newest"],
        "rows": counts,
        "licence": {
            "facts": "https://creativecommons.org/licenses/by/4.0/",
            "statutes": "as licensed by their publishers",
        },
    }
    return Response.json(found, headers={"Access-Control-Allow-Origin": "*"})


async def rows(datasette: Any, table: str) -> int:
    """How many rows a table of ours has."""
    return int(await Store(datasette).value(f'SELECT COUNT(*) FROM "{table}"'))  # noqa: S608


@cache
def rules() -> str:
    """SHA-256 over the names and bytes of the checklist, its rules and the wordlists."""
    digest = hashlib.sha256()
    for path in sorted(Path(SCHEMA).rglob("*.yml")):
        digest.update(path.relative_to(SCHEMA).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
