"""Publish facts about real countries: answers, pinpoint citations and provenance, never the text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lexgap.analysis import published
from lexgap.analysis.collect import Gathered, Row, act_row, known_sources
from lexgap.analysis.grams import RUN, WORD
from lexgap.schema.load import jurisdictions
from lexgap.schema.models import OUTCOMES, Issue
from lexgap.schema.store import BadInputError, Folder, write_text

RUN_LENGTH = 14
"""Words in a row that count as statutory text; in scripts without spaces, characters."""


class Release:
    """The rows of one release, by file name."""

    def __init__(self) -> None:
        self.files: dict[str, list[Row]] = {name: [] for name in published.COLUMNS}
        self.issues: list[Issue] = []

    @property
    def counts(self) -> dict[str, int]:
        """Rows by file."""
        return {name: len(rows) for name, rows in self.files.items()}


def release(folder: Folder, out: Path) -> Release:
    """Write the published facts of `folder` to `out`; fictional countries stay out.

    Raises BadInputError where the folder has no answers for a real country, or where a fact would
    carry statutory text.
    """
    folder.check()
    made = gather(folder)
    if not made.files["answers.csv"]:
        raise BadInputError(
            f"{folder.root}: no answers for a real country; run `lexgap run` with this --data"
        )
    for name, rows in made.files.items():
        published.write(out / name, rows)
    write_text(out / "README.md", readme(made))
    return made


def gather(folder: Folder) -> Release:
    """The rows of a release, sorted, without writing them."""
    made = Release()
    real = {j.id: j for j in jurisdictions() if not j.fictional}
    gathered = Gathered(folder)
    acts: dict[str, Row] = {}
    findings: dict[str, Row] = {}
    suspects: list[tuple[str, Iterable[str]]] = []
    for act in gathered.acts():
        found = list(gathered.findings(act))
        if act.country not in real:
            continue
        acts[act.id] = act_row(act)
        for row in found:
            findings[row["id"]] = {**row, **_about(acts[act.id])}
        suspects.append((act.id, [p.text for p in act.provisions]))
    facts = dict(gathered.facts())
    made.issues = gathered.issues
    links = _cited(facts["answer_findings"])
    answers = [r for r in facts["answers"] if r["origin"] == "text" and r["country"] in real]
    penalties = [r for r in facts["penalties"] if r["country"] in real]
    cited = {f for r in answers for f in links.get((r["country"], r["item"]), [])}
    cited |= {r["finding"] for r in penalties}
    made.files["acts.csv"] = _sorted(acts.values(), "id")
    made.files["answers.csv"] = _sorted(
        ({**r, "findings": links.get((r["country"], r["item"]), [])} for r in answers),
        "country", "item",
    )  # fmt: skip
    made.files["findings.csv"] = _sorted((findings[f] for f in cited), "country", "item", "id")
    made.files["penalties.csv"] = _sorted(
        ({**r, **_about(acts[r["act"]])} for r in penalties), "country", "penalty"
    )
    used = {row["source"] for row in acts.values()}
    made.files["sources.csv"] = [
        s.model_dump(mode="json") for s in known_sources(folder) if s.id in used
    ]
    made.files["countries.csv"] = list(_countries(real, acts.values(), answers))
    refuse_text(made, suspects)
    return made


def _about(act: Row) -> Row:
    return {"country": act["country"], **{name: act[name] for name in published.TEXT_FACTS}}


def _cited(links: Iterable[Row]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in links:
        found.setdefault((row["country"], row["item"]), []).append(row["finding"])
    return found


def _sorted(rows: Iterable[Row], *keys: str) -> list[Row]:
    return sorted(rows, key=lambda row: tuple(row[key] for key in keys))


def _countries(real: dict[str, Any], acts: Iterable[Row], answers: Iterable[Row]) -> Iterator[Row]:
    texts: dict[str, list[Row]] = {}
    for act in acts:
        texts.setdefault(act["country"], []).append(act)
    outcomes: dict[str, Counter[str]] = {}
    for row in answers:
        outcomes.setdefault(row["country"], Counter())[row["answer"]] += 1
    for code in sorted(texts):
        dates = sorted(a["as_at"] for a in texts[code] if a["as_at"])
        yield {
            "country": code,
            "name": real[code].name,
            "region": real[code].region,
            "acts": len(texts[code]),
            "provisions": sum(a["provision_count"] for a in texts[code]),
            "mirrored": sum(1 for a in texts[code] if a["via"]),
            "oldest": dates[0] if dates else None,
            "newest": dates[-1] if dates else None,
            **{outcome: outcomes.get(code, Counter())[outcome] for outcome in OUTCOMES},
        }


def words(text: str) -> list[str]:
    """Words of `text`, case-folded; a character is a word where the script has no spaces."""
    spaced = RUN.sub(lambda run: " " + " ".join(run.group()) + " ", text.casefold())
    return [str(word) for word in WORD.findall(spaced)]


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of RUN_LENGTH words of `text`."""
    found = words(text)
    return {tuple(found[i : i + RUN_LENGTH]) for i in range(len(found) - RUN_LENGTH + 1)}


def refuse_text(made: Release, suspects: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Raise BadInputError where a free-text fact repeats a run of a provision's words."""
    told: dict[tuple[str, ...], str] = {}
    for name, column in (("answers.csv", "note"), ("findings.csv", "why")):
        for n, row in enumerate(made.files[name], 2):
            for run in runs(row[column]):
                told.setdefault(run, f"{name}:{n}: {column}")
    if not told:
        return
    for act, texts in suspects:
        for text in texts:
            if shared := runs(text) & told.keys():
                raise BadInputError(
                    f"{told[min(shared)]} repeats statutory text of {act}; "
                    "facts are published, texts are not: shorten it"
                )


def readme(made: Release) -> str:
    """README.md of the published facts."""
    counts = made.counts
    mirrored = sum(1 for a in made.files["acts.csv"] if a["via"])
    undated = sum(1 for a in made.files["acts.csv"] if not a["as_at"])
    rows = "\n".join(
        f"| `{name}` | {counts[name]:,} | {WHAT[name]} |" for name in published.COLUMNS
    )
    return README.format(
        rows=rows, acts=counts["acts.csv"], mirrored=mirrored, undated=undated,
        countries=counts["countries.csv"],
    )  # fmt: skip


WHAT = {
    "acts.csv": "texts read: title, address, publisher, mirror (`via`), text state, date, SHA-256",
    "answers.csv": "the answer for each country and item, with the ids of its findings",
    "findings.csv": "evidence as pinpoint citation: act, citation, address, hash, offsets, rule",
    "penalties.csv": "custodial range of the base offences in months",
    "sources.csv": "the official sources that were crawled and their terms",
    "countries.csv": "what was read of each country, how old it is, how many answers of each kind",
}

README = """# Published facts

Facts about the law of {countries} countries, made by `lexgap release` from the texts named in
`acts.csv`. Do not edit these files: run the command again. No statutory text is published here;
each fact says where the words stand: act, printed citation, official address, SHA-256 of the bytes
that were read, and the offsets of the words (code points within the provision's text).

| File | Rows | What |
|---|---:|---|
{rows}

## Where the texts come from
{mirrored} of {acts} texts were not read from the official publisher but from a mirror or a file,
named in the column `via`; `publisher` names the official body all the same. `text_state` says
whether a text is consolidated and in force, states a point in time, stands as enacted or is a
translation; {undated} texts do not say their date (`as_at` is empty). Law may have changed since:
look at the official address before you rely on a fact.

## How to read the answers
`yes` and `partial` rest on the cited findings. `not-found` means that a machine searched the
provisions counted under `searched` and found nothing; it is no statement that the law lacks it.
`not-assessed` and `source-blocked` say nothing about the law. `basis` is `machine` until a person
has reviewed the answer. This is no legal advice.

Licence: CC BY 4.0.
"""
