"""Which file a document came from."""

import re

_PLACE = re.compile(r"(#.*|(:\d+)+)$")
"""The line, record or byte after the file's name: `:7`, `#record 7`."""


def path_of(source: str | None) -> str:
    """The file or address in `path`, `path:line`, `path#record` or `url`; empty where nothing is known."""
    return _PLACE.sub("", source or "")
