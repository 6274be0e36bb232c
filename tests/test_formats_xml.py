"""Safe reading of XML and HTML that every class shares."""

import pytest
from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.xml import drop, parse_xml, raise_digits, text_of
from lexgap.crawlers.page import Entry, Page, PageChanged, Received
from lexgap.schema.models import Source

SOURCE = Source(
    id="varonia",
    country="XA",
    language="en",
    publisher="Official Journal",
    homepage="https://statutes.example/",
    licence="none",
    text_state="in-force",
)
ENTRY = Entry(url="https://statutes.example/act/1", work="act-1", page="", language="en")


def page(body: bytes) -> Page:
    return Page(Received(ENTRY.url, body), SOURCE, ENTRY)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "entities of its own"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "entities"),
        (b"<a><b></a>", r"act/1: not well-formed XML \(.*line 1"),
        (b"", "not well-formed XML"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>', "not well-formed XML"),
        (b"<c/>", "root element is c, expected a or b"),
    ],
)
def test_xml_that_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(PageChanged, match=message):
        parse_xml(page(body), "a", "b")


def test_bombs_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE a [<!ENTITY e0 "x">{lines}]><a>&e11;</a>'.encode()
    with pytest.raises(PageChanged, match=r"entities|not well-formed"):
        parse_xml(page(body), "a")


def test_words_are_neither_glued_nor_split() -> None:
    body = "<a>one <i>tw</i>o<n>note</n>\nthree<p>four</p>five<!-- c --> 10<s>12</s>\u2002m</a>"
    root = parse_xml(page(body.encode()), "a")
    raise_digits(root, "s")
    assert text_of(root, {"n"}, {"p"}) == "one two three\nfour\nfive 10¹² m"


def test_a_dropped_element_leaves_the_text_after_it() -> None:
    root = etree.fromstring("<a>x<b/>y<c/>z</a>")
    for child in list(root):
        drop(child)
    assert (root.text, len(root)) == ("xyz", 0)


def test_html_blocks_are_lines_and_line_breaks_of_the_file_are_blanks() -> None:
    body = b"<html><body><p>a\nb<br>c</p>d <b>e</b>f<script>g</script></body></html>"
    assert block_text(parse_html(page(body))) == "a b\nc\nd ef"
    with pytest.raises(PageChanged, match="bytes are not utf-8-sig"):
        parse_html(page(b"<p>\xe9</p>"))
