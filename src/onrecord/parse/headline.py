"""Headlines in title case, put back into sentence case before they are parsed.

Title case turns verbs into proper nouns for the parser. A word keeps its capital if the body
writes it with one in mid-sentence, or if it is no common word; lengths don't change, so
offsets hold.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise


def mid_sentence_capitals(words: Sequence[str]) -> frozenset[str]:
    """The words that a body writes with a capital where none has to be."""
    return frozenset(
        word
        for before, word in pairwise(words)
        if word[:1].isupper() and before[-1:] not in '.!?:"“”‘' and before
    )


def sentence_case(
    words: Iterable[str], capitals: Collection[str], common: Collection[str]
) -> list[str]:
    """The words of a title-case line in sentence case.

    Args:
        words: the line's tokens.
        capitals: words that keep their capital (see `mid_sentence_capitals`).
        common: lower-case words that are no names.
    """
    return [word if _is_name(word, capitals, common) else word.lower() for word in words]


def _is_name(word: str, capitals: Collection[str], common: Collection[str]) -> bool:
    lower = word.lower()
    if len(lower) != len(word) or (len(word) > 1 and word.isupper()):
        return True
    if word in capitals:
        return True
    stems = {lower, lower.removesuffix("s"), lower.removesuffix("es"), lower.removesuffix("ed"),
             lower.removesuffix("d"), lower.removesuffix("ing")}  # fmt: skip
    return not stems & set(common) and len(lower) > 3
