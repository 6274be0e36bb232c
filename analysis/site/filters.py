"""The filters of the home page, read from the address and shown back in its form."""

from typing import Any

from lexgap.analysis.site.labels import ANSWERS, FIVE

Row = dict[str, Any]

TEXTS = {
    "here": "with text here",
    "release": "published facts",
    "official": "official publisher",
    "mirror": "from a mirror",
}


class Filters:
    """Which items and countries the matrix shows. Unknown values fall back to the default."""

    def __init__(self, arguments: Any, items: list[Row]) -> None:
        groups = {i["group"] for i in items}
        known = {i["id"] for i in items}
        self.region = arguments.get("region") or ""
        self.show = "all" if arguments.get("show") == "all" else "assessed"
        self.text = _among(arguments.get("text"), TEXTS)
        self.view = _among(arguments.get("items"), {*groups, "all"}) or "five"
        self.item = _among(arguments.get("item"), known)
        self.answer = _among(arguments.get("answer"), ANSWERS)
        if self.view == "five":
            self.items = [i for name in FIVE for i in items if i["id"] == name]
        else:
            self.items = [i for i in items if self.view in ("all", i["group"])]

    @property
    def active(self) -> bool:
        """Whether anything but the default is shown."""
        return bool(self.region or self.text or (self.item and self.answer) or self.show == "all")

    def choose(self, countries: list[Row], answers: dict[tuple[str, str], Row]) -> list[Row]:
        """The countries that pass."""
        return [c for c in countries if self._passes(c, answers)]

    def _passes(self, country: Row, answers: dict[tuple[str, str], Row]) -> bool:
        if self.region and country["region"] != self.region:
            return False
        known = country["asked"] or country["blocked"] or country["acts"]
        if self.show == "assessed" and not known:
            return False
        if self.text and not self._has_text(country):
            return False
        if self.item and self.answer:
            key = (country["id"], self.item)
            return key in answers and str(answers[key]["answer"]) == self.answer
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
