"""The stage `tag`: findings of every act under findings/, country by country.

An act is tagged again when its text, the rules or the wording of its language changed, or when it would
learn something else of the other acts of its country (see `lexgap.analysis.reach`).
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from lexgap.analysis.counted import Clock, bar
from lexgap.analysis.ledger import Ledger, Note, Stamp
from lexgap.analysis.prefilter import Keep
from lexgap.analysis.reach import Country
from lexgap.analysis.readings import read_country
from lexgap.analysis.tagger import Tagged, tag_country, tagged, verified
from lexgap.analysis.units import sections
from lexgap.schema import code, ids, rules, wording
from lexgap.schema.rules import load_rules
from lexgap.schema.shadow import fold
from lexgap.schema.store import (
    BadInputError,
    Folder,
    dump,
    read_act,
    read_lines,
    some_acts,
    write_lines,
)
from lexgap.schema.wording import language_for

CODE = ("lexgap.analysis.tagger", "lexgap.analysis.ledger")
"""What decides findings, with all it imports."""
UNREAD = ("sha256", "retrieved")
"""Fields of an act that change with the bytes around its text, and that no rule reads."""


class Expression(Protocol):
    """What says which version of which work an act is."""

    @property
    def work(self) -> str:
        """Id of the work."""

    @property
    def language(self) -> str:
        """BCP 47 language."""

    @property
    def as_at(self) -> object:
        """Point in time; empty where the text states none."""


E = TypeVar("E", bound=Expression)


def newest(acts: Sequence[E]) -> list[E]:
    """Of each work and language the expression of the latest point in time, in all its parts."""
    latest: dict[tuple[str, str], str] = {}
    for act in acts:
        key = (act.work, act.language)
        latest[key] = max(latest.get(key, ""), str(act.as_at or ""))
    return [act for act in acts if str(act.as_at or "") == latest[act.work, act.language]]


def tag(folder: Folder, prefilter: bool = True) -> dict[str, int]:
    """Tag what has to be; return the counts of acts, findings and countries, and acts left as they were."""
    clock = Clock()
    folder.open()
    by_country = _by_country(folder)
    counts = {"countries": len(by_country), "acts": 0, "findings": 0, "unchanged": 0}
    with bar() as shown:
        for name, paths in shown.track(list(by_country.items()), description="tag"):
            found = _Country(folder, name, paths).tag(prefilter)
            for what, count in found.items():
                counts[what] += count
    _forget(folder, by_country)
    clock.log(folder, "tag", counts, 0)
    return counts


def untagged(folder: Folder) -> list[Path]:
    """Act files whose findings are missing, or of another text, other rules or other wording."""
    return [
        path
        for name, paths in _by_country(folder).items()
        for country in [_Country(folder, name, paths)]
        for path in paths
        if path.name not in country.held
    ]


def _by_country(folder: Folder) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in some_acts(folder):
        found.setdefault(path.parent.name, []).append(path)
    return found


class _Country:
    """The acts of one country, those whose findings hold among them."""

    def __init__(self, folder: Folder, name: str, paths: Sequence[Path]) -> None:
        self.paths = {path.name: path for path in paths}
        self.ledger = Ledger(folder, name)
        self.stamps = _stamps(paths)
        self.held = {n for n, stamp in self.stamps.items() if self.ledger.holds(n, stamp)}
        self.findings = 0

    def tag(self, prefilter: bool) -> dict[str, int]:
        """Tag the acts whose findings do not hold; return counts."""
        before = self.ledger.stamps
        stamps = {name: replace(s, found="") for name, s in before.items()}
        if self.held == before.keys() and stamps == self.stamps:
            return {"unchanged": len(self.held)}
        notes = self._together(prefilter)
        for name in self._dirty(alone=True):
            act = read_act(self.paths[name])
            found = next(tag_country([act], prefilter=prefilter), Tagged(act, (), 0))
            self.findings += _write(self.ledger.folder, found, self.stamps[name].rules)
        dirty = len(self.stamps) - len(self.held)
        for name in self.held:
            self._restamp(name)
        self.ledger.write(
            {
                name: replace(stamp, found=ids.sha256(self.ledger.file(name).read_bytes()))
                for name, stamp in self.stamps.items()
            },
            notes,
        )
        return {"acts": dirty, "unchanged": len(self.held), "findings": self.findings}

    def _dirty(self, alone: bool) -> list[str]:
        return [n for n, s in self.stamps.items() if s.alone == alone and n not in self.held]

    def _together(self, prefilter: bool) -> dict[str, Note]:
        """Tag the acts that learn of one another; acts that would learn something else are dirty too."""
        book = load_rules()
        keep: Keep = "proving" if prefilter else "all"
        known = self.ledger.notes if self.held else {}
        before = {note.told.act: note.told for note in known.values()}
        while True:
            kept = {n: known[n] for n in self.held if not self.stamps[n].alone}
            told = [note.told for _, note in sorted(kept.items())]
            acts = [read_act(self.paths[name]) for name in self._dirty(alone=False)]
            readings, context = read_country(acts, book, keep, told=told)
            now = {one.act: one for one in (*told, *(reading.told() for reading in readings))}
            country = Country(now.values())
            changed = self._learning(country, kept) if now != before else set()
            if not changed:
                break
            self.held -= changed
        files = {act.id: name for act, name in zip(acts, self._dirty(alone=False), strict=True)}
        for reading in readings:
            one, name = tagged(reading, context, book), files[reading.act.id]
            self.findings += _write(self.ledger.folder, one, self.stamps[name].rules)
            reply = country.reply(reading.act.id, reading.asked, _nothing)
            kept[name] = Note(now[reading.act.id], reading.asked, reply)
        return kept

    def _learning(self, country: Country, kept: Mapping[str, Note]) -> AbstractSet[str]:
        """The acts that learn something else than when they were tagged."""
        return {
            name
            for name, note in kept.items()
            if country.reply(note.told.act, note.asked, _Text(self.paths[name]).contains)
            != note.reply
        }

    def _restamp(self, name: str) -> None:
        """Say of which bytes the text is where it came again in others."""
        if self.ledger.stamps[name].sha256 != self.stamps[name].sha256:
            head, *rows = (row for _, row in read_lines(self.ledger.file(name)))
            head = {**head, "act_sha256": self.stamps[name].sha256}
            write_lines(self.ledger.file(name), [head, *rows])


def _write(folder: Folder, one: Tagged, stamp: str) -> int:
    act = one.act
    found = list(verified([act], one.findings))
    head = {"act": act.id, "act_sha256": act.sha256, "rules": stamp, "searched": one.searched}
    write_lines(folder.finding_path(act.id), [head, *(f.model_dump(mode="json") for f in found)])
    return len(found)


def _nothing(text: str) -> bool:
    """For an act that was just read and asked about everything."""
    raise LookupError(text)


@dataclass
class _Text:
    """The text of an act, folded when first asked for."""

    path: Path
    folded: list[str] = field(default_factory=list)

    def contains(self, text: str) -> bool:
        """Whether a folded string stands in any section."""
        if not self.folded:
            self.folded = [fold(section.text) for section in sections(read_act(self.path))]
        return any(text in one for one in self.folded)


@dataclass(frozen=True)
class _Head:
    """The first line of an act file, and a digest of what is read of the act."""

    name: str
    work: str
    language: str
    as_at: object
    sha256: str
    text: str


def _head(path: Path) -> _Head:
    line, _, rest = path.read_bytes().partition(b"\n")
    try:
        row = json.loads(line)
        plain = {key: value for key, value in row.items() if key not in UNREAD}
        text = ids.sha256(dump(plain).encode() + b"\n" + ids.sha256(rest).encode())
        return _Head(path.name, row["work"], row["language"], row["as_at"], row["sha256"], text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(
            f"{path}:1: not an act file ({error}); run `lexgap read` again"
        ) from error


def _stamps(paths: Sequence[Path]) -> dict[str, Stamp]:
    heads = [_head(path) for path in paths]
    current = {head.name for head in newest(heads) if language_for(head.language)}
    rules_of = {language: fingerprint(language) for language in {head.language for head in heads}}
    return {
        head.name: Stamp(head.text, head.sha256, head.name not in current, rules_of[head.language])
        for head in heads
    }


def fingerprint(language: str) -> str:
    """Digest of the rules, the concepts of a language and the code that applies them."""
    own = language_for(language)
    files = [wording.INVENTORY, *sorted(rules.RULES.glob("*.yml"))]
    files += [wording.LANGUAGES / f"{own}.yml"] if own else []
    return ids.sha256(f"{code.digest(CODE)} {code.files(files)}".encode())


def _forget(folder: Folder, countries: Mapping[str, Sequence[Path]]) -> None:
    """Remove the findings of acts and countries that are no longer there."""
    for path in folder.findings.glob("*/*.jsonl"):
        if not (folder.acts / path.relative_to(folder.findings)).exists():
            path.unlink()
    for path in folder.findings.glob("*.jsonl"):
        if path.stem not in countries:
            path.unlink()
