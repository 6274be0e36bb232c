"""Stable identifiers: no clock and no random part, so the same bytes give the same ids."""

import datetime as dt
import hashlib
import re
import unicodedata

SEPARATORS = re.compile(r"[^\w.]+", re.UNICODE)
RAISED = re.compile(r"[⁰¹²³⁴-⁹]+")


def sha256(data: bytes) -> str:
    """Hex SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def slug(text: str, limit: int = 60) -> str:
    """`text` as a lower-case path segment of at most `limit` characters; any script is kept.

    >>> slug("S.C. 2011, c. 4")
    's.c.-2011-c.-4'
    >>> slug("175¹ lg 2")
    '175-1-lg-2'
    """
    plain = unicodedata.normalize("NFKC", RAISED.sub(r"-\g<0>", text)).casefold()
    return SEPARATORS.sub("-", plain).strip("-.")[:limit].strip("-.")


def work_id(country: str, name: str) -> str:
    """Identifier of a work, such as `de/stgb`."""
    return f"{country.lower()}/{slug(name)}"


def act_id(work: str, language: str, as_at: dt.date | None = None) -> str:
    """Identifier of an expression, such as `de/stgb/de@2026-01-01`."""
    return f"{work}/{language}" + (f"@{as_at.isoformat()}" if as_at else "")


def work_of(act: str) -> str:
    """The work whose expression an act is.

    >>> work_of("de/stgb/de@2026-01-01")
    'de/stgb'
    """
    return "/".join(act.split("/")[:2])


def provision_id(act: str, citation: str, taken: set[str]) -> str:
    """Identifier of a provision, unique among `taken`, to which it is added.

    >>> provision_id("ca/c-46/en", "163.1(4)", set())
    'ca/c-46/en#163.1-4'
    """
    base = f"{act}#{slug(citation) or 'text'}"
    name, n = base, 1
    while name in taken:
        n += 1
        name = f"{base}~{n}"
    taken.add(name)
    return name


def finding_id(item: str, provision: str, start: int, end: int, labeller: str) -> str:
    """Deterministic identifier of a finding: 16 hex digits."""
    key = "\x1f".join((item, provision, str(start), str(end), labeller))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
