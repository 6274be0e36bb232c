"""Semantic Finlex: one Finnish act as JSON-LD (data.finlex.fi), with all that Finlex shares."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from lexgap.crawlers.formats.answer import parse_json
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema.models import Act, Level, TextState

AMENDED = re.compile(r"\(\d{1,2}\.\d{1,2}\.\d{4}/\d+(?:\s+v\.\s+\d{4})?\)")
REPEALED = re.compile(r".*\b(?:on kumottu|ovat kumotut|har upphävts)\b.*", re.DOTALL)
ITEM = re.compile(r"(\d+(?:\s?[a-z])?|[a-zåäö])\)\s*")
VERSION = re.compile(r"/(?:ajantasa/(\d{8})|alkup)$")
LEVELS: tuple[Level, ...] = ("paragraph", "subparagraph", "item")


@dataclass(frozen=True)
class Terms:
    """How the language names the steps of a citation."""

    chapter: str
    moment: str
    point: str
    subpoint: str


TERMS = {
    "fi": Terms("luku", "mom.", "kohta", "alakohta"),
    "sv": Terms("kap.", "mom.", "punkten", "underpunkten"),
}


@dataclass
class Block:
    """A moment or an item as printed: own text with its number, items, text after the items."""

    text: str
    items: list["Block"] = field(default_factory=list)
    tail: str = ""
    void: bool = False
    """Repealed: it counts for the numbers of the others and is left out."""


@dataclass(frozen=True)
class Section:
    """What precedes the moments of a section. `partial`: the text shows some of them only."""

    number: str
    citation: str
    heading: str
    path: tuple[str, ...]
    terms: Terms
    partial: bool = False


def add_section(rows: Provisions, section: Section, moments: Sequence[Block | None]) -> None:
    """Add a section; None among the moments stands for omitted ones, after which none is counted.

    A moment that begins with a small letter continues the list before it. The only moment of a
    whole section is the text of the section.
    """
    joined = _join(moments)
    kept = [block for block in joined if block is not None and not block.void]
    if not kept:
        return
    alone = len(joined) == 1 and not section.partial
    name = rows.add(
        section.number,
        section.citation,
        kept[0].text if alone else "",
        heading=section.heading,
        path=section.path,
    )
    if alone:
        _add_items(rows, kept[0], (name, section.citation), section)
        return
    counted = True
    for n, block in enumerate(joined, 1):
        if block is None:
            counted = False
        elif not block.void:
            cite = f"{section.citation} {n} {section.terms.moment}" if counted else ""
            inner = rows.add(
                "",
                cite or section.citation,
                block.text,
                level="subsection",
                path=section.path,
                parent=name,
            )
            _add_items(rows, block, (inner, cite or section.citation), section)


def _join(moments: Sequence[Block | None]) -> list[Block | None]:
    joined: list[Block | None] = []
    for block in moments:
        last = joined[-1] if joined else None
        if last is not None and block is not None and last.items and block.text[:1].islower():
            last.tail = "\n".join(filter(None, (last.tail, block.text)))
            last.items.extend(block.items)
        else:
            joined.append(replace(block, items=[*block.items]) if block else None)
    return joined


def _add_items(
    rows: Provisions, block: Block, above: tuple[str, str], section: Section, depth: int = 0
) -> None:
    """Add the items of `block`, which has the identifier and citation `above`."""
    parent, citation = above
    level = LEVELS[min(depth, len(LEVELS) - 1)]
    word = section.terms.point if depth == 0 else section.terms.subpoint
    for item in block.items:
        if item.void:
            continue
        match = ITEM.match(item.text)
        number = match[1] if match else ""
        cite = f"{citation} {number} {word}" if match else citation
        name = rows.add(
            f"{number})" if match else "",
            cite,
            item.text[match.end() :] if match else item.text,
            level=level,
            path=section.path,
            parent=parent,
        )
        _add_items(rows, item, (name, cite), section, depth + 1)
    if block.tail:
        rows.add("", citation, block.tail, level=level, path=section.path, parent=parent)


class FinlexJsonPage(Page):
    """The consolidated text of an act in Semantic Finlex.

    `as_at` is the date of the version the file holds. Of several versions of a part the newest
    counts. Notes of amendment in brackets, the enacting clause and repealed parts are left out.
    Section numbers restart in each chapter: a section is cited `20 luku 21 §`.
    """

    text_state: ClassVar[TextState] = "point-in-time"

    def acts(self) -> Iterator[Act]:
        """Yield the act of this file. Raises PageChanged on any surprise."""
        data = self._load()
        version = self._get(data, "temporalVersion", dict)
        if self.entry.language not in TERMS:
            raise self.changed(f"language {self.entry.language} is none of {', '.join(TERMS)}")
        self.terms = TERMS[self.entry.language]
        self.code = self.entry.language
        as_at = self._date(self._get(version, "versionDate", str))
        rows = self.collect(as_at)
        chapters = [p for p in self._parts(version) if p["@type"] == "sfl:ChapterVersion"]
        for chapter in self.some(chapters, "ChapterVersion"):
            self._chapter(rows, chapter)
        number = self._get(data, "idLocal", list)
        yield self.act(
            rows,
            title=self._title(version),
            citation=str(self.one(number, "idLocal")),
            as_at=as_at,
        )

    def _load(self) -> dict[str, Any]:
        data = parse_json(self)
        if "@context" not in data:
            raise self.changed("no JSON-LD object with @context")
        return data

    def _get(self, node: dict[str, Any], key: str, kind: type) -> Any:
        if not isinstance(node.get(key), kind):
            raise self.changed(f"no {key} ({kind.__name__}) in {node.get('@id')}")
        return node[key]

    def _date(self, text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise self.changed(f"{text!r} is no date") from error

    def _parts(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        """The parts of a node in printed order, each in its newest version."""
        found = node.get("hasPart", [])
        parts = found if isinstance(found, list) else [found]
        newest: dict[str, dict[str, Any]] = {}
        for part in parts:
            member = self._get(part, "isMemberOf", str)
            if member not in newest or self._version(part) > self._version(newest[member]):
                newest[member] = part
        return list(newest.values())

    def _version(self, node: dict[str, Any]) -> str:
        match = VERSION.search(self._get(node, "@id", str))
        if match is None:
            raise self.changed(f"no version in {node['@id']}")
        return match[1] or ""

    def _chapter(self, rows: Provisions, chapter: dict[str, Any]) -> None:
        number = f"{_number(chapter)} {self.terms.chapter}"
        top = f"{number} {self._title(chapter)}".strip()
        parts = self._parts(chapter)
        over = {
            VERSION.sub("", target): self._text(part)
            for part in parts
            if part["@type"] == "sfl:SubheadingVersion"
            for target in _listed(part.get("followedBy", []))
        }
        path: tuple[str, ...] = (top,)
        for part in parts:
            if part["@type"] == "sfl:SectionVersion":
                if part["isMemberOf"] in over:
                    path = (top, over[part["isMemberOf"]])
                self._section(rows, part, number, path)
            elif part["@type"] == "sfl:SubsectionVersion":
                if not self._void(part):
                    raise self.changed(f"text outside the sections: {part['@id']}")
            elif part["@type"] != "sfl:SubheadingVersion":
                raise self.changed(f"unknown part {part['@type']} in {chapter['@id']}")

    def _section(
        self, rows: Provisions, node: dict[str, Any], chapter: str, path: tuple[str, ...]
    ) -> None:
        moments = self._parts(node)
        if not moments and not self._void(node) and len(self._text(node).split("\n")) > 2:
            raise self.changed(f"a section without moments: {node['@id']}")
        if "repealedBy" in node:
            return
        number = f"{_number(node)} §"
        section = Section(number, f"{chapter} {number}", self._title(node), path, self.terms)
        add_section(rows, section, [self._block(part) for part in moments])

    def _block(self, node: dict[str, Any]) -> Block:
        block = Block(self._text(node), void=self._void(node))
        for part in self._parts(node):
            kind = part["@type"]
            if kind == "sfl:PreambleVersion":
                block.text = self._text(part)
            elif kind in {"sfl:ParagraphVersion", "sfl:SubparagraphVersion"}:
                block.items.append(self._block(part))
            elif kind == "sfl:FinalParagraphVersion":
                block.tail = self._text(part)
            else:
                raise self.changed(f"unknown part {kind} in {node['@id']}")
        return block

    def _void(self, node: dict[str, Any]) -> bool:
        text = self._text(node)
        return "repealedBy" in node or (bool(text) and REPEALED.fullmatch(text) is not None)

    def _title(self, node: dict[str, Any]) -> str:
        version = node.get("languageVersion", {})
        title = version.get(f"title_{self.code}", "")
        return tidy(AMENDED.sub("", title)).replace("\n", " ")

    def _text(self, node: dict[str, Any]) -> str:
        versions = node.get("languageVersion", {}).get("hasFormat", {})
        return tidy(AMENDED.sub("", versions.get(f"content_{self.code}", "")))


def _number(node: dict[str, Any]) -> str:
    """Number from the identifier, printed with a blank: 5a gives 5 a."""
    last = str(node["isMemberOf"]).rsplit("/", 1)[1]
    return re.sub(r"(?<=\d)(?=[a-z])", " ", last)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
