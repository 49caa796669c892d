"""What was fetched, read: a feed's items, a page's report."""

import re
from hashlib import sha256
from typing import NamedTuple

import msgspec

from onrecord.ingest import Item, Reading
from onrecord.ingest.decode import UnreadableError
from onrecord.model import Document, Problem
from onrecord.store.watch_tables import FetchRow
from onrecord.watch.errors import FetchError, RefusedError
from onrecord.watch.fetch import Page
from onrecord.watch.subscriptions import LONGEST_NAME, Subscription
from onrecord.watch.url import Url, key, parse, short

FEEDS = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
"""Media types of pages that are read."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_FRONTS = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.")
_WEAK = ("time", "the address")
"""Places of a page's date that say less than a feed does."""


class FeedItem(NamedTuple):
    """A report that a feed names."""

    link: str | None
    """None where it names no address of the web."""
    name: str
    """What the feed calls it by: its guid or id."""
    title: str | None
    published: str | None
    digest: str
    """Differs where the feed says that the report has changed."""


class Feed(NamedTuple):
    """A feed, read."""

    title: str | None
    items: list[FeedItem]


def charset(page: Page) -> str | None:
    """The encoding that the server names."""
    found = _CHARSET.search(page.headers.get("content-type", ""))
    return found[1] if found else None


def read_page(page: Page, row: FetchRow, outlet: Subscription, reading: Reading) -> Item:
    """The report that a page holds, in English or in what may be it; or why it holds none.

    Args:
        page: as it was fetched.
        row: what its feed says of it.
        outlet: what the user's list and the feed say of its outlet.
        reading: options.
    """
    from onrecord.ingest.html import html_document
    from onrecord.ingest.language import english

    found = html_document(page.body, row.url, str(page.url), reading, charset(page))
    if isinstance(found, Problem):
        return found
    return english(_completed(found, page, row, outlet), reading.language)


def _completed(document: Document, page: Page, row: FetchRow, outlet: Subscription) -> Document:
    """The report with what the user's list and the feed add to what the page says."""
    told: dict[str, str] = {}
    origins = dict(document.metadata_from)
    if outlet.outlet:
        told["outlet"], origins["outlet"] = outlet.outlet, "user"
    elif not document.outlet and outlet.title:
        told["outlet"], origins["outlet"] = outlet.title, "feed title"
    if row.published and (not document.published or origins.get("published") in _WEAK):
        told |= {"published": row.published, "published_from": "metadata"}
        origins["published"] = "feed item"
    if row.title and not document.title:
        told["title"], origins["title"] = row.title, "feed item"
    told["url"], foreign = _own_address(document.url, page.url)
    if foreign:
        origins["url"] = "the address"
    return msgspec.structs.replace(document, **told, metadata_from=origins)


def _own_address(said: str | None, url: Url) -> tuple[str, bool]:
    """The address that a page is remembered by: what it says itself, if that is on its own site.

    A page mustn't pass for a new version of somebody else's. The second value tells that it isn't
    what the page says.
    """
    try:
        own = parse(said) if said else None
    except RefusedError:
        own = None
    if own is None or _site(own) != _site(url):
        return key(url), True
    return key(own), False


def _site(url: Url) -> str:
    return _FRONTS.sub("", url.host)


def item_digest(*parts: str | None) -> str:
    """What tells one state of a feed's item from another."""
    return sha256("\n".join(part or "" for part in parts).encode()).hexdigest()[:16]


def read_feed(page: Page) -> Feed:
    """The items of a feed. Raises FetchError where it is none."""
    from onrecord.ingest.feeds import parse_feed

    try:
        found = parse_feed(page.body, str(page.url), charset(page))
    except UnreadableError as error:
        kind = f" (sent as {short(page.media_type)})" if page.media_type else ""
        raise FetchError(f"{error.what}{kind}", error.advice) from error
    items = [
        FeedItem(
            link=entry.link,
            name=entry.id or entry.title or "",
            title=entry.title,
            published=entry.published,
            digest=item_digest(entry.id, entry.title, entry.published),
        )
        for entry in found.entries
    ]
    return Feed(found.title[:LONGEST_NAME] if found.title else None, items)
