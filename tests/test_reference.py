"""Jurisdictions, instruments and the checklist: complete, and consistent with their standards."""

import json
import re
from collections import Counter
from pathlib import Path

import langcodes
import pycountry
import pytest

from lexgap.schema import load
from lexgap.schema.store import BadInputError

GEOSCHEME = {
    "Africa": {
        "Northern Africa", "Eastern Africa", "Middle Africa", "Southern Africa", "Western Africa",
    },
    "Americas": {"Caribbean", "Central America", "South America", "Northern America"},
    "Asia": {
        "Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia",
    },
    "Europe": {"Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"},
    "Oceania": {"Australia and New Zealand", "Melanesia", "Micronesia", "Polynesia"},
    "Fictional": {"Fictional"},
}  # fmt: skip
"""UN M49: regions and sub-regions, the intermediate region where there is one."""


def test_all_members_and_observers_are_there() -> None:
    standing = Counter(j.membership for j in load.jurisdictions())
    assert standing == {"member": 193, "observer": 2, "other": 1, "fictional": 3}
    observers = {j.id for j in load.jurisdictions() if j.membership == "observer"}
    assert observers == {"VA", "PS"}
    assert [j.id for j in load.jurisdictions() if j.fictional] == ["XA", "XB", "XC"]


def test_codes_are_those_of_iso_3166() -> None:
    for one in load.jurisdictions():
        known = pycountry.countries.get(alpha_2=one.id)
        if one.fictional:
            assert known is None, f"{one.id} is a real code"
            assert 900 <= one.m49 <= 999, "ISO 3166-1 keeps 900 to 999 for users"
            continue
        assert (one.iso3, one.m49) == (known.alpha_3, int(known.numeric)), one.id
        stem = re.split(r"[\s,(]", known.name)[0][:4]
        longer = {"CD", "KP", "KR", "PS"}  # "Palestine, State of" and the like
        assert one.name.startswith(stem) or one.id in longer, f"{one.id}: {one.name}"


def test_regions_are_those_of_m49() -> None:
    found: dict[str, set[str]] = {}
    for one in load.jurisdictions():
        found.setdefault(one.region, set()).add(one.subregion)
    assert found == GEOSCHEME


def test_languages_are_bcp_47() -> None:
    for one in load.jurisdictions():
        assert one.languages, one.id
        for code in one.languages:
            assert langcodes.tag_is_valid(code), f"{one.id}: {code}"


def test_instruments_state_their_dates_and_addresses() -> None:
    found = {i.id: i for i in load.instruments()}
    assert set(found) >= {
        "crc", "opsc", "lanzarote", "budapest", "eu-2011-93", "malabo", "uncc", "icmec", "weprotect",
    }  # fmt: skip
    for one in found.values():
        assert one.url.startswith("https://"), one.id
        if one.adopted and one.in_force:
            assert one.adopted <= one.in_force, one.id
        if one.kind in ("treaty", "directive", "regulation"):
            assert one.adopted, one.id


def test_the_checklist_is_whole() -> None:
    items = load.checklist()
    assert len(items) == len({i.id for i in items}) == 50
    assert Counter(i.icmec for i in items if i.icmec).keys() == {"C1", "C2", "C3", "C4", "C5"}
    assert all(i.question.endswith(("?", ")")) and i.derives_from for i in items)
    assert [i.id for i in items if i.inverse] == ["off-possession-intent-only"]
    used = {ref.instrument for i in items for ref in i.derives_from}
    assert used == {i.id for i in load.instruments()}, "an instrument that no item derives from"
    assert [g.order for g in load.groups()] == list(range(1, 8))
    assert {i.group for i in items} == {g.id for g in load.groups()}


def test_the_checklist_equals_the_design(design: Path) -> None:
    rows = json.loads((design / "checklist.json").read_text("utf-8"))
    assert [i.id for i in load.checklist()] == [row["id"] for row in rows]
    for item, row in zip(load.checklist(), rows, strict=True):
        assert (item.group, item.question) == (row["group"], row["question"])
        assert (item.signals, item.look_alikes) == (row["signals"], row["look_alikes"])
        assert item.icmec == row["icmec_criterion"]
        for ref in item.derives_from:
            article = ref.article.removeprefix("through ")
            assert article in row["derives_from"], f"{item.id}: {ref}"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "group: sanctions",
            "group: sanction",
            "unknown group 'sanction'; did you mean 'sanctions'",
        ),
        ("instrument: malabo", "instrument: malaba", "unknown instrument 'malaba'; did you mean"),
        ("id: off-production", "id: off-distribution", "'off-distribution' is already on line"),
    ],
)
def test_a_slip_in_the_checklist_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, says: str
) -> None:
    text = load.CHECKLIST.read_text("utf-8")
    assert old in text
    path = tmp_path / "checklist.yml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(load, "CHECKLIST", path)
    caches = (load.checklist_source, load.checklist, load.groups)
    for cached in caches:
        cached.cache_clear()
    try:
        with pytest.raises(BadInputError, match=re.escape(says)) as caught:
            load.checklist()
        assert re.match(rf"{re.escape(str(path))}:\d+: ", str(caught.value))
    finally:
        for cached in caches:
            cached.cache_clear()
