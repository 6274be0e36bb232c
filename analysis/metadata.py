"""Generate datasette-metadata.yml from the models, so that column help cannot drift.

python -m lexgap.analysis.metadata            write the file
python -m lexgap.analysis.metadata --check    exit 1 where the committed file is out of date
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from lexgap.schema.load import load_yaml
from lexgap.schema.store import BadInputError, write_text
from lexgap.schema.tables import TABLES, Table

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE / "questions.yml"
TARGET = HERE.parent / "datasette-metadata.yml"
HEAD = "# Generated from schema/models.py and analysis/questions.yml: do not edit.\n" \
       "# python -m lexgap.analysis.metadata\n"  # fmt: skip
DATABASE = "lexgap"
SETTINGS: dict[str, Any] = {
    "suggest_facets": False,
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "facet_time_limit_ms": 200,
    "default_page_size": 50,
    "max_csv_mb": 100,
    "allow_download": True,
    "truncate_cells_html": 300,
    "default_cache_ttl": 300,
}
"""Datasette's settings: suggesting facets takes most of the time of a table page."""


def metadata() -> dict[str, Any]:
    """Metadata for Datasette: title, licences, help for every table and column, queries."""
    return {
        "title": "lexgap",
        "description": (
            "National legislation on child sexual abuse material compared with a model law, "
            "with the evidence for every answer. Law texts only; not legal advice."
        ),
        "license": "CC BY 4.0 for facts; statutes as licensed by their publishers",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "source": "Official publishers of statutes, named for every text",
        "databases": {
            DATABASE: {
                "description": "Acts, provisions, findings and answers, one row each.",
                "tables": {spec.name: _table(spec) for spec in TABLES},
                "queries": questions(),
            }
        },
    }


def _table(spec: Table) -> dict[str, Any]:
    found: dict[str, Any] = {"description": spec.help}
    if spec.label:
        found["label_column"] = spec.label
    if spec.sort:
        found["sort"] = spec.sort
    if spec.facets:
        found["facets"] = list(spec.facets)
    return {**found, "columns": {c.name: c.description for c in spec.columns}}


def questions() -> dict[str, dict[str, Any]]:
    """The prepared queries by name. Raises BadInputError naming file and line."""
    value, lines = load_yaml(QUESTIONS)
    found = {}
    for name, entry in value.items():
        for key in ("title", "description", "sql"):
            if key not in entry:
                raise lines.error((name,), f"{name} has no {key}; write one")
        defaults = entry.get("params", {})
        hint = "".join(f" Try {key} = {value}." for key, value in defaults.items())
        found[name] = {
            "title": entry["title"],
            "description": entry["description"] + hint,
            "sql": entry["sql"].strip(),
            **({"params": list(defaults)} if defaults else {}),
        }
    return found


def descriptions() -> dict[str, str]:
    """What each prepared query tells, without values to try."""
    value, _ = load_yaml(QUESTIONS)
    return {name: entry["description"] for name, entry in value.items()}


def examples() -> dict[str, dict[str, str]]:
    """Values to try for the parameters of each prepared query."""
    value, _ = load_yaml(QUESTIONS)
    return {name: dict(entry.get("params", {})) for name, entry in value.items()}


class _Dumper(yaml.SafeDumper):
    """Block style for SQL."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def text() -> str:
    """The file."""
    body = yaml.dump(metadata(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return HEAD + str(body)


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="lexgap.analysis.metadata", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--out", type=Path, default=TARGET, help="file [datasette-metadata.yml]")
    chosen = parser.parse_args(arguments)
    try:
        fresh = text()
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not chosen.check:
        write_text(chosen.out, fresh)
        return 0
    if chosen.out.exists() and chosen.out.read_text("utf-8") == fresh:
        return 0
    sys.stderr.write(
        f"{chosen.out}: out of date; run `python -m lexgap.analysis.metadata` and commit it\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
