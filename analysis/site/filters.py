"""The filters of the home page, read from the address and shown back in its form."""

import json
from typing import Any

from lexgap.analysis.site import language
from lexgap.analysis.site.labels import ANSWERS, FAMILIES, FIVE

Row = dict[str, Any]

TEXTS = {
    "here": language.mark("text in this database"),
    "release": language.mark("published facts"),
    "official": language.mark("official publisher"),
    "mirror": language.mark("from a mirror"),
}

ORDER = {answer: n for n, answer in enumerate(ANSWERS)}


class Filters:
    """Which items and countries the matrix shows. Unknown values fall back to the default."""

    def __init__(self, arguments: Any, items: list[Row], links: list[Row]) -> None:
        groups = {i["group"] for i in items}
        known = {i["id"] for i in items}
        self.region = arguments.get("region") or ""
        self.language = arguments.get("language") or ""
        self.family = _among(arguments.get("family"), FAMILIES)
        self.show = "all" if arguments.get("show") == "all" else "assessed"
        self.text = _among(arguments.get("text"), TEXTS)
        self.instrument = _among(
            arguments.get("instrument"), {link["instrument"] for link in links}
        )
        default = "all" if self.instrument else "five"
        self.view = _among(arguments.get("items"), {*groups, "all", "five"}) or default
        self.item = _among(arguments.get("item"), known)
        self.answer = _among(arguments.get("answer"), ANSWERS)
        self.map = _among(arguments.get("map"), known) or "off-possession-simple"
        chosen = [i for i in items if self.view in ("all", i["group"])]
        if self.view == "five":
            chosen = [i for name in FIVE for i in items if i["id"] == name]
        mine = {link["item"] for link in links if link["instrument"] == self.instrument}
        self.items = [i for i in chosen if not self.instrument or i["id"] in mine]
        self.sort = self._sort(arguments.get("sort") or "")

    def _sort(self, asked: str) -> str:
        name = asked.removeprefix("-")
        return (
            asked if name in {"name", "region", "met", *(i["id"] for i in self.items)} else "name"
        )

    @property
    def active(self) -> bool:
        """Whether anything but the default is shown."""
        chosen = (self.region, self.language, self.family, self.text, self.instrument)
        return any(chosen) or bool(self.item and self.answer) or self.show == "all"

    @property
    def arguments(self) -> dict[str, str]:
        """The filters as arguments of an address, without what is the default."""
        found = {
            "items": "" if self.view == "five" else self.view,
            "instrument": self.instrument,
            "region": self.region,
            "language": self.language,
            "family": self.family,
            "text": self.text,
            "show": "all" if self.show == "all" else "",
            "item": self.item,
            "answer": self.answer,
            "map": "" if self.map == "off-possession-simple" else self.map,
            "sort": "" if self.sort == "name" else self.sort,
        }
        return {name: value for name, value in found.items() if value}

    def other(self, column: str) -> dict[str, str]:
        """The arguments with another order: by `column`, or the other way round."""
        best = "-met" if column == "met" else column
        back = column if best.startswith("-") else f"-{column}"
        return {**self.arguments, "sort": back if self.sort == best else best}

    def direction(self, column: str) -> str:
        """`aria-sort` of a column."""
        if self.sort.removeprefix("-") != column:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    def choose(self, countries: list[Row], answers: Row) -> list[Row]:
        """The countries that pass, in order."""
        passed = [c for c in countries if self._passes(c, answers)]
        name = self.sort.removeprefix("-")

        def key(country: Row) -> Any:
            if name == "name":
                return (0, language.country(country))
            if name == "region":
                return (0, country["region"], country["subregion"])
            if name == "met":
                asked = country["asked"] or 0
                return (0, (country["met"] or 0) / asked) if asked else (-1, 0)
            return ORDER[answers.get(country["id"], {}).get(name, "not-assessed")]

        return sorted(passed, key=key, reverse=self.sort.startswith("-"))

    def _passes(self, country: Row, answers: Row) -> bool:
        if self.region and self.region not in (country["region"], country["subregion"]):
            return False
        if self.language and self.language not in json.loads(country["languages"]):
            return False
        if self.family and country["legal_family"] != self.family:
            return False
        known = country["asked"] or country["blocked"] or country["acts"]
        if self.show == "assessed" and not known:
            return False
        if self.text and not self._has_text(country):
            return False
        if self.item and self.answer:
            return bool(answers.get(country["id"], {}).get(self.item) == self.answer)
        return True

    def _has_text(self, country: Row) -> bool:
        if not country["acts"]:
            return False
        chosen = {
            "here": country["origin"] == "text",
            "release": country["origin"] == "release",
            "official": not country["mirrored"],
            "mirror": bool(country["mirrored"]),
        }
        return bool(chosen[self.text])


def _among(value: str | None, known: Any) -> str:
    return value if value and value in known else ""
