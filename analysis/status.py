"""Where a data folder stands: what each stage has made of each country, and what is out of date."""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lexgap.analysis.built import note
from lexgap.analysis.collect import read_models
from lexgap.analysis.kept import noted
from lexgap.schema.models import Answer, Issue, Run
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, read_lines

STAGES = ("crawl", "import", "read", "tag", "answer", "build")


@dataclass
class CountryStatus:
    """Counts of one country, and acts whose findings are missing or made from another text."""

    country: str
    acts: int = 0
    provisions: int = 0
    tagged: int = 0
    stale: int = 0
    findings: int = 0
    answers: int = 0
    oldest: str = ""
    newest: str = ""


@dataclass
class Status:
    """The whole folder."""

    folder: str
    countries: list[CountryStatus]
    runs: dict[str, dict[str, Any]]
    issues: dict[str, int]
    stale: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def status(folder: Folder) -> Status:
    """Read the state of `folder`. Raises BadInputError where it is missing or malformed."""
    if not folder.root.is_dir():
        raise BadInputError(
            f"{folder.root}: no such data folder; name one with --data or run `lexgap crawl`"
        )
    folder.check()
    countries: dict[str, CountryStatus] = {}
    for path in act_paths(folder):
        act = read_act(path)
        entry = countries.setdefault(act.country, CountryStatus(act.country))
        entry.acts += 1
        entry.provisions += len(act.provisions)
        if day := act.as_at or act.retrieved:
            entry.oldest = min(entry.oldest or day.isoformat(), day.isoformat())
            entry.newest = max(entry.newest, day.isoformat())
        _count_findings(folder, act.id, act.sha256, entry)
    for answer in read_models(folder.answers, Answer, "run `lexgap answer` again"):
        if answer.country in countries:
            countries[answer.country].answers += 1
    runs = {r.stage: r for r in read_models(folder.runs, Run, "delete the file")}
    issues = Counter(i.stage for i in read_models(folder.issues, Issue, "delete the file"))
    return Status(
        folder=str(folder.root),
        countries=sorted(countries.values(), key=lambda c: c.country),
        runs={stage: runs[stage].model_dump(mode="json") for stage in STAGES if stage in runs},
        issues=dict(sorted(issues.items())),
        stale=stale_stages(folder, list(countries.values())),
    )


def _count_findings(folder: Folder, act: str, sha256: str, entry: CountryStatus) -> None:
    path = folder.finding_path(act)
    if not path.exists():
        return
    entry.tagged += 1
    for number, row in read_lines(path):
        if number > 1:
            entry.findings += 1
        elif row.get("act_sha256") != sha256:
            entry.stale += 1


def stale_stages(folder: Folder, countries: list[CountryStatus]) -> list[str]:
    """What to run next, in words: stages older than what they read."""
    told = []
    if untagged := sum(c.acts - c.tagged for c in countries):
        told.append(f"tag: {untagged} acts have no findings file")
    if stale := sum(c.stale for c in countries):
        told.append(f"tag: findings of {stale} acts were made from another text")
    findings = [p.stat().st_mtime for p in folder.findings.glob("*/*.jsonl")]
    chain = [
        ("answer", folder.answers, noted(folder), max(findings, default=0.0)),
        ("build", folder.database, note(folder), _changed(folder.answers)),
    ]
    for stage, path, beside, needed in chain:
        if needed and not path.exists():
            told.append(f"{stage}: not run yet")
        elif needed > max(_changed(path), _changed(beside)):  # noted when nothing had to be done
            told.append(f"{stage}: older than what it reads")
    return told


def _changed(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
