"""What goes in: one news report, with what its giver knows about it."""

from collections.abc import Mapping

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. Only `text` is needed; whatever else is unknown is None.

    `published` is an ISO date or datetime (`2021-05-23`, `2021-05-23T08:00:00+03:30`).
    """

    text: str
    id: str | None = None
    source: str | None = None
    """Where it was read from: a path, `path:line`, a URL or an archive record."""
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: str | None = None
    """Who gave the date: `user`, `metadata` or `text`."""
    place: str | None = None
    """Where the outlet is at home, if the user says so: a hint for place names."""
    byline: str | None = None
    """Who wrote it, where the metadata say so."""
    license: str | None = None
    """The licence that the metadata state: an address, an identifier or words."""
    metadata_from: Mapping[str, str] = {}
    """Where each of the fields above comes from: `{"title": "og:title", "outlet": "user"}`."""
    language: str | None = None
    """ISO 639-1 code, where the language test was sure or the user said so."""
    warnings: tuple[str, ...] = ()
    """What reading it brought up, one sentence each; they go into the record's header."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A document, or a part of the input, that could not be coded, and what to do about it."""

    source: str
    what: str
    advice: str = ""
    kind: str = "failed"
    """`failed` counts towards exit status 1; `left` (not English, say) doesn't."""
    document: str | None = None
    """The document's id, where there is one to name."""
