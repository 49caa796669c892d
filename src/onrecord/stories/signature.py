"""What of a text is kept so that its near-duplicates can be found without the text.

A signature is made while the text is at hand, and fits in a row of some 400 bytes: 128 minima of
hashed runs of three words (MinHash), a digest of all words, and the hashes of the text's names,
numbers and weekdays. The first say how much two texts share; the last tell a report that was
written anew about the same matter from a form that was filled in again for another day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from onrecord.lexicon import Lexicon, shipped
from onrecord.model import Document, Header, Span
from onrecord.when.vocabulary import WordRow

if TYPE_CHECKING:
    import numpy as np

METHOD = "rensa-r2/128/16 words3 facts64 v1"
"""Signatures that were made in another way can't be compared with these."""
PERMUTATIONS = 128
SEED = 20260101
RUN = 3
"""Words in a shingle. Two find more chance matches, four lose rewritten sentences."""
MOST_FACTS = 64
"""Names, numbers and days that are kept: those with the smallest hashes, so that two long texts
keep the same ones."""
NAME, NUMBER, DAY = 0, 1, 2
"""The last two bits of a fact's hash."""
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z]\w+")
"""A capitalised word within a sentence; one that begins it may be any word."""
_AGENCY = re.compile(r" ?\((?P<agency>[^()\n]{2,40})\)")
_SECTION = re.compile(r"\n[ \t\r]*\n")


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """What near-duplicates are found by."""

    method: str
    words: int
    shingles: int
    words_digest: str
    """The same for texts with the same words in the same order, whatever case and punctuation."""
    minhash: bytes
    """128 numbers of 16 bits, little-endian."""
    facts: bytes
    """Up to 64 numbers of 32 bits, little-endian, rising."""
    agency: str | None = None
    """What stands in brackets after the dateline's place: `(AFP)`."""


def sign(
    document: Document, header: Header | None = None, lexicon: Lexicon | None = None
) -> Signature:
    """The signature of a document.

    Args:
        document: its text and publication date.
        header: its record's head: dateline, byline and rights line are no part of the story.
        lexicon: for the names of weekdays; the shipped one by default.
    """
    text = _story(document.text, header)
    found: list[str] = _WORD.findall(text.casefold())
    shingles = _shingles(found)
    facts = _facts(text, document.published, weekdays(lexicon or shipped()))
    return Signature(
        method=METHOD,
        words=len(found),
        shingles=len(shingles),
        words_digest=_digest(found),
        minhash=_minhash(shingles),
        facts=_packed(facts),
        agency=_agency(document.text, header),
    )


def _digest(words: list[str]) -> str:
    written = " ".join(words).encode("utf-8", "replace")
    return blake2b(written, digest_size=12).hexdigest()


def weekdays(lexicon: Lexicon) -> Mapping[str, int]:
    """The names of weekdays, 0 for Monday's."""
    return lexicon.compiled(_read_weekdays)


def _read_weekdays(lexicon: Lexicon) -> Mapping[str, int]:
    rows = lexicon.facts("when", "words", WordRow)
    return {
        form: int(row.value) - 1 for row in rows if row.group == "WEEKDAY" for form in row.forms
    }


def _story(text: str, header: Header | None) -> str:
    """The text without its dateline and its rights line."""
    if header is None:
        return text
    if header.rights:
        start, end = header.rights.span
        text = f"{text[:start]} {text[end:]}"
    if header.dateline:
        start, end = _dateline(text, header.dateline.span)
        text = f"{text[:start]} {text[end:]}"
    return text


def _dateline(text: str, place: Span) -> Span:
    """From the dateline's place to the dash that ends it."""
    end = re.compile(r"[^\n]{0,60}?(?:--|[—–:]| - )\s*").match(text, place[1])
    return place[0], end.end() if end else place[1]


def _agency(text: str, header: Header | None) -> str | None:
    if header is None or header.dateline is None:
        return None
    start, end = _dateline(text, header.dateline.span)
    found = _AGENCY.search(text, start, end)
    return found["agency"].strip() if found else None


def _shingles(words: list[str]) -> list[str]:
    """The distinct runs of three words; of a shorter text its words together."""
    if len(words) < RUN:
        return [" ".join(words)]
    return list(dict.fromkeys(map(" ".join, zip(words, words[1:], words[2:], strict=False))))


def _minhash(shingles: list[str]) -> bytes:
    import numpy as np
    from rensa import RMinHash  # pyright: ignore[reportAttributeAccessIssue]

    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(shingles)
    return np.array(sketch.digest(), dtype="<u4").astype("<u2").tobytes()


def _facts(text: str, published: str | None, days: Mapping[str, int]) -> set[int]:
    """Hashes of the numbers and names, and of the weekdays as the dates that they mean."""
    facts = {_hashed(number.replace(",", ""), NUMBER) for number in _NUMBER.findall(text)}
    for name in set(_NAME.findall(text)):
        if name in days:
            facts.add(_hashed(_date(days[name], published) or name, DAY))
        else:
            facts.add(_hashed(name.casefold(), NAME))
    return facts


def _date(weekday: int, published: str | None) -> str | None:
    """The last such weekday up to publication."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return (day - timedelta((day.weekday() - weekday) % 7)).isoformat()


def _hashed(fact: str, kind: int) -> int:
    return (crc32(fact.encode("utf-8", "replace")) & ~3) | kind


def _packed(facts: Iterable[int]) -> bytes:
    import numpy as np

    return np.array(sorted(facts)[:MOST_FACTS], dtype="<u4").tobytes()


def unpack_facts(facts: bytes) -> "np.ndarray":
    """The numbers of a signature's `facts`."""
    import numpy as np

    return np.frombuffer(facts, dtype="<u4")
