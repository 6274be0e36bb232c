"""What a country file says a healthy source yields, held against what was read."""

import re
from collections.abc import Callable, Mapping, Sequence

from lexgap.crawlers.issues import issue
from lexgap.crawlers.rows import Row
from lexgap.crawlers.sources import Country
from lexgap.schema.models import Act, Issue

SIGNS = re.compile(r"[^\w.()/-]+")


LEFT = 0.5
"""Share of the provisions of the version before from which on a newer one is taken for the whole act."""
FEW = 4
"""Provisions of the version before; of fewer an amendment may well take half."""
Sizes = Mapping[str, int]
"""Number of provisions by act, whatever its point in time; of all together under the empty name."""


def sizes(counts: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The sizes of a response, given the ids and numbers of provisions of its acts."""
    found = {act.partition("@")[0]: number for act, number in counts}
    return {**found, "": sum(number for _, number in counts)}


def refused(
    rows: Sequence[Row], size: Callable[[Row], Sizes | None], accept: str
) -> dict[str, str]:
    """Responses to one question that lost half of an act against the last one accepted: why, by SHA-256.

    `rows`: the newest first; `size` gives None for what cannot be read; `accept`: first characters
    of the SHA-256 of a response that is right though it is short.
    """
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    day = ""
    for row in reversed(rows) if len(rows) > 1 else ():
        now = size(row)
        if now is None:
            continue
        lost = [
            name for name, n in now.items() if last.get(name, 0) >= FEW and n < LEFT * last[name]
        ]
        if lost and not (accept and row.sha256.startswith(accept)):
            found[row.sha256] = (
                f"{lost[0] or 'the page'}: {now[lost[0]]} provisions, {last[lost[0]]} in the version of "
                f"{day}, which stays; if it is right, put `accept: {row.sha256[:12]}` into its entry"
            )
        else:
            last, day = {**last, **now}, row.day.isoformat()
    return found


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
