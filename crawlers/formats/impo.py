"""Centro de Información Oficial IMPO, Uruguay: an act as JSON (`/bases/leyes/18331-2008?json=true`).

The text of an article is hard-wrapped: a line that ends early, a blank line or a marker ends its
paragraph. `(*)` points at the notes (`notasArticulo`), which are not law, but say what is repealed;
alone it stands for an article whose text is printed in the act that it amends. The bytes are
cp1252 under an UTF-8 label. Checked against five answers of the publisher (one recorded).
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lexgap.crawlers.formats.answer import parse_json, text_at
from lexgap.crawlers.formats.outline import (
    Kind,
    add_part,
    by_appearance,
    next_letter,
    next_number,
    outline,
)
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, TextState

KNOWN = frozenset(
    """nroArticulo secArticulo titulosArticulo tituloArticulo urlArticulo textoArticulo
    notasArticulo urlReferenciasArticulo""".split()  # noqa: SIM905
)
STATES: dict[str, TextState] = {"actualizado": "in-force", "original": "as-enacted"}
TITLE = re.compile(r"Artículo\s+(\S.*)")
HEADING = re.compile(r"\(?(.{3,160}?)\)?\s?\.-\s*(?=\S)", re.DOTALL)
REPEALED_TEXT = re.compile(r"\(?\s*(?:Derogad|Suprimid|Sin efecto)\w*\s*\)?\.?", re.IGNORECASE)
ELSEWHERE = re.compile(r"\s*Este artículo\s", re.IGNORECASE)
REPEALED_NOTE = re.compile(r"\s*(?:Derogad|Suprimid)[oa](?:/s)?\s+por\s*:", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br\s*/?>|</(?:p|tr|table)\s*>", re.IGNORECASE)
NEXT_LINE = re.compile(r"(?:[A-ZÑa-zñ]|\d{1,2})\)\s")
SHORT = 66
"""Characters under which a line of about 74 was ended, not wrapped."""
RANKS = {"LIBRO": 0, "PARTE": 1, "TITULO": 2, "TÍTULO": 2, "CAPITULO": 3, "CAPÍTULO": 3}
KINDS = (
    Kind(re.compile(r"([A-ZÑ])\)\s*"), "{parent} literal {number})", next_letter),
    Kind(re.compile(r"(\d{1,2})\)\s*"), "{parent} numeral {number})", next_number),
    Kind(re.compile(r"([a-zñ])\)\s*"), "{parent} literal {number})", next_letter),
)


class ImpoPage(Page):
    """Articles `18-BIS`, their parts as Uruguay cites them: `34 literal D) numeral 2)`."""

    def acts(self) -> Iterator[Act]:
        """Yield the act. Raises PageChanged on any surprise."""
        answer = parse_json(self, "utf-8-sig", "cp1252")
        kind = text_at(self, answer, "tipoNorma", "the answer")
        number = text_at(self, answer, "nroNorma", "the answer") if "nroNorma" in answer else ""
        title = self.entry.title or text_at(self, answer, "nombreNorma", "the answer")
        label = text_at(self, answer, "leyenda", "the answer").lower()
        states = [state for word, state in STATES.items() if word in label]
        articles = answer.get("articulos")
        if not isinstance(articles, list):
            raise self.changed("no list articulos")
        rows = self.collect()
        path: list[tuple[int, str]] = []
        for article in self.some(articles, "article"):
            path = self.article(article, rows, path)
        yield self.act(
            rows,
            title=tidy(title).replace("\n", " "),
            citation=f"{kind} {number}".strip(),
            text_state=self.one(states, f"state of the text in the label {label.strip()!r}"),
        )

    def article(
        self, article: dict[str, Any], rows: Provisions, path: list[tuple[int, str]]
    ) -> list[tuple[int, str]]:
        """Read one article; return the headings that hold from here."""
        strange = {*article} - KNOWN
        if strange:
            raise self.changed(f"unknown members of an article: {sorted(strange)}")
        title = tidy(text_at(self, article, "tituloArticulo", "an article"))
        head = TITLE.fullmatch(title)
        if head is None:
            raise self.changed(f"an article titled {title!r}")
        if "titulosArticulo" in article:
            path = headed(path, text_at(self, article, "titulosArticulo", title))
        printed = plain(text_at(self, article, "textoArticulo", title)).replace("(*)", "")
        notes = text_at(self, article, "notasArticulo", title) if "notasArticulo" in article else ""
        gone = any(REPEALED_NOTE.match(line) for line in TAG.sub("", notes).split("\n"))
        if gone or REPEALED_TEXT.fullmatch(printed.strip()):
            return path
        if not printed.strip() and ELSEWHERE.match(TAG.sub("", notes)):
            return path
        if not printed.strip():
            raise self.changed(f"{title} has no text, and no note says where it is")
        heading = HEADING.match(printed.strip())
        lines = paragraphs(printed.strip()[heading.end() :] if heading else printed)
        part = outline(head[1], head[1], lines, by_appearance(lines, KINDS))
        add_part(rows, part, heading=tidy(heading[1]) if heading else "", path=[h for _, h in path])
        return path


def plain(text: str) -> str:
    """Text without the tags that stand in it (links, tables), a row of a table a line."""
    return unescape(TAG.sub(" ", BREAK.sub("\n\n", text)))


def headed(path: list[tuple[int, str]], printed: str) -> list[tuple[int, str]]:
    """The headings that hold after those printed above an article, `<br>` between them."""
    for line in re.split(r"<br\s*/?>", printed):
        text = tidy(TAG.sub("", line)).replace("\n", " ")
        if text:
            rank = RANKS.get(text.split()[0].upper(), 4)
            path = [*((r, h) for r, h in path if r < rank), (rank, text)]
    return path


def paragraphs(text: str) -> list[str]:
    """Hard-wrapped lines joined to paragraphs."""
    found: list[str] = []
    open_line = ""
    for printed in text.split("\n"):
        line = tidy(printed)
        ended = len(open_line) < SHORT and open_line.endswith((".", ":", ";"))
        if line and (not open_line or ended or NEXT_LINE.match(line)):
            found.append(line)
        elif line:
            found[-1] = f"{found[-1]} {line}"
        open_line = line
    return found
