"""The numbers that words and digits tell: counts of units, and years."""

import re

from onrecord.when.vocabulary import Vocabulary

PIVOT = 50
"""Two-digit years from here on belong to the twentieth century, earlier ones to the present one."""
DIGITS = re.compile(r"\d+")
SMALL = ("TENS", "TEEN", "CARD", "HALFWORD")
MULTIPLE = ("HUNDRED", "DOZEN")
THOUSAND = "1000"
UNSAID = "X"
"""What the lists write for a number that the words leave open."""


def number_of(words: list[str], vocabulary: Vocabulary) -> float | None:
    """The number that words or digits tell, or None for a vague one.

    "two hundred and ten" 210, "twenty-four" 24, "2 1/2" 2.5, "a dozen" 12, "half a" 0.5.
    """
    phrase = vocabulary.value(("VAGUE", "HALF", "ARTICLE", "EVERYOTHER"), words)
    if phrase is not None:
        return None if phrase == UNSAID else float(phrase)
    total = 0.0
    for word in words:
        multiple = vocabulary.value(MULTIPLE, [word])
        total = (total or 1) * float(multiple) if multiple else total + _addend(word, vocabulary)
    return total


def _addend(word: str, vocabulary: Vocabulary) -> float:
    """What a word adds to a number; 0 for "and", hyphens and articles."""
    if "/" in word:
        over, _, under = word.partition("/")
        return int(over) / int(under) if int(under) else 0
    if word[0].isdecimal():
        return float(word.replace(",", ""))
    return float(vocabulary.value(SMALL, [word]) or 0)


def leading_digits(word: str) -> int | None:
    """The number that a word begins with: 21 for "21st"; None if it begins with none."""
    found = DIGITS.match(word)
    return int(found.group()) if found else None


def full_year(digits: str) -> int:
    """The year of four digits, or of two by the pivot."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def spoken_year(words: list[str], vocabulary: Vocabulary) -> int | None:
    """The year in words: "nineteen ninety-six", "two thousand and four"; None if it is none."""
    multiples = [vocabulary.value(("HUNDRED",), [word]) for word in words]
    if THOUSAND in multiples:
        return int(number_of(words, vocabulary) or 0)
    century = vocabulary.value(("SPOKENCENTURY",), words[:1])
    rest = [word for word, multiple in zip(words[1:], multiples[1:], strict=True) if not multiple]
    return int(century) * 100 + int(number_of(rest, vocabulary) or 0) if century else None
