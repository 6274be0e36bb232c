"""Akoma Ntoso as publishers write it: Fedlex (CH), Legilux (LU), Finlex (FI), Normattiva (IT)."""

import datetime as dt
import re
from collections import Counter
from typing import ClassVar

from lxml import etree

from lexgap.crawlers.formats.akn import SECTIONS, AknPage
from lexgap.crawlers.formats.outline import Marker, Part, add_part, outline
from lexgap.crawlers.formats.xml import children, descendants, drop, local, parse_xml, text_of
from lexgap.crawlers.page import Provisions, tidy
from lexgap.schema.models import TextState

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def _date(text: str) -> dt.date | None:
    match = ISO.search(text)
    return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None


class FedlexPage(AknPage):
    """Swiss federal law in one of its languages: `2 Abs. 2 Bst. a`."""

    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "de": ("Abs.", "Bst.", "Ziff."),
        "fr": ("al.", "let.", "ch."),
        "it": ("cpv.", "lett.", "n."),
        "rm": ("al.", "lit.", "cifra"),
        "en": ("para.", "let.", "no."),
    }

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date from which this consolidation applies."""
        for expression in descendants(act, "FRBRExpression"):
            for date in children(expression, "FRBRdate"):
                if date.get("name") == "jolux:dateApplicability":
                    return dt.date.fromisoformat(str(date.get("date")))
        return None

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation in the language of the text."""
        own = number.strip(" .)")
        paragraph, letter, figure = self.words[self.entry.language.partition("-")[0]]
        word = paragraph if name == "paragraph" else figure if own[:1].isdigit() else letter
        return f"{parent.citation} {word} {own}"


class LegiluxPage(AknPage):
    """Luxembourg: `2 (1) 1°`; the journal's text is as enacted."""

    not_law = frozenset({"clause", "conclusions"})

    def title(self, act: etree._Element) -> str:
        """Title from the journal's own metadata."""
        named = (e for e in descendants(act, "jolux") if _name(e) == "title")
        titles = [tidy(e.text or "").replace("\n", " ") for e in named]
        return str(self.some(titles, "title")[0])

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the consolidation; the text of the journal states none."""
        for work in descendants(act, "FRBRWork"):
            uri = str(children(work, "FRBRthis")[0].get("value"))
            return _date(uri.rpartition("/consolide/")[2]) if "/consolide/" in uri else None
        return None

    def state(self, act: etree._Element) -> TextState | None:
        """A text of the journal (`jo`) is as enacted."""
        for work in descendants(act, "FRBRWork"):
            uri = str(children(work, "FRBRthis")[0].get("value"))
            return "as-enacted" if uri.endswith("/jo") else None
        return None

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation with the number as printed."""
        return f"{parent.citation} {number.rstrip('.')}"


def _name(element: etree._Element) -> str:
    found = {str(key).rpartition("}")[2]: value for key, value in element.attrib.items()}
    return str(found["name"]) if "name" in found else ""


class FinlexPage(AknPage):
    """Finnish consolidated acts: `20 luku 21 § 1 mom. 2 kohta`, the chapter where numbers restart."""

    not_law = frozenset({"conclusions", "preliminaryWork", "signatures", "note", "editorialNote"})
    words: ClassVar[dict[str, tuple[str, str, str]]] = {
        "fi": ("mom.", "kohta", "alakohta"),
        "sv": ("mom.", "punkten", "underpunkten"),
    }
    chapter = re.compile(r"\d+\s?[a-z]?\s(?:luku|kap\.)")

    def parse(self) -> etree._Element:
        """The root element; sees whether section numbers restart."""
        root = super().parse()
        nums = (text_of(n) for s in descendants(root, *SECTIONS) for n in children(s, "num"))
        self.restarts = max(Counter(nums).values(), default=0) > 1
        return root

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the consolidation."""
        for expression in descendants(act, "FRBRExpression"):
            for date in children(expression, "FRBRdate"):
                if date.get("name") == "dateConsolidated":
                    return dt.date.fromisoformat(str(date.get("date")))
        return None

    def number(self, printed: str) -> str:
        """Number with its sign, as cited: `21 §`."""
        return tidy(printed).rstrip(".")

    def cite_section(self, number: str, path: list[str]) -> str:
        """Citation with the chapter where section numbers restart in each."""
        chapters = [m[0] for m in map(self.chapter.match, path) if m]
        if self.restarts and chapters and number:
            return f"{chapters[-1]} {number}"
        return super().cite_section(number, path)

    def take(self, child: etree._Element, part: Part) -> None:
        """Subsections have no printed number: they are counted, where there are several."""
        siblings = children(child.getparent(), "subsection")
        if local(child) != "subsection" or len(siblings) < 2:
            super().take(child, part)
            return
        moment = self.words[self.entry.language][0]
        self.add(part, "", f"{part.citation} {siblings.index(child) + 1} {moment}", child)

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation of a numbered item or letter."""
        _, item, letter = self.words[self.entry.language]
        word = letter if name == "subparagraph" else item
        own = number.strip(" .)")
        swedish = self.entry.language == "sv"
        return f"{parent.citation} {word} {own}" if swedish else f"{parent.citation} {own} {word}"


MARKS = re.compile(r"\(\(\s*\d+\s*\)\)|\(\(|\)\)")
REPEALED = re.compile(
    r"(?:[\w-]+\))?\(?\s*(?:ARTICOLO|COMMA|NUMERO|LETTERA|PERIODO|CAPO|SEZIONE|RUBRICA)\b.{0,60}"
    r"(?:ABROGAT|SOPPRESS)[OAIE]\b"
)
GONE = re.compile(
    r"\bPERIODO (?:SOPPRESS|ABROGAT)O D\w+\b.{0,80}?\bN\. \d+"
    r"(?:,? CONVERTITO.{0,120}?N\. \d+)?\s*\.?"
)
UPDATES = re.compile(r"-{5,}|AGGIORNAMENTO \(\d+\)")
HEAD = re.compile(r"Art\. (\d+(?:[-.]\w+)*)\.?\s*(.*)")
ATTACHED = re.compile(r"(.+?)\s*-\s*art\. (.+)", re.IGNORECASE)
LATIN = r"(?:-[a-z]+)?"


def _after(last: str | None, number: str) -> bool:
    def value(text: str) -> int:
        return int(text.partition("-")[0])

    return value(number) in ({1} if last is None else {value(last), value(last) + 1, 1})


COMMA = Marker(
    "subsection",
    re.compile(rf"(\d+{LATIN})\.\s+"),
    lambda parent, number: f"{parent} comma {number}",
    follows=_after,
)
LETTER = Marker(
    "paragraph",
    re.compile(rf"([a-z]{{1,2}}{LATIN})\)\s*"),
    lambda parent, number: f"{parent} lettera {number}",
)
FIGURE = Marker(
    "subparagraph",
    re.compile(rf"(\d+{LATIN})\)\s*"),
    lambda parent, number: f"{parent} numero {number}",
    follows=_after,
)


class NormattivaPage(AknPage):
    """Italy. The articles of codes are attached documents of plain lines; line breaks count.

    `((...))` marks the last change and `((358))` an editorial note, which follows after a rule.
    With the option `fragment: true` attachments may stand without their act: an incomplete act.
    """

    def parse(self) -> etree._Element:
        """The root element; a fragment is wrapped in an act without a body."""
        fragment = bool(self.entry.options.get("fragment"))
        self.wrapped = fragment and b"<akomaNtoso" not in self.received.body
        if not self.wrapped:
            return super().parse()
        wrapped = b"<akomaNtoso><act><attachments>%s</attachments></act></akomaNtoso>"
        root = parse_xml(self, body=wrapped % self.received.body)
        holder = children(root[0], "attachments")[0]
        self.some(children(holder, "attachment"), "attachment")
        return root

    def as_at(self, act: etree._Element) -> dt.date | None:
        """Date of the consolidated text in the ELI address."""
        for alias in descendants(act, "FRBRalias"):
            if str(alias.get("value")).startswith("eli/id/"):
                return _date(str(alias.get("value")).rpartition("/")[2])
        if self.wrapped:
            return None
        raise self.changed("no ELI of Normattiva")

    def complete(self) -> bool:
        """False for a fragment."""
        return not self.wrapped

    def blank(self, text: str | None) -> str:
        """Line breaks of the file are printed ones."""
        return text or ""

    def clean(self, text: str) -> str:
        """Text without marks of changes; empty for a repealed article, paragraph or letter."""
        clean = tidy(GONE.sub("", MARKS.sub("", text)))
        kept = [line for line in clean.split("\n") if not REPEALED.match(line)]
        return "\n".join(kept) if re.search(r"\w", "".join(kept)) else ""

    def law_of(self, section: etree._Element) -> etree._Element:
        """The article up to the rule before its editorial notes."""
        notes = False
        for child in children(section):
            notes = notes or bool(UPDATES.match(tidy("".join(child.itertext()))))
            if notes:
                drop(child)
        return section

    def cite(self, parent: Part, name: str, number: str) -> str:
        """Citation with the words of Italian drafting."""
        own = number.strip(" .)")
        plain = "comma" if name == "paragraph" else "numero" if own[:1].isdigit() else "lettera"
        return f"{parent.citation} {plain} {own}"

    def document(self, doc: etree._Element, rows: Provisions) -> None:
        """One article of a code, or an annex."""
        name = ATTACHED.match(str(doc.get("name", "")))
        if name is None:
            super().document(doc, rows)
            return
        body = self.one(children(doc, "mainBody"), "mainBody")
        text: list[str] = []
        for paragraph in descendants(body, "p"):
            found = tidy("".join(paragraph.itertext())).split("\n")
            if UPDATES.match(found[0]):
                break
            text.extend(found)
        self.code_article(name[1], self.clean("\n".join(text)).split("\n"), rows)

    def code_article(self, code: str, text: list[str], rows: Provisions) -> None:
        """Lines of an article: number, rubric, paragraphs and lists."""
        head = HEAD.match(text[0])
        if head is None:
            if text == [""]:
                return
            raise self.changed(f"an attached article that begins {text[0][:30]!r}")
        lines = [*filter(None, [head[2]]), *text[1:]]
        rubric = ""
        if lines and (lines[0].startswith("(") or not re.search(r"[.;:]$", lines[0])):
            rubric = lines.pop(0).removesuffix(".").removeprefix("(").removesuffix(")")
        if lines:
            part = outline(head[1], head[1], lines, [COMMA, LETTER, FIGURE])
            part.heading = rubric
            add_part(rows, part, path=[code])
