"""How a brief quotes and cites: short quotes, printed places, states and dates of what was read."""

import re
from collections.abc import Iterator

from lexgap.analysis.briefs.document import Note, Run
from lexgap.analysis.briefs.facts import Facts, Row
from lexgap.analysis.site.labels import STATES
from lexgap.analysis.site.language import day, gettext
from lexgap.analysis.site.render import edge

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

LONGEST = 170
"""Characters of a quote: enough to see what it says; the rest stands at the address."""

PLACE = 48
"""Characters of a citation."""


def quoted(evidence: Row, before: str, after: str) -> Iterator[Run]:
    """A short quote with its note; where the text is not here, its place."""
    note = citation(evidence)
    if evidence["text"] is None:
        yield Run(" " + printed(f"{before}{evidence['title']}, {evidence['citation']}"), note=note)
    else:
        yield Run(f" {before}")
        words = clipped(evidence["text"], evidence["start"], evidence["end"])
        yield Run(
            gettext("“%(words)s”") % {"words": words}, language=evidence["language"], note=note
        )
    yield Run(after)


def clipped(text: str, start: int, end: int) -> str:
    """The words from `start` to `end` on one line, at most LONGEST characters, cut between words."""
    stop = end if end - start <= LONGEST else edge(text, start + LONGEST, 1)
    return printed(text[start:stop]) + (" …" if stop < end else "")


def printed(text: str) -> str:
    """Words on one line, without control characters: XML forbids them, and some turn the line around.

    >>> printed("a\x00 \u202eb\n c")
    'a b c'
    """
    return " ".join(CONTROLS.sub("", text).split())


def citation(row: Row) -> Note:
    """Act, provision, state and dates, and hash of what was read; the official address apart."""
    parts = [printed(f"{row['title']}, {clip(row['citation'])}"), state(row)]
    if row["retrieved"]:
        parts.append(gettext("read %(day)s") % {"day": day(row["retrieved"])})
    if row["via"]:
        parts.append(printed(gettext("via %(via)s") % {"via": row["via"].partition(",")[0]}))
    parts.append(f"sha256 {row['sha256'][:8]}")
    return Note("; ".join(parts), printed(row["url"]))


def clip(place: str) -> str:
    """A citation; of one longer than PLACE, which some texts give, its beginning."""
    return place if len(place) <= PLACE else f"{place[:PLACE]}…"


def state(row: Row) -> str:
    """Whether and when a text is law, in words."""
    when = gettext("as at %(day)s") % {"day": day(row["as_at"])}
    return f"{gettext(STATES[row['text_state']][0])}, " + (
        when if row["as_at"] else gettext("no date stated")
    )


def texts(facts: Facts) -> str:
    """The acts that were searched, with their dates."""
    told = [
        f"{printed(act['title'])} ({day(act['as_at']) or gettext('undated')})"
        for act in facts.acts[:8]
    ]
    more = len(facts.acts) - len(told)
    return "; ".join([*told, *([gettext("and %(n)s more") % {"n": more}] if more > 0 else [])])
