"""A fixture that asks the room about a text alone: it needs no parse."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import shipped
from onrecord.model import Document, Span, TimeFound
from onrecord.parse.parsed import DatelineFound, Layout, Parsed
from onrecord.when import find

COLUMNS = (
    "start", "end", "words", "lower", "lemma", "pos", "tag", "dep", "head", "ent", "sentence_of",
    "children", "left", "right", "sentences", "entities", "quotations", "quoted",
)  # fmt: skip

Finder = Callable[..., list[TimeFound]]


def unparsed(text: str, published: str | None, dateline: Span | None = None) -> Parsed:
    """A document as the room sees it, with empty columns."""
    head = DatelineFound((0, dateline[1]), None, dateline, None) if dateline else None
    return Parsed(
        document=Document(text=text, published=published),
        text=text,
        layout=Layout((), head),
        **{column: [] for column in COLUMNS},
    )


@pytest.fixture(scope="session", name="unparsed")
def unparsed_fixture() -> Callable[[str, str | None], Parsed]:
    """`unparsed(text, published)`: a document without a parse."""
    return unparsed


@pytest.fixture
def when() -> Finder:
    """`when(text, published=None, dateline=None)`: what the room finds."""

    def ask(text: str, published: str | None = None, dateline: str | None = None):
        at = text.index(dateline) if dateline else 0
        span = (at, at + len(dateline)) if dateline else None
        return find(unparsed(text, published, span), shipped())

    return ask
