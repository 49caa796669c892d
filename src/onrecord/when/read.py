"""Reads the words in a rule's slots: numbers, years, clock times, and what the lists say."""

from collections.abc import Callable, Mapping

from onrecord.when.grammar import Rule
from onrecord.when.numbers import full_year, leading_digits, number_of, spoken_year
from onrecord.when.reading import Reading
from onrecord.when.tokens import Tokens
from onrecord.when.vocabulary import Vocabulary

Slot = tuple[int, int, tuple[str, ...]]
"""First token, the token after the last, and the groups that the slot's pattern names."""
Value = int | float | str | bool | None
Groups = tuple[str, ...]

WHOLE = frozenset({"month", "day", "weekday", "quarter", "half", "offset", "week", "year_offset"})
"""The slots whose values are whole numbers."""
LISTS: dict[str, Groups] = {
    "unit": ("UNIT", "UNITS"), "part": ("PART", "PARTS"), "quarter": ("ORDINAL",),
    "half": ("ORDINAL",), "offset": ("LAST", "NEXT", "THIS"), "week": ("LAST", "NEXT", "THIS"),
    "year_offset": ("LAST", "NEXT", "THIS"), "relation": ("RELATION",),
}  # fmt: skip
"""Where a slot's words are looked up when its pattern names the words themselves."""
WRITTEN_DATES = frozenset({"ISODATE", "SLASHDATE", "DOTDATE"})


def read(rule: Rule, slots: Mapping[str, Slot], tokens: Tokens, vocabulary: Vocabulary) -> Reading:
    """The reading of a match."""
    fields: dict[str, Value] = {}
    for name, (first, last, groups) in slots.items():
        words = [word for word in tokens.words[first:last] if word != "."]
        reader = READERS.get(name)
        if reader:
            fields |= reader(words, groups, vocabulary)
        else:
            fields[name] = _listed(name, words, groups, vocabulary)
    fields |= rule.set
    return Reading(kind=rule.kind, **fields)  # type: ignore[arg-type]


def _listed(name: str, words: list[str], groups: Groups, vocabulary: Vocabulary) -> Value:
    """What the lists say that the words stand for; else the number that they tell."""
    value = vocabulary.value((*LISTS.get(name, ()), *groups), words)
    if name not in WHOLE:
        return value or None
    if value is not None:
        return int(value)
    digits = leading_digits(words[0])
    return digits if digits is not None else int(number_of(words, vocabulary) or 0)


def _amount(words: list[str], _groups: Groups, vocabulary: Vocabulary) -> dict[str, Value]:
    """The number of units; `vague` where the words leave it open."""
    number = number_of(words, vocabulary)
    return {"vague": True} if number is None else {"amount": number}


def _year(words: list[str], groups: Groups, vocabulary: Vocabulary) -> dict[str, Value]:
    if WRITTEN_DATES.intersection(groups):
        return _written_date(words[0])
    if words[0].isdecimal():
        return {"year": full_year(words[0]), "short_year": len(words[0]) == 2}
    return {"year": spoken_year(words, vocabulary)}


def _written_date(word: str) -> dict[str, Value]:
    """The parts of a date in digits: ISO, or European with full stops, American with slashes
    unless the first number is no month."""
    if "-" in word:
        year, month, day = word.split("-")
        return {"year": int(year), "month": int(month), "day": int(day)}
    if "." in word:
        first, second, year = word.split(".")
        return {"year": int(year), "month": int(second), "day": int(first)}
    first, second, year = word.split("/")
    month, day = (second, first) if int(first) > 12 else (first, second)
    return {"year": full_year(year), "month": int(month), "day": int(day)}


def _prefix(words: list[str], groups: Groups, vocabulary: Vocabulary) -> dict[str, Value]:
    """The first digits of the years of a decade ("1990s", "'80s") or a century ("17th")."""
    word = words[0]
    if "DECADEWORD" in groups:
        return {"prefix": vocabulary.value(("DECADEWORD",), words)}
    if "DECADE" in groups or "TENYEAR" in groups:
        return {"prefix": word[:3]}
    if "SHORTDECADE" in groups or "TENS2" in groups:
        return {"prefix": "19" + word[0]}
    ordinal = vocabulary.value(("ORDINAL",), words) or leading_digits(word) or 1
    return {"prefix": f"{int(ordinal) - 1:02d}"}


def _clock(words: list[str], groups: Groups, vocabulary: Vocabulary) -> dict[str, Value]:
    """The time of day as hh:mm; `broken` where there is no such time."""
    noon = vocabulary.value(("NOON",), words)
    if noon:
        return {"clock": noon}
    digits = "".join(c for c in words[0] if not c.isalpha()).replace(".", ":")
    glued = "".join(c for c in words[0] if c.isalpha()) if digits else ""
    half = vocabulary.value(("MERIDIEM",), [glued] if glued else words[1:])
    if not digits:
        digits = str(int(number_of(words[:1], vocabulary) or 0))
    if "FOURDIGITS" in groups:
        digits = f"{digits[:2]}:{digits[2:]}"
    hour, _, minute = digits.partition(":")
    return _half_day(int(hour), minute[:2] or "00", half)


def _half_day(hour: int, minute: str, half: str | None) -> dict[str, Value]:
    if hour > 24 or int(minute) > 59 or (half and hour > 12) or (hour == 24 and minute != "00"):
        return {"broken": f"there is no time {hour}:{minute}"}
    hour = hour + 12 if half == "pm" and hour < 12 else 0 if half == "am" and hour == 12 else hour
    return {"clock": f"{hour:02d}:{minute}"}


READERS: dict[str, Callable[[list[str], Groups, Vocabulary], dict[str, Value]]] = {
    "amount": _amount, "year": _year, "prefix": _prefix, "clock": _clock,
}  # fmt: skip
"""The slots whose words are worked out rather than looked up."""
