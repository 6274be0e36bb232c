"""Irish Statute Book: acts as enacted, as XML and as the HTML page for printing.

Neither nests subsections: their marks do. Text in quotation marks that a section inserts into
another act is text of that section.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Marker, add_part, outline
from lexgap.crawlers.formats.xml import children, local, parse_xml
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act

FADA = dict(zip("AEIOUaeiou", "ÁÉÍÓÚáéíóú", strict=True))
SIGNS = {
    **{f"{letter}fada": accented for letter, accented in FADA.items()},
    "emdash": "—",
    "endash": "–",
    "odq": "“",
    "cdq": "”",
    "osq": "‘",
    "csq": "’",
    "euro": "€",
    "pound": "£",
    "nbsp": " ",
    "bull": "•",
    "middot": "·",
    "sect": "§",
    "half": "½",
    "quarter": "¼",
    "degree": "°",
}
EMPTY = frozenset({"hr1", "graphic", "br", "pagebreak", "fn", "marker"})
INLINE = frozenset(
    {"b", "i", "u", "sup", "sub", "su", "sb", "font", "xref", "span", "small", "strong", "em"}
)
DIVISIONS = ("part", "chapter", "division", "subchapter")
QUOTES = re.compile("[“”]")
_ROMANS = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
)
ROMAN = {number: value for value, number in enumerate(_ROMANS, 1)}


def _letter_follows(last: str | None, number: str) -> bool:
    if last is None:
        return number[0] == "a"
    return number in (last, "a") or number[:1] == last[:1] or ord(number[0]) == ord(last[0]) + 1


def _roman_follows(last: str | None, number: str) -> bool:
    before, now = ROMAN.get((last or "").lower(), 0), ROMAN.get(number.lower(), 0)
    return now in (before + 1, 1) or (last is not None and now == 0 and number.startswith(last))


def _cite(parent: str, number: str) -> str:
    return f"{parent}{number}"


def _bare(follows: Callable[[str | None, str], bool]) -> Callable[[str | None, str], bool]:
    return lambda last, number: follows(last and last.strip("()"), number.strip("()"))


MARKERS = [
    Marker("subsection", re.compile(r"(\(\d+[A-Z]{0,2}\))\s*"), _cite, list_item=False),
    Marker("paragraph", re.compile(r"(\([a-z]{1,3}\))\s*"), _cite, _bare(_letter_follows)),
    Marker("subparagraph", re.compile(r"(\([ivx]+[a-z]?\))\s*"), _cite, _bare(_roman_follows)),
    Marker("item", re.compile(r"(\([IVX]+\))\s*"), _cite, _bare(_roman_follows)),
    Marker("item", re.compile(r"(\([A-Z]{1,2}\))\s*"), _cite),
]


class IsbPage(Page):
    """The XML: `act > body > part > chapter > sect > (number, title, p)`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act as enacted. Raises PageChanged on any surprise."""
        root = parse_xml(self, "act")
        metadata = self.one(children(root, "metadata"), "metadata")
        known = {local(child): tidy(self.text(child)) for child in children(metadata)}
        if not {"title", "number", "year", "dateofenactment"} <= known.keys():
            raise self.changed("metadata without title, number, year or date of enactment")
        try:
            as_at = dt.datetime.strptime(known["dateofenactment"], "%Y%m%d").date()
        except ValueError as error:
            raise self.changed(f"date of enactment {known['dateofenactment']!r}") from error
        rows = self.collect(as_at)
        self.walk(self.one(children(root, "body"), "body"), rows, [])
        for matter in children(root, "backmatter"):
            self.walk(matter, rows, [])
        yield self.act(
            rows,
            title=known["title"],
            citation=f"No. {known['number']} of {known['year']}",
            as_at=as_at,
            text_state="as-enacted",
        )

    def walk(self, holder: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read divisions, sections and schedules of `holder`."""
        loose: list[str] = []
        for child in children(holder):
            name = local(child)
            if name in DIVISIONS or name == "schedule":
                titles = (self.text(title) for title in children(child, "title"))
                heading = " ".join(tidy(title).replace("\n", " ") for title in titles)
                self.walk(child, rows, [*path, heading])
            elif name == "sect":
                self.section(child, rows, path)
            elif name in {"p", "table"}:
                loose.extend(tidy(self.text(child)).split("\n"))
            elif name not in {"title", "number"} | EMPTY:
                raise self.changed(f"unknown element {name} in {local(holder)}")
        if any(loose) and path:
            rows.add("", path[-1], tidy("\n".join(loose)), path=path)

    def section(self, sect: etree._Element, rows: Provisions, path: list[str]) -> None:
        """Read one section."""
        printed = tidy(self.text(self.one(children(sect, "number"), "number of a section")))
        number = printed.rstrip(".")
        titles = " ".join(tidy(self.text(title)) for title in children(sect, "title"))
        text = [tidy(self.text(p)).replace("\n", " ") for p in children(sect, "p", "table")]
        add_section(rows, number, titles.replace("\n", " "), text, path)

    def text(self, element: etree._Element) -> str:
        """Text of an element, its signs as characters."""
        found = [(element.text or "").replace("\n", " ")]
        for child in element:
            name = local(child)
            if name in SIGNS:
                found.append(SIGNS[name])
            elif name == "unicode":
                found.append(self.sign(child))
            elif name in INLINE:
                found.append(self.text(child))
            elif name in {"p", "title", "tr", "td", "table", "tbody", "colgroup", "col"}:
                found.append(f"\n{self.text(child)}\n" if name != "td" else f" {self.text(child)}")
            elif name and name not in EMPTY:
                raise self.changed(f"unknown sign {name}")
            found.append((child.tail or "").replace("\n", " "))
        return "".join(found)

    def sign(self, element: etree._Element) -> str:
        """The character that `<unicode ch="2013"/>` names in hexadecimal digits."""
        printed = str(element.get("ch"))
        if not re.fullmatch(r"[0-9A-Fa-f]{4,5}", printed):
            raise self.changed(f"unknown sign unicode {printed!r}")
        return chr(int(printed, 16))


def add_section(
    rows: Provisions, number: str, heading: str, text: list[str], path: list[str]
) -> None:
    """Add a section of marked lines; its own number at the beginning is not text."""
    own = re.compile(rf"\s*{re.escape(number)}\s*\.?\s*[—–-]?\s*")
    lines = [*filter(None, [own.sub("", text[0], count=1), *text[1:]])] if text else []
    if not lines:
        return
    part = outline(number, number, lines, MARKERS, plain=_quoted(lines))
    add_part(rows, part, heading=heading, path=path)


def _quoted(lines: list[str]) -> set[int]:
    """Places of the lines that stand inside quotation marks opened on a line before."""
    inside, found = False, set()
    for place, line in enumerate(lines):
        if inside:
            found.add(place)
        signs = QUOTES.findall(line)
        inside = signs[-1] == "“" if signs else inside
    return found


class IsbHtmlPage(Page):
    """The page for printing: a table with marginal note and text; anchors `sec1` begin sections."""

    def acts(self) -> Iterator[Act]:
        """Yield the act as enacted. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig")
        act = self.one(root.xpath("//div[@id='act']"), "div act")
        title = self.entry.title or tidy("".join(root.xpath("//head/title/text()")))
        rows = self.collect()
        number, heading = "", ""
        text: list[str] = []
        for row in act.xpath("./table/tr | ./table/tbody/tr"):
            cells = row.xpath("./td")
            start = row.xpath("./td//a[starts-with(@name, 'sec')]/@name")
            words = block_text(cells[-1]).replace("\n", " ") if cells else ""
            if start:
                add_section(rows, number, heading, text, [])
                number = str(start[0]).removeprefix("sec").upper()
                heading = " ".join(filter(None, (block_text(c) for c in cells[:-1])))
                text = [words]
            elif number:
                text.append(words)
        add_section(rows, number, heading.replace("\n", " "), text, [])
        self.some(rows.rows, "anchor of a section")
        yield self.act(rows, title=title, text_state="as-enacted")
