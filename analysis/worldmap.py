"""Shapes of the world map, drawn once at build time from Natural Earth's countries."""

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lexgap.schema.load import jurisdictions
from lexgap.schema.standards import Shape

GEOMETRY = Path(__file__).parent.parent / "schema" / "geometry" / "countries-50m.json.gz"
WIDTH = 1000
"""Width of the map in its own units."""

SMALL = 3.0
"""Square root of the drawn area, in units, below which a country also gets a point to hit."""

SPECK = 0.5
"""Area of a ring in square units below which it is not drawn unless it is the country's largest."""

STEP = 0.9
"""Distance in units between points of an outline: nearer ones are dropped."""

UNDRAWN = {"010"}
"""Antarctica, which has no statutes and would take a fifth of the map."""

POINTS = {798: (179.2, -8.52)}
"""Longitude and latitude of what Natural Earth leaves out at this scale, by M49: Tuvalu."""

Point = tuple[float, float]
Ring = list[Point]


def equal_earth(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection (Šavrič, Patterson, Jenny 2018), x and y of a unit sphere."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    return x, t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2))


EAST = equal_earth(180, 0)[0]
TOP = equal_earth(0, 84)[1]
SCALE = WIDTH / (2 * EAST)
HEIGHT = round((TOP - equal_earth(0, -57)[1]) * SCALE)
"""Height of the map, from 84° north to 57° south."""


def place(point: Point) -> Point:
    """Longitude and latitude in units of the map, from its upper left corner."""
    x, y = equal_earth(*point)
    return (x + EAST) * SCALE, (TOP - y) * SCALE


def unwrapped(ring: Sequence[Point]) -> Ring:
    """A ring whose longitudes go on past 180° where it crosses the antimeridian."""
    found: Ring = []
    turn = 0.0
    for n, (x, y) in enumerate(ring):
        if n and abs(x - ring[n - 1][0]) > 180:
            turn += 360 if x < ring[n - 1][0] else -360
        found.append((x + turn, y))
    return found


def cut(ring: Ring, limit: float, side: int) -> Ring:
    """The part of a ring on one `side` (1: east, -1: west) of a meridian (Sutherland-Hodgman)."""
    found: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, ahead = side * (x1 - limit) >= 0, side * (x2 - limit) >= 0
        if inside:
            found.append((x1, y1))
        if inside != ahead:
            found.append((limit, y1 + (y2 - y1) * (limit - x1) / (x2 - x1)))
    return found


def halves(ring: Sequence[Point]) -> Iterator[Ring]:
    """A ring as rings that stay between 180° west and 180° east."""
    whole = unwrapped(ring)
    if all(-180 <= x <= 180 for x, _ in whole):
        yield whole
        return
    for turn in (-360, 0, 360):
        part = cut(cut([(x + turn, y) for x, y in whole], -180, 1), 180, -1)
        if len(part) > 2:
            yield part


def area(ring: Sequence[Point]) -> float:
    """The area of a ring, never negative."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def thinned(ring: Sequence[Point]) -> Ring:
    """A ring without points that are nearer than STEP to the one before."""
    found: Ring = []
    for point in ring:
        if not found or math.dist(point, found[-1]) >= STEP:
            found.append(point)
    return found


def outline(rings: Iterable[Ring]) -> str:
    """Rings as the `d` of an SVG path, with one decimal, relative to keep it short."""
    parts = []
    for ring in rings:
        at = (round(ring[0][0] * 10), round(ring[0][1] * 10))
        words = [f"M{at[0] / 10:g} {at[1] / 10:g}l"]
        steps = []
        for x, y in ring[1:]:
            new = (round(x * 10), round(y * 10))
            if new != at:
                steps.append(f"{(new[0] - at[0]) / 10:g} {(new[1] - at[1]) / 10:g}")
                at = new
        parts.append("".join(words) + " ".join(steps).replace(" -", "-") + "z")
    return "".join(parts)


def centre(ring: Ring) -> Point:
    """The centroid of a ring."""
    total = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        total, x, y = total + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (x / (3 * total), y / (3 * total)) if total else ring[0]


class Atlas:
    """A TopoJSON file of countries."""

    def __init__(self, path: Path = GEOMETRY) -> None:
        with gzip.open(path) as file:
            topology = json.load(file)
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [list(self._arc(arc, sx, sy, tx, ty)) for arc in topology["arcs"]]
        self.countries: list[dict[str, Any]] = topology["objects"]["countries"]["geometries"]

    @staticmethod
    def _arc(arc: list[list[int]], sx: float, sy: float, tx: float, ty: float) -> Iterator[Point]:
        x = y = 0
        for dx, dy in arc:
            x, y = x + dx, y + dy
            yield x * sx + tx, y * sy + ty

    def polygons(self, country: dict[str, Any]) -> list[list[list[int]]]:
        """The polygons of a country, each a list of rings, each a list of arcs."""
        found: list[list[list[int]]] = (
            country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        )
        return found

    def ring(self, arcs: Sequence[int]) -> Ring:
        """The points of a ring, its arcs joined; a negative number is an arc backwards."""
        found: Ring = []
        for number in arcs:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            found += arc[1:] if found else arc
        return found[:-1]

    def neighbours(self) -> dict[str, set[str]]:
        """Codes (ISO 3166-1 numeric) of the countries that share a line with each."""
        owners: dict[int, set[str]] = {}
        for country in self.countries:
            for polygon in self.polygons(country):
                for number in (n for ring in polygon for n in ring):
                    arc = number if number >= 0 else ~number
                    owners.setdefault(arc, set()).add(code(country))
        found: dict[str, set[str]] = {}
        for names in owners.values():
            for name in names:
                found.setdefault(name, set()).update(names - {name})
        return found


def code(country: dict[str, Any]) -> str:
    """ISO 3166-1 numeric of a country, or its name where it has none."""
    return str(country.get("id", country["properties"]["name"]))


def drawn(atlas: Atlas, country: dict[str, Any]) -> list[Ring]:
    """The outlines of a country in units of the map, the largest first, specks left out."""
    rings = [
        [place(point) for point in part]
        for polygon in atlas.polygons(country)
        for arcs in polygon
        for part in halves(atlas.ring(arcs))
    ]
    rings.sort(key=area, reverse=True)
    kept = [thinned(r) for n, r in enumerate(rings) if n == 0 or area(r) >= SPECK]
    return [ring for ring in kept if len(ring) > 2] or rings[:1]


@cache
def shapes() -> tuple[Shape, ...]:
    """Every country of the map by its code, and points for the states too small to draw."""
    atlas = Atlas()
    known = {f"{j.m49:03d}": j.id for j in jurisdictions() if not j.fictional}
    beside = atlas.neighbours()
    found: dict[str, Shape] = {}
    for country in atlas.countries:
        name = code(country)
        if name in UNDRAWN or name in found:
            continue
        rings = drawn(atlas, country)
        x, y = centre(rings[0])
        found[name] = Shape(
            id=name,
            country=known.get(name),
            path=outline(rings),
            x=round(x, 1),
            y=round(y, 1),
            small=math.sqrt(sum(map(area, rings))) < SMALL,
            neighbours=tuple(sorted(known[n] for n in beside.get(name, ()) if n in known)),
        )
    for m49, point in POINTS.items():
        x, y = place(point)
        name = f"{m49:03d}"
        found[name] = Shape(id=name, country=known[name], path="", x=round(x, 1), y=round(y, 1),
                            small=True, neighbours=())  # fmt: skip
    return tuple(found[name] for name in sorted(found))
