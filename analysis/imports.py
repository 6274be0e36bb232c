"""Acts from interchange files."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lexgap.analysis.headings import opened
from lexgap.analysis.interchange import SUFFIXES, BadRow, Key, Row, read_rows
from lexgap.analysis.manifest import NAME, Described, Manifests
from lexgap.analysis.mending import mended
from lexgap.analysis.recutting import recut
from lexgap.crawlers import history
from lexgap.schema.citations import own_number, paragraph_citation
from lexgap.schema.ids import act_id, provision_id, sha256, slug, work_id
from lexgap.schema.models import Act, Issue, Provision
from lexgap.schema.store import BadInputError, Folder, read_lines, write_act

SOURCE = "import"


@dataclass
class Imported:
    """What one import did."""

    files: int = 0
    acts: list[Act] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)
    """`headings` that held law text and gave it to their provisions, acts `recut` at their numbers,
    rows `cut` at headings inside their text."""

    @property
    def provisions(self) -> int:
        """Number of provisions written."""
        return sum(len(act.provisions) for act in self.acts)


def interchange_files(paths: Iterable[Path]) -> list[Path]:
    """Every interchange file under `paths`, each once, in order. Raises BadInputError."""
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if is_interchange(p))
            if not inside:
                raise BadInputError(
                    f"{path}: no .jsonl or .csv file in this folder; check the path"
                )
            for file in inside:
                found.setdefault(file.resolve(), file)
        elif not path.exists():
            raise BadInputError(f"{path}: no such file or folder; check the path")
        elif path.suffix.lower() not in SUFFIXES:
            raise BadInputError(
                f"{path}: not the interchange format; give .jsonl or .csv files or folders of them"
            )
        else:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def is_interchange(path: Path) -> bool:
    """True for a file that may hold acts."""
    plain = not path.name.startswith(".") and path.name != NAME
    return plain and path.suffix.lower() in SUFFIXES and path.is_file()


def read_file(
    file: Path, described: Described, counts: Counter[str]
) -> tuple[list[Act], list[Issue]]:
    """The acts of one file and what was wrong with it; adds to `counts` what was mended.

    Raises BadInputError where the file has no act.
    """
    data = file.read_bytes()
    if not data.strip():
        raise BadInputError(f"{file}: empty file; write it again or leave it out")
    rows: dict[Key, list[Row]] = {}
    bad: list[BadRow] = []
    harmed: set[Key | None] = set()
    last: Key | None = None
    for row in read_rows(file, data):
        if isinstance(row, BadRow):
            bad.append(row)
            harmed.add(row.key or last)
        else:
            rows.setdefault(row.key, []).append(row)
            last = row.key
    if not rows:
        first = bad[0] if bad else BadRow(1, "no row after the header")
        raise BadInputError(
            f"{file}:{first.line}: no usable row: {first.reason}; "
            "see the README for the columns of the interchange format"
        )
    digest = sha256(data)
    acts = []
    for key, mine in rows.items():
        again = recut(mine)
        whole, headings = mended(again or mine)
        whole, cut = (whole, 0) if again else opened(whole)
        counts.update(headings=headings, recut=again is not None, cut=cut)
        broken = bool(harmed & {key, None})
        acts.append(act(key, whole, digest, described, file, harmed=broken))
    return acts, [row.issue(file) for row in bad]


def act(
    key: Key, rows: list[Row], digest: str, described: Described, file: Path, *, harmed: bool
) -> Act:
    """One act from its rows, in the order given."""
    work = work_id(key.jurisdiction, key.citation or key.work)
    name = act_id(work, key.language, described.as_at)
    urls = (row.url for row in rows if row.url)
    return Act(
        id=name,
        work=work,
        country=key.jurisdiction,
        language=key.language,
        title=described.title or key.work,
        citation=key.citation or key.work,
        url=next(urls, described.url or ""),
        sha256=digest,
        text_state=described.state,
        as_at=described.as_at,
        source=SOURCE,
        publisher=described.publisher or "",
        via=described.via(file),
        complete=described.complete is not False and not harmed,
        provisions=tuple(provisions(name, rows)),
    )


def provisions(act_name: str, rows: Iterable[Row]) -> Iterator[Provision]:
    """One provision a row; a row that continues the article before it hangs under it."""
    taken: set[str] = set()
    above: Row | None = None
    parent = ""
    for row in rows:
        continued = continues(above, row)
        citation = continued or own_number(row.number, row.key.language)
        name = provision_id(act_name, citation or row.heading, taken)
        blank = not row.text.strip()
        yield Provision(
            id=name,
            parent=parent if continued else None,
            level="subsection" if continued else "section",
            number=row.number,
            citation=citation,
            heading="" if blank else row.heading.strip(),
            path=row.path,
            text=row.heading if blank else row.text,
        )
        if not continued:
            above, parent = row, name


def continues(above: Row | None, row: Row) -> str | None:
    """Citation of a row that is a paragraph of the section row `above`; None where it is none."""
    if above is None or not above.number or above.path != row.path:
        return None
    if not row.number:
        return None if row.heading.strip() else own_number(above.number, above.key.language)
    return paragraph_citation(above.number, row.number)


def placed(folder: Folder, new: Act, file: Path, taken: dict[Path, Path]) -> Act:
    """`new` under an id whose file is free or holds the same act from the same file.

    `taken` maps act files written in this import to the interchange files they came from.
    """
    names = [new.id, *(f"{new.id}~{slug(file.stem, 200)[-60:]}-{n}" for n in range(1, 1000))]
    names[1] = names[1].removesuffix("-1")
    for name in names:
        path = folder.act_path(name)
        if path in taken or not may_replace(path, file):
            continue
        taken[path] = file
        if name == new.id:
            return new
        return new.model_copy(update={"id": name, "provisions": renamed(new, name)})
    raise BadInputError(f"{file}: a thousand acts called {new.id}; give them different citations")


def may_replace(path: Path, file: Path) -> bool:
    """True where `path` is free, or holds what an earlier import took from a file of that name."""
    if not path.exists():
        return True
    head = next((row for _, row in read_lines(path)), None)
    if not isinstance(head, dict) or not {"source", "via"} <= head.keys():
        raise BadInputError(f"{path}: not an act file; delete it and import again")
    return bool(head["source"] == SOURCE and head["via"].split(", ")[-1] == file.name)


def renamed(old: Act, name: str) -> tuple[Provision, ...]:
    """The provisions of `old` under another act id."""

    def moved(value: str | None) -> str | None:
        return value and name + value.removeprefix(old.id)

    return tuple(
        part.model_copy(update={"id": moved(part.id), "parent": moved(part.parent)})
        for part in old.provisions
    )


def import_files(folder: Folder, files: Iterable[Path]) -> Imported:
    """Write the acts of `files` to the data folder.

    A file without one usable row becomes an issue; raises BadInputError where no file had any.
    """
    done = Imported()
    manifests = Manifests()
    taken: dict[Path, Path] = {}
    unusable: list[BadInputError] = []
    for file in files:
        done.files += 1
        try:
            acts, issues = read_file(file, manifests.of(file), done.mended)
        except BadInputError as error:
            unusable.append(error)
            continue
        done.issues += issues
        for new in acts:
            kept = placed(folder, new, file, taken)
            history.keep(folder, kept)
            write_act(folder, kept)
            done.acts.append(kept)
    if unusable and not done.acts:
        raise unusable[0]
    done.issues += [unusable_file(error) for error in unusable] + manifests.issues
    history.update(folder)
    return done


def unusable_file(error: BadInputError) -> Issue:
    """The record of a file that had no usable row."""
    where, _, message = str(error).partition(": ")
    return Issue(
        stage="import",
        kind="not-interchange",
        where=where,
        message=message,
        remedy="convert the file to the interchange format or leave it out",
    )
