"""Shared fixtures."""

from pathlib import Path

import pytest

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
