"""Does every span hold? Against the text where there is one, else against the stored words."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from onrecord.check.pieces import Piece, pieces
from onrecord.model import Record

_ID = re.compile(r"[a-z]\d+")


class Fault(NamedTuple):
    """Something in a record that doesn't hold."""

    path: str
    """Where in the record: `events[2].trigger`."""
    what: str


def faults(record: Record, text: str | None = None) -> list[Fault]:
    """What doesn't hold in a record: nothing, if all is well.

    Args:
        record: with words or, after `--quote none`, without.
        text: the document's text where it can be reached; without it only the spans' order,
            the length of their words and the text's length are checked.
    """
    found = list(_of_text(record, text)) if text is not None else []
    for piece in pieces(record):
        what = _of_piece(piece, record.document.chars, text)
        if what:
            found.append(Fault(piece.path, what))
    return [*found, *_dangling(record)]


def _of_text(record: Record, text: str) -> Iterator[Fault]:
    if len(text) != record.document.chars:
        yield Fault("document.chars", f"{record.document.chars}, but the text has {len(text)}")
    if sha256(text.encode()).hexdigest() != record.document.text_sha256.removeprefix("sha256:"):
        yield Fault("document.text_sha256", "isn't the digest of the text")


def _of_piece(piece: Piece, chars: int, text: str | None) -> str | None:
    start, end = piece.span
    if not 0 <= start < end <= chars:
        return f"[{start}, {end}) is no span of a text of {chars} characters"
    if piece.text is None:
        return None
    if text is None:
        fits = len(piece.text) == end - start
        return None if fits else f"[{start}, {end}) is longer or shorter than its words"
    there = text[start:end]
    return None if piece.text == there else f"has {piece.text!r} where the text has {there!r}"


def _dangling(record: Record) -> Iterator[Fault]:
    """References to ids that the record doesn't have."""
    known = {"t0", *_ids(record)}
    for path, reference in _references(record):
        if reference is not None and _ID.fullmatch(reference) and reference not in known:
            yield Fault(path, f"refers to {reference}, which isn't in the record")


def _ids(record: Record) -> Iterator[str]:
    for part in (record.actors, record.statements, record.events, record.times, record.places):
        yield from (item.id for item in part)


def _references(record: Record) -> Iterator[tuple[str, str | None]]:
    for n, s in enumerate(record.statements):
        path = f"statements[{n}]"
        yield f"{path}.speaker", s.speaker.actor if s.speaker else None
        yield f"{path}.addressee", s.addressee.actor if s.addressee else None
        yield f"{path}.within", s.within
        yield f"{path}.time", s.time
        yield from ((f"{path}.chain", link) for link in s.chain)
    for n, e in enumerate(record.events):
        path = f"events[{n}]"
        yield from ((f"{path}.sources", party.actor) for party in e.sources)
        yield from ((f"{path}.targets", party.actor) for party in e.targets)
        yield f"{path}.date.time", e.date.time
        yield f"{path}.place", e.place.place if e.place else None
        for told in (e.according_to, *(m.according_to for m in e.mentions)):
            yield f"{path}.according_to", told.statement
            yield from ((f"{path}.according_to", link) for link in told.chain)
    for n, w in enumerate(record.wordings):
        yield f"wordings[{n}].about", w.about
        yield f"wordings[{n}].statement", w.statement
