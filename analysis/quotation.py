"""The words to quote for a hit: the clause around its telling mention, within one provision."""

from bisect import bisect_right

from lexgap.analysis.matching import Hit
from lexgap.analysis.view import View
from lexgap.schema.models import Provision

LONGEST = 320
"""Printed characters of a quote at most."""
EDGES = " \t\r\n,;:-–—*•"


def quotable(view: View, hit: Hit) -> tuple[Provision, int, int]:
    """(provision, start, end): offsets of the quote in the provision's text."""
    section = view.section
    mention = hit.mention
    start, end = view.clause_of(mention.start)
    start, end = max(start, hit.start), min(max(end, mention.end), hit.end)
    n = max(bisect_right(section.starts, mention.start) - 1, 0)
    provision = section.provisions[n]
    low = section.starts[n]
    high = low + len(provision.text)
    start, end = max(start, low), min(end, high)
    if end - start > LONGEST:
        start, end = _window(section.text, mention.start, min(mention.end, high), start, end)
    while start < end and section.text[start] in EDGES:
        start += 1
    while end > start and section.text[end - 1] in EDGES:
        end -= 1
    if start >= end:
        start, end = mention.start, min(mention.end, high)
    return provision, start - low, end - low


def _window(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """At most LONGEST characters around text[first:last], cut at blanks."""
    spare = max(LONGEST - (last - first), 0)
    low = max(start, first - spare // 3)
    high = min(end, low + LONGEST)
    if low > start:
        blank = text.find(" ", low, first)
        low = blank + 1 if blank >= 0 else low
    if high < end:
        blank = text.rfind(" ", last, high)
        high = blank if blank >= last else high
    return low, max(high, last)
