"""The small language of the rules' patterns, and its translation to regular expressions.

    the? edge:EDGE? < month:MONTH day:DAY > (COMMA? year:YEAR)?

A word in capitals names a group of words (`words.csv`) or a phrase (`phrases.toml`); other
words and signs stand for themselves. `?` makes what precedes it optional, `( | )` gives
alternatives, `name:` keeps what follows as a slot, and `< >` marks the words of an expression
(all of the match, where a pattern has none; two or three pairs give as many expressions, whose
slots end in 2 and 3).

Nothing in the language repeats without bound, so every match is bounded by its pattern's length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.when.vocabulary import Vocabulary

SIGNS = {
    "COMMA": ",", "DOT": ".", "HYPHEN": "-", "APOS": "'", "CLOSE_APOS": "’", "OPEN_APOS": "‘",
    "EN_DASH": "–", "EM_DASH": "—", "MINUS": "−", "OPEN": "(", "SHUT": ")", "PERCENT": "%",
    "SLASH": "/", "COLON": ":", "SEMICOLON": ";", "BRACKET": "[", "QUOTE": '"', "TICK": "`",
    "LQUOTE": "“", "AMP": "&",
}  # fmt: skip
"""Names for signs that would be hard to read, or mean something, in a pattern."""

PIECE = re.compile(r"[a-z_]+\d?:|[()<>|?]|[^\s()<>|?:]+")
ANY = "ANY"
"""Stands for any one word."""
EXPRESSIONS = ("first", "second", "third")
MOST_CHOICES = 6
"""Optional parts in a row that one word may fit."""


class PatternError(ValueError):
    """A pattern that can't be read, and why."""


@dataclass
class Compiled:
    """A pattern as a regular expression over letters.

    `slots` maps each slot to its regex groups, each with the word groups inside it.
    """

    regex: re.Pattern[str]
    slots: dict[str, list[tuple[str, tuple[str, ...]]]]
    spans: int
    letters: str
    """Every letter that a match can hold."""


def literals(patterns: Iterable[str]) -> set[str]:
    """The words and signs that patterns name themselves."""
    found: set[str] = set()
    for pattern in patterns:
        for piece in PIECE.findall(pattern):
            if piece in SIGNS:
                found.add(SIGNS[piece])
            elif piece[-1] != ":" and piece not in "()<>|?" and not _names_group(piece):
                found.add(piece)
    return found


def _names_group(piece: str) -> bool:
    return piece.replace("_", "").isupper() and len(piece) > 1


@dataclass
class _Reader:
    """Reads one pattern from left to right; phrases are read in place."""

    vocabulary: Vocabulary
    phrases: Mapping[str, str]
    slots: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)
    open_slots: list[set[str]] = field(default_factory=list)
    open_items: list[set[str]] = field(default_factory=list)
    """The letters that the parts being read have used so far, the innermost last."""
    spans: int = 0

    def read(self, pattern: str) -> str:
        pieces = PIECE.findall(pattern)
        if "".join(pieces) != "".join(pattern.split()):
            raise PatternError(f"cannot read `{pattern}`")
        regex, rest = self._alternatives(pieces)
        if rest:
            raise PatternError(f"`{rest[0]}` closes nothing in `{pattern}`")
        return regex

    def _alternatives(self, pieces: list[str]) -> tuple[str, list[str]]:
        regex, rest = self._sequence(pieces)
        branches = [regex]
        while rest and rest[0] == "|":
            regex, rest = self._sequence(rest[1:])
            branches.append(regex)
        return (f"(?:{'|'.join(branches)})" if len(branches) > 1 else regex), rest

    def _sequence(self, pieces: list[str]) -> tuple[str, list[str]]:
        parts: list[str] = []
        free: list[set[str]] = []
        while pieces and pieces[0] not in (")", ">", "|"):
            self.open_items.append(set())
            part, pieces = self._item(pieces)
            fitting = self.open_items.pop()
            if pieces and pieces[0] == "?":
                part, pieces = f"(?:{part})?", pieces[1:]
                free.append(fitting)
                _check_choices(free)
            else:
                free = []
            parts.append(part)
        return "".join(parts), pieces

    def _item(self, pieces: list[str]) -> tuple[str, list[str]]:
        head, rest = pieces[0], pieces[1:]
        if head.endswith(":") and len(head) > 1:
            return self._slot(head[:-1], rest)
        if head == "(":
            return self._bracket(rest, ")", "(?:{})")
        if head == "<":
            self.spans += 1
            return self._bracket(rest, ">", f"(?P<{EXPRESSIONS[self.spans - 1]}>{{}})")
        if head == "?":
            raise PatternError("`?` follows nothing")
        return self._atom(head), rest

    def _bracket(self, pieces: list[str], close: str, form: str) -> tuple[str, list[str]]:
        regex, rest = self._alternatives(pieces)
        if not rest or rest[0] != close:
            raise PatternError(f"`{close}` is missing")
        return form.format(regex), rest[1:]

    def _slot(self, name: str, pieces: list[str]) -> tuple[str, list[str]]:
        if not pieces:
            raise PatternError(f"slot `{name}` holds nothing")
        self.open_slots.append(set())
        regex, rest = self._item(pieces)
        inside = self.open_slots.pop()
        copies = self.slots.setdefault(name, [])
        group = f"{name}_{len(copies)}"
        copies.append((group, tuple(sorted(inside))))
        return f"(?P<{group}>{regex})", rest

    def _atom(self, piece: str) -> str:
        if piece in self.phrases:
            regex, rest = self._alternatives(PIECE.findall(self.phrases[piece]))
            if rest:
                raise PatternError(f"phrase `{piece}` is not closed")
            return f"(?:{regex})"
        for inside in self.open_slots:
            inside.add(piece)
        if piece == ANY:
            self._use(ANY)
            return "."
        if piece in SIGNS:
            return self._letters("=" + SIGNS[piece])
        return self._group(piece) if _names_group(piece) else self._letters("=" + piece)

    def _use(self, *letters: str) -> None:
        for item in self.open_items:
            item.update(letters)

    def _group(self, group: str) -> str:
        if not self.vocabulary.knows(group):
            raise PatternError(f"no group, phrase or sign is called `{group}`")
        sequences = sorted(self.vocabulary.sequences.get(group, ()), key=len, reverse=True)
        branches = ["".join(self._letters("=" + w) for w in words) for words in sequences]
        if group in self.vocabulary.members:
            branches.append(self._letters(group))
        return f"(?:{'|'.join(branches)})"

    def _letters(self, group: str) -> str:
        letters = self.vocabulary.members[group]
        self.letters.update(letters)
        self._use(*letters)
        return f"[{letters}]" if len(letters) > 1 else letters


def _check_choices(free: list[set[str]]) -> None:
    """Refuse a pattern that has too many ways to fit the same words.

    Each of n optional parts in a row that the same word fits may take it or leave it, which makes
    2^n ways to try at every word of a text. Raises PatternError.
    """
    fits = Counter(letter for letters in free for letter in letters)
    most = max((fits[letter] for letter in fits if letter != ANY), default=0) + fits[ANY]
    if most > MOST_CHOICES:
        raise PatternError(
            f"{most} parts with `?` in a row fit the same word; at most {MOST_CHOICES} may, "
            "or a text of such words takes for ever: make some of them one part with `|`"
        )


def compile_pattern(
    pattern: str,
    vocabulary: Vocabulary,
    phrases: Mapping[str, str],
    guards: tuple[str, str] = ("", ""),
) -> Compiled:
    """The pattern as a regular expression over the vocabulary's letters.

    `guards` are patterns of one word that must not stand directly before and after.
    Raises PatternError where the pattern can't be read.
    """
    reader = _Reader(vocabulary, phrases)
    regex = reader.read(pattern)
    if not reader.spans:
        regex, reader.spans = f"(?P<first>{regex})", 1
    before, after = (guard_letters(guard, vocabulary) for guard in guards)
    regex = (f"(?<![{before}])" if before else "") + regex + (f"(?![{after}])" if after else "")
    letters = "".join(sorted(reader.letters | set(before) | set(after)))
    return Compiled(re.compile(regex), reader.slots, reader.spans, letters)


def guard_letters(guard: str, vocabulary: Vocabulary) -> str:
    """The letters of the groups, signs and words (alternatives of one word) that a guard names."""
    letters: set[str] = set()
    for piece in guard.replace("|", " ").split():
        name = (
            piece if _names_group(piece) and piece not in SIGNS else "=" + SIGNS.get(piece, piece)
        )
        if name not in vocabulary.members:
            raise PatternError(f"no group or sign is called `{piece}`")
        letters.update(vocabulary.members[name])
    return "".join(sorted(letters))
