"""Publishers' XML into Akoma Ntoso."""

import pytest
from lxml import etree

from lexgap.crawlers.formats.translate import act_tree, headed, number, translate
from lexgap.crawlers.page import Entry, Page, PageChanged, Received
from lexgap.schema.models import Source

URL = "https://x.example/act.xml"
SOURCE = Source(
    id="varonia",
    country="XA",
    language="en",
    publisher="Journal",
    homepage="https://x.example/",
    licence="none",
    text_state="in-force",
)
PAGE = Page(Received(URL, b""), SOURCE, Entry(url=URL, work="a", page="", language="en"))


def run(text: str) -> str:
    root, body = act_tree()

    def change(source: etree._Element, target: etree._Element) -> bool:
        number(target, source.get("n", ""))
        headed(target, source.get("h", ""))
        return source.tag == "quote"

    translate(
        PAGE,
        etree.fromstring(text),
        body,
        {"sec": "section", "text": "p", "quote": "table"},
        inline={"em"},
        dropped={"note"},
        change=change,
    )
    assert root.tag == "akomaNtoso"
    return etree.tostring(body, encoding="unicode")


def test_names_inline_dropped_and_tails() -> None:
    found = run('<x>a<sec n="1" h="H">b<text>c<note>gone</note>d<em>e</em>f</text>g</sec>h</x>')
    assert found == (
        "<body>a<section><num>1</num><heading>H</heading>b<p>cd<span>e</span>f</p>g</section>h"
        "</body>"
    )


def test_an_element_that_was_filled_is_not_copied() -> None:
    assert run("<x><quote><sec>gone</sec></quote>tail</x>") == "<body><table/>tail</body>"


def test_an_unknown_element_is_a_surprise() -> None:
    with pytest.raises(PageChanged, match="unknown element box in sec"):
        run("<x><sec><box/></sec></x>")
