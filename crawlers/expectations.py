"""What a country file says a healthy source yields, held against what was read."""

import re
from collections.abc import Sequence

from lexgap.crawlers.issues import issue
from lexgap.crawlers.sources import Country
from lexgap.schema.models import Act, Issue

SIGNS = re.compile(r"[^\w.()/-]+")


def lacking(country: Country, n: int, acts: Sequence[Act]) -> list[Issue]:
    """Issues where the acts of entry `n` lack provisions that the country file names."""
    entry, url = country.file.acts[n], country.entries[n].url
    provisions = [p for act in acts for p in act.provisions]
    found = []
    if len(provisions) < entry.provisions:
        found.append(f"{len(provisions)} provisions, expected at least {entry.provisions}")
    printed = {_plain(text) for p in provisions for text in (p.number, p.citation)}
    missing = [number for number in entry.must_have if _plain(number) not in printed]
    if missing:
        found.append(f"no provision numbered {', '.join(missing)}")
    return [issue("read", "expectation", url, message) for message in found]


def sparse(country: Country, acts: int, provisions: int) -> list[Issue]:
    """Issues where a whole country, all its entries archived, yields less than it declares."""
    least = country.file.expectations
    found = []
    if acts < least.acts and country.entries:
        found.append(f"{acts} acts, expected at least {least.acts}")
    if provisions < least.provisions and country.entries:
        found.append(f"{provisions} provisions, expected at least {least.provisions}")
    return [issue("read", "expectation", country.path.name, message) for message in found]


def _plain(number: str) -> str:
    """A number without the signs that publishers print around it: `§ 184b.` is `184b`."""
    return SIGNS.sub(" ", number).strip(" .").casefold()
