"""Which words belong to which item, and the text cut where any mark begins or ends.

All on the server and in code points: a browser's strings are UTF-16, so it is never asked to count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.check.facts import Mark
from onrecord.model import Event, Record, Span, Statement

ROLES = ("trigger", "source", "target", "time", "place", "cue", "speaker", "content", "wording")
"""What words can be; of two for the same words the first gives the look."""
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Item(NamedTuple):
    """Something that can be chosen in the text, and its words."""

    id: str
    kind: str
    """event, statement or wording."""
    marks: tuple[Mark, ...]


class Piece(NamedTuple):
    """Words between two boundaries of marks."""

    text: str
    start: int
    """Where they begin in the document."""
    marks: tuple[tuple[str, str], ...] = ()
    """Item and role of each mark that covers them."""


class Stretch(NamedTuple):
    """A continuous part of the document's text."""

    text: str
    start: int


def items(record: Record) -> list[Item]:
    """All that can be chosen in a document's text, in the order of their cards."""
    events = [Item(e.id, "event", event_marks(record, e)) for e in record.events]
    said = [Item(s.id, "statement", statement_marks(s)) for s in record.statements]
    terms = [
        Item(f"w{number}", "wording", (Mark(wording.span, "wording"),))
        for number, wording in enumerate(record.wordings, 1)
    ]
    return [*events, *said, *terms]


def event_marks(record: Record, event: Event) -> tuple[Mark, ...]:
    """The words of an event, also where the text tells it again, and who says it with which."""
    found = [Mark(event.trigger.span, "trigger")]
    found += [Mark(mention.trigger.span, "trigger") for mention in event.mentions]
    found += [Mark(party.span, "source") for party in event.sources]
    found += [Mark(party.span, "target") for party in event.targets]
    found += [Mark(t.span, "time") for t in record.times if t.id == event.date.time]
    found += [Mark(event.place.span, "place")] if event.place else []
    told = [s for s in record.statements if s.id == event.according_to.statement]
    for statement in told:
        found.append(Mark(statement.cue.span, "cue"))
        found += [Mark(statement.speaker.span, "speaker")] if statement.speaker else []
    return tuple(dict.fromkeys(found))


def statement_marks(statement: Statement) -> tuple[Mark, ...]:
    """The words of a statement: cue, speaker and content."""
    found = [Mark(statement.cue.span, "cue")]
    found += [Mark(statement.speaker.span, "speaker")] if statement.speaker else []
    return (*found, *(Mark(span, "content") for span in statement.content))


def pieces(stretch: Stretch, chosen: Iterable[Item]) -> list[Piece]:
    """A stretch of text, cut wherever a mark begins or ends.

    Args:
        chosen: whose marks count; those that lie outside are left, those that reach out are cut.
    """
    first, last = stretch.start, stretch.start + len(stretch.text)
    opened: dict[int, list[tuple[str, str]]] = {}
    closed: dict[int, list[tuple[str, str]]] = {}
    for item in chosen:
        for (start, end), role in item.marks:
            a, b = max(start, first), min(end, last)
            if a < b:
                opened.setdefault(a, []).append((item.id, role))
                closed.setdefault(b, []).append((item.id, role))
    return list(_swept(stretch, sorted({first, last, *opened, *closed}), opened, closed))


def _swept(
    stretch: Stretch,
    bounds: Sequence[int],
    opened: dict[int, list[tuple[str, str]]],
    closed: dict[int, list[tuple[str, str]]],
) -> Iterator[Piece]:
    here: list[tuple[str, str]] = []
    for start, end in pairwise(bounds):
        for mark in closed.get(start, ()):
            here.remove(mark)
        here += opened.get(start, ())
        words = stretch.text[start - stretch.start : end - stretch.start]
        yield Piece(words, start, tuple(sorted(set(here), key=_by_role)))


def _by_role(mark: tuple[str, str]) -> tuple[int, str]:
    return ROLES.index(mark[1]), mark[0]


def paragraphs(text: str, start: int = 0) -> list[Stretch]:
    """A text's paragraphs, which blank lines part; every other line break stays in them."""
    found: list[Stretch] = []
    at = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip():
            found.append(Stretch(text[at:end], start + at))
        at = gap.end() if gap else end
    return found


def kept_stretches(record: Record) -> list[Stretch]:
    """The words that a record kept without its text: sentences, else evidence, joined.

    Where stretches overlap they become one; nothing stands in for what wasn't kept.
    """
    kept = _sentences(record) or _evidence(record)
    joined: list[Stretch] = []
    for (start, end), text in sorted(kept):
        if len(text) != end - start:
            continue
        if joined and start < joined[-1].start + len(joined[-1].text):
            before = joined[-1]
            known = before.start + len(before.text) - start
            joined[-1] = Stretch(before.text + text[known:], before.start)
        else:
            joined.append(Stretch(text, start))
    return joined


def _sentences(record: Record) -> list[tuple[Span, str]]:
    texts = record.sentence_texts or []
    return [(span, text) for span, text in zip(record.sentences, texts, strict=False) if text]


def _evidence(record: Record) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str | None]] = []
    for event in record.events:
        found += [(part.span, part.text) for part in event.evidence]
        found += [(p.span, p.text) for mention in event.mentions for p in mention.evidence]
        found += [(party.span, party.text) for party in (*event.sources, *event.targets)]
        found += [(event.place.span, event.place.text)] if event.place else []
    for said in record.statements:
        found.append((said.cue.span, said.cue.text))
        found += [(v.span, v.text) for v in (said.speaker, said.addressee) if v]
        found += list(zip(said.content, said.content_text or [], strict=False))
    found += [(time.span, time.text) for time in record.times]
    found += [(wording.span, wording.text) for wording in record.wordings]
    return [(span, text) for span, text in found if text]
