"""Finds the expressions of a text and reads their words; no dates are worked out here.

The letters of a text are cut into *islands*, stretches of words that some pattern knows, with one
word to each side for the guards. What a pattern finds in an island depends on its letters alone,
so islands seen before cost one look-up.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicon import Lexicon
from onrecord.when.grammar import Entry, grammar_of
from onrecord.when.pattern import EXPRESSIONS
from onrecord.when.read import read
from onrecord.when.reading import Expression, Reading
from onrecord.when.tokens import Tokens, tokenize
from onrecord.when.vocabulary import CAPITAL, OTHER

KEPT_ISLANDS = 8_192
KEPT_LENGTH = 24
"""Only islands up to this many tokens are kept: longer ones hardly come again."""


NUMBERED = {"2": 1, "3": 2}
"""The last character of a slot's name, and which expression it belongs to; others to the first."""
LONGEST_SPAN = 50
"""Two years written as one ("1998-99") lie no more years apart than this."""


class Match(NamedTuple):
    """Where a rule's expressions and slots lie, in tokens from the island's start."""

    start: int
    end: int
    entry: int
    spans: tuple[tuple[int, int], ...]
    slots: tuple[tuple[str, int, int, tuple[str, ...]], ...]


class Recogniser:
    """Finds expressions with one lexicon's grammar."""

    def __init__(self, lexicon: Lexicon):
        self.grammar = grammar_of(lexicon)
        known = self.grammar.known.replace(OTHER, "").replace(CAPITAL, "")
        self._island = re.compile(f"[{known}]+")
        self._trigger = re.compile(f"[{''.join(sorted(self.grammar.by_letter))}]")
        self._kept = lru_cache(maxsize=KEPT_ISLANDS)(self._matches)

    def tokens(self, text: str) -> Tokens:
        """The text's tokens."""
        return tokenize(text, self.grammar.vocabulary)

    def expressions(self, tokens: Tokens) -> Iterator[Expression]:
        """The expressions of the text, from left to right, none overlapping another."""
        letters = tokens.letters
        for found in self._island.finditer(letters):
            if self._trigger.search(letters, *found.span()):
                start = max(0, found.start() - 1)
                island = letters[start : found.end() + 1]
                short = len(island) <= KEPT_LENGTH
                for match in self._kept(island) if short else self._matches(island):
                    yield from self._read(match, tokens, start)

    def _matches(self, island: str) -> tuple[Match, ...]:
        """The best matches: the leftmost first, of those the longest, of those the earlier rule."""
        numbers = {n for letter in set(island) for n in self.grammar.by_letter.get(letter, ())}
        entries = self.grammar.entries
        found = [m for n in sorted(numbers) for m in _search(entries[n], island)]
        found.sort(key=lambda m: (m.start, -m.end, m.entry))
        chosen: list[Match] = []
        reached = 0
        for match in found:
            if match.start >= reached:
                chosen.append(match)
                reached = match.end
        return tuple(m for m in chosen if entries[m.entry].rule)

    def _read(self, match: Match, tokens: Tokens, offset: int) -> list[Expression]:
        rule = self.grammar.entries[match.entry].rule
        assert rule is not None
        readings: list[Reading] = []
        for number in range(len(match.spans)):
            slots = {
                name.rstrip("23"): (offset + a, offset + b, groups)
                for name, a, b, groups in match.slots
                if NUMBERED.get(name[-1], 0) == number
            }
            reading = read(rule, slots, tokens, self.grammar.vocabulary)
            readings.append(self._holiday(reading) if reading.holiday else reading)
        for left in reversed(range(len(readings) - 1)):
            readings[left : left + 2] = shared(readings[left], readings[left + 1])
        for left in range(len(readings) - 1):
            readings[left : left + 2] = shared(readings[left], readings[left + 1])
        partners = (1, -1) if len(readings) == 2 else (0,) * len(readings)
        return [
            Expression(
                tokens.span(offset + a, offset + b),
                rule.id,
                reading,
                offset + a,
                offset + b,
                partner,
            )
            for (a, b), reading, partner in zip(match.spans, readings, partners, strict=True)
        ]

    def _holiday(self, reading: Reading) -> Reading:
        """The reading with the holiday's place in the year."""
        row = self.grammar.holidays[reading.holiday or ""]
        amount = row.number if row.easter is None else row.easter
        return replace(
            reading,
            year=reading.year or row.year,
            month=row.month,
            day=row.day,
            weekday=row.weekday,
            amount=amount,
            week=row.plus,
            value="easter" if row.easter is not None else row.calendar,
        )


def shared(first: Reading, second: Reading) -> tuple[Reading, Reading]:
    """Two ends of a range, each with the month, year, quarter's year that only the other names."""
    if first.year and second.year and second.short_year:
        century = first.year // 100 * 100
        year = century + second.year % 100
        second = replace(second, year=year if year >= first.year else year + 100)
        if (second.year or 0) - first.year > LONGEST_SPAN:
            second = replace(second, year=None, broken="no second year of a span")
    if first.year is None and second.year is not None:
        crosses = (first.month or 0) > (second.month or 12)
        first = replace(first, year=second.year - crosses)
    if first.offset is None and second.offset is not None and first.kind == "quarter":
        first = replace(first, offset=second.offset)
    if first.month is None and first.day:
        first = replace(first, month=second.month)
    if second.month is None and second.day:
        second = replace(second, month=first.month)
    return first, second


def _search(entry: Entry, island: str) -> Iterator[Match]:
    compiled = entry.compiled
    names = EXPRESSIONS[: compiled.spans]
    for found in compiled.regex.finditer(island):
        spans = tuple(found.span(name) for name in names)
        slots = tuple(
            (slot, *found.span(group), groups)
            for slot, copies in compiled.slots.items()
            for group, groups in copies
            if found.start(group) >= 0
        )
        if spans[0][0] >= 0:
            yield Match(spans[0][0], spans[-1][1], entry.order, spans, slots)


def recogniser_of(lexicon: Lexicon) -> Recogniser:
    """The lexicon's recogniser, made on first use."""
    return lexicon.compiled(Recogniser)
