"""The gazetteer that the tests of `base` share."""

from pathlib import Path

import pytest

from onrecord.base.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def built() -> Path:
    """The user's own gazetteer file, built on first use."""
    return open_gazetteer().path


@pytest.fixture(scope="session")
def gazetteer(built: Path) -> Gazetteer:
    """The same, open."""
    return Gazetteer(built)
