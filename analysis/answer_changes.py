"""When an answer changed from one version of an act to the next, and because of which provisions.

The law of a country is answered as it stands, then with each newer version of an act put back for the
older one, the newest first; what differs between two steps changed with that version.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lexgap.analysis.answering import country_answers
from lexgap.analysis.tagger import tag_country, verified
from lexgap.analysis.tagging import newest
from lexgap.crawlers import history
from lexgap.schema.base import Model
from lexgap.schema.history import Change, Version
from lexgap.schema.load import checklist
from lexgap.schema.models import Act, Answer, Finding
from lexgap.schema.rules import load_rules
from lexgap.schema.store import Folder, act_paths, read_act

State = dict[tuple[str, str], list[Act]]
"""The acts of a country by work and language."""


class Cause(Model):
    """A provision that changed and proves the item before or after."""

    kind: str
    """added, removed or changed."""
    citation: str
    """Printed citation within the act."""
    heading: str
    """Heading of the provision."""
    provision: str
    """Provision id, in the newer version where it is there."""


class AnswerChange(Model):
    """An answer that changed with a version of an act."""

    country: str
    """Jurisdiction that made the act."""
    item: str
    """Checklist item."""
    before: str
    """Answer before."""
    after: str
    """Answer since then."""
    day: dt.date | None
    """Day of the version: the one it states, else that on which it was received."""
    since: dt.date | None
    """Day of the version before."""
    work: str
    """Work that changed."""
    title: str
    """Its title."""
    older: str
    """Act id of the version before."""
    newer: str
    """Act id of the version."""
    because: tuple[Cause, ...]
    """Its provisions that changed and prove the item; none where the answer follows from another item."""
    note: str
    """What the rules say to the answer that no provision says."""


class Answered(NamedTuple):
    """The answers of a state by item, and its findings by act."""

    answers: dict[str, Answer]
    findings: dict[str, list[Finding]]


def answer_changes(folder: Folder, since: dt.date | None = None) -> list[AnswerChange]:
    """The answers that changed between the versions in `folder`, country by country, the oldest first.

    `since`: only with versions of that day or later. Raises BadInputError on files of other makers.
    """
    known, changes = history.versions(folder), history.recorded(folder)
    found: list[AnswerChange] = []
    for country in sorted({version.country for version in known}):
        mine = [version for version in known if version.country == country]
        found += reversed(list(_of_country(folder, mine, changes)))
    return [one for one in found if since is None or (one.day is not None and one.day >= since)]


def _of_country(
    folder: Folder, versions: Sequence[Version], changes: Sequence[Change]
) -> Iterator[AnswerChange]:
    """The changes of one country, the newest first."""
    place = versions[0].country.lower()
    acts = newest([read_act(p) for p in act_paths(folder) if p.parent.name == place])
    state: State = {}
    for act in acts:
        state.setdefault((act.work, act.language), []).append(act)
    now = _answered(versions[0].country, state)
    by_number = {(v.work, v.language, v.number): v for v in versions}
    steps = [v for v in versions if v.number > 1]
    for newer in sorted(steps, key=lambda v: (str(v.day or ""), v.work, v.language, v.number))[
        ::-1
    ]:
        older = by_number[newer.work, newer.language, newer.number - 1]
        state[newer.work, newer.language] = [read_act(folder.root / older.file)]
        before = _answered(newer.country, state)
        touched = [c for c in changes if _between(c, older, newer)]
        for item, answer in list(now.answers.items())[::-1]:
            if before.answers[item].answer != answer.answer:
                because = tuple(_causes(item, touched, before, now))
                yield _made(older, newer, (before.answers[item], answer), because)
        now = before


def _answered(country: str, state: Mapping[tuple[str, str], Sequence[Act]]) -> Answered:
    acts = [act for _, some in sorted(state.items()) for act in some]
    found = {one.act.id: list(verified([one.act], one.findings)) for one in tag_country(acts)}
    items = [item.id for item in checklist()]
    answers = country_answers(country, acts, found, items, load_rules())
    return Answered({answer.item: answer for answer in answers}, found)


def _between(change: Change, older: Version, newer: Version) -> bool:
    return (change.older, change.newer, change.since, change.day, change.language) == (
        older.act, newer.act, older.day, newer.day, newer.language,
    )  # fmt: skip


def _causes(
    item: str, changes: Sequence[Change], before: Answered, now: Answered
) -> Iterator[Cause]:
    proved = {
        finding.provision
        for state in (before, now)
        for some in state.findings.values()
        for finding in some
        if finding.item == item
    }
    for change in changes:
        place = change.provision_after or change.provision_before or ""
        if proved & {change.provision_before, change.provision_after}:
            yield Cause(
                kind=change.kind, citation=change.citation, heading=change.heading, provision=place
            )


def _made(
    older: Version, newer: Version, said: tuple[Answer, Answer], because: tuple[Cause, ...]
) -> AnswerChange:
    was, now = said
    return AnswerChange(
        country=newer.country, item=now.item, before=was.answer, after=now.answer, day=newer.day,
        since=older.day, work=newer.work, title=newer.title, older=older.act, newer=newer.act,
        because=because, note=now.note or was.note,
    )  # fmt: skip
