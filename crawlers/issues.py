"""What went wrong while crawling and reading, kept for a person to read."""

from collections.abc import Collection, Sequence
from typing import Literal

from lexgap.schema.models import Issue
from lexgap.schema.store import Folder, append_issues, read_lines, write_lines

Kind = Literal[
    "page-changed",  # the page is not what its class expects, or its bytes are damaged
    "refused",  # robots.txt, 401, 403, 451, or a page that asks who is there
    "throttled",  # 429, or a Retry-After longer than the crawl waits
    "outside-window",  # not within the hours in which the publisher serves machines
    "http-error",  # any other status, no connection, too slow
    "certificate",  # the host does not prove that it is the publisher
    "redirect",  # without end, or to a host that the country file does not name
    "too-large",  # more bytes than the limit, packed or unpacked
    "damaged",  # bytes are missing or do not unpack
    "empty",  # no bytes, or no text in them
    "wrong-charset",  # bytes that the declared character set does not allow
    "expectation",  # fewer acts or provisions than the country file declares
    "not-recorded",  # a country asked for, of which the recording holds nothing usable
    "unread",  # a source asked for by name that lexgap cannot read yet
    "key",  # an address needs a personal key that is not set
    "crash",  # the crawl itself ended early
]
Stage = Literal["crawl", "read"]

REMEDIES: dict[Kind, str] = {
    "page-changed": "compare the page with its class and its recorded sample, then adapt the class",
    "refused": "the publisher does not want this: ask it, or find another official address",
    "throttled": "crawl later, and lengthen `delay` under `politeness` in the country file",
    "outside-window": "crawl within these hours; `window` in the country file says them",
    "certificate": "open the address in a browser; where only an intermediate certificate is missing, "
    "put it into a file with the system's and name that in SSL_CERT_FILE",
    "redirect": "open the address in a browser; put where it leads into the country file, "
    "a further host of the publisher under `further_hosts`",
    "too-large": "look whether it is law; if so, crawl with a greater `--set DOWNLOAD_MAXSIZE=BYTES`",
    "damaged": "crawl again; if it stays so, tell the publisher or find another official address",
    "http-error": "open the address in a browser; crawl again later or mend it in the country file",
    "empty": "open the address in a browser; crawl again later or mend it in the country file",
    "wrong-charset": "find the real one and set `charset:` in the entry of the country file",
    "expectation": "look whether the source lost acts, then mend the class or the country file",
    "not-recorded": "replay a recording that holds it, or crawl it live",
    "unread": "write a page class or find the addresses; CONTRIBUTING says how",
    "key": "ask the publisher for a key and set the environment variable",
    "crash": "read the message above it and crawl again; what was archived is kept",
}


def issue(stage: Stage, kind: Kind, where: str, message: str) -> Issue:
    """An issue with the remedy of its kind."""
    return Issue(stage=stage, kind=kind, where=where, message=message, remedy=REMEDIES[kind])


def record(folder: Folder, stage: Stage, handled: Collection[str], issues: Sequence[Issue]) -> int:
    """Put `issues` in place of what this stage said before about the places in `handled`.

    So issues.jsonl says what is wrong now, however often a stage is run. Returns how many.
    """
    if folder.issues.exists():
        rows = [row for _, row in read_lines(folder.issues)]
        kept = [r for r in rows if r["stage"] != stage or r["where"] not in handled]
        if len(kept) < len(rows):
            write_lines(folder.issues, kept)
    return append_issues(folder, issues)
