"""`lexgap run`: the stages after the crawl one after another, each told with counts and seconds."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lexgap.analysis import embedded, upkeep
from lexgap.analysis.built import Built, keep, note, standing
from lexgap.analysis.counted import SHOWN, Clock, bar, totals
from lexgap.analysis.options import errors
from lexgap.schema.models import Issue
from lexgap.schema.store import (
    BadInputError,
    Folder,
    act_paths,
    append_issues,
    read_lines,
    write_lines,
)

Counts = dict[str, int]
BUILT = ("acts", "provisions", "findings", "answers", "penalties")
"""Tables of which a run tells the number of rows."""


@dataclass
class Done:
    """What a run came to."""

    counts: dict[str, Counts] = field(default_factory=dict)
    """What each stage handled, by name of the stage and of the thing counted."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each stage took."""
    found: list[Issue] = field(default_factory=list)
    """Issues met on the way."""

    @property
    def issues(self) -> int:
        """Number of issues."""
        return len(self.found)

    def told(self, folder: Folder) -> dict[str, Any]:
        """What a program is told: the database, counts and seconds by stage, issues."""
        return {
            "database": str(folder.database),
            "counts": self.counts,
            "seconds": self.seconds,
            "issues": [issue.model_dump(mode="json") for issue in self.found],
        }


class Chain:
    """Runs stages on one data folder and tells of each on standard error, unless `quiet`.

    `again` is the command that goes on after Ctrl-C.
    """

    def __init__(self, folder: Folder, quiet: bool = False, again: str = "") -> None:
        self.folder = folder
        self.quiet = quiet
        self.again = again
        self.done = Done()

    def stage(self, name: str, work: Callable[[], tuple[Mapping[str, int], list[Issue]]]) -> None:
        """Run one stage: `work` returns its counts and issues. Ctrl-C says how to go on."""
        begun = time.monotonic()
        try:
            counts, issues = work()
        except KeyboardInterrupt:
            rest = f"; what is done is kept: `{self.again}` goes on" if self.again else ""
            self.say(f"interrupted in {name}{rest}")
            raise
        self.done.counts[name] = dict(counts)
        self.done.seconds[name] = round(time.monotonic() - begun, 3)
        self.done.found += issues
        told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
        self.say(f"{name:8}{told or 'nothing new'} ({self.done.seconds[name]:.1f} s)")

    def say(self, line: str) -> None:
        """One line on standard error."""
        if not self.quiet:
            errors.print(line, highlight=False, soft_wrap=True, markup=False)

    def complain(self) -> None:
        """The first issues, one a line."""
        for issue in self.done.found[:SHOWN]:
            self.say(f"{issue.kind}: {issue.where}: {issue.message}; {issue.remedy}")
        if self.done.issues > SHOWN:
            self.say(f"{self.done.issues - SHOWN} more issues are in {self.folder.issues}")


def run(folder: Folder, quiet: bool = False, release: Path | None = None) -> Done:
    """Read the archives if there are any, then tag, answer and build.

    `release` holds the published facts to show beside the texts, by default those of lexgap.
    Each stage does only what is new; an interrupted run goes on where it stopped. A damaged
    archive is told after the rest is done. Raises BadInputError where there is no text at all.
    """
    chain = Chain(folder, quiet, f"lexgap --data {folder.root} run")
    cut = finish(chain, release)
    if cut:
        raise cut
    return chain.done


def finish(chain: Chain, release: Path | None = None) -> BadInputError | None:
    """The stages of `run` on a chain that has begun; returns what a damaged archive says."""
    folder = chain.folder
    folder.check()
    cut: list[BadInputError] = []
    if any(folder.raw.rglob("[!.]*.warc.gz")):
        chain.stage("read", lambda: _read(folder, cut))
    if not act_paths(folder):
        raise BadInputError(
            f"{folder.root}: no texts; bring some with `lexgap --data {folder.root} crawl` or "
            f"`lexgap --data {folder.root} import PATH`"
        )
    chain.stage("tag", lambda: _tag(folder))
    chain.stage("answer", lambda: _answer(folder))
    chain.stage("build", lambda: _build(folder, release))
    chain.complain()
    return cut[0] if cut else None


def _read(folder: Folder, cut: list[BadInputError]) -> tuple[Counts, list[Issue]]:
    from lexgap.crawlers.reading import read

    clock = Clock()
    with bar() as shown:
        task = shown.add_task("read", total=None)
        done = read(
            folder,
            progress=lambda name, n, of: shown.update(
                task, description=f"read {name}", completed=n, total=of
            ),
        )
    clock.log(folder, "read", totals(done), len(done.issues))
    cut += done.cut
    return totals(done), done.issues


def _tag(folder: Folder) -> tuple[Counts, list[Issue]]:
    from lexgap.analysis.tagging import tag

    return tag(folder), []


def _answer(folder: Folder) -> tuple[Counts, list[Issue]]:
    from lexgap.analysis.answering import answer

    return answer(folder), []


def _build(folder: Folder, release: Path | None) -> tuple[Counts, list[Issue]]:
    made = built(folder, release or embedded.RELEASE)
    return {name: made.counts[name] for name in BUILT}, made.issues


def built(folder: Folder, release: Path | None) -> Built:
    """The database of what stands in `folder` and of the published facts in `release`.

    It is built unless it has been of just these; note run and issues, show progress.
    Raises BadInputError on files that other stages did not write.
    """
    clock = Clock()
    inputs = upkeep.inputs(folder, release)
    made = standing(folder, inputs)
    if made is None:
        from lexgap.analysis.build import build

        with errors.status("build", spinner="dots") as status:
            made = build(folder, release, lambda what: status.update(f"build {what}"))
        keep(folder, inputs, made)
    elif folder.answers.exists() and _older(note(folder), folder.answers):
        note(
            folder
        ).touch()  # answers that came back to what they were: `lexgap status` compares times
    _note(folder, made.issues)
    clock.log(folder, "build", made.counts, len(made.issues))
    return made


def _older(one: Path, other: Path) -> bool:
    return one.stat().st_mtime < other.stat().st_mtime


def _note(folder: Folder, issues: list[Issue]) -> None:
    """Put the issues of this build in place of those of the one before."""
    if folder.issues.exists():
        rows = [row for _, row in read_lines(folder.issues)]
        kept = [row for row in rows if row["stage"] != "build"]
        if len(kept) < len(rows):
            write_lines(folder.issues, kept)
    append_issues(folder, issues)
