"""What tests share: one parser, one lexicon, one coder."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.model import Document
from onrecord.parse import Parsed
from onrecord.parse import parse as parse_document


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return shipped()


@pytest.fixture(scope="session")
def parse(lexicon: Lexicon) -> Callable[..., Parsed]:
    """`parse(text, **fields of Document)`; each distinct text is parsed once a session."""
    kept: dict[tuple[object, ...], Parsed] = {}

    def parse_text(text: str, **fields: str) -> Parsed:
        key = (text, *sorted(fields.items()))
        if key not in kept:
            kept[key] = parse_document(Document(text=text, **fields), lexicon)
        return kept[key]

    return parse_text
