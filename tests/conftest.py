"""Shared fixtures."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from site_support import Site

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real statutes beside the project; the test is skipped where it is missing."""
    path = SHARED / "corpus"
    if not path.is_dir():
        pytest.skip("no real statutes beside the project (../shared/corpus)")
    return path


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of coded answers beside the project; the test is skipped where it is missing."""
    path = SHARED / "gold"
    if not path.is_dir():
        pytest.skip("no coded answers beside the project (../shared/gold)")
    return path


@pytest.fixture(scope="session")
def design() -> Path:
    """The folder of the design beside the project; the test is skipped where it is missing."""
    path = SHARED / "design"
    if not path.is_dir():
        pytest.skip("no design beside the project (../shared/design)")
    return path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Site"]:
    """The site of the example's three fictional countries."""
    from example import write_example
    from site_support import Site

    from lexgap.analysis.build import build

    folder = write_example(tmp_path_factory.mktemp("site") / "data")
    build(folder)
    found = Site(folder)
    yield found
    found.loop.close()
