"""Command lines, run within the test's own process."""

from collections.abc import Callable

import pytest

from onrecord.cli.main import main

Call = Callable[..., tuple[int, str, str]]
"""Takes the words of a command line; gives its status, output and errors."""


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command line: its status, output and errors."""
    status = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err
