"""What the tests of `watch` share: a site on loopback."""

from collections.abc import Iterator

import pytest

from support.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on 127.0.0.1."""
    with Site().up() as site:
        yield site
