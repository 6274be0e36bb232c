"""Reads texts for the tagger: the mentions of concepts at printed offsets, without tokens."""

from functools import cache, cached_property

from lexgap.analysis.mentions import Mention, Scanner, scanner
from lexgap.schema.shadow import Shadow


class Seen:
    """A text with the mentions found in it, at printed offsets."""

    def __init__(self, text: str, scanner: Scanner) -> None:
        self.text = text
        shadow = Shadow(text)
        found = scanner.mentions(shadow.text)
        self.mentions = [Mention(*shadow.span(m.start, m.end), m.concept) for m in found]

    @cached_property
    def shadow(self) -> Shadow:
        """The folded text with the way back; made again where it is asked for, to save memory."""
        return Shadow(self.text)


class Reader:
    """What the tagger reads sections with: the concepts of one language."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner

    def __call__(self, text: str) -> Seen:
        """The text with its mentions."""
        return Seen(text, self.scanner)


@cache
def reader(language: str) -> Reader:
    """The reader of a concept file's language."""
    return Reader(scanner(language))
