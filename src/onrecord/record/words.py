"""Spans with their words."""

from collections.abc import Iterable

from onrecord.model import Evidence, Span
from onrecord.parse import Parsed


def evidence(parsed: Parsed, span: Span) -> Evidence:
    """A span together with its words."""
    return Evidence(span=span, text=parsed.phrase(span))


def covers(outer: Iterable[Span], inner: Span) -> bool:
    """Whether one of the outer spans holds all of the inner one."""
    return any(a <= inner[0] and inner[1] <= b for a, b in outer)


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
