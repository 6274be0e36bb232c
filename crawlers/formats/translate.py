"""Publishers' own XML, element by element, into Akoma Ntoso, so that one reader reads them all."""

from collections.abc import Callable, Collection, Mapping

from lxml import etree

from lexgap.crawlers.formats.xml import local
from lexgap.crawlers.page import Page

Change = Callable[[etree._Element, etree._Element], bool]
"""Gets the publisher's element and the translated one; may add `num`, `heading` and the like.

Says whether it has filled the translated element itself.
"""


def translate(
    page: Page,
    source: etree._Element,
    into: etree._Element,
    names: Mapping[str, str],
    *,
    inline: Collection[str],
    dropped: Collection[str],
    change: Change | None = None,
) -> None:
    """Copy what stands in `source` below `into`.

    `names` gives the new name of an element; one in `inline` becomes a `span`; of one in `dropped`
    only the text after it stays. Raises PageChanged for an element that nobody named.
    """
    into.text = (into.text or "") + (source.text or "") if len(into) == 0 else into.text
    if len(into) and source.text:
        into[-1].tail = (into[-1].tail or "") + source.text
    for child in source:
        name = local(child)
        if name in names:
            below = etree.SubElement(into, names[name])
            if change is None or not change(child, below):
                translate(page, child, below, names, inline=inline, dropped=dropped, change=change)
        elif name in inline:
            below = etree.SubElement(into, "span")
            translate(page, child, below, names, inline=inline, dropped=dropped, change=change)
        elif name and name not in dropped:
            raise page.changed(f"unknown element {name} in {local(source)}")
        _after(into, child.tail)


def _after(into: etree._Element, tail: str | None) -> None:
    if not tail:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + tail
    else:
        into.text = (into.text or "") + tail


def act_tree() -> tuple[etree._Element, etree._Element]:
    """An empty document: its root and its body."""
    root = etree.Element("akomaNtoso")
    return root, etree.SubElement(etree.SubElement(root, "act"), "body")


def number(into: etree._Element, printed: str) -> None:
    """Give an element its number."""
    if printed:
        etree.SubElement(into, "num").text = printed


def headed(into: etree._Element, text: str) -> None:
    """Give an element its heading."""
    if text:
        etree.SubElement(into, "heading").text = text
