"""Gather what the stages wrote into rows of the tables, and refuse what does not hold."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from lexgap.analysis import published
from lexgap.analysis.difference import different
from lexgap.analysis.review import records
from lexgap.analysis.review.decisions import decide
from lexgap.analysis.review.standing import Standing
from lexgap.crawlers import history
from lexgap.crawlers.sources import countries
from lexgap.schema.load import checklist, jurisdictions
from lexgap.schema.models import (
    Act,
    Answer,
    Finding,
    Issue,
    Model,
    Outcome,
    Penalty,
    Source,
)
from lexgap.schema.store import BadInputError, Folder, act_paths, read_act, read_lines

Row = dict[str, Any]
M = TypeVar("M", bound=Model)


def inputs(folder: Folder, release: Path | None) -> list[Path]:
    """Every file a build reads from the data folder and the release, in stable order."""
    singles = [folder.answers, folder.penalties]
    singles += [folder.changes / f"{name}.jsonl" for name in ("versions", "changes")]
    found = [*act_paths(folder), *sorted(folder.findings.glob("*/*.jsonl")), *records.paths(folder)]
    facts = [release / name for name in published.READ] if release else []
    return [*found, *(p for p in (*singles, *facts) if p.exists())]


def read_models(path: Path, model: type[M], remedy: str) -> list[M]:
    """All rows of a JSONL file as models; none where the file is missing.

    Raises BadInputError naming file and line.
    """
    if not path.exists():
        return []
    found = []
    for number, row in read_lines(path):
        try:
            found.append(model(**row))
        except (TypeError, ValueError) as error:
            first = str(error).splitlines()[0]
            raise BadInputError(f"{path}:{number}: {first}; {remedy}") from error
    return found


def known_sources(folder: Folder) -> list[Source]:
    """Declared sources, those of the data folder among them, by id."""
    return [country.source for country in countries(folder).values()]


def act_row(act: Act, origin: str = "text") -> Row:
    """An act as a row of the table acts."""
    row = act.model_dump(mode="json", exclude={"provisions"})
    return {**row, "origin": origin, "provision_count": len(act.provisions)}


def review_rows(standings: Iterable[Standing]) -> Iterator[Row]:
    """The reviews that count as rows of the table reviews."""
    for one in standings:
        for review in one.reviews:
            yield {
                **review.model_dump(mode="json"),
                "citations": [passage.citation for passage in review.evidence],
                "stale": review in one.stale,
            }


class Gathered:
    """What a data folder and the published facts say, checked on the way.

    Ask for `acts` and `findings` first: `facts` builds upon what they met.
    """

    def __init__(self, folder: Folder, release: Path | None = None) -> None:
        self.folder = folder
        self.issues: list[Issue] = []
        self.newest = ""
        self.text_countries: set[str] = set()
        self.built: set[str] = set()
        self.country_ids = {j.id for j in jurisdictions()}
        self.item_ids = {i.id for i in checklist()}
        answers = read_models(folder.answers, Answer, "run `lexgap answer` again")
        self.decided = decide(folder, answers)
        self.answers = self.decided.answers
        self.penalties = read_models(folder.penalties, Penalty, "run `lexgap answer` again")
        self.versions = [v for v in history.versions(folder) if v.country in self.country_ids]
        self.changes = [c for c in history.recorded(folder) if c.country in self.country_ids]
        places = (p for c in self.changes for p in (c.provision_before, c.provision_after) if p)
        self._found: dict[str, set[str]] = {place: set() for place in places}
        self._clauses = {p.provision: "" for p in self.penalties}
        self._release = published.read(release) if release else published.NOTHING

    @property
    def release_countries(self) -> list[str]:
        """Countries shown from published facts: those without text here."""
        return sorted({str(a["country"]) for a in self._release.answers} - self.text_countries)

    def acts(self) -> Iterator[Act]:
        """Every act of the folder whose country is known."""
        for path in act_paths(self.folder):
            act = read_act(path)
            if act.country not in self.country_ids:
                self._refuse("unknown-country", path, f"{act.country} is no jurisdiction")
                continue
            self.text_countries.add(act.country)
            self.newest = max(self.newest, *(d.isoformat() for d in _dates(act)), "")
            for provision in act.provisions:
                if provision.id in self._clauses:
                    self._clauses[provision.id] = provision.text
            yield act

    def findings(self, act: Act) -> Iterator[Row]:
        """The findings of an act that stand verbatim in their provision."""
        path = self.folder.finding_path(act.id)
        if not path.exists():
            return
        texts = {p.id: p.text for p in act.provisions}
        above = {p.id: p.parent for p in act.provisions}
        for number, row in read_lines(path):
            if number == 1:
                if row.get("act_sha256") != act.sha256:
                    self._refuse("stale-findings", path, "made from another text of the act")
                continue
            finding = self._finding(path, number, row)
            if finding is None or finding.id in self.built:  # the same id is the same passage
                continue
            if finding.item not in self.item_ids:
                self._refuse("unknown-item", path, f"line {number}: no item {finding.item}")
            elif texts.get(finding.provision, "")[finding.start : finding.end] != finding.quote:
                where = f"finding {finding.id} (line {number}, {finding.citation})"
                self._refuse("quote-mismatch", path, f"{where} is not verbatim in its provision")
            else:
                self.built.add(finding.id)
                self._touch(finding, above)
                yield {**finding.model_dump(mode="json"), "origin": "text"}

    def facts(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """(table, rows) of everything that follows from the acts, text before published facts."""
        elsewhere = set(self.release_countries)
        known = elsewhere & self.country_ids
        acts = [a for a in self._release.acts if a["country"] in known]
        ids = {a["id"] for a in acts}
        yield "acts", acts
        found = [f for f in self._release.findings if f["act"] in ids and f["id"] not in self.built]
        strange = {f["item"] for f in found} - self.item_ids
        if strange or elsewhere - known:
            names = ", ".join(sorted(strange | (elsewhere - known)))
            self._refuse("old-release", Path("release"), f"published facts name {names}: left out")
        found = [f for f in found if f["item"] in self.item_ids]
        read = [f for f in self.decided.findings if f.id not in self.built]
        found += [{**f.model_dump(mode="json"), "origin": "text"} for f in read]
        yield "findings", found
        self.built |= {f["id"] for f in found}
        rows = list(self._answers(elsewhere))
        yield "answers", rows
        yield "answer_findings", list(self._links(rows))
        yield "penalties", [*self._penalties(), *self._published_penalties(ids)]
        yield "reviews", list(review_rows(self.decided.standings))
        yield "versions", [v.model_dump(mode="json") for v in self.versions]
        yield "changes", list(self._changes())

    def _touch(self, finding: Finding, above: Mapping[str, str | None]) -> None:
        """Note the item of a finding in its provision and in those that this one is part of."""
        place: str | None = finding.provision
        while place:
            if place in self._found:
                self._found[place].add(finding.item)
            place = above[place]

    def _finding(self, path: Path, number: int, row: Any) -> Finding | None:
        try:
            return Finding(**row)
        except (TypeError, ValueError) as error:
            self._refuse("malformed-finding", path, f"line {number}: {str(error).splitlines()[0]}")
            return None

    def _answers(self, elsewhere: set[str]) -> Iterator[Row]:
        """One row for every real country and item, and for fictional countries with text."""
        given: dict[tuple[str, str], Row] = {}
        for answer in self.answers:
            origin = "text" if answer.country in self.text_countries else "none"
            given[answer.country, answer.item] = {
                **answer.model_dump(mode="json"),
                "origin": origin,
            }
        for row in self._release.answers:
            if row["country"] in elsewhere:
                given[row["country"], row["item"]] = row
        declared = known_sources(self.folder)
        blocked = {s.country: s.blocked for s in declared if s.blocked}
        unread = {s.country: s.unread for s in declared if s.unread}
        for country in jurisdictions():
            if country.fictional and country.id not in self.text_countries:
                continue
            why = blocked.get(country.id, ""), unread.get(country.id, "")
            silence = self._silence(country.id, *why, elsewhere)
            for item in checklist():
                yield given.get((country.id, item.id)) or {**silence, "item": item.id}

    def _silence(self, country: str, blocked: str, unread: str, elsewhere: set[str]) -> Row:
        """What stands where a country has no answer to an item."""
        outcome: Outcome = "not-assessed"
        if country in self.text_countries:
            note, origin = "Text was read but this question was not answered yet.", "text"
        elif country in elsewhere:
            note, origin = "The published facts do not answer this question.", "release"
        else:
            why = unread and f"No text of this country was read: {unread}"
            note, origin = blocked or why or "No text of this country was read.", "none"
            outcome = "source-blocked" if blocked else outcome
        model = Answer(country=country, item="", answer=outcome, note=note)
        return {**model.model_dump(mode="json"), "origin": origin}

    def _links(self, rows: list[Row]) -> Iterator[Row]:
        for row in rows:
            known = [f for f in dict.fromkeys(row["findings"]) if f in self.built]
            if len(known) < len(set(row["findings"])):
                self._refuse(
                    "lost-finding",
                    self.folder.answers,
                    f"{row['country']} {row['item']}: an answer names a finding that was not built",
                )
            for rank, finding in enumerate(known):
                link = {"country": row["country"], "item": row["item"]}
                yield {**link, "rank": rank, "finding": finding}

    def _penalties(self) -> Iterator[Row]:
        for p in self.penalties:
            if p.country not in self.text_countries:
                continue
            where = f"{p.country} {p.penalty} ({p.citation})"
            if p.finding not in self.built:
                self._refuse("lost-finding", self.folder.penalties, f"{where}: no such finding")
            elif self._clauses[p.provision][p.start : p.end] != p.quote:
                self._refuse(
                    "quote-mismatch", self.folder.penalties, f"{where} is not verbatim in its place"
                )
            else:
                yield {**p.model_dump(mode="json"), "origin": "text"}

    def _published_penalties(self, acts: set[str]) -> Iterator[Row]:
        for row in self._release.penalties:
            if row["act"] in acts and row["finding"] in self.built:
                yield row

    def _changes(self) -> Iterator[Row]:
        """What changed between versions, with the words that differ and the items found there.

        The changes stand in the order of the versions, which say how many are theirs.
        """
        rest = iter(self.changes)
        for version in self.versions:
            own = islice(rest, version.added + version.removed + version.changed)
            for position, change in enumerate(own):
                places = (change.provision_before, change.provision_after)
                items = {item for place in places if place for item in self._found.get(place, ())}
                gone, come = different(change.before, change.after)
                yield {
                    **change.model_dump(mode="json"), "items": sorted(items), "gone": gone, "come": come,
                    "version": version.number, "position": position,
                }  # fmt: skip

    def issue_rows(self) -> list[Row]:
        """Issues of the earlier stages and of this build, each once, paths relative."""
        earlier = read_models(self.folder.issues, Issue, "delete the file")
        kept = [i for i in earlier if i.stage != "build"] + self.issues
        root = f"{self.folder.root.resolve()}/"
        plain = {
            tuple(str(v).replace(root, "").replace(f"{self.folder.root}/", "") for v in i)
            for i in (tuple(i.model_dump().values()) for i in kept)
        }
        names = tuple(Issue.model_fields)
        return [
            {"id": n, **dict(zip(names, values, strict=True))}
            for n, values in enumerate(sorted(plain), 1)
        ]

    def _refuse(self, kind: str, path: Path, message: str) -> None:
        stage = "answer" if path in (self.folder.answers, self.folder.penalties) else "tag"
        remedy = f"run `lexgap {'release' if kind == 'old-release' else stage}` again"
        self.issues.append(
            Issue(stage="build", kind=kind, where=str(path), message=message, remedy=remedy)
        )


def _dates(act: Act) -> list[Any]:
    return [d for d in (act.as_at, act.retrieved) if d]
