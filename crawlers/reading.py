"""Reading: archived bytes in, act files out. The same archive and code give the same files.

Every response of an entry is read, the newest first; an older one counts where it states another
point in time, so it stays as an older version, or another text, which is kept under `changes/`. A newest response that cannot be read is an issue,
and the acts of earlier responses stay. Act files whose source no longer yields them are removed.
"""

import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lxml import etree

from lexgap.crawlers import history
from lexgap.crawlers import issues as noted
from lexgap.crawlers.archive import Archive
from lexgap.crawlers.charset import complaint, mojibake, recoded
from lexgap.crawlers.comparison import differ
from lexgap.crawlers.expectations import lacking, refused, sizes, sparse
from lexgap.crawlers.memory import Memory, Read
from lexgap.crawlers.page import PageChanged, Received
from lexgap.crawlers.rows import Row
from lexgap.crawlers.sources import Country, countries
from lexgap.crawlers.warc import CutShort
from lexgap.schema import ids
from lexgap.schema.models import Act, Issue
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, write_act

Progress = Callable[[str, int, int], None]
"""Called with the country's name, entries done and entries in all."""

UNREADABLE = (
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    ValueError,  # bytes of another character set, JSON, pydantic
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RecursionError,
)
"""What a page class meets in bytes it did not expect: one page must not end the whole run."""


class Unreadable(Exception):
    """A response that gives no act, and the issue that says so."""

    def __init__(self, found: Issue) -> None:
        super().__init__(found.message)
        self.issue = found


@dataclass
class Count:
    """What reading one country came to."""

    name: str
    country: str
    entries: int = 0
    """Entries in the country file."""
    absent: int = 0
    """Entries of which the archive holds nothing."""
    acts: int = 0
    """Act files, older versions too."""
    provisions: int = 0
    """Provisions in them."""
    unchanged: int = 0
    """Responses that did not have to be read again."""
    issues: int = 0
    """Issues met."""


@dataclass
class Reading:
    """What reading came to."""

    counts: list[Count] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    """Act files whose source no longer yields them."""
    cut: list[CutShort] = field(default_factory=list)
    """Archived files that are damaged; what stands before the damage was read."""


def read(
    folder: Folder, chosen: Sequence[Country] | None = None, progress: Progress | None = None
) -> Reading:
    """Read what the archive holds of `chosen` (all countries when None) and write act files.

    Raises BadInputError for a faulty country file or a folder of another version.
    """
    folder.check()
    known = countries(folder)
    wanted = list(known.values()) if chosen is None else list(chosen)
    for country in wanted:
        for n in range(len(country.entries)):
            country.page_class(n)
    archive, memory, result = Archive(folder), Memory(folder), Reading()
    result.cut = archive.cut
    folder.open()
    taken: dict[str, str] = {}
    kept: set[str] = set()
    for country in wanted:
        reader = Reader(folder, archive, memory, country, taken)
        result.counts.append(reader.run(progress))
        result.issues += reader.issues
        kept |= reader.kept
    gone = memory.sources() - set(known)
    swept = {c.name for c in wanted} | gone
    result.removed = history.sweep(act_paths(folder), swept, lambda head, _: head["id"] in taken)
    texts = folder.changes / "texts"
    older = sorted(texts.glob("*/*.jsonl"))
    history.sweep(older, swept, lambda _, path: path.relative_to(texts).as_posix() in kept)
    memory.close(gone)
    history.update(folder)
    handled = {entry.url for c in wanted for entry in c.entries} | {c.path.name for c in wanted}
    noted.record(folder, "read", handled, result.issues)
    return result


class Reader:
    """Reads the entries of one country. `taken` maps the ids of acts to the entry they are of."""

    def __init__(
        self,
        folder: Folder,
        archive: Archive,
        memory: Memory,
        country: Country,
        taken: dict[str, str],
    ) -> None:
        self.folder = folder
        self.archive = archive
        self.memory = memory
        self.country = country
        self.taken = taken
        self.issues: list[Issue] = []
        self.last: dict[str, Path] = {}
        """Where the text of an act is that was read last, so the next newer one."""
        self.kept: set[str] = set()
        """Files under changes/texts."""
        self.count = Count(country.name, country.source.country, len(country.entries))

    def run(self, progress: Progress | None) -> Count:
        """Read all entries and judge the country's expectations."""
        for n in range(self.count.entries):
            self.entry(n)
            if progress:
                progress(self.country.name, n + 1, self.count.entries)
        if not self.count.absent:
            self.issues += sparse(self.country, self.count.acts, self.count.provisions)
        self.count.issues = len(self.issues)
        return self.count

    def entry(self, n: int) -> None:
        """Read the responses of entry `n`, the newest first."""
        rows = history.received(self.archive, self.country.entries[n].asked)
        if not rows:
            self.count.absent += 1
            url, asked = self.country.entries[n].url, self.country.entries[n].asked
            if any(row.kind == "revisit" for row in self.archive.responses(asked)):
                message = "archived is only that it did not change, not the text itself"
                self.issues.append(noted.issue("read", "not-recorded", url, message))
        short = refused(rows, partial(self.sizes, n), self.country.file.acts[n].accept)
        for place, row in enumerate(rows):
            newest = place == 0
            if row.sha256 in short:
                if newest:
                    url = self.country.entries[n].url
                    self.issues.append(noted.issue("read", "expectation", url, short[row.sha256]))
                continue
            mark = self.memory.mark(self.country, n, row)
            remembered = self.memory.recall(mark, self.taken)
            if remembered is not None:
                self.count.unchanged += 1
                self.keep(n, remembered)
                continue
            try:
                acts = self.parse(n, row)
            except Unreadable as error:
                # The class follows the newest layout; an older one it cannot read is no news.
                if newest:
                    self.issues.append(error.issue)
                continue
            fresh = [self.write(n, act) for act in acts]
            complaints = self.judge(n, acts) if newest else []
            self.issues += complaints
            self.keep(n, fresh)
            if not complaints:
                self.memory.note(mark, self.country.name, fresh)

    def sizes(self, n: int, row: Row) -> dict[str, int] | None:
        """Provisions of the acts of a response, as remembered or read; None where it is unreadable."""
        line = self.memory.lines.get(self.memory.mark(self.country, n, row))
        try:
            acts = () if line else self.parse(n, row)
        except Unreadable:
            return None
        known = [(read.act, read.provisions) for read in line.acts] if line else []
        return sizes(known or [(act.id, len(act.provisions)) for act in acts])

    def parse(self, n: int, row: Row) -> list[Act]:
        """The acts of one response. Raises Unreadable."""
        entry, charset = self.country.entries[n], self.country.file.acts[n].charset
        try:
            body = self.archive.body(row)
        except BadInputError as error:
            raise Unreadable(noted.issue("read", "damaged", entry.url, str(error))) from error
        if not body.strip():
            raise Unreadable(noted.issue("read", "empty", entry.url, "the response has no content"))
        try:
            text = recoded(body, charset) if charset else body
            media = f"{row.media.partition(';')[0]}; charset=utf-8" if charset else row.media
            received = Received(entry.url, text, media, row.day)
            page = self.country.page_class(n)(received, self.country.source, entry)
            acts = list(page.acts())
        except (PageChanged, *UNREADABLE) as error:
            raise Unreadable(self.diagnose(entry.url, body, row, error)) from error
        if not acts:
            message = "the page class yields no act"
            raise Unreadable(noted.issue("read", "page-changed", entry.url, message))
        sha256 = ids.sha256(body)
        return [act.model_copy(update={"sha256": sha256}) for act in acts]

    def diagnose(self, url: str, body: bytes, row: Row, error: Exception) -> Issue:
        """Say why a response could not be read."""
        from lexgap.crawlers.faults import of_status

        if gate := of_status(row.status, body):
            return noted.issue("read", gate[0], url, gate[1])
        wrong = complaint(body, row.media)
        if wrong or isinstance(error, UnicodeError):
            return noted.issue("read", "wrong-charset", url, wrong or str(error))
        what = error.what if isinstance(error, PageChanged) else _plain(error)
        return noted.issue("read", "page-changed", url, what)

    def judge(self, n: int, acts: list[Act]) -> list[Issue]:
        """Issues with acts that could be read: too little in them, or damaged text."""
        url = self.country.entries[n].url
        found = lacking(self.country, n, acts)
        names = [act.id for act in acts]
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = f"the page class yields {name} twice; the last one is kept"
            found.append(noted.issue("read", "expectation", url, message))
        for act in acts:
            if damage := mojibake(act):
                found.append(noted.issue("read", "wrong-charset", url, f"{act.id}: {damage}"))
            other = self.taken.get(act.id, "")
            if other not in ("", self.own(n)):
                message = f"{act.id} is what another entry yields too ({other})"
                found.append(noted.issue("read", "expectation", url, message))
        return found

    def write(self, n: int, act: Act) -> Read:
        """Write an act; where a newer response gave it, only another text of it, as a version."""
        count, older = len(act.provisions), ""
        if act.id in self.taken:
            newer = self.last.get(act.id) if self.taken[act.id] == self.own(n) else None
            if newer is None or not differ(act, read_act(newer)):
                return Read(act=act.id, sha256="", provisions=count)
            path = history.older_path(self.folder, act)
            older = path.relative_to(self.folder.changes / "texts").as_posix()
            write_act(self.folder, act, path)
        else:
            path = write_act(self.folder, act)
        return Read(act=act.id, sha256=ids.sha256(path.read_bytes()), provisions=count, older=older)

    def own(self, n: int) -> str:
        """Name of entry `n` among those that give acts."""
        return f"{self.country.name} {n}"

    def keep(self, n: int, read: Sequence[Read]) -> None:
        """Count acts that are now in the folder."""
        for one in read:
            if one.sha256:
                self.last[one.act] = self.memory.file(one)
            if one.older:
                self.kept.add(one.older)
            if one.act not in self.taken:
                self.taken[one.act] = self.own(n)
                self.count.acts += 1
                self.count.provisions += one.provisions


def _plain(error: Exception) -> str:
    """The first line of an unexpected error, with its kind."""
    first = (str(error).strip() or type(error).__name__).split("\n")[0]
    return f"{type(error).__name__}: {first}"
