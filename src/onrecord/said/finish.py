"""Drafts become statements: clipped, trimmed, one for a cue, nested, in characters."""

from onrecord.model import Role, Span, StatementFound
from onrecord.said.contents import minus, trim, without_openers
from onrecord.said.cues import LEVELS
from onrecord.said.details import Tables, addressee, cites, medium, polarity
from onrecord.said.drafts import Draft
from onrecord.said.reading import Reading, Stretch

_NAMES = {number: name for name, number in LEVELS.items()}
_QUOTED_SHARE = 0.9
"""Of the words in marks, from which on a content is direct: a lost "that" makes no difference."""


def distinct(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """One draft for a cue, the first given; those without any content are dropped."""
    taken: set[int] = set()
    kept: list[Draft] = []
    for draft in drafts:
        words = range(*draft.cue)
        if draft.token in taken or (draft.token < 0 and draft.cue[0] in taken):
            continue
        draft.content = _content(reading, draft)
        if not draft.content:
            continue
        taken.update(words)
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.cue, d.content))


def _content(reading: Reading, draft: Draft) -> list[Stretch]:
    """The content's parts without cue and speaker, clipped to the cue's paragraph."""
    parts = [part for part in draft.content if part[0] < part[1]]
    if not draft.quotations and draft.frame not in ("line", "quotation"):
        first, last = reading.paragraphs[reading.paragraph[draft.anchor]]
        parts = [(max(a, first), min(b, last)) for a, b in parts]
    parts = _joined(parts)
    for hole in (draft.cue, draft.speaker):
        if hole:
            parts = [piece for part in parts for piece in _outside(part, hole)]
    kept = [part for piece in parts if (part := trim(reading, piece))]
    if kept and kept[0][0] < draft.cue[0]:
        kept[0] = without_openers(reading, kept[0])
    return [part for part in kept if _has_word(reading, part)]


def _outside(part: Stretch, hole: Stretch) -> list[Stretch]:
    """A part without a hole; a hole that holds all of it is left alone."""
    if hole[0] <= part[0] and part[1] <= hole[1]:
        return []
    return minus(part, hole)


def _joined(parts: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for first, last in sorted(parts):
        if first >= last:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _has_word(reading: Reading, stretch: Stretch) -> bool:
    return any(reading.words[token][:1].isalnum() for token in range(*stretch))


def nest(drafts: list[Draft]) -> list[int | None]:
    """For each draft, in the order of their cues, the smallest one whose content holds its cue.

    A sweep over cues and contents with a stack of open contents: linear where contents nest
    properly.
    """
    opening = sorted(
        (part[0], -part[1], number) for number, d in enumerate(drafts) for part in d.content
    )
    sizes = [sum(b - a for a, b in d.content) for d in drafts]
    holders: list[int | None] = [None] * len(drafts)
    stack: list[tuple[int, int]] = []
    at = 0
    for number in sorted(range(len(drafts)), key=lambda n: drafts[n].cue):
        first, last = drafts[number].cue
        while at < len(opening) and opening[at][0] <= first:
            _push(stack, opening[at])
            at += 1
        while stack and stack[-1][0] <= first:
            stack.pop()
        holding = [
            holder
            for end, holder in stack
            if end >= last and holder != number and not _holds(drafts[number], drafts[holder])
        ]
        holders[number] = min(holding, key=lambda h: (sizes[h], h), default=None)
    return holders


def _push(stack: list[tuple[int, int]], entry: tuple[int, int, int]) -> None:
    start, end, number = entry[0], -entry[1], entry[2]
    while stack and stack[-1][0] <= start:
        stack.pop()
    stack.append((end, number))


def _holds(outer: Draft, inner: Draft) -> bool:
    """Does a content hold another's cue?"""
    return any(first <= inner.cue[0] < last for first, last in outer.content)


def kind_of(reading: Reading, draft: Draft) -> str:
    """direct, indirect or mixed: by the marks around the content's words, seen from the cue."""
    around = _quotations_around(reading, draft.anchor)
    words = quoted = 0
    for part in draft.content:
        for token in range(*part):
            if reading.words[token][:1].isalnum():
                words += 1
                number = reading.parsed.quoted[token]
                quoted += number >= 0 and number not in around
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= _QUOTED_SHARE * words else "mixed"


def _quotations_around(reading: Reading, token: int) -> set[int]:
    around: set[int] = set()
    number = reading.parsed.quoted[token]
    while number >= 0:
        around.add(number)
        number = reading.outer[number]
    return around


def span_of(reading: Reading, stretch: Stretch) -> Span:
    """The characters of a token stretch."""
    return reading.parsed.span(stretch[0], stretch[1] - 1)


def statement(reading: Reading, draft: Draft, within: int | None, tables: Tables) -> StatementFound:
    """The finding, in characters."""
    speaker = None
    if draft.speaker and draft.speaker[0] < draft.speaker[1]:
        speaker = Role(span_of(reading, draft.speaker), draft.speaker_head, how=draft.how)
    return StatementFound(
        rule=draft.rule.id,
        cue=span_of(reading, draft.cue),
        cue_token=draft.token,
        content=tuple(span_of(reading, part) for part in draft.content),
        kind=kind_of(reading, draft),
        act=draft.rule.act,
        polarity=polarity(reading, draft),
        speaker=speaker,
        addressee=addressee(reading, draft),
        cites=cites(reading, draft),
        medium=medium(reading, draft, tables),
        level=_NAMES[draft.level],
        frame=draft.frame,
        clause=reading.parsed.clause_of.get(draft.token),
        within=within,
        confidence=tables.confidence_of(draft),
    )
