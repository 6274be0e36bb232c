"""The stage `tag`: findings of every act under findings/, country by country."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lexgap.analysis.counted import Clock, bar
from lexgap.analysis.tagger import Tagged, tag_country, verified
from lexgap.schema import ids, phrases, rules, shadow, wording
from lexgap.schema.models import Act
from lexgap.schema.store import (
    Folder,
    read_act,
    read_lines,
    some_acts,
    write_lines,
)
from lexgap.schema.wording import language_for

HERE = Path(__file__).parent
CODE = ("tagger", "prefilter", "view", "units", "amending", "markers", "mentions", "reader", "matching", "needs", "stretches", "references", "terms", "definitions", "quotation")  # fmt: skip


def tag(folder: Folder, prefilter: bool = True) -> dict[str, int]:
    """Tag every act; return the counts of acts, findings and countries, and acts left as they were."""
    clock = Clock()
    folder.open()
    book = _fingerprint()
    by_country = _by_country(folder)
    counts = {"countries": len(by_country), "acts": 0, "findings": 0, "unchanged": 0}
    with bar() as shown:
        for paths in shown.track(list(by_country.values()), description="tag"):
            stamp = _stamp(book, paths)
            if all(_is_current(folder, path, stamp) for path in paths):
                counts["unchanged"] += len(paths)
                continue
            acts = [read_act(path) for path in paths]
            for tagged in _tagged(acts, prefilter):
                counts["acts"] += 1
                counts["findings"] += _write(folder, tagged, stamp)
    _forget(folder)
    clock.log(folder, "tag", counts, 0)
    return counts


def untagged(folder: Folder) -> list[Path]:
    """Act files whose findings are missing, or of another text, other rules or other wording."""
    book = _fingerprint()
    return [
        path
        for paths in _by_country(folder).values()
        for path in paths
        if not _is_current(folder, path, _stamp(book, paths))
    ]


def _by_country(folder: Folder) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in some_acts(folder):
        found.setdefault(path.parent.name, []).append(path)
    return found


def _tagged(acts: Sequence[Act], prefilter: bool) -> Iterator[Tagged]:
    """Current expressions together; each older version by itself; unknown languages without findings."""
    current = {act.id for act in newest(acts)}
    yield from tag_country([act for act in acts if act.id in current], prefilter=prefilter)
    for act in acts:
        if not language_for(act.language):
            yield Tagged(act, (), 0)
        elif act.id not in current:
            yield from tag_country([act], prefilter=prefilter)


def newest(acts: Sequence[Act]) -> list[Act]:
    """Of each work and language the expression of the latest point in time, in all its parts."""
    latest: dict[tuple[str, str], str] = {}
    for act in acts:
        key = (act.work, act.language)
        latest[key] = max(latest.get(key, ""), str(act.as_at or ""))
    return [act for act in acts if str(act.as_at or "") == latest[act.work, act.language]]


def _write(folder: Folder, tagged: Tagged, stamp: str) -> int:
    act = tagged.act
    findings = list(verified([act], tagged.findings))
    head = {"act": act.id, "act_sha256": act.sha256, "rules": stamp, "searched": tagged.searched}
    write_lines(folder.finding_path(act.id), [head, *(f.model_dump(mode="json") for f in findings)])
    return len(findings)


def _is_current(folder: Folder, path: Path, stamp: str) -> bool:
    found = folder.findings / path.relative_to(folder.acts)
    if not found.exists():
        return False
    head: object = next((row for _, row in read_lines(found)), None)
    return isinstance(head, dict) and head.get("rules") == stamp


def _forget(folder: Folder) -> None:
    """Remove the findings of acts that are no longer there."""
    for path in folder.findings.glob("*/*.jsonl"):
        if not (folder.acts / path.relative_to(folder.findings)).exists():
            path.unlink()


def _fingerprint() -> str:
    """Digest of the rules, the concepts and the code that applies them."""
    digest = hashlib.sha256()
    files = [wording.INVENTORY]
    files += [
        path for where in (rules.RULES, wording.LANGUAGES) for path in sorted(where.glob("*.yml"))
    ]
    files += [HERE / f"{name}.py" for name in CODE]
    files += [Path(str(module.__file__)) for module in (ids, phrases, rules, shadow, wording)]
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _stamp(book: str, paths: Sequence[Path]) -> str:
    digest = hashlib.sha256(book.encode())
    for path in paths:
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
