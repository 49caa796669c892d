"""Where sentences may begin: constraints that the parser must keep.

The small model splits at initials, abbreviations and quotation marks. Here a token may begin
a sentence only after something that can end one, and must begin one after a full stop that
stands by itself before a capital.
"""

from collections.abc import Sequence, Set

CLOSING = frozenset("\"'”’»)]") | {"''", "’’"}
OPENING = frozenset('"“‘«([') | {"``"}
ENDING = frozenset(".!?…") | {"...", "?!", "!!", "??"}
SOFT = frozenset(":;—–-•*|") | {"--", "---"}
FREE, FORBIDDEN, FORCED = 0, -1, 1


def sentence_starts(
    words: Sequence[str], spaced: Sequence[bool], open_ended: Set[str] = frozenset()
) -> list[int]:
    """For each token: 1 it begins a sentence, -1 it doesn't, 0 the parser decides.

    Args:
        words: the tokens of one paragraph.
        spaced: whether white space follows each token.
        open_ended: abbreviations that end no sentence ("Capt.").
    """
    starts = [FORCED] + [
        FORBIDDEN if words[i - 1] in open_ended else _start(words, spaced, i)
        for i in range(1, len(words))
    ]
    return starts[: len(words)]


def _start(words: Sequence[str], spaced: Sequence[bool], i: int) -> int:
    """The constraint on token i (> 0)."""
    if not spaced[i - 1]:
        return FORBIDDEN
    end = i - 1
    while end > 0 and words[end] in CLOSING and not spaced[end - 1]:
        end -= 1
    last, word = words[end], words[i]
    if last in ENDING:
        opens = word in OPENING or word[0].isupper() or word[0].isdigit()
        closes_quote = end < i - 1
        if last == "." and opens and not closes_quote:
            return FORCED
        return FREE if opens else FORBIDDEN
    if last in SOFT:
        return FREE
    if last.endswith(".") and len(last) > 1:
        return FORBIDDEN if _is_initial(last) or not word[0].isupper() else FREE
    return FORBIDDEN


def _is_initial(word: str) -> bool:
    """Whether a token is one initial of a name: "J."."""
    return len(word) == 2 and word[0].isupper()
