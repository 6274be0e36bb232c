"""Strict reading of HTML: bytes decoded without loss, text with the line breaks of its blocks."""

import re
from collections.abc import Callable, Iterator

from lxml import etree
from lxml import html as lxml_html

from lexgap.crawlers.page import Page, tidy

BLOCKS = frozenset(
    """address article blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
NOT_TEXT = frozenset({"script", "style", "head", "template"})
NEWLINES = re.compile(r"[\r\n]+")

Skip = Callable[[etree._Element], bool]


def decode(page: Page, *encodings: str) -> str:
    """The body as text in the first of `encodings` (or UTF-8) that fits without loss."""
    names = encodings or ("utf-8-sig",)
    for name in names:
        try:
            return page.received.body.decode(name)
        except UnicodeDecodeError:
            continue
    raise page.changed(f"bytes are not {' or '.join(names)}")


def parse_html(page: Page, *encodings: str) -> etree._Element:
    """The document element of an HTML page. Raises PageChanged on an empty or undecodable body."""
    text = decode(page, *encodings)
    if "<" not in text:
        raise page.changed("no HTML")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise page.changed(f"no HTML document ({error})") from error


def block_text(element: etree._Element, skip: Skip | None = None) -> str:
    """Printed text: a line a block or `br`, blanks folded, without elements for which `skip` holds.

    Line breaks of the file are blanks, as a browser shows them.
    """
    return tidy("".join(_pieces(element, skip)))


def lines(element: etree._Element, skip: Skip | None = None) -> list[str]:
    """The lines of `block_text`."""
    return [line for line in block_text(element, skip).split("\n") if line]


def unwrap(text: str | None) -> str:
    """Text of a node with the file's line breaks as blanks, as a browser shows them."""
    return NEWLINES.sub(" ", text or "")


def _pieces(element: etree._Element, skip: Skip | None) -> Iterator[str]:
    yield unwrap(element.text)
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name == "br":
            yield "\n"
        elif name and name not in NOT_TEXT and not (skip and skip(child)):
            edge = "\n" if name in BLOCKS else ""
            yield edge
            yield from _pieces(child, skip)
            yield edge
        yield unwrap(child.tail)
