"""A text as tokens and letters: the words, where they stand, and where sentences end."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.when.vocabulary import OTHER, Vocabulary

TOKEN = re.compile(
    r"\d{1,2}(?=[ap]\.m\b)|\d{4}-\d\d-\d\d(?![\d-])|\d+(?:[.,:/]\d+)*\w*|[^\W\d_][^\W_]*"
    r"|\n[ \t\r]*\n|\S"
)
"""Numbers with what is written together with them, words, paragraph breaks, and single signs."""

SHORTEST_SENTENCE = 5
"""A stretch of fewer tokens between two ends is no sentence of its own."""
CLOSERS = frozenset("\"'”’)]")


@dataclass(slots=True)
class Tokens:
    """The columns of a text's tokens; `letters` has one letter a token."""

    text: str
    words: list[str]
    start: list[int]
    letters: str
    sentence_ends: list[int]
    """The numbers of the tokens that end a sentence or paragraph, in order."""

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self.sentence_ends, token - 1)

    def sentence_start(self, token: int) -> int:
        """The number of the first token of that sentence."""
        number = self.sentence(token)
        return self.sentence_ends[number - 1] + 1 if number else 0

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of tokens `first` up to `last`, the last excluded."""
        return self.start[first], self.start[last - 1] + len(self.words[last - 1])


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """The tokens of a text; time grows with its length."""
    found = [(m.group(), m.start()) for m in TOKEN.finditer(text)]
    words = [word for word, _ in found]
    known, letter = vocabulary.letters.get, vocabulary.letter
    letters = "".join(
        [known(w) or (OTHER if w.isalpha() and w.islower() else letter(w)) for w in words]
    )
    ends = [i for i, word in enumerate(words) if word in ".!?\n" or word[0] == "\n"]
    ends = _apart([i for i in ends if _ends_sentence(words, letters, i, vocabulary.abbreviations)])
    return Tokens(text, words, [start for _, start in found], letters, ends)


def _apart(ends: list[int]) -> list[int]:
    """The ends, without those of fragments: a footnote's number, a break after a full stop."""
    kept: list[int] = []
    for end in ends:
        if not kept or end - kept[-1] >= SHORTEST_SENTENCE:
            kept.append(end)
    return kept


def _ends_sentence(words: list[str], letters: str, at: int, abbreviations: str) -> bool:
    """A full stop ends a sentence unless an initial or abbreviation stands before or a small
    letter after it."""
    if words[at] != ".":
        return True
    if at and (
        (len(words[at - 1]) == 1 and words[at - 1].isalpha()) or letters[at - 1] in abbreviations
    ):
        return False
    after = at + 1
    while after < len(words) and after < at + 3 and words[after] in CLOSERS:
        after += 1
    return after >= len(words) or not words[after][0].islower()
