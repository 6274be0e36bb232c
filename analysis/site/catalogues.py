"""Catalogues of the interface: the template from the sources, each language's file brought up to date.

python -m lexgap.analysis.site.catalogues             write lexgap.pot and update every catalogue
python -m lexgap.analysis.site.catalogues --add pt    begin a catalogue for another language
python -m lexgap.analysis.site.catalogues --check     exit 1 where a file is out of date or a message
                                                      is missing, unsure, or has other placeholders

What is a message is said in pyproject.toml, so `pybabel extract -F pyproject.toml .` finds the same.
"""

import argparse
import datetime as dt
import io
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lexgap.analysis.site.language import DOMAIN, LOCALES, catalogue
from lexgap.schema.store import BadInputError, write_text

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
COMMAND = "python -m lexgap.analysis.site.catalogues"
HEADER = (
    "# The words of the interface of lexgap. Generated: see CONTRIBUTING.md, “Translate the site”."
)
WORD = re.compile("[a-hj-uwyz][a-z]{2}")
"""What makes an article more than letters and numbers, Roman ones included."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>")
"""What stands in a translation as in the original: values, and tags."""

Found = tuple[int, None, str, list[str]]
"""Line, no function, message, comments: what Babel asks of an extractor."""


def values(
    file: IO[bytes], keywords: object, comment_tags: object, options: dict[str, str]
) -> Iterator[Found]:
    """Messages of a YAML file: what stands under `keys`, a value or the values of a mapping."""
    keys = set(options["keys"].split())
    for key, value in _pairs(yaml.compose(file, Loader=yaml.SafeLoader)):
        if key in keys:
            yield from _scalars(value, key)


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Every key with its value, at every depth."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, value
            yield from _pairs(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _pairs(value)


def _scalars(node: yaml.Node, key: str) -> Iterator[Found]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value, key)
    elif node.value and (key != "article" or WORD.search(node.value)):
        yield node.start_mark.line + 1, None, node.value, []


def checklist(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[Found]:
    """Messages of the checklist: titles, questions, guidance, articles, and headings of columns."""
    from lexgap.analysis.site.labels import heading

    keys = "title question signals look_alikes guidance article"
    yield from values(file, keywords, comment_tags, {"keys": keys})
    file.seek(0)
    for name, rows in _pairs(yaml.compose(file, Loader=yaml.SafeLoader)):
        for key, value in _pairs(rows) if name == "items" else ():
            if key == "id":
                yield value.start_mark.line + 1, None, heading(value.value), ["a short heading"]


def columns(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[Found]:
    """Messages of the models: what tables and columns hold, from the docstrings."""
    from lexgap.schema.tables import TABLES

    for table in TABLES:
        yield 1, None, table.help, []
        yield from ((1, None, column.description, []) for column in table.columns)


def template(root: Path = ROOT) -> Catalog:
    """Every message of the sources below `root`. Raises BadInputError where there is no pyproject.toml."""
    project = root / "pyproject.toml"
    if not project.is_file():
        raise BadInputError(f"{project}: missing; run this in a checkout of lexgap")
    mappings = tomllib.loads(project.read_text("utf-8"))["tool"]["babel"]["mappings"]
    options = {
        m["pattern"]: {k: str(v) for k, v in m.items() if k not in ("method", "pattern")}
        for m in mappings
    }
    found = Catalog(
        project="lexgap", domain=DOMAIN, charset="utf-8", header_comment=HEADER, fuzzy=False,
        msgid_bugs_address="", copyright_holder="", creation_date=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    messages = extract_from_dir(
        root,
        method_map=[(m["pattern"], m["method"]) for m in mappings],
        options_map=options,
        keywords={"_": None, "gettext": None, "mark": None, "ngettext": (1, 2), "nouns": (1, 2)},
        directory_filter=lambda name: Path(name).name not in ("build", "tests", "data", "docs"),
    )
    for path, _, message, comments, context in sorted(messages, key=lambda m: (m[0], m[1])):
        found.add(message, None, [(Path(path).as_posix(), 0)], auto_comments=comments, context=context)  # fmt: skip
    return found


def read(path: Path, code: str | None = None) -> Catalog:
    """A catalogue or template. Raises BadInputError with the line that is wrong."""
    from babel.messages.pofile import PoFileError

    try:
        with path.open("rb") as file:
            return read_po(file, locale=code, domain=DOMAIN, abort_invalid=True)
    except PoFileError as error:
        raise BadInputError(f"{path}: {error}; correct it") from error


def printed(catalog: Catalog) -> str:
    """A catalogue as its file holds it: files without lines, so that it changes only with its words."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, include_lineno=False, ignore_obsolete=True)
    return re.sub(r'"Generated-By: .*\n', "", out.getvalue().decode())


def codes() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parts[-3] for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def updated(code: str, fresh: Catalog) -> str:
    """The catalogue of a language with the messages of `fresh`; new ones are empty, none is guessed."""
    path = catalogue(code)
    if path.is_file():
        found = read(path, code)
        found.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    else:
        found = Catalog(locale=code, domain=DOMAIN, project="lexgap", charset="utf-8", fuzzy=False,
                        creation_date=fresh.creation_date, revision_date=fresh.creation_date,
                        header_comment=HEADER)  # fmt: skip
        found.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    return printed(found)


def faults(catalog: Catalog) -> Iterator[str]:
    """What a catalogue lacks: messages without words, unsure ones, placeholders that differ."""
    for message in catalog:
        if not message.id:
            continue
        words = _all(message.string)
        name = _all(message.id)[0]
        if not all(words) or (message.pluralizable and len(words) != catalog.num_plurals):
            yield f"not translated: {name}"
        elif message.fuzzy:
            yield f"unsure (fuzzy): {name}"
        else:
            yield from _placeholders(message, words)


def _placeholders(message: Message, words: tuple[str, ...]) -> Iterator[str]:
    wanted = sorted(PLACEHOLDER.findall(_all(message.id)[-1]))
    for text in words:
        if sorted(PLACEHOLDER.findall(text)) != wanted:
            yield f"placeholders differ: {_all(message.id)[0]}"


def _all(told: Any) -> tuple[str, ...]:
    return tuple(told) if isinstance(told, tuple | list) else (told or "",)


def add(code: str) -> str:
    """A new, empty catalogue. Raises BadInputError on a language that CLDR does not know."""
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise BadInputError(f"{code}: {error}; give a code such as pt") from error
    if catalogue(code).is_file():
        raise BadInputError(f"{catalogue(code)}: is there already; run `{COMMAND}` to update it")
    return code


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or check them. Returns the exit status."""
    parser = argparse.ArgumentParser(
        prog=COMMAND, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--add", metavar="CODE", help="begin a catalogue, such as pt")
    chosen = parser.parse_args(arguments)
    try:
        fresh = template()
        wanted = {TEMPLATE: printed(fresh)}
        for code in [*codes(), *([add(chosen.add)] if chosen.add else [])]:
            wanted[catalogue(code)] = updated(code, fresh)
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return _compare(wanted) if chosen.check else _write(wanted)


def _write(wanted: dict[Path, str]) -> int:
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    return _report(sys.stdout.write)


def _compare(wanted: dict[Path, str]) -> int:
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]  # fmt: skip
    for path in stale:
        sys.stderr.write(
            f"{path}: out of date; run `{COMMAND}`, translate what is new, commit it\n"
        )
    return 1 if stale else _report(sys.stderr.write)


def _report(say: Callable[[str], Any]) -> int:
    """Tell what is left to translate; 1 where anything is."""
    found: Iterable[tuple[str, str]] = [
        (code, fault) for code in codes() for fault in faults(read(catalogue(code), code))
    ]
    for code, fault in found:
        say(f"{catalogue(code)}: {fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
