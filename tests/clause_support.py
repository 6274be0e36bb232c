"""Acts of a fictional country and findings in them, for the tests of sentence clauses."""

from lexgap.schema.ids import finding_id
from lexgap.schema.models import Act, Finding, Level, Provision


def act(language: str, *provisions: tuple[str, str, str | None]) -> Act:
    """A fictional act of (citation, text, citation of the parent)."""
    name = f"xa/code/{language}"

    def level(parent: str | None) -> Level:
        return "subsection" if parent else "section"

    return Act(
        id=name,
        work="xa/code",
        country="XA",
        language=language,
        title="Code of Varonia",
        citation="Code",
        url="",
        sha256="0" * 64,
        text_state="unknown",
        source="import",
        provisions=tuple(
            Provision(
                id=f"{name}#{citation}",
                number=citation,
                citation=citation,
                text=text,
                level=level(parent),
                parent=parent and f"{name}#{parent}",
            )
            for citation, text, parent in provisions
        ),
    )


def found(of: Act, citation: str, quote: str, item: str = "off-possession-simple") -> Finding:
    provision = next(p for p in of.provisions if p.citation == citation)
    start = provision.text.index(quote)
    end = start + len(quote)
    return Finding(
        id=finding_id(item, provision.id, start, end, "test"),
        item=item,
        act=of.id,
        provision=provision.id,
        citation=citation,
        start=start,
        end=end,
        quote=quote,
        labeller="test",
        polarity="yes",
    )
