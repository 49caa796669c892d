"""What the tests of the command line share."""

from functools import partial

import pytest

from support import commands
from support.commands import Call


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """`call("show", path)`: status, output and errors of a command line."""
    return partial(commands.call, capsys)
