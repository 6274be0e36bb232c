"""YAML -> models, where every error names file and line.

For every YAML file of the project (countries, concepts, rules, checklist, instruments):

    value, lines = load_yaml(path)                       # plain dicts, lists and scalars
    source = build(Source, value["source"], lines, ("source",))
    acts = build(tuple[ActEntry, ...], value["acts"], lines, ("acts",))
    raise lines.error(("acts", 3, "url"), "no such host; check the address")

`build` takes a model or any type pydantic can check (a tuple of models, a dict of them) and turns
what pydantic says into `file:line: message; remedy`, one line a problem. Duplicate keys, keys that
are no text, merge keys, several documents and bytes that are not UTF-8 are errors too.

Scalars follow YAML 1.2: only `true` and `false` are booleans, so `no`, `off`, `NO` and `yes` stay
text without quotes; `010` and `12:30` stay text too. Dates (2024-12-24) become dates.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from lexgap.schema.models import ChecklistGroup, ChecklistItem, Instrument, Jurisdiction
from lexgap.schema.problems import explain, nearest
from lexgap.schema.store import BadInputError

HERE = Path(__file__).parent
JURISDICTIONS = HERE / "jurisdictions.yml"
INSTRUMENTS = HERE / "instruments.yml"
CHECKLIST = HERE / "checklist" / "model-law.yml"

T = TypeVar("T")
Key = tuple[str | int, ...]
TAG = "tag:yaml.org,2002:"
STRING = TAG + "str"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe C loader with the scalars of YAML 1.2."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


Loader.add_implicit_resolver(TAG + "bool", re.compile(r"^(?:true|True|false|False)$"), list("tTfF"))
Loader.add_implicit_resolver(TAG + "null", re.compile(r"^(?:~|null|Null)?$"), ["~", "n", "N", ""])
Loader.add_implicit_resolver(
    TAG + "int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789")
)
Loader.add_implicit_resolver(
    TAG + "float", re.compile(r"^[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?$"), list("-+0123456789")
)
Loader.add_implicit_resolver(
    TAG + "timestamp", re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), list("0123456789")
)


class Lines:
    """Where each value of a YAML file stands: `lines.at(("acts", 3, "url"))` is a line number."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[Key, int] = {(): 1}

    def at(self, key: Iterable[str | int]) -> int:
        """Line (from 1) of `key`, or of the nearest value around it; unknown steps are skipped."""
        found: Key = ()
        for step in key:
            if (*found, step) in self.known:
                found = (*found, step)
        return self.known[found]

    def error(self, key: Iterable[str | int], message: str) -> BadInputError:
        """A BadInputError `file:line: message` to raise; say the remedy in the message."""
        return BadInputError(self.place(key) + message)

    def place(self, key: Iterable[str | int]) -> str:
        """The prefix `file:line: ` of a message about `key`."""
        return f"{self.path}:{self.at(key)}: "


def load_yaml(path: Path) -> tuple[Any, Lines]:
    """Read one YAML document: (plain value, its Lines). Raises BadInputError naming file and line."""
    lines = Lines(path)
    loader = Loader(_text(path))
    try:
        node = loader.get_single_node()
        if node is None:
            raise BadInputError(
                f"{path}:1: the file is empty; write the keys it needs or delete it"
            )
        return _value(loader, node, (), lines, ()), lines
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise BadInputError(
            f"{path}:{line}: not valid YAML ({what}); mend the line or the one above it"
        ) from error
    finally:
        loader.dispose()


def build(kind: type[T], value: Any, lines: Lines, key: Key = ()) -> T:
    """`value`, found at `key` of the file, as a `kind`: a model or a type such as `tuple[M, ...]`.

    Raises BadInputError with one `file:line: message; remedy` line a problem.
    """
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        problems = [
            lines.place((*key, *problem["loc"])) + explain(kind, problem)
            for problem in error.errors(include_url=False)
        ]
        raise BadInputError("\n".join(dict.fromkeys(problems))) from error


def section(value: Any, name: str, lines: Lines) -> Any:
    """The mandatory top-level key `name`. Raises BadInputError where it is missing."""
    if not isinstance(value, dict) or name not in value:
        raise lines.error((), f"the top-level key {name!r} is missing; add `{name}:`")
    return value[name]


def unique(entries: Iterable[Any], lines: Lines, key: Key = (), field: str = "id") -> None:
    """Raise BadInputError where two of `entries`, the list at `key`, share their `field`."""
    first: dict[Any, int] = {}
    for n, entry in enumerate(entries):
        name = getattr(entry, field)
        if name in first:
            line = lines.at((*key, first[name]))
            raise lines.error(
                (*key, n, field), f"{field} {name!r} is already on line {line}; keep one of the two"
            )
        first[name] = n


@cache
def jurisdictions() -> tuple[Jurisdiction, ...]:
    """UN members and observers, other jurisdictions with statutes of their own, the sample's."""
    name, key = "jurisdictions", ("jurisdictions",)
    value, lines = load_yaml(JURISDICTIONS)
    found = build(tuple[Jurisdiction, ...], section(value, name, lines), lines, key)
    for field in ("id", "iso3", "m49"):
        unique(found, lines, key, field)
    return found


@cache
def instruments() -> tuple[Instrument, ...]:
    """The instruments that checklist items derive from."""
    name, key = "instruments", ("instruments",)
    value, lines = load_yaml(INSTRUMENTS)
    found = build(tuple[Instrument, ...], section(value, name, lines), lines, key)
    unique(found, lines, key)
    return found


@cache
def checklist_source() -> tuple[Any, Lines]:
    """The checklist file as written, with its lines: keys groups and items."""
    return load_yaml(CHECKLIST)


@cache
def groups() -> tuple[ChecklistGroup, ...]:
    """The groups of the checklist in the order to show them."""
    name, key = "groups", ("groups",)
    value, lines = checklist_source()
    found = build(tuple[ChecklistGroup, ...], section(value, name, lines), lines, key)
    unique(found, lines, key)
    return tuple(sorted(found, key=lambda group: group.order))


@cache
def checklist() -> tuple[ChecklistItem, ...]:
    """The items of the checklist in the order of the file; their rules are `lexgap.schema.rules`."""
    value, lines = checklist_source()
    name, key = "items", ("items",)
    found = build(tuple[ChecklistItem, ...], section(value, name, lines), lines, key)
    unique(found, lines, key)
    known_groups = [group.id for group in groups()]
    known_instruments = [instrument.id for instrument in instruments()]
    for n, item in enumerate(found):
        if item.group not in known_groups:
            raise lines.error(
                ("items", n, "group"),
                f"unknown group {item.group!r}; {nearest(item.group, known_groups)}",
            )
        for m, reference in enumerate(item.derives_from):
            if reference.instrument not in known_instruments:
                raise lines.error(
                    ("items", n, "derives_from", m, "instrument"),
                    f"unknown instrument {reference.instrument!r}; "
                    f"{nearest(reference.instrument, known_instruments)}",
                )
    return found


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror}; check the name of the file") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from error


def _value(loader: Any, node: Any, key: Key, lines: Lines, around: tuple[int, ...]) -> Any:
    """The plain value of a node; notes the line of every value below it."""
    lines.known.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        try:
            return node.value if node.tag == STRING else loader.construct_object(node)
        except ValueError as error:  # 2024-02-30 looks like a date and is none
            raise lines.error(key, f"{error}; mend the value or put it in quotes") from error
    if id(node) in around:
        raise lines.error(key, "an alias that contains itself; write the value out")
    inside = (*around, id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, n, (*key, i), lines, inside) for i, n in enumerate(node.value)]
    return {
        name: _value(loader, n, (*key, name), lines, inside) for name, n in _pairs(node, key, lines)
    }


def _pairs(node: Any, key: Key, lines: Lines) -> Iterator[tuple[str, Any]]:
    """The (key, node) pairs of a mapping, each key a text and there once."""
    seen: dict[str, int] = {}
    for name_node, value_node in node.value:
        name, line = name_node.value, name_node.start_mark.line + 1
        here = f"{lines.path}:{line}: "
        if name == "<<":
            raise BadInputError(here + "merge keys (<<) are not read; write the keys out")
        if name_node.tag != STRING:
            raise BadInputError(here + f"the key {name!r} is no text; put it in quotes")
        if name in seen:
            raise BadInputError(
                here + f"the key {name!r} is already on line {seen[name]}; keep one of the two"
            )
        seen[name] = line
        lines.known.setdefault((*key, name), line)
        yield name, value_node
