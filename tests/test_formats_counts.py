"""Real samples: sections, numbered parts and headings above them, against the raw elements.

The raw side counts elements of the file by name, without any code of the page classes; the numbers
in the table were counted in the files by hand.
"""

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from page_support import check_tree, read_act, sections
from zips import zipped

from lexgap.crawlers.formats.akn_publishers import FedlexPage, FinlexPage, LegiluxPage
from lexgap.crawlers.formats.bwb import BwbPage
from lexgap.crawlers.formats.clml import ClmlPage
from lexgap.crawlers.formats.isb import IsbPage
from lexgap.crawlers.formats.uslm import UslmPage
from lexgap.crawlers.page import Page

pytestmark = pytest.mark.corpus

AKN = (
    {"article", "section"},
    {"paragraph", "subparagraph", "point", "item", "subsection", "indent"},
    "num",
    {"part", "chapter", "title", "book", "hcontainer", "division"},
)
BWB = ({"artikel"}, {"lid", "li"}, "lidnr", {"boek", "hoofdstuk", "titeldeel", "afdeling"})
CLML = ({"P1"}, {"P2", "P3", "P4", "P5"}, "Pnumber", {"Part", "Chapter", "Pblock", "Schedule"})
ISB = ({"sect"}, set[str](), "", {"part", "chapter"})
LANGUAGES = {"ch": "de", "fi": "fi", "gb": "en", "ie": "en", "lu": "fr", "nl": "nl"}
QUOTED = {"BlockAmendment", "quotedStructure"}

Format = tuple[set[str], set[str], str, set[str]]

SAMPLES: list[tuple[type[Page], str, Format, int, int, dict[int, int]]] = [
    (FedlexPage, "ch/ch_sample-ordinary-law.xml", AKN, 5, 20, {0: 5}),
    (FinlexPage, "fi/fi_sample-ordinary-law.xml", AKN, 25, 52, {1: 25}),
    (LegiluxPage, "lu/lu_sample-ordinary-law.xml", AKN, 27, 64, {1: 27}),
    (LegiluxPage, "lu/lu_sample-regulation.xml", AKN, 4, 0, {0: 4}),
    (BwbPage, "nl/nl_sample-regulation.xml", BWB, 2, 2, {0: 2}),
    (ClmlPage, "gb/nia-2022-2.xml", CLML, 7, 41, {0: 7}),
    (IsbPage, "ie/ie_sample-environment-2015.xml", ISB, 51, 0, {1: 37, 2: 14}),
]
"""Class, file, names of the format, sections, numbered parts, sections by headings above them."""


def name(element: etree._Element) -> str:
    """Local name."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def headed(element: etree._Element) -> bool:
    """Whether a division prints a number, title or heading of its own."""
    names = {"num", "heading", "title", "number", "kop", "Title", "Number"}
    return any(name(child) in names and "".join(child.itertext()).strip() for child in element)


@pytest.mark.parametrize(
    ("page", "file", "names", "wanted", "parts", "depths"), SAMPLES, ids=[row[1] for row in SAMPLES]
)
def test_raw_elements(
    corpus: Path,
    page: type[Page],
    file: str,
    names: Format,
    wanted: int,
    parts: int,
    depths: dict[int, int],
) -> None:
    path = corpus / "official/samples" / file
    act = read_act(page, path, language=LANGUAGES[file[:2]])
    check_tree(act)
    in_sections, in_parts, number, divisions = names
    printed = [
        e
        for e in etree.parse(path).getroot().iter()
        if not QUOTED & {name(above) for above in e.iterancestors()}
    ]
    raw = [e for e in printed if name(e) in in_sections]
    above = Counter(sum(name(d) in divisions and headed(d) for d in e.iterancestors()) for e in raw)
    assert (len(raw), dict(above)) == (wanted, depths)
    ours = [p for p in act.provisions if p.level == "section"]
    assert (len(ours), Counter(len(p.path) for p in ours)) == (wanted, above)
    if in_parts:
        numbered = [
            e
            for e in printed
            if name(e) in in_parts
            and any(name(c) == number and "".join(c.itertext()).strip() for c in e)
        ]
        below = [p for p in act.provisions if p.number and p.level != "section"]
        assert len(below) == len(numbered) == parts


def test_an_annex_without_number_follows_the_sections(corpus: Path) -> None:
    path = corpus / "official/samples/fi/fi_sample-regulation.xml"
    act = read_act(FinlexPage, path, language="fi")
    check_tree(act)
    assert [p.citation for p in act.provisions if p.level == "section"] == [
        *(f"{n} §" for n in range(1, 5)),
        "Liite",
    ]
    assert len(act.provisions) == 7


def test_acts_of_one_subject_in_two_files_are_one_text(corpus: Path) -> None:
    """The Irish sample is the recorded act of 2015 once more."""
    folder = corpus / "official/samples/ie"
    twice = [
        [(p.citation, p.text) for p in read_act(IsbPage, folder / file).provisions]
        for file in ("ie_sample-environment-2015.xml", "ie-2015-act-29.xml")
    ]
    assert twice[0] == twice[1]
    assert len(twice[0]) == 224


def test_title_1_of_the_united_states_code(corpus: Path) -> None:
    """Counted by eye: sections 1 to 8, 101 to 114 with four inserted, 201 to 213; three chapters."""
    path = corpus / "official/samples/us/usc01-118-158.xml"
    act = read_act(UslmPage, zipped(("usc01.xml", path.read_bytes())))
    check_tree(act)
    second = [str(n) for n in range(101, 115)]
    for number in ("106a", "106b", "112a", "112b"):
        second.insert(second.index(number[:3]) + 1 + (number[3] == "b"), number)
    first, third = (range(1, 9), range(201, 214))
    assert sections(act) == [*map(str, first), *second, *map(str, third)]
    assert len({p.path for p in act.provisions}) == 3
