"""The words of time: their groups, what they stand for, and one letter for each kind of word.

A text's words are mapped to a string of *letters*, one a word: two words share a letter if
they belong to the same groups, so that patterns over groups become ordinary regular
expressions over letters, and most of a text is the one letter `OTHER`.
"""

import re
from collections.abc import Iterable

import msgspec

from onrecord.lexicon import Lexicon
from onrecord.when.shapes import SHAPES, shape_groups

OTHER = "o"
"""The letter of a word that no pattern knows."""
CAPITAL = "C"
"""The letter of such a word with a capital."""
ABBREVIATIONS = ("SUREABBR", "DOUBTABBR", "TITLE")
FIRST_LETTER = 0x4E00
"""Letters are taken from a block without case or combining marks."""
WORD = re.compile(r"\d+(?:[.,:/]\d+)*\w*|[^\W\d_][^\W_]*|\S")
"""A text's tokens, as far as forms in the lists have them (tokens.py has the rest)."""


class WordRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Forms of one group that stand for one value."""

    group: str
    forms: tuple[str, ...]
    value: str = ""


class HolidayRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named day: fixed, a numbered weekday, counted from Easter, or by another calendar."""

    name: str
    forms: tuple[str, ...]
    year: int | None = None
    """Its year, if it was but once."""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    plus: int = 0
    """Days after that weekday."""
    easter: int | None = None
    calendar: str | None = None
    """Country and feast in the package `holidays`, for what moves with another calendar."""


def pieces(form: str) -> list[str]:
    """The tokens that a form is written with."""
    return WORD.findall(form)


def _spellings(word: str) -> Iterable[str]:
    """How a text may write the word; one with a capital is never written without."""
    if word[0].isupper():
        return (word, word.upper())
    return (word, word.capitalize(), word.upper())


class Vocabulary:
    """Which groups a word belongs to, what it stands for, and its letter.

    Args:
        rows: the words of all groups.
        literals: single words that patterns name themselves.
    """

    def __init__(self, rows: Iterable[WordRow], literals: Iterable[str]):
        self.values: dict[tuple[str, str], str] = {}
        self.sequences: dict[str, list[tuple[str, ...]]] = {}
        """Group -> its forms of several words, as words that patterns name."""
        groups: dict[str, set[str]] = {}
        for row in rows:
            self._add(row, groups)
        for word in literals:
            self._place(word, "=" + word, groups)
        self.letters: dict[str, str] = {}
        self.members: dict[str, str] = {}
        """Group (or `=word`) -> the letters of the words in it."""
        self._kinds: dict[frozenset[str], str] = {}
        self.members["UNKNOWN"] = OTHER + CAPITAL
        self.members["CAPITAL"] = CAPITAL
        for word in sorted(groups):
            shape = shape_groups(word) if word[0].isdecimal() else ()
            self.letters[word] = self._letter(frozenset(groups[word].union(shape)))
        self.shapes = {shape: self._letter(frozenset(shape)) for shape in SHAPES}

    def _add(self, row: WordRow, groups: dict[str, set[str]]) -> None:
        for form in row.forms:
            words = pieces(form)
            self.values[row.group, " ".join(w for w in words if w != ".").lower()] = row.value
            if len(words) == 1:
                self._place(words[0], row.group, groups)
                continue
            for word in words:
                self._place(word, "=" + word, groups)
            self.sequences.setdefault(row.group, []).append(tuple(words))

    @staticmethod
    def _place(word: str, group: str, groups: dict[str, set[str]]) -> None:
        for spelling in _spellings(word):
            groups.setdefault(spelling, set()).add(group)

    def _letter(self, kind: frozenset[str]) -> str:
        if kind not in self._kinds:
            self._kinds[kind] = letter = chr(FIRST_LETTER + len(self._kinds))
            for group in sorted(kind):
                self.members[group] = self.members.get(group, "") + letter
        return self._kinds[kind]

    def letter(self, word: str) -> str:
        """The letter of a word of a text."""
        known = self.letters.get(word)
        if known:
            return known
        if word[0].isdecimal():
            return self.shapes.get(shape_groups(word), OTHER)
        return CAPITAL if word[0].isupper() else OTHER

    @property
    def abbreviations(self) -> str:
        """The letters of words after which a full stop ends no sentence."""
        return "".join(self.members.get(group, "") for group in ABBREVIATIONS)

    def knows(self, group: str) -> bool:
        """Whether any word or form is in the group."""
        return group in self.members or group in self.sequences

    def value(self, groups: Iterable[str], words: list[str]) -> str | None:
        """What the words stand for in the first of these groups that has them."""
        phrase = " ".join(words).lower()
        for group in groups:
            value = self.values.get((group, phrase))
            if value is not None:
                return value
        return None


def load_rows(lexicon: Lexicon) -> tuple[WordRow, ...]:
    """The words of `words.csv`, and the holidays' names as the group HOLIDAY."""
    holidays = lexicon.facts("when", "holidays", HolidayRow)
    names = tuple(WordRow("HOLIDAY", row.forms, row.name) for row in holidays)
    return lexicon.facts("when", "words", WordRow) + names
