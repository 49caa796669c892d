"""Attributions by the layout of a line: headlines, transcripts, signed quotations."""

from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import DASHES, Reading, Stretch

_NAME = 8
"""Tokens that a speaker before a colon may have."""
_SIGNATURE = 9
_LINE = 32
"""Tokens that a headline may have."""
_INSIDE_NAMES = frozenset({"CCONJ", "DET", "ADP", "PUNCT", "PART"})


def line_statements(reading: Reading, owned: set[int]) -> list[Draft]:
    """Colon headlines and transcript turns, one for a paragraph; signed quotations."""
    drafts: list[Draft] = []
    turns = [turn for number in reading.paragraphs if (turn := _turn(reading, number))]
    shouted = sum(turn[2] == "transcript" for turn in turns)
    for paragraph, colon, device in turns:
        if device == "transcript" and shouted < 2:
            continue
        drafts += _colon(reading, paragraph, colon, device)
    for number, long in enumerate(reading.long):
        if long and number not in owned:
            drafts += _signed(reading, number)
    return drafts


def _turn(reading: Reading, number: int) -> tuple[Stretch, int, str] | None:
    first, last = reading.paragraphs[number]
    for colon in range(first + 1, min(first + _NAME + 1, last - 2)):
        if reading.words[colon] == ":":
            device = _device(reading, number, first, colon)
            return ((first, last), colon, device) if device else None
    return None


def _device(reading: Reading, number: int, first: int, colon: int) -> str | None:
    words = reading.words[first:colon]
    if not any(word.isalpha() for word in words):
        return None
    names = [
        word[:1].isupper() or reading.pos[first + n] in _INSIDE_NAMES
        for n, word in enumerate(words)
    ]
    if not all(names):
        return None
    if all(word.isupper() or not word.isalpha() for word in words) and len("".join(words)) > 2:
        return "transcript"
    known = any(reading.pos[t] == "PROPN" or reading.ent[t] for t in range(first, colon))
    return "colon" if known and _is_headline(reading, number) else None


def _is_headline(reading: Reading, number: int) -> bool:
    """A headline, or the one-sentence first line of a longer text."""
    if reading.parsed.layout.paragraphs[number].kind == "headline":
        return True
    first, last = reading.paragraphs[number]
    return first == 0 and last < min(_LINE, len(reading.words))


def _colon(reading: Reading, paragraph: Stretch, colon: int, device: str) -> list[Draft]:
    drafts: list[Draft] = []
    for rule in reading.cues.devices.get(device, ()):
        content = [(colon + 1, paragraph[1])]
        draft = Draft(rule, device, -1, (colon, colon + 1), content, level_of(rule, "line"))
        drafts.append(draft.said_by((paragraph[0], colon), colon - 1, "own"))
    return drafts


def _signed(reading: Reading, number: int) -> list[Draft]:
    """A signed quotation: "…" — Name, at the end of a paragraph."""
    first, last = reading.marks[number]
    start, end = reading.paragraphs[reading.paragraph[first]]
    if last >= end or reading.words[last] not in DASHES:
        return []
    if not 2 <= end - last <= _SIGNATURE or first - start > 2 or reading.pos[last + 1] != "PROPN":
        return []
    drafts: list[Draft] = []
    for rule in reading.cues.devices.get("dash", ()):
        cue = (last, last + 1)
        draft = Draft(rule, "dash", -1, cue, [(first, last)], level_of(rule, "line"))
        drafts.append(draft.said_by((last + 1, end), last + 1, "own"))
    return drafts
