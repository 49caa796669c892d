"""Quotations without a cue of their own: the next words of whoever has just been reported.

As in: The plan is dear, Ruiz said. "We can't pay for it." The quotation belongs to the statement
of the sentence before it, in the same paragraph and the same voice.
"""

from onrecord.said.drafts import Draft
from onrecord.said.reading import STOPS, Reading


def continue_speech(reading: Reading, drafts: list[Draft]) -> None:
    """Add to each statement the unowned quotations that go on after its sentence.

    Args:
        reading: the document.
        drafts: its statements, one for a cue, in the order of their cues; changed in place.
    """
    last_of_unit: dict[int, Draft] = {}
    for draft in drafts:
        if draft.speaker is not None and not _is_relative(reading, draft):
            _note(reading, last_of_unit, draft)
    taken = _taken(reading, drafts)
    for number, long in enumerate(reading.long):
        if long and number not in taken and reading.outer[number] < 0:
            _give(reading, last_of_unit, number)


def _note(reading: Reading, last_of_unit: dict[int, Draft], draft: Draft) -> None:
    """The last statement of each unit that stands in no other's content."""
    unit = reading.unit[draft.anchor]
    before = last_of_unit.get(unit)
    if before is None or not any(a <= draft.cue[0] < b for a, b in before.content):
        last_of_unit[unit] = draft


def _taken(reading: Reading, drafts: list[Draft]) -> set[int]:
    """Quotations that are some statement's content already."""
    quoted = reading.parsed.quoted
    found: set[int] = set()
    for draft in drafts:
        if reading.voice[draft.anchor] < 0:
            found |= {quoted[token] for part in draft.content for token in range(*part)}
    return found


def _give(reading: Reading, last_of_unit: dict[int, Draft], number: int) -> None:
    first, last = reading.marks[number]
    if first == 0 or reading.words[first - 1] not in STOPS or not _is_ended(reading, last):
        return
    draft = last_of_unit.get(reading.unit[first - 1])
    if draft is None or reading.paragraph[draft.anchor] != reading.paragraph[first]:
        return
    if draft.cue[0] < first:
        draft.content.append((first, last))
        for unit in {reading.unit[last - 1], reading.unit[first]}:
            last_of_unit[unit] = draft


def _is_ended(reading: Reading, last: int) -> bool:
    """Does a quotation end its sentence, rather than be a part of it?"""
    return reading.words[max(last - 2, 0)] in STOPS or reading.words[last - 1] in STOPS


def _is_relative(reading: Reading, draft: Draft) -> bool:
    """As in "Ruiz, who said so": what goes on is the main clause's."""
    return draft.speaker_head >= 0 and reading.tag[draft.speaker_head] in ("WP", "WDT", "WP$")
