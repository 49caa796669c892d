"""Which file a document came from."""

import re

_PLACE = re.compile(r"(#.*|(:\d+)+)$")
"""The line, record or byte after the file's name: `:7`, `#record 7`."""


def path_of(source: str | None) -> str:
    """The file or address in `path`, `path:line` or `path#record`; empty if nothing is known."""
    return _PLACE.sub("", source or "")
