"""RSS and Atom: each entry of a feed as a report, as far as the feed carries its text."""

import io
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.ingest.clean import checked, field, with_headline
from onrecord.ingest.dates import read_date
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.page_metadata import web_address
from onrecord.ingest.page_text import fragment_text
from onrecord.ingest.reading import Item, Reading
from onrecord.ingest.safe_xml import name_of, parse_xml, written
from onrecord.ingest.text import of_problem
from onrecord.model import Document, Problem

ROOTS = frozenset(("rss", "feed", "rdf", "channel"))
MOST_ENTRIES = 20_000
MOST_ELEMENTS = 100_000
"""feedparser takes seconds for more."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a feed. Addresses are absolute and http(s); what the feed lacks is None."""

    title: str | None = None
    link: str | None = None
    id: str | None = None
    """The feed's own id of the entry (guid, atom:id), else its link."""
    published: str | None = None
    """An ISO date or time; of an entry that says only when it was changed, that."""
    published_by: str | None = None
    """The element that the date stands in: published or updated."""
    author: str | None = None
    license: str | None = None
    summary: str = ""
    """Plain text."""
    content: str = ""
    """Plain text of the whole report, where the feed carries it."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed and its entries, in the feed's order."""

    title: str | None
    link: str | None
    entries: tuple[Entry, ...]


def parse_feed(content: bytes, url: str | None = None, charset: str | None = None) -> Feed:
    """The entries of a feed.

    Args:
        content: the feed's bytes, not compressed.
        url: its address, which relative links are counted from.
        charset: the encoding that the server named.

    Raises UnreadableError for what is no feed.
    """
    try:
        root = parse_xml(content, charset)
    except UnreadableError as problem:
        if "not well-formed" not in problem.what:
            raise
        root = parse_xml(content, charset, mend=True)
    if name_of(root) not in ROOTS:
        raise UnreadableError(
            f"no feed: its root is <{name_of(root)}>", "Give the address of an RSS or Atom feed"
        )
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise UnreadableError(
            f"a feed of more than {MOST_ELEMENTS:,} elements", "Split it into several"
        )
    found = _by_feedparser(written(root))
    head = found.feed
    base = web_address(head.get("link"), url) or url
    entries = tuple(_entry(entry, base) for entry in found.entries[:MOST_ENTRIES])
    return Feed(title=_text(head.get("title")), link=base, entries=entries)


def feed_documents(feed: Feed, name: str, reading: Reading) -> Iterator[Item]:
    """The reports that a feed carries itself: whole ones, or what it says in their place."""
    if not feed.entries:
        yield Problem(source=name, what="a feed without entries", advice="Get it again later")
    for number, entry in enumerate(feed.entries, 1):
        place = f"{name}#{entry.id or number}"
        try:
            yield entry_document(entry, feed, place, reading)
        except UnreadableError as problem:
            yield of_problem(place, problem)


def entry_document(entry: Entry, feed: Feed, place: str, reading: Reading) -> Document:
    """An entry as a document. Raises UnreadableError where it has no text, or too much."""
    whole = len(entry.content) > len(entry.summary) or entry.content == entry.summary
    text = entry.content if whole and entry.content else entry.summary
    if not text:
        raise UnreadableError(
            "an entry without text", "Fetch its article: onrecord watch does that for a feed"
        )
    values: dict[str, str | None] = {
        "title": entry.title,
        "outlet": feed.title,
        "byline": entry.author,
        "published": entry.published,
        "url": entry.link,
        "license": entry.license,
    }
    known = {name: value for name, value in values.items() if value}
    origins = {name: f"feed {_ELEMENTS[name]}" for name in known}
    if entry.published_by and "published" in origins:
        origins["published"] = f"feed {entry.published_by}"
    warning = "the feed's summary of the report, not the report itself"
    return Document(
        text=checked(with_headline(entry.title, text), reading.max_chars),
        source=place,
        published_from="metadata" if entry.published else None,
        metadata_from=origins,
        warnings=() if entry.content and whole else (warning,),
        **known,
    )


_ELEMENTS = {
    "title": "entry title",
    "outlet": "title",
    "byline": "entry author",
    "published": "published",
    "url": "entry link",
    "license": "entry license",
}


def _by_feedparser(content: bytes) -> Any:
    """What feedparser reads. Its cleaning of HTML is left out: the text is taken as plain text."""
    import feedparser

    return feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)


def _text(value: Any) -> str | None:
    return field(fragment_text(value).replace("\n", " ")) if isinstance(value, str) else None


def _entry(entry: Any, base: str | None) -> Entry:
    link = web_address(entry.get("link"), base)
    published, published_by = _date(entry)
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    longest = max(bodies, key=len, default="")
    summary = fragment_text(entry.get("summary") or "")
    return Entry(
        title=_text(entry.get("title")),
        link=link,
        id=field(entry.get("id")) or link,
        published=published,
        published_by=published_by,
        author=_text(entry.get("author")),
        license=_license(entry, base),
        summary=summary,
        content=fragment_text(longest),
    )


def _date(entry: Any) -> tuple[str | None, str | None]:
    for name in ("published", "updated", "created"):
        found = read_date(entry.get(name) or "")
        if found:
            return found, name
    return None, None


def _license(entry: Any, base: str | None) -> str | None:
    for link in entry.get("links") or ():
        if link.get("rel") == "license" and (found := web_address(link.get("href"), base)):
            return found
    return field(entry.get("license"))
