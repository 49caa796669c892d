"""Two codings of one document, kept in a store: what differs, also where its text is gone."""

from typing import NamedTuple

import msgspec

from onrecord.check.diff import Compared, compare_records
from onrecord.check.pieces import pieces
from onrecord.model import Record

NEW = "new"
OTHER_TEXT = "coded from another text"
UNREADABLE = "its earlier record can't be read by this version"


class Recoded(NamedTuple):
    """What became of a document between two runs."""

    document: str
    compared: Compared | None
    """None where there is nothing to compare; then `note` says why."""
    note: str = ""


def recoded(document: str, old: str | None, new: str) -> Recoded:
    """Compare two records of a document, given as JSON; `old` is None where it is new."""
    if old is None:
        return Recoded(document, None, NEW)
    decoder = msgspec.json.Decoder(Record)
    try:
        before, after = decoder.decode(old), decoder.decode(new)
    except msgspec.DecodeError:
        return Recoded(document, None, UNREADABLE)
    if before.document.text_sha256 != after.document.text_sha256:
        return Recoded(document, None, OTHER_TEXT)
    return Recoded(document, compare_records(before, after, known_text(before, after)))


def known_text(*records: Record) -> str:
    """As much of a document's text as its records kept: the rest is spaces, offsets hold."""
    whole = next((r.document.text for r in records if r.document.text is not None), None)
    if whole is not None:
        return whole
    characters = [" "] * max(record.document.chars for record in records)
    for record in records:
        for piece in pieces(record):
            start, end = piece.span
            if piece.text is not None and len(piece.text) == end - start:
                characters[start:end] = piece.text
    return "".join(characters)
