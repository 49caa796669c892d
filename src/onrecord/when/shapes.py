"""What a number may be by the shape of its digits: a year, a day of the month, a clock time …"""

import re

NUMBER = re.compile(r"\d{1,4}(?:,\d{3}){0,2}(?:\.\d{1,3})?")
YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")
DOTTED = re.compile(r"(?:0?\d|1[0-2])\.[0-5]\d")
GLUED = re.compile(r"(?:0?\d|1[0-2])(?:[:.][0-5]\d)?[ap]m", re.IGNORECASE)
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
DECADE = re.compile(r"(?:1[0-9]\d|20\d)0s")
SHORT_DECADE = re.compile(r"[1-9]0s")
ISO = re.compile(r"[12]\d{3}-\d\d-\d\d")
SLASHED = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)")
DOTS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
FRACTION = re.compile(r"[1-9]/[2-9]")
LONGEST = 12
"""No number of time has more characters."""

SHAPES: tuple[tuple[str, ...], ...] = (
    ("YEAR", "NUM", "FOURDIGITS"), ("OLDYEAR", "NUM", "FOURDIGITS"),
    ("ANCIENT", "NUM", "FOURDIGITS"),
    ("YEAR", "NUM", "FOURDIGITS", "TENYEAR"), ("OLDYEAR", "NUM", "FOURDIGITS", "TENYEAR"),
    ("NUM", "FOURDIGITS"),
    ("DAYNUM", "HOURNUM", "TWODIGITS", "NUM"), ("DAYNUM", "HOURNUM", "NUM"), ("DAYNUM", "NUM"),
    ("DAYNUM", "TWODIGITS", "NUM"), ("TWODIGITS", "NUM"), ("TWODIGITS", "NUM", "TENS2"), ("NUM",),
    ("NUM", "DOTTED"), ("CLOCK",), ("GLUED",), ("DAYORD", "CENTURYORD"), ("CENTURYORD",),
    ("DECADE",), ("SHORTDECADE",), ("ISODATE",), ("SLASHDATE",), ("FRACTION",),
    ("DOTDATE",),
)  # fmt: skip
"""Every combination of groups that `shape_groups` gives."""

_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (CLOCK, "CLOCK"), (GLUED, "GLUED"), (DECADE, "DECADE"), (SHORT_DECADE, "SHORTDECADE"),
    (ISO, "ISODATE"), (SLASHED, "SLASHDATE"), (FRACTION, "FRACTION"), (DOTS, "DOTDATE"),
)  # fmt: skip


def shape_groups(word: str) -> tuple[str, ...]:
    """The groups of a word that begins with a digit; one of SHAPES, or () for none.

    Time is bounded: longer words than LONGEST are not looked at.
    """
    if len(word) > LONGEST:
        return ()
    if word.isdecimal():
        return _integer(word)
    for pattern, group in _PLAIN:
        if pattern.fullmatch(word):
            return (group,)
    if ORDINAL.fullmatch(word):
        day = 1 <= int(word[:-2]) <= 31
        return ("DAYORD", "CENTURYORD") if day else ("CENTURYORD",)
    if NUMBER.fullmatch(word):
        return ("NUM", "DOTTED") if DOTTED.fullmatch(word) else ("NUM",)
    return ()


def _integer(word: str) -> tuple[str, ...]:
    number = int(word)
    if YEAR.fullmatch(word):
        if number < 1500:
            return ("ANCIENT", "NUM", "FOURDIGITS")
        groups = ("YEAR" if 1900 <= number <= 2050 else "OLDYEAR", "NUM", "FOURDIGITS")
        return groups if number % 10 else (*groups, "TENYEAR")
    if len(word) >= 4:
        return ("NUM", "FOURDIGITS") if len(word) == 4 else ("NUM",) if len(word) <= 6 else ()
    pair = ("TWODIGITS",) if len(word) == 2 else ()
    if 1 <= number <= 31 and len(word) <= 2:
        hour = ("HOURNUM",) if number <= 24 else ()
        return ("DAYNUM", *hour, *pair, "NUM")
    if pair and number >= 40 and number % 10 == 0:
        return (*pair, "NUM", "TENS2")
    return (*pair, "NUM")
