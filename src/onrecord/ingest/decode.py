"""Bytes -> text: by the byte order mark, else UTF-8, else a named problem. Nothing is guessed."""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableError(Exception):
    """What is wrong with the bytes, where (a line of the file, or None), and what to do."""

    def __init__(self, what: str, advice: str = "", line: int | None = None):
        super().__init__(what)
        self.what, self.advice, self.line = what, advice, line


def encoding_of(start: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark tells, and the mark's length; None without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if start.startswith(mark)), None)


def decode(content: bytes, encoding: str | None = None, first_line: int = 1) -> str:
    """The text, without its byte order mark; line ends stay as they are.

    Raises UnreadableError for bytes of another encoding, NUL characters and lone surrogates.
    """
    marked = encoding_of(content)
    if marked:
        name, skip = marked
    elif b"\0" in content:
        line = first_line + content.count(b"\n", 0, content.index(b"\0"))
        raise UnreadableError(
            "a NUL byte: a binary file, or UTF-16 without its byte order mark",
            "Save it as UTF-8 text",
            line,
        )
    else:
        name, skip = encoding or "utf-8", 0
    try:
        text = content[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(content, name, skip + error.start, first_line) from error
    return check(text, first_line)


def _undecodable(content: bytes, name: str, at: int, first_line: int) -> UnreadableError:
    return UnreadableError(
        f"byte 0x{content[at]:02X} at position {at} isn't {name.upper()}",
        "Save it as UTF-8, or name its encoding with --encoding (cp1252, latin-1 …)",
        first_line + content.count(b"\n", 0, at),
    )


def check(text: str, first_line: int = 1) -> str:
    """The text itself, if it can be coded.

    Raises UnreadableError for an empty text, NUL characters and lone surrogates.
    """
    if not text or text.isspace():
        raise UnreadableError("no text", "An empty report has nothing to code; leave it out")
    for what, at in (("a NUL character", text.find("\0")), ("a lone surrogate", _lone(text))):
        if at >= 0:
            line = first_line + text.count("\n", 0, at)
            raise UnreadableError(f"{what} at character {at}", "Clean the text", line)
    return text


def _lone(text: str) -> int:
    found = _SURROGATE.search(text)
    return found.start() if found else -1


class Size(NamedTuple):
    """A limit, and what goes beyond it."""

    limit: int
    unit: str
    option: str = "--max-chars"

    def exceeded(self, size: int) -> UnreadableError:
        """The problem of something that is `size` units long."""
        return UnreadableError(
            f"{size:,} {self.unit} where at most {self.limit:,} are coded",
            f"Split it into its reports, or raise {self.option}",
        )
