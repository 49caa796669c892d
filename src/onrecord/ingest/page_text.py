"""The story's words on a page.

trafilatura reads ordinary pages; what is too deep, too large or too crowded for it is read by
resiliparse; and where both give nothing, by a plain look at what isn't markup.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.ingest.clean import paragraphs
from onrecord.ingest.page_shape import MOST_ATTRIBUTES, Shape, without

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Way = Literal["full", "quick", "words"]
"""trafilatura on the whole tree; resiliparse; all words. Each goes on with the next where it gives
too little."""
HOPELESS_DEPTH = 1_000
"""Nested elements from which on looking for the main content takes a minute."""
TOO_LITTLE = 250
"""Characters under which the other extractor is asked too."""
_MUCH_MORE = 3
_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|h[1-6]|table|tr|td|th|section|article|blockquote|pre|title"
    r"|header|footer|main|nav|aside|figure|figcaption|dl|dt|dd|form)\b[^>]*+(?:>|\Z)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"<!--|<(script|style|noscript|template|svg|head)\b[^>]*+(?:>|\Z)", re.IGNORECASE
)
_TAG = re.compile(
    r"""<[/!?a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"""
)


class Extracted(NamedTuple):
    """A page's text, and which way it was got."""

    text: str
    how: str
    """trafilatura, resiliparse, `all words` (of a page whose story can't be told) or none."""


def ways_of(shape: Shape) -> tuple[Way, ...]:
    """The ways that a page of this shape may be read, the best one first."""
    if shape.plain:
        return ("full", "quick", "words")
    if shape.depth <= HOPELESS_DEPTH and shape.attributes <= MOST_ATTRIBUTES:
        return ("quick", "words")
    return ("words",)


def text_of(page: str, way: Way, tree: "HtmlElement | None") -> Extracted:
    """The text of a page; an empty one only where it has no words at all.

    Args:
        page: the page.
        way: how to begin.
        tree: its whole parse, for the full way; extracting changes it.
    """
    ways: list[tuple[str, Callable[[], str]]] = []
    if way == "full" and tree is not None:
        ways.append(("trafilatura", lambda: _by_trafilatura(tree)))
    if way != "words":
        ways.append(("resiliparse", lambda: resiliparse_text(page)))
    best = Extracted("", "none")
    for how, extract in ways:
        text = extract()
        if len(text) > _MUCH_MORE * len(best.text):
            best = Extracted(text, how)
        if len(best.text) >= TOO_LITTLE:
            return best
    return best if best.text else _all_words(page)


def _all_words(page: str) -> Extracted:
    text = words_of(page)
    return Extracted(text, "all words" if text else "none")


@lru_cache(maxsize=1)
def _trafilatura_options() -> dict[str, object]:
    """No comments, no images; tables stay, with what is written in them."""
    return {"include_comments": False, "include_tables": True, "with_metadata": False}


def _by_trafilatura(tree: "HtmlElement") -> str:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(tree, **_trafilatura_options())  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the next way is tried
        return ""
    text = getattr(found, "text", None) or ""
    return paragraphs(text.split("\n"))


def resiliparse_text(page: str) -> str:
    """The main content by resiliparse; all that is shown, where it finds no main content."""
    from resiliparse.extract.html2text import extract_plain_text

    for main in (True, False):
        text = extract_plain_text(
            page, preserve_formatting=True, main_content=main, list_bullets=False, alt_texts=False
        )
        found = paragraphs(text.split("\n"))
        if found:
            return found
    return ""


def words_of(page: str) -> str:
    """All words of a page or a piece of one outside its markup, scripts and head.

    Blocks become paragraphs. Takes time that grows with the length alone, whatever stands there.
    """
    shown = _TAG.sub(" ", _BLOCK.sub("\n", without(_UNSEEN, page)))
    return paragraphs(html.unescape(shown).split("\n"))


def fragment_text(piece: str) -> str:
    """The text of a piece of HTML, such as a feed's entry; of plain text its paragraphs."""
    return words_of(piece) if "<" in piece or "&" in piece else paragraphs(piece.split("\n"))
