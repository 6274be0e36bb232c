"""Justel: one Belgian act as the flat HTML of ejustice.just.fgov.be, in French."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from lexgap.crawlers.formats.html import block_text, parse_html
from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level

ARTICLE, HEADING = "\ue001", "\ue002"  # private use: in no printed text
START = re.compile(rf"{ARTICLE}\s*(?:Article|Art\.)\s*([^\s.]+)\s*\.\s*")
DASHES = re.compile(r"-{5,}")
REFERENCE = re.compile(r"<[^<>]*>")
BROKEN = re.compile(r"<(?:L|AR|D|ORD|Ins|ins|Abr|abr)[^<>]*(?:\)|$)")
TORN = re.compile(r"(?:\bL\s[\d-]+|[;,]\s*En vigueur\s*:|-\d{2}-\d{4},)[^<>]*>")
NOTE = re.compile(r"\(NOTE\s*:[^()]*(?:\([^()]*\)[^()]*)*\)?")
FORMER = re.compile(r"\(anciens? articles? [^()]*\)")
DELETED = re.compile(r"\[\s*\.{3,}\s*\]|\(\s*\.{3,}\s*\)")
REPEALED = re.compile(
    r"\W*(?:(?:alin[ée]as?\s[^()]{1,20}|§\s?\d+\S*\s)?abrog[ée]e?s?\W*|supprimé[^()]{0,60}\)?)?",
    re.IGNORECASE,
)
HEAD_END = re.compile(r"[\w»]$")
AS_AT = re.compile(r"mise à jour au\s+(\d{2})-(\d{2})-(\d{4})")
RANKS = ("PARTIE", "LIVRE", "TITRE", "CHAPITRE", "SECTION", "SOUS-SECTION", "§")


@dataclass(frozen=True)
class Step:
    """How a numbered part begins: group 1 is its number as printed."""

    level: Level
    pattern: re.Pattern[str]


STEPS = (
    Step("subsection", re.compile(r"\(?(§\s*\d+(?:er|[a-z]+)?(?:/\d+)?)\s*\.\s*")),
    Step("paragraph", re.compile(r"\(?(\d+(?:[a-z]+)?°(?:/\d+)?)\s*")),
    Step("subparagraph", re.compile(r"\(?([a-z]{1,2}\))\s*")),
)


class JustelPage(Page):
    """The articles under the heading Texte; the list of contents stands before it.

    `as_at` is the day up to which the page says it is updated (`mise à jour au`). References to
    amending acts, the footnotes below an article, the marks that tie them to the text (square
    brackets with a raised number) and repealed articles are left out. A first line that is no
    sentence is the heading of its article; paragraphs without number (alinéas) are lines of the
    part they stand in.
    """

    def acts(self) -> Iterator[Act]:
        """Yield the act of this page. Raises PageChanged on any surprise."""
        root = parse_html(self, "utf-8-sig", "windows-1252")
        heads = root.xpath("//h2[@id='text']")
        body = self.one(heads, "heading Texte (h2 id=text)").getparent()
        title = self.one(root.xpath("//p[@class='list-item--title']"), "title of the act")
        tag = self.one(root.xpath("//div[@id='list-title-1']//span[@class='tag']"), "act number")
        printed = block_text(title).replace("\n", " ")
        as_at = self._updated(printed)
        rows = self.collect(as_at)
        self._articles(rows, _lines(body))
        yield self.act(
            rows, title=_clean(printed).strip(" ."), citation=block_text(tag), as_at=as_at
        )

    def _updated(self, title: str) -> dt.date | None:
        match = AS_AT.search(title)
        if match is None:
            return None
        try:
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError as error:
            raise self.changed(f"no date: {match[0]!r}") from error

    def _articles(self, rows: Provisions, lines: Sequence[str]) -> None:
        path: tuple[str, ...] = ()
        article: list[str] = []
        noted = False
        for line in lines:
            if line.startswith((ARTICLE, HEADING)):
                self._article(rows, article, path)
                article, noted = [], False
                if line.startswith(HEADING):
                    path = _below(path, _clean(line[1:]))
                else:
                    article = [line]
            elif DASHES.match(line):
                noted = True
            elif not noted and article:
                article.append(line)
        self._article(rows, article, path)

    def _article(self, rows: Provisions, lines: list[str], path: tuple[str, ...]) -> None:
        if not lines:
            return
        match = START.match(lines[0])
        if match is None:
            raise self.changed(f"an article without number: {lines[0][1:60]!r}")
        number = match[1]
        texts = [_clean(line) for line in (lines[0][match.end() :], *lines[1:])]
        texts = [text for text in texts if not REPEALED.fullmatch(FORMER.sub("", text))]
        if not texts:
            return
        heading = texts.pop(0) if _is_heading(texts) else ""
        part = _divide(number, texts)
        add_part(rows, part, heading=heading, path=[name for name in path if name])


def _lines(body: etree._Element) -> list[str]:
    """The lines of the text; articles and headings begin with their mark."""
    for anchor in body.iter("a"):
        name = anchor.get("name") or ""
        mark = ARTICLE if name.startswith("Art") else HEADING if name.startswith("LNK") else ""
        anchor.text = mark + (anchor.text or "") if mark else anchor.text
    text = block_text(body, lambda e: e.tag in {"sup", "h2"})
    return [line.strip() for line in re.sub(rf"(?=[{ARTICLE}{HEADING}])", "\n", text).split("\n")]


def _clean(line: str) -> str:
    """A line without references to amending acts, notes and marks of amendment."""
    before = None
    while before != line:
        before, line = line, REFERENCE.sub("", line)
    line = DELETED.sub("", NOTE.sub("", TORN.sub("", BROKEN.sub("", line))))
    line = tidy(line.replace("[", "").replace("]", "")).replace("\n", " ")
    return line if any(map(str.isalnum, line)) else ""


def _is_heading(texts: Sequence[str]) -> bool:
    if len(texts) < 2 or len(texts[0]) > 150 or _step(texts[0]) is not None:
        return False
    return HEAD_END.search(texts[0]) is not None and not texts[1][0].islower()


def _step(line: str) -> tuple[int, re.Match[str]] | None:
    for depth, step in enumerate(STEPS):
        match = step.pattern.match(line)
        if match is not None:
            return depth, match
    return None


def _divide(number: str, lines: Sequence[str]) -> Part:
    """The parts of an article. A plain line belongs to the paragraph (§) it stands in."""
    root = Part(number, number, "section", -1)
    open_parts = [root]
    for line in lines:
        found = _step(line)
        if found is None:
            open_parts = open_parts[:2] if open_parts[1:2] and open_parts[1].depth == 0 else [root]
            _plain(open_parts[-1], line)
            continue
        depth, match = found
        while open_parts[-1].depth >= depth:
            open_parts.pop()
        rest = line[match.end() :].strip()
        above = open_parts[-1]
        part = Part(match[1], f"{above.citation} {match[1]}", STEPS[depth].level, depth)
        if REPEALED.fullmatch(rest) is None:
            above.parts.append(part)
            inner = _step(rest)
            if inner is None or inner[0] <= depth:
                part.lines.append(rest)
                open_parts.append(part)
            else:  # § 1er. 1° on one line
                open_parts.append(part)
                step = STEPS[inner[0]]
                cite = f"{part.citation} {inner[1][1]}"
                text = rest[inner[1].end() :].strip()
                part.parts.append(Part(inner[1][1], cite, step.level, inner[0], [text]))
                open_parts.append(part.parts[-1])
    return root


def _plain(part: Part, line: str) -> None:
    if not part.parts:
        part.lines.append(line)
    elif part.parts[-1].number == "":
        part.parts[-1].lines.append(line)
    else:
        part.parts.append(Part("", part.citation, part.parts[-1].level, part.depth + 1, [line]))


def _below(path: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The path with this heading in it, which replaces those of its rank and below."""
    first = heading.split(" ", maxsplit=1)[0].strip(".").upper() if heading else ""
    rank = next((n for n, name in enumerate(RANKS) if first == name), len(RANKS))
    filled = (*path, *[""] * len(RANKS))[:rank]
    return (*filled, heading)
