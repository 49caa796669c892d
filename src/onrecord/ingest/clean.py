"""Characters that may stand in the canonical text, and the shape of its paragraphs."""

import re
from collections.abc import Iterable

from onrecord.ingest.decode import Size, check

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ufdd0-\ufdef]")
_LONE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
LONGEST_FIELD = 500
"""Characters of a title, an outlet, a byline: what is longer is no such thing."""


def paragraphs(found: Iterable[str]) -> str:
    """The canonical text of paragraphs: white space single, a blank line between them."""
    cleaned = (one_line(paragraph) for paragraph in found)
    return "\n\n".join(paragraph for paragraph in cleaned if paragraph)


def one_line(text: str) -> str:
    """The text with single spaces, without control characters and lone surrogates.

    No-break spaces stay: they are characters of the text and no layout.
    """
    text = _LONE.sub("\ufffd", _NOT_TEXT.sub(" ", text))
    return " ".join(piece for piece in re.split(r"[ \t\r\n]+", text) if piece).strip()


def field(value: object) -> str | None:
    """A metadata value on one line; None where it is empty, no string, or too long to be one."""
    if not isinstance(value, str):
        return None
    line = _SPACES.sub(" ", one_line(value)).strip()
    return line if 0 < len(line) <= LONGEST_FIELD else None


def with_headline(title: str | None, text: str) -> str:
    """The text under its headline, where it doesn't begin with it."""
    if not title or comparable(text[: len(title) + 40]).startswith(comparable(title)):
        return text
    return f"{title}\n\n{text}"


def comparable(text: str) -> str:
    """The letters and figures of a text, for comparing it with another."""
    return "".join(c for c in text.casefold() if c.isalnum())


def checked(text: str, max_chars: int) -> str:
    """The text, if it can be coded. Raises UnreadableError if it is empty or too long."""
    if len(text) > max_chars:
        raise Size(max_chars, "characters").exceeded(len(text))
    return check(text)
