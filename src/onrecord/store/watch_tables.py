"""The tables of what `watch` remembers: feeds, sites, pages, and the versions of each page."""

from typing import Any, NamedTuple, TypeVar

from onrecord.store.columns import Column


class FeedRow(NamedTuple):
    """A feed, and when it was asked last. Times are UTC, `2021-05-23T08:00:00+00:00`."""

    url: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    """What its server gave to recognise its content by."""
    checked: str | None = None
    answered: str | None = None
    """When it was last asked, and when it last answered as it should."""
    failures: int = 0
    """How often in a row it didn't."""
    next_check: str | None = None
    """Not asked before; null where nothing speaks against the next round."""
    what: str | None = None
    """What went wrong the last time."""


class SiteRow(NamedTuple):
    """A site: its robots.txt, and until when it asked to be left alone."""

    origin: str
    robots: str | None = None
    """Null where it couldn't be read."""
    robots_until: str | None = None
    robots_why: str | None = None
    rest_until: str | None = None


class FetchRow(NamedTuple):
    """A page that a feed named."""

    url: str
    feed: str
    title: str | None = None
    published: str | None = None
    """As the feed has them."""
    entry: str | None = None
    """A digest of the feed's entry, by which a change is seen."""
    state: str = "waiting"
    """`waiting` to be fetched, `stored`, `left` out, `failed`, `refused` because of its address,
    or `gone` since it was stored."""
    tries: int = 0
    """Fetches in a row that gave nothing."""
    checks: int = 0
    """How often it was looked at again since its last change."""
    checked: str | None = None
    next_check: str | None = None
    """When it is fetched (again); null: not before its feed's entry changes."""
    etag: str | None = None
    modified: str | None = None
    page: str | None = None
    """The page's own address, where the link led in the end."""
    document: str | None = None
    """The document of its newest version."""
    what: str | None = None


class VersionRow(NamedTuple):
    """A document that `watch` made: which version of which page it is."""

    document: str
    page: str
    version: int
    replaces: str | None
    """The document of the version before."""
    fetched: str
    digest: str
    """sha256 of headline and text, by which a change is seen."""


Row = TypeVar("Row", FeedRow, SiteRow, FetchRow, VersionRow)

_WHOLE = ("failures", "tries", "checks", "version")
ROWS: dict[str, type[Any]] = {
    "feeds": FeedRow,
    "sites": SiteRow,
    "fetches": FetchRow,
    "versions": VersionRow,
}
WATCH_TABLES = {
    name: tuple(Column(field, "whole" if field in _WHOLE else "text") for field in row._fields)
    for name, row in ROWS.items()
}
NAMES = {row: name for name, row in ROWS.items()}
