"""Planalto, Brazil: compiled laws as one HTML page, wordings of an article one after another.

Reads the publisher's own paragraphs and the pages that a mirror has re-marked (`div.artigo`).
There the mirror has taken rubrics ("Crime ...") for items: "C - rime ..."; they are put right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lexgap.crawlers.formats.html import lines, parse_html
from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.page import Page, tidy
from lexgap.schema.models import Act, Level

CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
# HTML of Windows servers carries cp1252 punctuation as C1 controls; browsers show it as cp1252.
C1 = {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}
STRUCK = frozenset({"strike", "s", "del"})
NOTE = re.compile(
    r"\((?:Redação|Inclu[ií]d|Revogad[oa]s? (?:pel|tacit|dad)|Acrescid|Acrescentad|Renumerad|Vide|"
    r"Vigência|Vetado pel|Produção de efeito|Promulgação|Regulament|Restabelecid|Derrogad|Texto)"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)|\(\s*\)|\(\s*$"
    r"|(?<=[.;:uea])\s+Incluíd[oa] pela Lei nº [\d.]+, de \d{4}$"
    r"|Art\. \d+\S* \(Revogado[^()]*\)",
    re.IGNORECASE,
)
NO_LAW = re.compile(
    r"\s*[\(\[]?\s*(?:VETAD[OA]S?|REVOGAD[OA]S?)\s*[\)\]]?\s*[.;]?[”\"]?", re.IGNORECASE
)
REPEALED = re.compile(r"\(\s*Revogad[oa]", re.IGNORECASE)
DIVISION = re.compile(r"(PARTE|LIVRO|T[ÍI]TULO|CAP[ÍI]TULO|SUBSE[ÇC][ÃA]O|SE[ÇC][ÃA]O)\b", re.I)
RANKS = {"PAR": 0, "LIV": 1, "TIT": 2, "CAP": 3, "SEC": 4, "SUB": 5}
TAG_RANKS = {"h2": 0, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
ARTICLE = re.compile(r"Art\.?\s*(\d[\d.]*)\s?(?:[º°]|o(?=[\s.:-]))?(-[A-Z]{1,2})?\s*[:.–-]*\s*")
PARAGRAPH = re.compile(
    r"§\s*(\d+)\s?(?:[º°]|o(?=[\s.:-]))?(?::?\s*(-[A-Z])(?![a-z]))?\s*[:.–-]*\s*[–-]?\s*"
)
ONLY = re.compile(r"(Parágrafo único)\s*[:.–-]*\s*", re.IGNORECASE)
ITEM = re.compile(r"([IVXLCDM]+(?:-[A-Z])?)\s*[-–]\s+")
LETTER = re.compile(r"([a-z])\s*\)\s*")
BROKEN_RUBRIC = re.compile(r"([A-Z][a-zI]{0,2}) - ([A-Za-zà-úÀ-Ú].*[^.;:,])$")
ENDS = re.compile(r"(?:[.;:,]|\b(?:e|ou))$")
PENALTY = re.compile(r"Penas?\s*[-–—]")
SIGNED = re.compile(r"(?:Brasília|Rio de Janeiro),.*\d{4}|Este texto não substitui", re.IGNORECASE)
DEPTHS: dict[str, tuple[int, Level]] = {
    "paragraph": (0, "subsection"),
    "item": (1, "paragraph"),
    "letter": (2, "subparagraph"),
}


@dataclass(frozen=True)
class Line:
    """One printed line: kind, number as printed, text, and the heading rank of its element."""

    kind: str
    number: str
    text: str
    rank: int = -1


class PlanaltoPage(Page):
    """Articles, paragraphs, items and letters; the last of several wordings; no struck text."""

    def acts(self) -> Iterator[Act]:
        """Yield the act of this page. Raises PageChanged on any surprise."""
        declared = CHARSET.search(self.received.body[:4096])
        root = parse_html(self, declared[1].decode() if declared else "utf-8-sig")
        if b"<body" not in self.received.body.lower():
            raise self.changed("no HTML page")
        self.remarked = bool(root.xpath("//div[@class='artigo']"))
        found = list(self._lines(root))
        self.some([line for line in found if line.kind == "article"], "line 'Art. 1'")
        title = self.entry.title or tidy("".join(root.xpath("//head/title/text()")))
        rows = self.collect()
        for article, path in Reader(found, self.remarked).articles():
            add_part(rows, article, path=path)
        yield self.act(rows, title=title.replace("\n", " "))

    def _lines(self, root: etree._Element) -> Iterator[Line]:
        for element in root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6"):
            if element.xpath("ancestor::div[@class='info' or @class='assinaturas']"):
                continue
            if any(_struck(node) for node in (element, *element.iterancestors())):
                continue
            above = element.getparent().get("class", "")
            named = self.remarked and above in {"parte", "titulo", "capitulo", "secao"}
            bold = not _plain_words(element) and bool(element.xpath(".//b|.//strong"))
            for text in lines(element, _struck):
                line = _line(text.translate(C1))
                rank = TAG_RANKS.get(element.tag, -1)
                if line.kind == "plain" and (rank >= 0 or named):
                    kind = "division" if rank >= 0 else "title"
                    line = Line(kind, "", line.text, rank)
                elif line.kind == "plain" and bold:
                    line = Line("rubric", "", line.text)
                yield line


class Reader:
    """Puts the lines of one page together to articles."""

    def __init__(self, found: list[Line], remarked: bool) -> None:
        self.lines = found
        self.remarked = remarked
        self.path: list[tuple[int, str]] = []
        self.article: Part | None = None
        self.open: list[Part] = []
        self.rubric = ""
        self.fresh = False
        self.gone = False

    def articles(self) -> Iterator[tuple[Part, list[str]]]:
        """Yield each article in force with the headings above it."""
        last: tuple[Part, list[str]] | None = None
        for n, line in enumerate(self.lines):
            following = self.lines[n + 1].kind if n + 1 < len(self.lines) else ""
            if line.kind == "article":
                # The next article of the same number is the newer wording.
                if last and last[0].number == line.number:
                    self.rubric = self.rubric or last[0].heading
                elif last and _holds(last[0]):
                    yield last
                last = (self._begin(line), [text for _, text in self.path])
            else:
                self._take(line, following)
        if last and _holds(last[0]):
            yield last

    def _begin(self, line: Line) -> Part:
        self.gone = _no_law(line.text)
        part = Part(line.number, line.number, "section", -1, heading=self.rubric)
        part.lines = [] if self.gone else _clean(line.text)
        self.article, self.open, self.rubric, self.fresh = part, [part], "", False
        return part

    def _take(self, line: Line, following: str) -> None:
        if line.kind == "division":
            self._divide(line)
        elif line.kind == "title" or (self.fresh and line.text == line.text.upper()):
            self._name(line.text)
        elif line.kind == "end":
            self.article = None
        elif self.article is None:
            self.rubric = line.text if line.kind in {"plain", "rubric"} else ""
        elif line.kind in DEPTHS:
            self._add(line)
        elif line.kind == "rubric" or self._is_rubric(line.text, following):
            self.rubric = _rubric(line.text)
        else:
            self._continue(line.text)

    def _divide(self, line: Line) -> None:
        match = DIVISION.match(line.text)
        plain = match[1][:3].upper().replace("Í", "I").replace("Ç", "C") if match else ""
        rank = RANKS.get(plain, line.rank)
        self.path = [*((r, t) for r, t in self.path if r < rank), (rank, line.text)]
        self.fresh, self.article, self.rubric = True, None, ""

    def _name(self, text: str) -> None:
        if self.path:
            rank, above = self.path[-1]
            self.path[-1] = (rank, f"{above} {text}")

    def _is_rubric(self, text: str, following: str) -> bool:
        if not self.remarked or PENALTY.match(text):
            return False
        return not ENDS.search(text) or following == "article"

    def _add(self, line: Line) -> None:
        depth, level = DEPTHS[line.kind]
        if self.gone:
            return
        while self.open[-1].depth >= depth:
            self.open.pop()
        parent = self.open[-1]
        part = Part(line.number, f"{parent.citation} {line.number}", level, depth)
        part.heading, self.rubric = self.rubric, ""
        if parent.parts and parent.parts[-1].number == line.number:
            former = parent.parts.pop()
            part.heading = part.heading or former.heading
        if not _no_law(line.text):
            part.lines = _clean(line.text)
            parent.parts.append(part)
        self.open.append(part)

    def _continue(self, text: str) -> None:
        """A line without number: of the open paragraph or article, after a list a part of it."""
        if self.gone or not _clean(text):
            return
        host = [part for part in self.open if part.depth <= 0][-1]
        if not host.parts:
            host.lines.extend(_clean(text))
        elif host.parts[-1].number == "":
            host.parts[-1].lines.extend(_clean(text))
        else:
            level: Level = "subsection" if host.depth < 0 else "paragraph"
            host.parts.append(Part("", host.citation, level, host.depth + 1, _clean(text)))
        self.open = [part for part in self.open if part.depth <= 0]


def _line(text: str) -> Line:
    if DIVISION.match(text) and len(text) < 120 and not text.endswith((".", ";")):
        return Line("division", "", text)
    if SIGNED.match(text):
        return Line("end", "", text)
    broken = BROKEN_RUBRIC.match(text)
    if broken and not ENDS.search(tidy(NOTE.sub("", text))) and not NO_LAW.search(text):
        return Line("rubric", "", broken[1] + broken[2])
    return _numbered(text) or Line("plain", "", text)


def _numbered(text: str) -> Line | None:
    for kind, pattern in (("article", ARTICLE), ("paragraph", PARAGRAPH)):
        match = pattern.match(text)
        if match:
            sign = "§ " if kind == "paragraph" else ""
            return Line(kind, sign + match[1].rstrip(".") + (match[2] or ""), text[match.end() :])
    only = ONLY.match(text)
    if only:
        return Line("paragraph", "parágrafo único", text[only.end() :])
    item = ITEM.match(text)
    if item:
        return Line("item", item[1], text[item.end() :])
    letter = LETTER.match(text)
    return Line("letter", letter[1], text[letter.end() :]) if letter else None


def _struck(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "")
    return element.tag in STRUCK or "line-through" in style


def _plain_words(element: etree._Element) -> bool:
    found = element.xpath(".//text()[not(ancestor::b or ancestor::strong)]")
    return bool(NOTE.sub("", "".join(found)).strip())


def _clean(text: str) -> list[str]:
    clean = tidy(NOTE.sub("", text))
    return [clean] if clean.strip(" .;") else []


def _no_law(text: str) -> bool:
    rest = tidy(NOTE.sub("", text))
    return bool(NO_LAW.fullmatch(rest)) or (not rest.strip(" .;") and bool(REPEALED.search(text)))


def _rubric(text: str) -> str:
    return tidy(NOTE.sub("", text))


def _holds(part: Part) -> bool:
    return bool(part.lines or part.parts)
