"""How large, deep and crowded a page is: what decides which extractor may have it."""

import re
from typing import NamedTuple

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)"""
    r"""(?:>|\Z)"""
)
"""A tag. Linear: each alternative begins differently, keeps what it took, and ends at the end."""
_HIDDEN = re.compile(r"<!--|<(script|style|textarea)\b[^>]*+(?:>|\Z)", re.IGNORECASE)
"""What begins something that holds no tags, whatever stands in it."""
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_FLAT = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    p li dt dd option tr td th thead tbody tfoot colgroup html head
    body
    """.split()  # noqa: SIM905 - a list of words
)
"""Elements that need no end tag: what follows doesn't stand inside them."""

MOST_CHARS = 4_000_000
MOST_TAGS = 20_000
MOST_DEPTH = 200
"""trafilatura gives an empty text without an error from 256 on."""
MOST_ATTRIBUTES = 500
"""In one tag: parsers compare each with each."""
_LONG_TAG = 4_000
"""Characters: shorter tags can't have too many attributes."""
_MOST_ALL_ATTRIBUTES = 50_000


class Shape(NamedTuple):
    """What is counted of a page."""

    chars: int
    tags: int
    depth: int
    attributes: int
    """The most in one tag."""
    all_attributes: int

    @property
    def plain(self) -> bool:
        """Whether a full extraction of it is quick and small."""
        return (
            self.chars <= MOST_CHARS
            and self.tags <= MOST_TAGS
            and self.depth <= MOST_DEPTH
            and self.attributes <= MOST_ATTRIBUTES
            and self.all_attributes <= _MOST_ALL_ATTRIBUTES
        )


def shape_of(page: str) -> Shape:
    """The shape of a page, in time that grows with its length alone.

    Counting ends where a page has too many tags or attributes: then it isn't plain, however it
    goes on.
    """
    depth = deepest = tags = most = attributes = 0
    open_tags = 0
    for tag in _TAG.finditer(without(_HIDDEN, page)):
        tags += 1
        name = tag[2].lower()
        if name not in _FLAT:
            open_tags += -1 if tag[1] else 1
            depth = max(0, open_tags)
            deepest = max(deepest, depth)
        if len(tag[3]) > _LONG_TAG:
            most = max(most, len(_QUOTED.sub("", tag[3]).split()))
        attributes += tag[3].count("=")
        if tags > MOST_TAGS or most > MOST_ATTRIBUTES:
            break
    return Shape(len(page), tags, deepest, most, attributes)


def without(hidden: re.Pattern[str], page: str) -> str:
    """The page without comments and the elements that a pattern names in its group.

    One that isn't closed takes the rest with it, as in browsers; a head doesn't. Takes time that
    grows with the length alone.
    """
    lower = page.lower()
    if len(lower) != len(page):  # a few letters grow in lower case; then positions differ
        lower = page
    pieces: list[str] = []
    at = 0
    while found := hidden.search(page, at):
        pieces.append(page[at : found.start()])
        name = (found[1] or "").lower()
        closed = lower.find(
            f"</{name}" if name else "-->", found.end() if name else found.end() - 2
        )
        after = page.find(">", closed) if closed >= 0 else -1
        if closed < 0 and name == "head":  # many pages don't close it
            at = found.end()
        elif after < 0:
            return "\n".join(pieces)
        else:
            at = after + 1
    return "\n".join([*pieces, page[at:]])
