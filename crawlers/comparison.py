"""Two versions of an act side by side: which provisions were added, removed or changed."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

from lexgap.schema.models import Act, ChangeKind, Provision

MARKS = re.compile(r"[\W_]+")


def differ(older: Act, newer: Act) -> bool:
    """Whether two versions differ in any provision."""
    return next(compared(older, newer), None) is not None


def compared(
    older: Act, newer: Act
) -> Iterator[tuple[ChangeKind, Provision | None, Provision | None]]:
    """Each provision that differs: (kind, as it was, as it is), in the order of the newer text.

    Provisions correspond by their number, those of one number by their headings too. White space does
    not count, and neither do provisions without a heading or text of their own. A section of which only
    one version tells the parts apart is compared as a whole, by its letters and digits.
    """
    before, after = _leveled(older, newer)
    doubled = _doubled(before) | _doubled(after)
    was, now = _named(before, doubled), _named(after, doubled)
    names = list(was)
    matcher = SequenceMatcher(a=names, b=list(now), autojunk=False)
    for step, start, end, first, last in matcher.get_opcodes():
        if step == "equal":
            for name in names[start:end]:
                if not _same(was[name], now[name]):
                    yield "changed", was[name], now[name]
            continue
        for name in names[start:end]:
            if name not in now:
                yield "removed", was[name], None
        for name in list(now)[first:last]:
            if name not in was:
                yield "added", None, now[name]
            elif not _same(was[name], now[name]):
                yield "changed", was[name], now[name]


def _number(provision: Provision) -> str:
    """What stands behind the act in the identifier, whether or not others have the same number."""
    return provision.id.rpartition("#")[2].partition("~")[0]


def _doubled(provisions: Iterable[Provision]) -> set[str]:
    """Numbers that several provisions have, such as the definitions of one section."""
    count = Counter(map(_number, provisions))
    return {number for number, times in count.items() if times > 1}


def _named(
    provisions: Iterable[Provision], doubled: Collection[str]
) -> dict[tuple[str, str, int], Provision]:
    """The provisions that say something, by number and, where that is not enough, heading and turn."""
    found: dict[tuple[str, str, int], Provision] = {}
    turns: Counter[tuple[str, str]] = Counter()
    for provision in provisions:
        if provision.text.strip() or provision.heading.strip():
            number = _number(provision)
            name = (number, " ".join(provision.heading.split()) if number in doubled else "")
            turns[name] += 1
            found[*name, turns[name]] = provision
    return found


def _same(older: Provision, newer: Provision) -> bool:
    if isinstance(older, Whole) or isinstance(newer, Whole):
        return letters(older.text) == letters(newer.text)
    return (
        older.heading.split() == newer.heading.split() and older.text.split() == newer.text.split()
    )


def letters(text: str) -> str:
    """The letters and digits of a text, which mirrors keep where they break lines their own way."""
    return MARKS.sub("", text).casefold()


class Whole(Provision):
    """A section with the words of its parts."""


def _leveled(older: Act, newer: Act) -> tuple[list[Provision], list[Provision]]:
    """The provisions of both, sections put together of which only one has parts."""
    was, now = _sections(older), _sections(newer)
    uneven = {
        number
        for number in was.keys() & now.keys()
        if (len(was[number]) == 1) != (len(now[number]) == 1)
    }
    return _joined(was, uneven), _joined(now, uneven)


def _sections(act: Act) -> dict[str, list[Provision]]:
    """Sections with their parts, by identifier behind that of the act."""
    found: dict[str, list[Provision]] = {}
    roots: dict[str, str] = {}
    for provision in act.provisions:
        own = provision.id.rpartition("#")[2]
        roots[provision.id] = roots.get(provision.parent or "", own)
        found.setdefault(roots[provision.id], []).append(provision)
    return found


def _joined(sections: dict[str, list[Provision]], uneven: Collection[str]) -> list[Provision]:
    found: list[Provision] = []
    for number, parts in sections.items():
        if number not in uneven:
            found += parts
            continue
        lines = [f"{part.number} {part.text}".strip() for part in parts[1:]]
        text = "\n".join(line for line in (parts[0].text, *lines) if line)
        found.append(Whole(**parts[0].model_dump(exclude={"text"}), text=text))
    return found
