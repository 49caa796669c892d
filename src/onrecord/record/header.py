"""The head of a record: the document as it was read."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, cast

from onrecord.model import Dateline, Event, Header, Rights
from onrecord.parse import Parsed

ID_LENGTH = 16
"""Hexadecimal digits of the text's digest that make an id where none was given."""


def write_header(parsed: Parsed, events: Sequence[Event]) -> Header:
    """Source, dates, dateline, byline, rights and digest of one document."""
    document, text = parsed.document, parsed.text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    headline = next((p.span for p in parsed.layout.paragraphs if p.kind == "headline"), None)
    byline = parsed.layout.byline
    origin = document.published_from or ("user" if document.published else None)
    return Header(
        id=document.id or digest[:ID_LENGTH],
        source=document.source,
        url=document.url,
        title=document.title or (parsed.phrase(headline) if headline else None),
        outlet=document.outlet,
        home=document.place,
        byline=document.byline or (parsed.phrase(byline) if byline else None),
        dateline=_dateline(parsed),
        published=document.published,
        published_from=cast(Literal["user", "metadata", "text"] | None, origin),
        license=document.license,
        metadata_from=dict(document.metadata_from),
        language=document.language,
        chars=len(text),
        text_sha256=digest,
        rights=_rights(parsed),
        warnings=list(document.warnings),
        contexts=sorted({context for event in events for context in event.contexts}),
    )


def _dateline(parsed: Parsed) -> Dateline | None:
    found = parsed.layout.dateline
    if found is None:
        return None
    span = found.agency or found.span
    if found.place:
        city = parsed.phrase(found.place).partition(",")[0]
        span = (found.place[0], found.place[0] + len(city))
    return Dateline(
        place=parsed.phrase(span) if found.place else None,
        date=parsed.phrase(found.date) if found.date else None,
        span=span,
        text=parsed.phrase(span),
    )


def _rights(parsed: Parsed) -> Rights | None:
    found = parsed.layout.rights
    if found is None:
        return None
    return Rights(
        license=found.license,
        holder=found.holder,
        span=found.span,
        text=parsed.phrase(found.span),
    )
