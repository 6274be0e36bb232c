"""Character sets: what a response says it is, whether its bytes agree, and how damage shows."""

import codecs
import re

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from lexgap.schema.models import Act

BINARY = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b")
DECLARATION = re.compile(rb"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")
DAMAGE = re.compile("[\ufffd\u0080-\u0084\u0086-\u009f]")
"""The replacement character, and controls that are windows-1252 letters read as latin-1 (U+0085 is
a line break that some publishers use)."""


def complaint(body: bytes, content_type: str) -> str:
    """What is wrong with the character set of `body`; empty where nothing is."""
    if body.startswith(BINARY):
        return ""
    name = declared(body, content_type)
    try:
        body.decode(name)
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        return f"byte {byte:#04x} at offset {error.start} is not {name}, as which it is declared"
    return ""


def declared(body: bytes, content_type: str) -> str:
    """The character set by byte order mark, header, declaration in the page, or UTF-8."""
    return (
        read_bom(body)[0]
        or http_content_type_encoding(content_type)
        or html_body_declared_encoding(body)
        or resolve_encoding("utf-8")
        or "utf-8"
    )


def known(name: str) -> bool:
    """Whether Python knows the character set."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def recoded(body: bytes, charset: str) -> bytes:
    """`body`, which is in `charset`, as UTF-8; an XML declaration no longer names another.

    Raises UnicodeDecodeError.
    """
    return DECLARATION.sub(rb'\1 encoding="utf-8"', body.decode(charset).encode(), count=1)


def mojibake(act: Act) -> str:
    """The first sign of a wrong character set in the text of an act; empty where there is none."""
    for provision in act.provisions:
        if hit := DAMAGE.search(provision.text) or DAMAGE.search(provision.heading):
            return f"{provision.citation}: character U+{ord(hit.group()):04X} in the text"
    return ""
