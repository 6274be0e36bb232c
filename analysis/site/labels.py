"""Words and symbols for answers, acts and items, the same on every page."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from lexgap.analysis.site.language import current, gettext, mark
from lexgap.schema.models import OUTCOMES


@dataclass(frozen=True)
class Outcome:
    """How an answer is shown: name of the symbol, words, what it means."""

    symbol: str
    message: str
    about: str

    @property
    def word(self) -> str:
        """The answer in the language of the reader."""
        return gettext(self.message)

    @property
    def meaning(self) -> str:
        """What the answer says and does not say."""
        return gettext(self.about)


ANSWERS: dict[str, Outcome] = {
    "yes": Outcome("yes", mark("Yes"), mark("Clearly met; the words of the law are cited.")),
    "partial": Outcome(
        "partial",
        mark("Partial"),
        mark("Met only for some acts, persons, ages or media, or on a condition."),
    ),
    "no": Outcome(
        "no", mark("No (reviewed)"), mark("A person read the law and says no, with a reason.")
    ),
    "not-found": Outcome(
        "notfound",
        mark("Not found"),
        mark(
            "A machine searched the provisions at hand and found nothing; the law may still have it."
        ),
    ),
    "not-assessed": Outcome(
        "na", mark("Not assessed"), mark("Nobody looked: no text, or no rules for its language.")
    ),
    "source-blocked": Outcome(
        "blocked",
        mark("Source blocked"),
        mark("The official publisher does not let machines read the text."),
    ),
}
assert tuple(ANSWERS) == OUTCOMES

SILENT = ("not-assessed", "source-blocked")
"""Answers that say nothing about the law."""

FIVE: dict[str, str] = {
    "off-specific-legislation": mark("Specific law"),
    "def-csam-statutory": mark("CSAM defined"),
    "off-technology-facilitated": mark("Technology"),
    "off-possession-simple": mark("Simple possession"),
    "isp-report-mandatory": mark("Provider reports"),
}
"""The items that stand for ICMEC's criteria C1 to C5, with headings for narrow columns."""

BASES: dict[str, str] = {
    "machine": mark("machine"),
    "reviewed-once": mark("reviewed once by a person"),
    "double-coded": mark("double-coded: two people agree"),
    "adjudicated": mark("adjudicated between two people"),
}
"""What an answer rests on."""

STATES: dict[str, tuple[str, str]] = {
    "in-force": (mark("in force"), mark("Consolidated text, in force on the date shown.")),
    "point-in-time": (
        mark("point in time"),
        mark("The text as it stood on one day; later changes are missing."),
    ),
    "as-enacted": (
        mark("as enacted"),
        mark("The text as first published, without later amendments."),
    ),
    "translation": (mark("translation"), mark("A translation; only the original is law.")),
    "unknown": (
        mark("state unknown"),
        mark("The supplier does not say whether this is the law in force."),
    ),
}

FAMILIES: dict[str, str] = {
    "civil": mark("civil law"),
    "common": mark("common law"),
    "customary": mark("customary law"),
    "islamic": mark("Islamic law"),
    "mixed": mark("mixed system"),
    "unknown": mark("legal family unknown"),
}

KINDS: dict[str, str] = {
    "treaty": mark("treaty"),
    "directive": mark("directive"),
    "regulation": mark("regulation"),
    "model-law": mark("model law"),
    "guideline": mark("guideline"),
    "index": mark("index"),
}

PENALTIES: dict[str, str] = {
    "possession": mark("Possession"),
    "access": mark("Access"),
    "distribution": mark("Distribution"),
    "production": mark("Production"),
    "grooming": mark("Grooming"),
}

NOTES: tuple[tuple[str, str], ...] = (
    ("No text of this country was read.", mark("No text of this country was read.")),
    ("No text of this country was read: ", mark("No text of this country was read: %(what)s")),
    (
        "no concepts for the language of the texts ",
        mark("No rules for the language of the texts %(what)s"),
    ),
    ("ruled out by ", mark("Ruled out by the answer to %(what)s")),
    ("nothing found for ", mark("Nothing found for %(what)s")),
)
"""Beginnings of notes of answers, and what they say; what follows is an item or the source's words."""

ACRONYMS = {"csam": "CSAM", "isp": "ISP", "under 18": "under 18"}
OLD = 3
"""Years behind the newest text of the database from which a text is marked as old."""


def heading(item: str) -> str:
    """A heading of few English words for an item, from its name.

    >>> heading("off-grooming-online")
    'Grooming online'
    """
    if item in FIVE:
        return FIVE[item]
    words = item.split("-")[1:] or [item]
    text = " ".join(ACRONYMS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]


def short(item: str) -> str:
    """The heading of an item in the reader's language."""
    return gettext(heading(item))


def reason(note: str) -> Markup:
    """Why an answer is what it is; words of a source stay in English, and say so."""
    if current.get() == "en":
        return escape(note)
    for start, message in NOTES:
        if note.startswith(start):
            rest = note.removeprefix(start)
            known = heading(rest) if "-" in rest and " " not in rest else ""
            what = (
                escape(gettext(known))
                if known
                else Markup('<span lang="en">{}</span>').format(rest)
            )
            return escape(gettext(message)) % {"what": what}
    said = gettext(note)
    return escape(said) if said != note else Markup('<span lang="en">{}</span>').format(note)


def flags(act: dict[str, object], newest: str) -> list[tuple[str, str]]:
    """Warnings about a text as (word, meaning): mirror, not in force, undated, old, incomplete."""
    found = []
    if act["via"]:
        about = gettext("Not read from the official publisher but from %(via)s.")
        found.append((gettext("mirror"), about % {"via": act["via"]}))
    if act["text_state"] != "in-force":
        word, meaning = STATES[str(act["text_state"])]
        found.append((gettext(word), gettext(meaning)))
    day = str(act["as_at"] or "")
    if not day:
        about = gettext("The text does not say on which day it was law.")
        found.append((gettext("undated"), about))
    elif newest and int(newest[:4]) - int(day[:4]) >= OLD:
        about = gettext("Years older than the newest text here.")
        found.append((gettext("text of %(year)s") % {"year": day[:4]}, about))
    if not act["complete"]:
        about = gettext("Only a part of the act was at hand.")
        found.append((gettext("part of the act"), about))
    return found
