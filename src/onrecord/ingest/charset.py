"""The bytes of a page -> text, as browsers read them: a mark, UTF-8 if it is, what is declared."""

import codecs
import re

from onrecord.ingest.decode import encoding_of

_DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_LOOKED_AT = 4096
"""Bytes at the start of a page in which it may declare its encoding; browsers look at 1,024."""
_FEW = 1000
"""One bad byte in so many is a slip in UTF-8; more mean another encoding."""
_SAME = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What an encoding's name means on the web."""


def decode_page(content: bytes, told: str | None = None) -> tuple[str, str | None]:
    """The text of a page, and a warning where its encoding isn't what it says.

    Args:
        content: the page as it was fetched or stored.
        told: the encoding that the server or the user named.
    """
    marked = encoding_of(content)
    if marked:
        name, skip = marked
        return content[skip:].decode(name, "replace"), None
    if content.isascii() and b"\0" not in content:
        return content.decode("ascii"), None
    declared = _codec(told) or _codec(_declaration(content))
    wide = _wide(content)
    if wide or (declared or "").startswith(("utf-16", "utf-32")):
        return content.decode(wide or str(declared), "replace"), None
    return _narrow(content, declared)


def _declaration(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_LOOKED_AT])
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    """Python's name of an encoding, as the web means it; None for one that isn't known."""
    try:
        known = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    return _SAME.get(known, known) if known else None


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of English is NUL then."""
    sample = content[:_LOOKED_AT]
    if sample.count(0) * 3 < len(sample):
        return None
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _narrow(content: bytes, declared: str | None) -> tuple[str, str | None]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, declared)
    wrong = declared not in (None, "utf-8")
    return text, f"the page says {declared} and is UTF-8" if wrong else None


def _not_utf8(content: bytes, declared: str | None) -> tuple[str, str | None]:
    if declared == "utf-8":
        text = content.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        if bad * _FEW <= len(text):
            return text, f"{bad} bytes of the page aren't UTF-8; they stand as \ufffd"
    name = "cp1252" if declared in (None, "utf-8") else str(declared)
    try:
        text = content.decode(name, "replace")
    except (LookupError, ValueError):  # a codec that isn't one of texts, such as base64
        name, text = "cp1252", content.decode("cp1252", "replace")
    if declared is None:
        return text, "the page names no encoding; read as windows-1252"
    if declared != name:
        return text, f"the page says {declared} and isn't; read as windows-1252"
    bad = text.count("\ufffd")
    return text, f"{bad} bytes of the page aren't {declared}" if bad else None
