"""What a data folder holds to be evaluated: answers, the citations behind them, penalties."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from lexgap.schema.citations import section_keys
from lexgap.schema.models import Answer, Model, Penalty
from lexgap.schema.store import BadInputError, Folder, act_paths, read_lines

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Held:
    """The contents of a data folder, by country."""

    answers: dict[tuple[str, str], Answer]
    penalties: dict[tuple[str, str], Penalty]
    citations: dict[str, str]
    """Printed citation of each finding that an answer rests on."""
    languages: dict[str, str]
    """Language of most of a country's provisions; countries with text only."""
    sections: dict[str, frozenset[str]]
    """Keys of the sections of a country's acts."""

    def cited(self, answer: Answer) -> Iterator[str]:
        """Yield the citations of an answer, best first, each once."""
        yield from dict.fromkeys(
            self.citations[finding] for finding in answer.findings if finding in self.citations
        )


def read_held(folder: Folder) -> Held:
    """Read a data folder. Raises BadInputError where a stage has not run."""
    folder.check()
    if not folder.answers.exists():
        raise BadInputError(f"{folder.answers}: no answers yet; run `lexgap answer` first")
    answers = {(a.country, a.item): a for a in models(folder.answers, Answer)}
    penalties: dict[tuple[str, str], Penalty] = {}
    if folder.penalties.exists():
        penalties = {(p.country, p.penalty): p for p in models(folder.penalties, Penalty)}
    wanted = {finding for answer in answers.values() for finding in answer.findings}
    languages, sections = texts(folder)
    return Held(answers, penalties, citations(folder, wanted), languages, sections)


def models(path: Path, kind: type[M]) -> Iterator[M]:
    """Yield the lines of a file as models. Raises BadInputError naming file and line."""
    for number, value in read_lines(path):
        try:
            yield kind(**value)
        except (TypeError, ValueError) as error:
            raise BadInputError(
                f"{path}:{number}: not a {kind.__name__} of this version; run the stage again"
            ) from error


def citations(folder: Folder, wanted: set[str]) -> dict[str, str]:
    """Printed citation of each wanted finding."""
    found: dict[str, str] = {}
    for path in sorted(folder.findings.glob("*/*.jsonl")):
        for _, value in read_lines(path):
            if value.get("id") in wanted and "citation" in value:
                found[value["id"]] = value["citation"]
    return found


def texts(folder: Folder) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Main language and section keys by country."""
    amounts: dict[str, Counter[str]] = {}
    keys: dict[str, set[str]] = {}
    for path in act_paths(folder):
        rows: Iterator[tuple[int, Any]] = read_lines(path)
        _, head = next(rows)
        country = head["country"]
        amount = amounts.setdefault(country, Counter())
        known = keys.setdefault(country, set())
        for _, provision in rows:
            amount[head["language"]] += 1
            if provision["level"] == "section":
                known.update(section_keys(provision["citation"])[:1])
    languages = {
        country: max(sorted(amount), key=lambda tag: amount[tag])
        for country, amount in amounts.items()
        if amount
    }
    return languages, {country: frozenset(known) for country, known in keys.items()}
