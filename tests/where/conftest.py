"""The gazetteer that the tests of `where` share."""

import pytest

from onrecord.base.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The user's own gazetteer, built on first use."""
    return open_gazetteer()
