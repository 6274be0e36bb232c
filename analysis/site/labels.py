"""Words and symbols for answers, acts and items, the same on every page."""

from dataclasses import dataclass

from lexgap.schema.models import OUTCOMES


@dataclass(frozen=True)
class Outcome:
    """How an answer is shown: name of the symbol, words, what it means."""

    symbol: str
    word: str
    meaning: str


ANSWERS: dict[str, Outcome] = {
    "yes": Outcome("yes", "Yes", "Clearly met; the words of the law are cited."),
    "partial": Outcome(
        "partial", "Partial", "Met only for some acts, persons, ages or media, or on a condition."
    ),
    "no": Outcome("no", "No (reviewed)", "A person read the law and says no, with a reason."),
    "not-found": Outcome(
        "notfound",
        "Not found",
        "A machine searched the provisions at hand and found nothing; the law may still have it.",
    ),
    "not-assessed": Outcome(
        "na", "Not assessed", "Nobody looked: no text, or no rules for its language."
    ),
    "source-blocked": Outcome(
        "blocked", "Source blocked", "The official publisher does not let machines read the text."
    ),
}
assert tuple(ANSWERS) == OUTCOMES

FIVE: dict[str, str] = {
    "off-specific-legislation": "Specific law",
    "def-csam-statutory": "CSAM defined",
    "off-technology-facilitated": "Technology",
    "off-possession-simple": "Simple possession",
    "isp-report-mandatory": "Provider reports",
}
"""The items that stand for ICMEC's criteria C1 to C5, with headings for narrow columns."""

STATES: dict[str, tuple[str, str]] = {
    "in-force": ("in force", "Consolidated text, in force on the date shown."),
    "point-in-time": (
        "point in time",
        "The text as it stood on one day; later changes are missing.",
    ),
    "as-enacted": ("as enacted", "The text as first published, without later amendments."),
    "translation": ("translation", "A translation; only the original is law."),
    "unknown": ("state unknown", "The supplier does not say whether this is the law in force."),
}

ACRONYMS = {"csam": "CSAM", "isp": "ISP", "under 18": "under 18"}
OLD = 3
"""Years behind the newest text of the database from which a text is marked as old."""


def short(item: str) -> str:
    """A heading of few words for an item, from its name.

    >>> short("off-grooming-online")
    'Grooming online'
    """
    if item in FIVE:
        return FIVE[item]
    words = item.split("-")[1:]
    text = " ".join(ACRONYMS.get(word, word) for word in words)
    return text[:1].upper() + text[1:]


def flags(act: dict[str, object], newest: str) -> list[tuple[str, str]]:
    """Warnings about a text as (word, meaning): mirror, not in force, undated, old, incomplete."""
    found = []
    if act["via"]:
        found.append(("mirror", f"Not read from the official publisher but from {act['via']}."))
    if act["text_state"] != "in-force":
        found.append(STATES[str(act["text_state"])])
    day = str(act["as_at"] or "")
    if not day:
        found.append(("undated", "The text does not say on which day it was law."))
    elif newest and int(newest[:4]) - int(day[:4]) >= OLD:
        found.append((f"text of {day[:4]}", "Years older than the newest text here."))
    if not act["complete"]:
        found.append(("part of the act", "Only a part of the act was at hand."))
    return found
