"""The world map: every country where it lies, cut at the antimeridian, small states as points."""

import math
import re

import pytest

from lexgap.analysis import worldmap
from lexgap.schema.load import jurisdictions
from lexgap.schema.standards import Shape


@pytest.fixture(scope="module")
def shapes() -> dict[str | None, Shape]:
    return {shape.country: shape for shape in worldmap.shapes()}


def points(path: str) -> list[tuple[float, float]]:
    """Absolute points of the relative paths that we write."""
    found = []
    for x0, y0, rest in re.findall(r"M([-\d.]+) ([-\d.]+)l([^z]*)z", path):
        x, y = float(x0), float(y0)
        found.append((x, y))
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", rest)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_every_jurisdiction_is_on_the_map(shapes: dict[str | None, Shape]) -> None:
    assert {j.id for j in jurisdictions() if not j.fictional} <= set(shapes)
    for shape in shapes.values():
        assert 0 <= shape.x <= worldmap.WIDTH and -20 <= shape.y <= worldmap.HEIGHT + 20
        assert shape.path or shape.small


def test_no_outline_crosses_the_map(shapes: dict[str | None, Shape]) -> None:
    for code in ("RU", "FJ", "US", "NZ"):
        for path in shapes[code].path.split("z"):
            xs = [x for x, _ in points(path + "z")] if path else [0]
            assert max(xs) - min(xs) < worldmap.WIDTH / 2, code
    xs = [x for x, _ in points(shapes["RU"].path)]
    assert min(xs) < 200 and max(xs) > 750, "Russia on both sides of the antimeridian"


def test_small_states_are_points(shapes: dict[str | None, Shape]) -> None:
    for code in ("MT", "SG", "MV", "TV", "VA", "LC"):
        assert shapes[code].small, code
    assert not shapes["KE"].small and not shapes["FR"].small


def test_countries_lie_where_they_lie(shapes: dict[str | None, Shape]) -> None:
    assert shapes["CL"].x < shapes["BR"].x < shapes["KE"].x < shapes["JP"].x
    assert shapes["NO"].y < shapes["KE"].y < shapes["NZ"].y
    assert shapes["KE"].neighbours == ("ET", "SO", "SS", "TZ", "UG")
    assert "KE" in shapes["TZ"].neighbours and shapes["JP"].neighbours == ()


def test_the_projection_keeps_areas() -> None:
    def drawn(latitude: float) -> float:
        corners = [(0.0, latitude), (1.0, latitude), (1.0, latitude + 1), (0.0, latitude + 1)]
        ring = [worldmap.place(corner) for corner in corners]
        sphere = math.sin(math.radians(latitude + 1)) - math.sin(math.radians(latitude))
        return worldmap.area(ring) / sphere

    assert drawn(60) == pytest.approx(drawn(0), rel=0.01)
