"""A brief from a database, in the format asked for, on two pages."""

import sqlite3
from collections.abc import Callable

from lexgap.analysis.briefs.content import MET, SHORTFALLS, document
from lexgap.analysis.briefs.document import Document
from lexgap.analysis.briefs.facts import Facts, read

PAGES = 2

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Formats, and their types of content."""


def brief(connection: sqlite3.Connection, country: str, against: list[str], kind: str) -> bytes:
    """A brief on `country` beside `against`. Raises BadInputError."""
    return written(read(connection, country, against), kind)


def written(facts: Facts, kind: str) -> bytes:
    """The brief in one of TYPES."""
    makers: dict[str, Callable[[Facts], bytes]] = {"html": _html, "pdf": _pdf, "docx": _word}
    return makers[kind](facts)


def _html(facts: Facts) -> bytes:
    from lexgap.analysis.briefs.page import page

    return page(document(facts)).encode()


def _word(facts: Facts) -> bytes:
    from lexgap.analysis.briefs.word import word

    return word(document(facts))


def _pdf(facts: Facts) -> bytes:
    from lexgap.analysis.briefs.pdf import pdf

    return pdf(fitting(facts))


def fitting(facts: Facts) -> Document:
    """The brief with as many items as two pages hold."""
    from lexgap.analysis.briefs.pdf import pages

    shortfalls, met = SHORTFALLS, MET
    found = document(facts, shortfalls, met)
    while pages(found) > PAGES and (shortfalls > 1 or met > 1):
        shortfalls, met = max(1, shortfalls - (shortfalls >= met)), max(1, met - (met > shortfalls))
        found = document(facts, shortfalls, met)
    return found
