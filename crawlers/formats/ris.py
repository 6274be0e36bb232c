"""RIS, Austria: one section of an act as one XML document (`Bundesnormen/NOR...`).

A document holds a section of an act, so its act is never complete and the section is part of its
identifier. A document that has gone out of force is law of its time only (point-in-time).
"""

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from lexgap.crawlers.formats.outline import Part, add_part
from lexgap.crawlers.formats.xml import children, descendants, local, parse_xml, text_of
from lexgap.crawlers.page import Page, Provisions, tidy
from lexgap.schema import ids
from lexgap.schema.models import Act, Level

OPEN = "31.12.9999"
NUMBER = re.compile(r"^(?:§|Art(?:ikel|\.)?)\s*|[.\s]+$")
PARAGRAPH = re.compile(r"\((\d+[a-z]?)\)\s*")
REMARK = re.compile(r"\(Anm\.:[^()]*(?:\([^()]*\)[^()]*)*\)")
SKIPPED = frozenset({"gldsym", "symbol", "tab", "feld", "fnote", "binary"})
LISTS = frozenset({"liste", "aufzaehlung"})


class RisPage(Page):
    """A section `207a` with paragraphs `207a Abs. 1` and items `207a Abs. 1 Z 2 lit. a`."""

    def acts(self) -> Iterator[Act]:
        """Yield the section of the act. Raises PageChanged on any surprise."""
        root = parse_xml(self, "risdok")
        section = self.one(list(descendants(root, "abschnitt")), "abschnitt")
        facts = {
            str(e.get("ct")): text_of(e)
            for e in children(section, "absatz")
            if e.get("typ") == "erltext"
        }
        if not {"kurztitel", "artikel_anlage", "ikra"} <= facts.keys():
            raise self.changed("a document without short title, section or day of entry into force")
        as_at = self.day(facts["ikra"])
        ended = facts.get("akra", OPEN)
        number = NUMBER.sub("", NUMBER.sub("", facts["artikel_anlage"]))
        name = ids.act_id(self.work, self.entry.language, as_at)
        rows = Provisions(f"{name}/{ids.slug(number)}")
        part = Part(number, number, "section", 0)
        self.fill(section, part)
        if part.lines or part.parts:
            add_part(rows, part)
        yield self.act(
            rows,
            title=self.entry.title or facts["kurztitel"],
            as_at=as_at,
            text_state=None if ended == OPEN else "point-in-time",
            complete=False,
        )

    def day(self, stated: str) -> dt.date:
        """A date of the document."""
        try:
            return dt.datetime.strptime(stated, "%d.%m.%Y").date()
        except ValueError as error:
            raise self.changed(f"{stated!r} is no date") from error

    def fill(self, section: etree._Element, part: Part) -> None:
        """Add heading, paragraphs and lists."""
        host = part
        for child in children(section):
            name = local(child)
            law = child.get("ct") == "text" or name in LISTS
            if name == "ueberschrift" and child.get("typ") in {"para", "g1", "g2"}:
                part.heading = self.clean(child)
            elif name in LISTS:
                self.items(child, host)
            elif name == "absatz" and law:
                text = self.clean(child)
                start = PARAGRAPH.match(text)
                if start:
                    host = Part(f"({start[1]})", f"{part.number} Abs. {start[1]}", "subsection", 1)
                    part.parts.append(host)
                    text = text[start.end() :]
                self.line(text, host)

    def items(self, holder: etree._Element, host: Part) -> None:
        """Add the items of a list, and what follows it."""
        last = host
        for child in children(holder):
            name = local(child)
            if name == "aufzaehlung":
                self.items(child, host if host is last else last)
            elif name == "listelem":
                printed = " ".join(text_of(e) for e in children(child, "symbol"))
                own = printed.strip(" .)")
                word = "Z" if own[:1].isdigit() else "lit."
                levels: tuple[Level, ...] = ("subsection", "paragraph", "subparagraph", "item")
                level = levels[min(host.depth, 3)]
                last = Part(printed, f"{host.citation} {word} {own}", level, host.depth + 1)
                last.lines = [self.clean(child)]
                host.parts.append(last)
            elif name == "schlussteil":
                self.line(self.clean(child), host)
            else:
                raise self.changed(f"unknown element {name} in a list")

    def line(self, text: str, host: Part) -> None:
        """Add a line, after a list as a part of its own."""
        if text and host.parts:
            level: Level = "subsection" if host.depth == 0 else "paragraph"
            host.parts.append(Part("", host.citation, level, host.depth + 1, [text]))
        elif text:
            host.lines.append(text)

    def clean(self, element: etree._Element) -> str:
        """Text without sign of the section and remarks of the editors."""
        return tidy(REMARK.sub("", text_of(element, SKIPPED)))
