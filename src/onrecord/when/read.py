"""Reads the words in a rule's slots: numbers, years, clock times, and what the lists say."""

from collections.abc import Callable, Mapping

from onrecord.when.grammar import Rule
from onrecord.when.reading import Reading
from onrecord.when.tokens import Tokens
from onrecord.when.vocabulary import Vocabulary

Slot = tuple[int, int, tuple[str, ...]]
"""First token, the token after the last, and the groups that the slot's pattern names."""
Value = int | float | str | bool | None

PIVOT = 50
"""Two-digit years from here on belong to the twentieth century, earlier ones to the present one."""
WHOLE = frozenset({"month", "day", "weekday", "quarter", "half", "offset", "week", "year_offset"})
"""The slots whose values are whole numbers."""
LISTS = {
    "unit": ("UNIT", "UNITS"), "part": ("PART", "PARTS"), "quarter": ("ORDINAL",),
    "half": ("ORDINAL",), "offset": ("LAST", "NEXT", "THIS"),
    "year_offset": ("LAST", "NEXT", "THIS"),
}  # fmt: skip
"""Where a slot's word is looked up when its pattern names the word itself."""
NUMBER_GROUPS = ("TENS", "TEEN", "CARD", "HUNDRED", "DOZEN", "HALF", "VAGUE")


def read(rule: Rule, slots: Mapping[str, Slot], tokens: Tokens, vocabulary: Vocabulary) -> Reading:
    """The reading of a match."""
    fields: dict[str, Value] = {}
    for name, (first, last, groups) in slots.items():
        words = [word for word in tokens.words[first:last] if word != "."]
        if name == "year" and any(group in groups for group in DATES):
            fields |= _written_date(words[0])
        elif name in READERS:
            fields |= READERS[name](words, groups, vocabulary)
        else:
            fields[name] = _listed(name, words, groups, vocabulary)
    fields |= rule.set
    return Reading(kind=rule.kind, **fields)  # type: ignore[arg-type]


def _listed(name: str, words: list[str], groups: tuple[str, ...], vocabulary: Vocabulary) -> Value:
    """What the lists say that the words stand for; else the words themselves."""
    value = vocabulary.value((*groups, *LISTS.get(name, ())), words)
    if value is None and name in WHOLE:
        digits = words[0].rstrip("stndrh")
        return int(digits) if digits.isdecimal() else vocabulary_number(words, vocabulary)
    if value is None:
        value = " ".join(words).lower()
    return int(value) if name in WHOLE else (value or None)


def vocabulary_number(words: list[str], vocabulary: Vocabulary) -> int | None:
    """A whole number in words, or None."""
    number = number_of(words, vocabulary)
    return int(number) if number is not None else None


def _amount(words: list[str], _groups: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Value]:
    """The number of units; `vague` where the words leave it open."""
    if words[0].lower() in ("a", "an", "one") and len(words) == 1:
        return {"amount": 1}
    if words[0].lower() == "other":
        return {"amount": 2}
    number = number_of(words, vocabulary)
    return {"vague": True} if number is None else {"amount": number}


def number_of(words: list[str], vocabulary: Vocabulary) -> float | None:
    """The number that words or digits tell, or None for a vague one.

    "two hundred and ten" 210, "twenty-four" 24, "2 1/2" 2.5, "a dozen" 12, "half a" 0.5.
    """
    phrase = vocabulary.value(("VAGUE", "HALF"), words)
    if phrase is not None:
        return None if phrase == "X" else float(phrase)
    total: float = 0
    for word in words:
        value = _number_word(word.lower(), vocabulary)
        if value is None:
            continue
        multiplies = value in (12, 100, 1000) and not word[0].isdecimal()
        total = (total or 1) * value if multiplies and word.lower() != "twelve" else total + value
    return total


def _number_word(word: str, vocabulary: Vocabulary) -> float | None:
    if word == "half":
        return 0.5
    if "/" in word:
        over, _, under = word.partition("/")
        return int(over) / int(under) if int(under) else None
    if word[0].isdecimal():
        return float(word.replace(",", ""))
    value = vocabulary.value(NUMBER_GROUPS, [word])
    return float(value) if value and value != "X" else None


def _year(words: list[str], groups: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Value]:
    if words[0].isdecimal():
        return {"year": full_year(words[0]), "short_year": len(words[0]) == 2}
    return {"year": spoken_year(words, vocabulary)}


def full_year(digits: str) -> int:
    """The year of four digits, or of two by the pivot."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def spoken_year(words: list[str], vocabulary: Vocabulary) -> int | None:
    """The year in words: "nineteen ninety-six", "two thousand and four"."""
    lower = [
        word.lower() for word in words if word not in ("-", "and") and word.lower() != "hundred"
    ]
    if lower[0] == "two":
        return 2000 + int(number_of(lower[2:], vocabulary) or 0)
    century = vocabulary.value(("SPOKENCENTURY",), lower[:1])
    return int(century) * 100 + int(number_of(lower[1:], vocabulary) or 0) if century else None


DATES = ("ISODATE", "SLASHDATE")


def _written_date(word: str) -> dict[str, Value]:
    """The parts of a date in digits: ISO, or American unless the first number is no month."""
    if "-" in word:
        parts = [int(part) for part in word.split("-")]
        return dict(zip(("year", "month", "day"), parts, strict=False))
    first, second, year = word.split("/")
    month, day = (second, first) if int(first) > 12 else (first, second)
    return {"year": full_year(year), "month": int(month), "day": int(day)}


def _prefix(words: list[str], groups: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Value]:
    """The first digits of the years of a decade ("1990s", "'80s") or a century ("17th")."""
    word = words[0]
    if "DECADEWORD" in groups:
        return {"prefix": vocabulary.value(("DECADEWORD",), words)}
    if "DECADE" in groups:
        return {"prefix": word[:3]}
    if "TENYEAR" in groups:
        return {"prefix": word[:3]}
    if "SHORTDECADE" in groups or "TENS2" in groups:
        return {"prefix": "19" + word[0]}
    ordinal = vocabulary.value(("ORDINAL",), words) or word.rstrip("stndrhSTNDRH")
    return {"prefix": f"{int(ordinal) - 1:02d}"}


def _clock(words: list[str], groups: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Value]:
    """The time of day as hh:mm; `broken` where there is no such hour."""
    noon = vocabulary.value(("NOON",), words)
    if noon:
        return {"clock": noon}
    text = "".join(words).lower()
    half = "pm" if "pm" in text else "am" if "am" in text else None
    digits = text.rstrip("apmoclk'’").replace(".", ":")
    if not digits[:1].isdecimal():
        digits = str(int(_number_word(words[0].lower(), vocabulary) or 0))
    if len(digits) == 4 and ":" not in digits:
        digits = f"{digits[:2]}:{digits[2:]}"
    hour, _, minute = digits.partition(":")
    return _half_day(int(hour), minute[:2] or "00", half)


def _half_day(hour: int, minute: str, half: str | None) -> dict[str, Value]:
    if hour > 24 or int(minute) > 59 or (half and hour > 12) or (hour == 24 and minute != "00"):
        return {"clock": None, "broken": f"there is no time {hour}:{minute}"}
    hour = hour + 12 if half == "pm" and hour < 12 else 0 if half == "am" and hour == 12 else hour
    return {"clock": f"{hour:02d}:{minute}"}


def _relation(
    words: list[str], groups: tuple[str, ...], vocabulary: Vocabulary
) -> dict[str, Value]:
    return {"relation": " ".join(words).lower().replace(" - ", "-")}


READERS: dict[
    str, Callable[[list[str], tuple[str, ...], Vocabulary], dict[str, Value]]
] = {
    "amount": _amount, "year": _year, "prefix": _prefix, "clock": _clock, "relation": _relation,
}  # fmt: skip
