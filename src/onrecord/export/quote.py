"""How much of the text leaves with a record: nothing, the evidence, its sentences, all."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

import msgspec

from onrecord.model import Record, Span

LEVELS = ("none", "evidence", "sentence", "full")
_WORDS = frozenset({"text", "content_text", "sentence_texts"})
"""Fields that hold words of the text and nothing else."""


def quote(record: Record, level: str, text: str) -> Record:
    """The record with as much text as a level allows.

    Args:
        record: as it comes from the coder, with the words of every span.
        level: `none`: spans without words; `evidence`: as it is; `sentence`: also the
            sentences that something was coded from; `full`: also the whole text.
        text: the document's text.
    """
    if level == "none":
        return _bare(record)
    if level == "sentence":
        return msgspec.structs.replace(record, sentence_texts=_sentences(record, text))
    if level == "full":
        header = msgspec.structs.replace(record.document, text=text)
        return msgspec.structs.replace(record, document=header)
    return record


def limit(record: Record, level: str) -> Record:
    """A record as it is stored, with no more text than a level allows; nothing is added."""
    text = record.document.text
    if level == "full":
        return record
    if level == "none":
        return _bare(record)
    if level == "sentence" and record.sentence_texts is None and text is not None:
        record = msgspec.structs.replace(record, sentence_texts=_sentences(record, text))
    elif level == "evidence":
        record = msgspec.structs.replace(record, sentence_texts=None)
    return msgspec.structs.replace(
        record, document=msgspec.structs.replace(record.document, text=None)
    )


def _bare(value: Any) -> Any:
    """The same without words."""
    if isinstance(value, msgspec.Struct):
        changes = {
            name: None if name in _WORDS else _bare(getattr(value, name))
            for name in value.__struct_fields__
        }
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    return value


def _sentences(record: Record, text: str) -> list[str | None]:
    """The words of the sentences that something was coded from, None for the others."""
    starts = [start for start, _ in record.sentences]
    kept: set[int] = set()
    for start, end in _coded(record):
        number = max(bisect_right(starts, start) - 1, 0)
        while number < len(starts) and starts[number] < end:
            kept.add(number)
            number += 1
    return [text[a:b] if n in kept else None for n, (a, b) in enumerate(record.sentences)]


def _coded(record: Record) -> Iterable[Span]:
    """The spans that events, statements and wordings stand on."""
    for event in record.events:
        yield event.trigger.span
        yield from (part.span for part in event.evidence)
        for mention in event.mentions:
            yield from (part.span for part in mention.evidence)
    for statement in record.statements:
        yield statement.cue.span
        yield from statement.content
    yield from (wording.span for wording in record.wordings)
