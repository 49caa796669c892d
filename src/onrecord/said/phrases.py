"""Several words that attribute as one: "cast doubt on", "make the case that"."""

from collections.abc import Iterator

from onrecord.said.cues import Phrase
from onrecord.said.drafts import Draft, level_of
from onrecord.said.reading import Reading
from onrecord.said.spans import cue_span, source_span, subject

_GAP = 2
"""Modifiers that may stand between two words of a phrase."""
_MODIFIERS = frozenset({"DET", "ADJ", "ADV", "PRON"})


def phrase_statement(reading: Reading, token: int) -> Draft | None:
    """Several words in a row: "cast doubt on", "make the case that"."""
    if reading.lemma[token] not in reading.cues.starters:
        return None
    for phrase in _candidates(reading, token):
        last = _match(reading, token, phrase.words)
        draft = _phrase_draft(reading, token, last, phrase) if last is not None else None
        if draft:
            return draft
    return None


def _candidates(reading: Reading, token: int) -> Iterator[Phrase]:
    """The phrases whose second word stands near enough."""
    first = reading.lemma[token]
    for at in range(token + 1, min(token + _GAP + 2, reading.high(token))):
        for second in dict.fromkeys((reading.lemma[at], reading.lower[at])):
            yield from reading.cues.phrases.get((first, second), ())


def _match(reading: Reading, token: int, words: tuple[str, ...]) -> int | None:
    """Where a row of lemmas ends, if it starts at a token; modifiers may stand in between."""
    at, high = token, reading.high(token)
    for word in words[1:]:
        at += 1
        skipped = 0
        while at < high and word not in (reading.lemma[at], reading.lower[at]):
            modifier = reading.pos[at] in _MODIFIERS or reading.dep[at] == "poss"
            if not modifier or skipped == _GAP:
                return None
            at += 1
            skipped += 1
        if at >= high:
            return None
    return at


def _phrase_draft(reading: Reading, token: int, last: int, phrase: Phrase) -> Draft | None:
    found = subject(reading, token)
    if found is None or reading.dep[found[0]] == "expl" or reading.is_passive(token):
        return None
    that = "that" in phrase.rule.frames
    first = last if that and phrase.words[-1] == "that" else last + 1
    end = _rest(reading, token, last)
    if end <= first:
        return None
    content = reading.widen((first, end), token)
    cue = cue_span(reading, token, first - 1)
    way, level = ("phrase-that", "that") if that else ("phrase", "rest")
    draft = Draft(phrase.rule, way, token, cue, [content], level_of(phrase.rule, level))
    return draft.said_by(source_span(reading, found[0], token), *found)


def _rest(reading: Reading, token: int, last: int) -> int:
    """Where what the last word of a phrase governs ends."""
    end = reading.right[last] + 1
    if end <= last + 1:
        head = reading.head[last]
        end = reading.right[head] + 1 if head > last else end
    for child in reading.children[token]:
        if child > last and reading.left[child] <= end and reading.dep[child] in (
            "pobj", "dobj", "xcomp", "ccomp", "prep", "pcomp",
        ):  # fmt: skip
            end = max(end, reading.right[child] + 1)
            break
    return min(end, reading.high(token))
