"""The data folder: where each stage writes, and how, so that nothing is ever half-written."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from lexgap.schema.ids import slug
from lexgap.schema.models import Act, Issue, Provision, Run

FORMAT = 1
ENV = "LEXGAP_DATA"
UMASK = os.umask(0o022)
"""Permissions the user withholds from new files; reading them means setting them for a moment."""
os.umask(UMASK)


class BadInputError(Exception):
    """Input that lexgap cannot use. The message names the file, line or address and the remedy."""


class Folder:
    """A data folder. Paths only; nothing is created before the first write.

    raw/        responses as received (WARC)          issues.jsonl  what went wrong
    acts/       one JSONL file an act                 runs.jsonl    which stage ran when
    findings/   one JSONL file an act                 lexgap.db     the result
    answers/    answers.jsonl, penalties.jsonl        changes/      versions and what changed
    reviews/    what people decided, one JSONL a country
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.raw = root / "raw"
        self.acts = root / "acts"
        self.findings = root / "findings"
        self.answers = root / "answers" / "answers.jsonl"
        self.penalties = root / "answers" / "penalties.jsonl"
        self.changes = root / "changes"
        self.reviews = root / "reviews"
        self.issues = root / "issues.jsonl"
        self.runs = root / "runs.jsonl"
        self.database = root / "lexgap.db"
        self.version = root / "format.json"

    def check(self) -> None:
        """Raise BadInputError where another version of lexgap laid this folder."""
        if not self.version.exists():
            return
        try:
            found = json.loads(self.version.read_text("utf-8"))["format"]
        except (ValueError, KeyError, TypeError) as error:
            raise BadInputError(
                f"{self.version}: not a lexgap format file ({error}); "
                "remove it or choose another folder with --data"
            ) from error
        if found != FORMAT:
            raise BadInputError(
                f"{self.root}: this folder has format {found}, this lexgap reads format {FORMAT}; "
                "choose a new folder with --data and run `lexgap read` on a copy of its raw/"
            )

    def open(self) -> None:
        """Check the folder and mark it as ours."""
        self.check()
        if not self.version.exists():
            write_text(self.version, json.dumps({"format": FORMAT}) + "\n")

    def act_path(self, act_id: str) -> Path:
        """File of an act under acts/."""
        return self.acts / act_file(act_id)

    def finding_path(self, act_id: str) -> Path:
        """File of an act's findings under findings/."""
        return self.findings / act_file(act_id)


def act_file(act_id: str) -> Path:
    """Relative file name of an act: country folder, then the rest of the id in one name."""
    country, _, rest = act_id.partition("/")
    return Path(country) / (slug(rest.replace("/", "--").replace("@", "--at-"), 120) + ".jsonl")


@contextmanager
def replacing(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """Open a temporary file beside `path`; rename it over `path` when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        os.fchmod(handle, 0o666 & ~UMASK)
        with os.fdopen(handle, mode, encoding=None if "b" in mode else "utf-8") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` whole or not at all."""
    with replacing(path) as file:
        file.write(text)


def dump(value: Any) -> str:
    """One line of canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_lines(path: Path, rows: Iterable[Any]) -> int:
    """Write JSON Lines whole or not at all; return the number of rows."""
    n = 0
    with replacing(path) as file:
        for row in rows:
            file.write(dump(row) + "\n")
            n += 1
    return n


def read_lines(
    path: Path, remedy: str = "delete the file and run the stage again"
) -> Iterator[tuple[int, Any]]:
    """Yield (line number, value). Raises BadInputError naming file, line and remedy."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise BadInputError(f"{path}:{number}: not JSON ({error}); {remedy}") from error


def write_act(folder: Folder, act: Act, path: Path | None = None) -> Path:
    """Write an act: its own fields on the first line, then one provision a line.

    It goes to its place under acts/, or to `path`.
    """
    path = path or folder.act_path(act.id)
    head = act.model_dump(mode="json", exclude={"provisions"})
    write_lines(path, [head, *(p.model_dump(mode="json") for p in act.provisions)])
    return path


def read_act(path: Path) -> Act:
    """Read an act file. Raises BadInputError on a file that `write_act` did not write."""
    rows = [row for _, row in read_lines(path)]
    if not rows:
        raise BadInputError(f"{path}: empty; delete it and run `lexgap read` again")
    try:
        provisions = tuple(Provision(**row) for row in rows[1:])
        return Act(**rows[0], provisions=provisions)
    except (TypeError, ValueError) as error:
        raise BadInputError(
            f"{path}: not an act file ({error}); run `lexgap read` again"
        ) from error


def act_paths(folder: Folder) -> list[Path]:
    """All act files in stable order."""
    return sorted(folder.acts.glob("*/*.jsonl"))


def some_acts(folder: Folder) -> list[Path]:
    """All act files; a folder without any is BadInputError: nothing in is never a silent zero."""
    paths = act_paths(folder)
    if not paths:
        raise BadInputError(
            f"{folder.acts}: no acts; run `lexgap crawl` or `lexgap import` with this --data"
        )
    return paths


def append_issues(folder: Folder, issues: Iterable[Issue]) -> int:
    """Append issue records; return how many."""
    rows = [dump(issue.model_dump(mode="json")) + "\n" for issue in issues]
    if rows:
        folder.issues.parent.mkdir(parents=True, exist_ok=True)
        with folder.issues.open("a", encoding="utf-8") as file:
            file.writelines(rows)
    return len(rows)


def append_run(folder: Folder, run: Run) -> None:
    """Append one run of a stage to runs.jsonl."""
    folder.runs.parent.mkdir(parents=True, exist_ok=True)
    with folder.runs.open("a", encoding="utf-8") as file:
        file.write(dump(run.model_dump(mode="json")) + "\n")
