"""Letters inside a report or by themselves: said by whoever signs them."""

from onrecord.said.cues import CueRule
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading, Stretch

_SALUTATION = 7
"""Tokens of "Dear Mr. Mayor:"."""
_SIGNATURE = 10


def letter_statements(reading: Reading) -> list[Draft]:
    """One statement for each stretch from a salutation to a closing formula with a signature."""
    drafts: list[Draft] = []
    opening: int | None = None
    lines = list(reading.paragraphs.values())
    for rule in reading.cues.devices.get("letter", ()):
        for number, line in enumerate(lines):
            closing = _closing(reading, line, rule) if opening is not None else None
            if opening is not None and closing:
                signature = _signature(reading, line, closing, lines[number + 1 : number + 2])
                drafts += _letter(rule, opening, closing, signature)
                opening = None
            elif opening is None and _is_salutation(reading, line):
                opening = line[0]
    return drafts


def _is_salutation(reading: Reading, line: Stretch) -> bool:
    first, last = line
    if not 2 <= last - first <= _SALUTATION or reading.words[last - 1] not in (",", ":"):
        return False
    return all(
        reading.words[token][:1].isupper() or not reading.words[token].isalpha()
        for token in range(first + 1, last)
    ) or (last - first == 3)


def _closing(reading: Reading, line: Stretch, rule: CueRule) -> Stretch | None:
    """The formula at the start of a line, where little else follows."""
    first, last = line
    if last - first > _SIGNATURE:
        return None
    for formula in sorted(rule.closings, key=len, reverse=True):
        words = formula.split()
        end = first + len(words)
        if reading.lower[first:end] == words and (end == last or reading.words[end] in ",.-–—"):
            return first, end
    return None


def _signature(
    reading: Reading, line: Stretch, closing: Stretch, following: list[Stretch]
) -> Stretch | None:
    """The rest of the closing line, or the line after it."""
    for first, last in ((closing[1], line[1]), *following):
        while first < last and not reading.words[first][:1].isalnum():
            first += 1
        if first < last <= first + _SIGNATURE:
            return first, last
    return None


def _letter(
    rule: CueRule, opening: int, closing: Stretch, signature: Stretch | None
) -> list[Draft]:
    if signature is None:
        return []
    content = [(opening, closing[0])]
    draft = Draft(rule, "letter", -1, closing, content, level_of(rule, "line"))
    return [draft.said_by(signature, signature[1] - 1, "own")]
