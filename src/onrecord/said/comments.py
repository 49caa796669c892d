"""What the reporter adds at the end of a content that holds another attribution.

As in: She met the pilots of Norland, who say the pass is closed. What the pilots say isn't
part of whom she met, though the parser hangs it there: the content ends at the comma.
"""

from onrecord.said.drafts import Draft
from onrecord.said.reading import DASHES, Reading

_WHOLE = frozenset({"quotation", "line", "host", "clause"})
_TELLING = frozenset({"quotation", "clause"})
_BEFORE = DASHES | {","}
_DEPTH = 8
"""Clauses between a cue and the comment that it stands in, at most."""


def without_comments(reading: Reading, drafts: list[Draft]) -> None:
    """End each content before a comment with an attribution of its own.

    Args:
        reading: the document.
        drafts: its statements, one for a cue, in the order of their cues; changed in place.
    """
    comments: dict[int, int] = {}
    for draft in drafts:
        start = _comment(reading, draft)
        if start is not None:
            comments.setdefault(start, draft.token)
    for draft in drafts:
        if draft.frame not in _WHOLE and draft.content:
            _cut(reading, draft, comments)


def _comment(reading: Reading, draft: Draft) -> int | None:
    """Where the comment that a cue stands in begins."""
    token = draft.token
    if token < 0 or draft.speaker is None or draft.rule.class_ == "intention":
        return None
    for _ in range(_DEPTH):
        first = reading.left[token]
        added = first > 0 and (
            reading.words[first - 1] == "," or reading.words[first - 1] in DASHES
        )
        if added and (reading.dep[token] == "relcl" or _tells_more(reading, draft, token)):
            return first - 1
        if reading.head[token] == token:
            return None
        token = reading.head[token]
    return None


def _tells_more(reading: Reading, draft: Draft, token: int) -> bool:
    """As in ", saying that the pass is closed"."""
    tells = draft.rule.class_ == "speech" and draft.frame in _TELLING
    return token == draft.token and reading.tag[token] == "VBG" and tells


def _cut(reading: Reading, draft: Draft, comments: dict[int, int]) -> None:
    first, last = draft.content[-1]
    for start in range(first + 1, last):
        cue = comments.get(start)
        if cue is None or cue >= last or not reading.same_voice(cue, draft.anchor):
            continue
        if draft.cue[0] < start and _reaches(reading, start, last):
            draft.content[-1] = first, start
            return


def _reaches(reading: Reading, start: int, last: int) -> bool:
    """Does the comment go on to the end of the content?"""
    word = start + 1
    while reading.head[word] != word and reading.left[reading.head[word]] > start:
        word = reading.head[word]
    return reading.right[word] + 1 >= last
