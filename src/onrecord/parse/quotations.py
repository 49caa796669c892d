"""Pairs quotation marks, paragraph by paragraph, whatever marks a text uses and however badly.

Straight, curly, low, angular, doubled backticks and apostrophes (TeX, old wire text), single
marks. A mark is read by its shape in the text (what stands to its left and right) and by its
direction where it has one. A single mark counts only where it is closed: all others are
apostrophes, feet or minutes. One pass, linear in the number of marks.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.parse.parsed import Paragraph, Quotation

Shape = Literal["open", "close", "either"]

_MARKS = re.compile(r"``|''|\"+|[“”„‟«»‹›‘’‚‛']")
_FAMILY = (
    dict.fromkeys("‘’‚‛'", "single")
    | dict.fromkeys("‹›", "angle")
    | dict.fromkeys("«»", "guillemet")
)
_OPENERS = frozenset("“„‟«‹‘‚‛`")
_CLOSERS = frozenset("”»›’")
_BEFORE_OPEN = frozenset("([{<-–—―/“„«‹‘‚\"'`")
_AFTER_CLOSE = frozenset(".,;:!?)]}>-–—―/…”»›’\"'")
_DECADE = re.compile(r"\d0s")


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    direction: Shape
    shape: Shape


class _Open(NamedTuple):
    mark: _Mark
    number: int
    """The mark's number within its paragraph."""


class _Pair(NamedTuple):
    span: Span
    inner: Span
    closed: bool
    paragraph: int


def pair_quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """All quotations of a text, in the order of their first marks.

    An unclosed quotation ends with its paragraph, or where the next one opens. One that opens
    a paragraph after such an open end `continues` the earlier one (multi-paragraph speech).
    """
    pairs: list[_Pair] = []
    for number, paragraph in enumerate(paragraphs):
        open_end = _ends_open(pairs, number, paragraphs, text)
        pairs += sorted(_pair_paragraph(text, number, paragraph.span, open_end))
    return _nest(text, pairs, paragraphs)


def _pair_paragraph(text: str, number: int, span: Span, open_end: bool) -> list[_Pair]:
    marks = [_mark(text, found, span) for found in _MARKS.finditer(text, *span)]
    later_singles = _closing_singles_after(marks)
    stack: list[_Open] = []
    pairs: list[_Pair] = []
    for at, mark in enumerate(marks):
        if mark.family == "single":
            action = _single_action(text, mark, _is_open(stack, "single"), later_singles[at])
        else:
            action = _double_action(text, marks, at, stack)
        if action == "break":
            pairs += _drop(text, stack, mark.start, number)
        if action in ("open", "break"):
            stack.append(_Open(mark, at))
        elif action == "close" and _is_open(stack, mark.family):
            pairs += _close(text, stack, mark, number)
        elif action == "close" and open_end and not pairs and mark.family != "single":
            pairs.append(_Pair((span[0], mark.end), (span[0], mark.start), True, number))
    return pairs + _drop(text, stack, span[1], number)


def _mark(text: str, found: re.Match[str], span: Span) -> _Mark:
    start, end = found.span()
    char = text[start]
    before = text[start - 1] if start > span[0] else " "
    after = text[end] if end < span[1] else " "
    direction: Shape = "either"
    if char in _OPENERS or char in _CLOSERS:
        direction = "open" if char in _OPENERS else "close"
    family = "double" if end - start > 1 else _FAMILY.get(char, "double")
    return _Mark(start, end, family, direction, _shape(before, after))


def _shape(before: str, after: str) -> Shape:
    """What the neighbours say: a mark opens before a word and closes after one."""
    opens = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    if opens and (after in _AFTER_CLOSE) != (before in _BEFORE_OPEN):
        return "close" if after in _AFTER_CLOSE else "open"
    return "either"


def _is_open(stack: list[_Open], family: str) -> bool:
    return any(entry.mark.family == family for entry in stack)


def _double_action(text: str, marks: list[_Mark], at: int, stack: list[_Open]) -> str:
    """open, close, break (the earlier one was never closed: end it here and open) or skip."""
    mark = marks[at]
    if not _is_open(stack, mark.family):
        if mark.direction == "open" or mark.shape == "open":
            return "open"
        if mark.direction == "close" or mark.shape == "close":
            return "close"
        return "open"
    if mark.direction == "close" or mark.shape == "close":
        return "skip" if _is_inch(text, marks, at) else "close"
    if mark.direction == "open" or mark.shape == "open":
        return _second_opening(marks, at)
    return "close"


def _second_opening(marks: list[_Mark], at: int) -> str:
    """An opening inside an open quotation: nested, or the earlier one lacks its closing mark."""
    mark = marks[at]
    following = [m for m in marks[at + 1 : at + 6] if m.family == mark.family][:2]
    closing = [m.direction == "close" or m.shape == "close" for m in following]
    if closing[:2] == [True, True]:
        return "open"
    if closing[:1] == [True] or mark.direction == "open":
        return "break"
    return "close"


def _is_inch(text: str, marks: list[_Mark], at: int) -> bool:
    """A straight mark after a figure, with words and another closing mark to follow."""
    mark = marks[at]
    if text[mark.start] != '"' or not text[mark.start - 1].isdigit():
        return False
    runs_on = text[mark.end : mark.end + 2].strip(" -")[:1].islower()
    following = next((m for m in marks[at + 1 :] if m.family == mark.family), None)
    return runs_on and following is not None and following.shape == "close"


def _closing_singles_after(marks: list[_Mark]) -> list[bool]:
    """For each mark: does a closing single mark come before the next opening one?"""
    later, answer = False, [False] * len(marks)
    for at in range(len(marks) - 1, -1, -1):
        answer[at] = later
        if marks[at].family == "single" and marks[at].shape != "either":
            later = marks[at].shape == "close"
    return answer


def _single_action(text: str, mark: _Mark, is_open: bool, closed_later: bool) -> str:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if before.isalnum() and after.isalnum():
        return "skip"
    if mark.shape == "open" and mark.direction != "close":
        return "skip" if _DECADE.match(text, mark.end) else "open"
    if not is_open or mark.shape == "open":
        return "skip"
    follows = text[mark.end : mark.end + 2].strip()
    plural = before == "s" and after == " " and follows.islower()
    return "skip" if plural and closed_later else "close"


def _close(text: str, stack: list[_Open], mark: _Mark, number: int) -> list[_Pair]:
    """Closes the innermost open quotation of the mark's family, and what is open within it."""
    at = max(n for n, entry in enumerate(stack) if entry.mark.family == mark.family)
    within = stack[at + 1 :]
    opening = stack[at].mark
    del stack[at:]
    pairs = _drop(text, within, mark.start, number)
    if opening.family == "single" and mark.start - opening.end < 2:
        return pairs
    pair = _pair(text, opening, mark.end, mark.start, True, number)
    return [*pairs, pair] if pair else pairs


def _drop(text: str, stack: list[_Open], end: int, number: int) -> list[_Pair]:
    """Ends what is still open; single marks that nothing closed were apostrophes."""
    opened = [entry.mark for entry in stack if entry.mark.family != "single"]
    stack.clear()
    pairs = (_pair(text, mark, end, end, False, number) for mark in opened)
    return [pair for pair in pairs if pair]


def _pair(
    text: str, opening: _Mark, end: int, inner_end: int, closed: bool, number: int
) -> _Pair | None:
    first, last = opening.end, inner_end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first == last:
        return None
    return _Pair((opening.start, end if closed else last), (first, last), closed, number)


def _ends_open(pairs: list[_Pair], number: int, paragraphs: Sequence[Paragraph], text: str) -> bool:
    """Does the paragraph before this one end in a quotation that nothing closed?"""
    if not pairs or pairs[-1].paragraph != number - 1:
        return False
    last = next(p for p in reversed(pairs) if not p.closed or p is pairs[-1])
    end = paragraphs[number - 1].span[1]
    return not last.closed and not text[last.span[1] : end].strip()


def _nest(text: str, pairs: list[_Pair], paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """Adds to each quotation its depth, and the one that it continues."""
    found: list[Quotation] = []
    holders: list[int] = []
    open_end: int | None = None
    for number, pair in enumerate(pairs):
        while holders and found[holders[-1]].span[1] <= pair.span[0]:
            holders.pop()
        paragraph = paragraphs[pair.paragraph].span
        opens = not text[paragraph[0] : pair.span[0]].strip()
        neighbours = open_end is not None and found[open_end].paragraph == pair.paragraph - 1
        continues = open_end if opens and neighbours and not holders else None
        found.append(
            Quotation(pair.span, pair.inner, pair.closed, len(holders), pair.paragraph, continues)
        )
        holders.append(number)
        ends = not text[pair.span[1] : paragraph[1]].strip()
        if not pair.closed and ends and found[number].depth == 0:
            open_end = number
    return found
