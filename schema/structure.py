"""How a language announces sections, chapters, annexes and reasons: the file `structure.yml`."""

from functools import cache
from pathlib import Path

from lexgap.schema.load import build, load_yaml
from lexgap.schema.models import Model

STRUCTURE = Path(__file__).parent / "structure.yml"


class Structure(Model):
    """Words at the beginning of the lines that part an act, of one language."""

    section: tuple[str, ...] = ()
    """Words beside the number of a section."""
    chapter: tuple[str, ...] = ()
    """Words of the parts above sections, the largest first."""
    annex: tuple[str, ...] = ()
    """Words that begin what follows the numbered sections."""
    end: tuple[str, ...] = ()
    """Headings of what is no law any more."""


@cache
def structures() -> dict[str, Structure]:
    """Language -> its words. Raises BadInputError naming file and line."""
    value, lines = load_yaml(STRUCTURE)
    return build(dict[str, Structure], value, lines)


def structure(language: str) -> Structure:
    """The words of a language, of its parent where it has none, or no words at all."""
    known = structures()
    return known.get(language) or known.get(language.split("-", maxsplit=1)[0]) or Structure()
