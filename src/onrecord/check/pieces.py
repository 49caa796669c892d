"""All places of a record where words of the document are pointed at."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from onrecord.model import Record, Span


class Piece(NamedTuple):
    """A span of the record, where it stands there, and the words that came along."""

    path: str
    """As in the JSON: `events[2].trigger`."""
    span: Span
    text: str | None


def pieces(record: Record) -> Iterator[Piece]:
    """Every span of a record with its words, in the order of the fields."""
    yield from _walk(record, "")
    for number, statement in enumerate(record.statements):
        path = f"statements[{number}].content"
        yield from _listed(path, statement.content, statement.content_text)
    yield from _listed("sentences", record.sentences, record.sentence_texts)


def _walk(value: Any, path: str) -> Iterator[Piece]:
    if isinstance(value, msgspec.Struct):
        span: Span | None = getattr(value, "span", None)
        if span is not None:
            yield Piece(path, span, getattr(value, "text", None))
        for name in value.__struct_fields__:
            yield from _walk(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{path}.{key}")


def _listed(path: str, spans: list[Span], texts: list[Any] | None) -> Iterator[Piece]:
    """Spans in one list, and their words in another beside it."""
    for number, span in enumerate(spans):
        text = texts[number] if texts is not None and number < len(texts) else None
        yield Piece(f"{path}[{number}]", span, text)
