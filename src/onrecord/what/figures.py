"""Casualties: how many were killed, hurt or arrested, as the words give them."""

from typing import Literal

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.model import Span
from onrecord.parse import Clause, Filler, Parsed

Figure = tuple[str, int | None, str | None, Span]
MOST = 10_000_000_000
"""More people than there are: such a number counts nobody, and may not fit a column of a store."""


class HarmFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which figure a verb's object counts (a row of en/harm.csv)."""

    verb: str
    figure: Literal["dead", "injured", "arrested"]


class NumberFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number word (a row of en/numbers.csv)."""

    word: str
    value: int | None = None
    note: str | None = None


class HedgeFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a number that say how exact it is (a row of en/hedges.csv)."""

    words: str
    note: str


Tables = tuple[dict[str, str], dict[str, NumberFact], dict[str, str]]


def build_figures(lexicon: Lexicon) -> Tables:
    """Verbs of harm, number words and hedges (use `lexicon.compiled(build_figures)`)."""
    return (
        {fact.verb: fact.figure for fact in lexicon.facts("what", "harm", HarmFact)},
        {fact.word: fact for fact in lexicon.facts("what", "numbers", NumberFact)},
        {fact.words: fact.note for fact in lexicon.facts("what", "hedges", HedgeFact)},
    )


def casualties(parsed: Parsed, clause: Clause, tables: Tables) -> tuple[Figure, ...]:
    """The figures that a clause gives: (dead, injured or arrested; number; note; words)."""
    harm = tables[0].get(clause.lemma)
    if harm is None:
        return ()
    harmed = clause.slots.get("object", ())
    if not harmed and clause.lemma in ("die", "perish"):
        harmed = clause.slots.get("subject", ())
    return tuple(
        figure for filler in harmed if (figure := _figure(parsed, filler, harm, tables)) is not None
    )


def _figure(parsed: Parsed, filler: Filler, harm: str, tables: Tables) -> Figure | None:
    _, numbers, hedges = tables
    head = filler.head
    counts = parsed.kids(head, "nummod")
    if parsed.pos[head] == "NUM" or parsed.lower[head] in numbers:
        counts = [head, *counts]
    if not counts:
        counts = [c for c in parsed.kids(head, "det", "amod") if parsed.lower[c] in numbers]
    if not counts:
        return None
    count = counts[0]
    first = min([count, *(parsed.left[c] for c in parsed.children[count] if c < count)])
    number = _number(parsed, count, numbers)
    note = _note(parsed, count, hedges)
    word = numbers.get(parsed.lower[count])
    note = note or (word.note if word else None)
    return harm, number, note, parsed.span(first, max(head, count))


def _number(parsed: Parsed, token: int, numbers: dict[str, NumberFact]) -> int | None:
    """The value of a number: digits, words, "two dozen", "twenty-five", "3 million"."""
    parts = [c for c in parsed.children[token] if c < token and parsed.dep[c] in
             ("compound", "nummod")]  # fmt: skip
    value = _value(parsed.lower[token], numbers)
    for part in parts:
        before = _value(parsed.lower[part], numbers)
        if before is None or value is None:
            continue
        value = before * value if value >= 10 and value > before else before + value
    return value if value is None or value <= MOST else None


def _value(word: str, numbers: dict[str, NumberFact]) -> int | None:
    plain = word.replace(",", "")
    if plain.isdecimal():
        return int(plain) if len(plain) < len(str(MOST)) else None
    if word in numbers:
        return numbers[word].value
    tens, hyphen, ones = word.partition("-")
    if hyphen and tens in numbers and ones in numbers:
        first, second = numbers[tens].value, numbers[ones].value
        return first + second if first and second else None
    return None


def _note(parsed: Parsed, token: int, hedges: dict[str, str]) -> str | None:
    """What the words right before a number say about it: at least, about, more than …"""
    before = " ".join(parsed.lower[max(0, token - 4) : token])
    found = [words for words in hedges if f" {before} ".endswith(f" {words} ")]
    return hedges[max(found, key=len)] if found else None
