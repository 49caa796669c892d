"""What an explanation is made of: a sentence with its words marked, and named facts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.model import Record, Span


class Mark(NamedTuple):
    """Words of the document, and what they are to the thing that is explained."""

    span: Span
    role: str
    """trigger, source, target, time, place, cue, speaker, content or mention."""


class Sentence(NamedTuple):
    """A stretch of the document's text with its marks, which are in order and never overlap."""

    text: str
    start: int
    """Where it begins in the document."""
    marks: tuple[Mark, ...] = ()

    def pieces(self) -> Iterator[tuple[str, str | None]]:
        """Its words in order, each stretch with its role or None."""
        at = self.start
        for (start, end), role in self.marks:
            yield self._words(at, start), None
            yield self._words(start, end), role
            at = end
        yield self._words(at, self.start + len(self.text)), None

    def _words(self, start: int, end: int) -> str:
        return self.text[start - self.start : end - self.start]


class Fact(NamedTuple):
    """A value, and why it is so."""

    name: str
    value: str
    because: str = ""


class Section(NamedTuple):
    """Facts that answer one question."""

    title: str
    facts: tuple[Fact, ...]


class Explanation(NamedTuple):
    """Why a row is there."""

    id: str
    document: str
    heading: str
    """What it is, in a line."""
    sentence: Sentence | None
    """None where no text is within reach."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    """What can't be told, and why, one sentence each."""


def quoted(words: str | None) -> str:
    """Words in quotation marks, on one line; nothing where they were kept back."""
    return f"“{' '.join(words.split())}”" if words else ""


def words_at(text: str | None, span: Span, kept: str | None = None) -> str:
    """The words of a span: as the record kept them, else from the text."""
    return quoted(kept or (text[span[0] : span[1]] if text is not None else None))


def sentence_at(
    record: Record, text: str | None, span: Span, marks: Iterable[Mark]
) -> Sentence | None:
    """The sentence that a span begins in, marked; None where its words are out of reach.

    Of a dateline or byline, which stands in no sentence, the line.
    """
    for number, (start, end) in enumerate(record.sentences):
        if start <= span[0] < end:
            kept = record.sentence_texts[number] if record.sentence_texts else None
            words = text[start:end] if text is not None else kept
            return marked(words, start, marks) if words else None
    if text is None:
        return None
    start, end = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    return marked(text[start : len(text) if end < 0 else end], start, marks)


def marked(words: str, start: int, marks: Iterable[Mark]) -> Sentence:
    """A stretch of text with those marks that lie in it; of two that overlap the first wins."""
    chosen: list[Mark] = []
    for mark in marks:
        inside = start <= mark.span[0] and mark.span[1] <= start + len(words)
        free = all(mark.span[1] <= m.span[0] or m.span[1] <= mark.span[0] for m in chosen)
        if inside and free:
            chosen.append(mark)
    return Sentence(words, start, tuple(sorted(chosen)))
