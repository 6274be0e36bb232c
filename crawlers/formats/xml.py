"""Safe reading of XML: no entities, no network, no huge trees; printed text of an element."""

from collections.abc import Collection, Iterator

from lxml import etree

from lexgap.crawlers.page import Page, tidy

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def parse_xml(page: Page, *roots: str, body: bytes | None = None) -> etree._Element:
    """The root element of the page's bytes (or `body`), whose local name must be one of `roots`.

    Raises PageChanged on corrupt XML, on entities a reader would have to expand, on another root.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(page.received.body if body is None else body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise page.changed(f"not well-formed XML ({error})") from error
    if next(root.iter(etree.Entity), None) is not None:
        raise page.changed("XML with entities of its own, which are never expanded")
    if roots and local(root) not in roots:
        raise page.changed(f"root element is {local(root)}, expected {' or '.join(roots)}")
    return root


def local(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Child elements with one of the local names, or all child elements."""
    found = (child for child in element if local(child))
    return [child for child in found if not names or local(child) in names]


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Elements below `element`, in printed order, with one of the local names."""
    return (e for e in element.iter() if e is not element and local(e) in names)


def raise_digits(root: etree._Element, name: str) -> None:
    """Write the digits of every element `name` (a superscript) as superscript characters."""
    for element in descendants(root, name):
        if len(element) == 0 and (element.text or "").strip().isdecimal():
            element.text = superscript((element.text or "").strip())


def drop(element: etree._Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def superscript(digits: str) -> str:
    """Digits as superscript characters: 1 gives ¹."""
    return digits.translate(RAISED)


def text_of(
    element: etree._Element, skip: Collection[str] = (), breaks: Collection[str] = ()
) -> str:
    """Printed text of an element: without the elements named in `skip`, blanks folded.

    Line breaks of the file are blanks; an element named in `breaks` begins and ends a line.
    """
    return tidy("".join(_pieces(element, skip, breaks)))


def _pieces(
    element: etree._Element, skip: Collection[str], breaks: Collection[str]
) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        name = local(child)
        if name and name not in skip:
            edge = "\n" if name in breaks else ""
            yield edge
            yield from _pieces(child, skip, breaks)
            yield edge
        yield (child.tail or "").replace("\n", " ")
