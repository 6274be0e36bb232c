"""Everything that people write in YAML, read as the stages read it, all slips gathered."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from lexgap.crawlers.sources import HERE as COUNTRIES
from lexgap.crawlers.sources import Country, read_country
from lexgap.schema import load
from lexgap.schema.problems import nearest
from lexgap.schema.rules import RULES, read_rules, rule_files
from lexgap.schema.sentencing import FOLDER as SENTENCES
from lexgap.schema.sentencing import load_sentencing
from lexgap.schema.store import BadInputError, Folder
from lexgap.schema.structure import structures
from lexgap.schema.wording import LANGUAGES, inventory, load_concepts


class Report:
    """What was read, by name, and the problems as `file:line: message; remedy`."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.problems: list[str] = []

    def attempt(self, read: Callable[[], Any]) -> Any:
        """What `read` returns, or None and the problem noted."""
        try:
            return read()
        except BadInputError as error:
            new = str(error).splitlines()
            self.problems += [line for line in new if line not in self.problems]
            return None


def check(folder: Folder) -> Report:
    """Read the checklist, its rules, concepts, sentencing, jurisdictions, instruments and countries.

    The country files are those of lexgap and those in `sources/` of the data folder, whose format
    is checked too.
    """
    report = Report()
    report.attempt(folder.check)
    for name, read in (
        ("jurisdictions", load.jurisdictions),
        ("instruments", load.instruments),
        ("groups", load.groups),
        ("items", load.checklist),
        ("concepts", inventory),
        ("structure", structures),
    ):
        report.counts[name] = len(report.attempt(read) or ())
    languages = sorted(LANGUAGES.glob("*.yml"))
    for path in languages:
        report.attempt(partial(load_concepts, path.stem))
    report.counts["languages"] = len(languages)
    sentences = sorted(SENTENCES.glob("*.yml"))
    for path in sentences:
        report.attempt(partial(load_sentencing, path.stem))
    report.counts["sentencing"] = len(sentences)
    report.counts["rules"] = report.attempt(check_rules) or 0
    sources = [*sorted(COUNTRIES.glob("*.yml")), *sorted((folder.root / "sources").glob("*.yml"))]
    for path in sources:
        check_country(path, report)
    report.counts["countries"] = len(sources)
    return report


def check_rules(folder: Path = RULES) -> int:
    """Number of rules. Raises BadInputError where a rule names an item the checklist lacks."""
    book = read_rules(folder)
    known = [item.id for item in load.checklist()]
    for path in rule_files(folder):
        value, lines = load.load_yaml(path)
        for name in value:
            rule = book.items[name]
            for item, place in (
                (name, (name,)),
                (rule.requires, (name, "requires")),
                (rule.unless, (name, "unless")),
                (rule.limited, (name, "limited")),
            ):
                if item and item not in known:
                    raise lines.error(place, f"unknown item {item!r}; {nearest(item, known)}")
    return len(book.items)


def check_country(path: Path, report: Report) -> None:
    """Read a country file, find its jurisdiction and its page classes."""
    country: Country | None = report.attempt(partial(read_country, path))
    if country is None:
        return
    code = country.source.country
    if code not in {jurisdiction.id for jurisdiction in load.jurisdictions()}:
        where = country.lines.place(("country",))
        report.problems.append(f"{where}{code!r} is no jurisdiction; add it to jurisdictions.yml")
    for n in first_of_each([entry.page for entry in country.entries]):
        report.attempt(partial(country.page_class, n))


def first_of_each(names: Iterable[str]) -> list[int]:
    """Places of the first of each name."""
    seen: dict[str, int] = {}
    for n, name in enumerate(names):
        seen.setdefault(name, n)
    return list(seen.values())
