"""Country files: `crawlers/countries/<country>.yml`, or `sources/*.yml` of a data folder.

The name of the file, an English country name such as `united-states`, is the id of the source.

    country: CA                     # ISO 3166-1 alpha-2
    language: en                    # default of the entries below, BCP 47
    publisher: Department of Justice Canada
    homepage: https://laws-lois.justice.gc.ca/
    further_hosts: [www.justice.gc.ca]   # to which the publisher may redirect; to others it may not
    licence: terms under which the publisher offers the texts
    text_state: in-force            # in-force | point-in-time | as-enacted | translation | unknown
    via: ""                         # mirror, where the texts do not come from the publisher
    blocked: ""                     # why the publisher's pages are closed to machines
    unread: ""                      # why lexgap does not read it yet, such as: no class for its PDF
    page: lims:LimsPage             # default of the entries: module:Class in formats/ or countries/
    politeness: {delay: 1.0, concurrency: 1, user_agent_suffix: "", window: ""}     # see Politeness
    key: {placeholder: "<key>", env: LEXGAP_KEY_CA}   # where addresses hold a personal key
    expectations: {acts: 4, provisions: 120}          # fewer is an issue
    lookups: {status: {"In force": in-force}}         # reaches the page as options["lookups"]
    acts:
      - url: https://laws-lois.justice.gc.ca/eng/XML/I-20.7.xml     # as the publisher writes it
        work: i-20.7                # names the work: ca/i-20.7; same work, other language = same law
        language: en                # also page, text_state, charset: only where they differ
        title: ""                   # title and citation where the page does not say them
        citation: ""
        form: {act: "12"}           # sent by POST as a form, for an address that answers no GET
        json_body: {act: 12}        # the same as JSON
        charset: windows-1252       # where the publisher's label is wrong or missing
        options: {sections: ["2252"]}      # whatever the page class takes
        must_have: ["2", "3"]       # numbers of provisions that must be there, in quotes
        provisions: 20              # fewer is an issue
        unconfirmed: true           # address after the publisher's scheme, in no recorded file

Only `country`, `language`, `publisher`, `homepage`, `licence`, `text_state` and, in an entry, `url`
and `work` are mandatory. A text state given here wins over that of the page class. Several entries
may share one address (a zip of a whole title) and one response may yield several acts.

A source that is `blocked` without a mirror in `via`, or `unread`, is never asked: its acts, which then
need no page class, only say where a reader finds them. A source needs acts or one of the two reasons.
"""

import importlib
import importlib.util
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from lexgap.crawlers.declaration import ActEntry, CountryFile, Key, check
from lexgap.crawlers.page import Entry, Page, Post
from lexgap.schema.load import Lines, build, load_yaml
from lexgap.schema.models import Source
from lexgap.schema.problems import nearest
from lexgap.schema.store import BadInputError, Folder

HERE = Path(__file__).parent / "countries"
PLACES = ("lexgap.crawlers.formats", "lexgap.crawlers.countries")


@dataclass(frozen=True)
class Country:
    """A country file that was read: its source, the entries to ask for, and where they stand."""

    file: CountryFile
    source: Source
    entries: tuple[Entry, ...]
    path: Path
    lines: Lines

    @property
    def name(self) -> str:
        """Name of the country file, such as united-states."""
        return self.source.id

    @property
    def fictional(self) -> bool:
        """True for user-assigned codes (XA to XZ), which no live crawl asks for."""
        return self.source.country.startswith("X") and self.source.country != "XK"

    def page_class(self, n: int) -> type[Page]:
        """Page class of entry `n`. Raises BadInputError naming file and line."""
        name = self.entries[n].page
        key = ("acts", n, "page") if self.file.acts[n].page else ("page",)
        module, _, attribute = name.partition(":")
        for place in PLACES:
            full = f"{place}.{module}"
            if module.isidentifier() and importlib.util.find_spec(full):
                found = getattr(importlib.import_module(full), attribute, None)
                if isinstance(found, type) and issubclass(found, Page):
                    return found
        raise self.lines.error(
            key, f"no page class {name!r}; write module:Class of a page class in {PLACES[0]}"
        )

    def address(self, url: str) -> str:
        """`url` with the personal key in it. Raises BadInputError where the key is not set."""
        key = self.file.key
        if key is None or key.placeholder not in url:
            return url
        value = os.environ.get(key.env)
        if not value:
            raise BadInputError(
                f"{url}: needs a personal key; ask {self.source.publisher} for one "
                f"and put it into the environment variable {key.env}"
            )
        return url.replace(key.placeholder, quote(value, safe=""))


def read_country(path: Path) -> Country:
    """Read one country file. Raises BadInputError naming file and line."""
    value, lines = load_yaml(path)
    file = build(CountryFile, value, lines)
    check(file, lines)
    source = Source(
        id=path.stem,
        **file.model_dump(
            include={*Source.model_fields} - {"id"},
        ),
    )
    entries = tuple(
        Entry(
            url=act.url,
            work=act.work,
            page=act.page or file.page,
            language=act.language or file.language,
            title=act.title,
            citation=act.citation,
            text_state=act.text_state or file.text_state,
            options={**act.options, **({"lookups": file.lookups} if file.lookups else {})},
            post=_post(act, file.key),
        )
        for act in (file.acts if file.asked else ())
    )
    return Country(file, source, entries, path, lines)


@cache
def _ours(path: Path) -> Country:
    """A country file of lexgap itself, which no one edits while it runs."""
    return read_country(path)


def _post(act: ActEntry, key: Key | None) -> Post | None:
    """What an entry sends by POST; a personal key stays a placeholder."""
    if act.form:
        body = urlencode(act.form, safe=key.placeholder if key else "")
        return Post(body, "application/x-www-form-urlencoded")
    if act.json_body is not None:
        return Post(json.dumps(act.json_body, sort_keys=True), "application/json")
    return None


def countries(folder: Folder | None = None) -> dict[str, Country]:
    """All country files by name, sorted: those of lexgap and those in `sources/` of `folder`.

    Raises BadInputError for a faulty file, or two files of one name.
    """
    paths = sorted(HERE.glob("*.yml"))
    if folder is not None:
        paths += sorted((folder.root / "sources").glob("*.yml"))
    found: dict[str, Country] = {}
    for path in paths:
        if path.stem in found:
            raise BadInputError(
                f"{path}: {found[path.stem].path} has this name already; rename the file"
            )
        found[path.stem] = _ours(path) if path.parent == HERE else read_country(path)
    return dict(sorted(found.items()))


def choose(known: dict[str, Country], names: Sequence[str]) -> list[Country]:
    """The countries called `names` (file names or ISO codes, any case); all when none is named.

    Raises BadInputError naming near matches.
    """
    if not names:
        return list(known.values())
    chosen: dict[str, Country] = {}
    for name in names:
        wanted = name.strip().casefold().replace(" ", "-").replace("_", "-")
        hits = [
            country
            for country in known.values()
            if wanted in (country.name, country.source.country.casefold())
        ]
        if not hits:
            raise BadInputError(
                f"{name}: no such country; {nearest(wanted, _names(known.values()))}; "
                "`lexgap crawl --list` shows them all"
            )
        chosen |= {country.name: country for country in hits}
    return list(chosen.values())


def _names(known: Iterable[Country]) -> list[str]:
    return sorted({name for c in known for name in (c.name, c.source.country)})
