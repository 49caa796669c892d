"""Feeds and pages as strangers write them: whatever the bytes, an answer or a named failure."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest import Reading
from onrecord.model import Document, Problem
from onrecord.store.watch_tables import FetchRow
from onrecord.watch.content import read_feed, read_page
from onrecord.watch.errors import FetchError
from onrecord.watch.fetch import Page, Tags
from onrecord.watch.subscriptions import Subscription
from onrecord.watch.url import parse
from support.newsroom import story

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Estria Post</title>
<entry><title>Talks</title><id>tag:1</id><link href="/talks"/>
<updated>2021-05-23T08:00:00Z</updated></entry>
<entry><title>More</title><link href="javascript:alert(1)"/></entry></feed>"""
_NESTED = "".join(
    f"<!ENTITY {name} '{f'&{inner};' * 10}'>"
    for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f"<!DOCTYPE r [<!ENTITY a 'ha'>{_NESTED}]><rss><channel><title>&i;</title></channel></rss>"
STEALING = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title>"


def got(body: bytes | str, content_type: str = "application/xml") -> Page:
    content = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type}
    return Page(parse("http://post.example/feed"), True, content, Tags(), content_type, headers)


def test_atom_is_read_as_rss_is() -> None:
    feed = read_feed(got(ATOM))
    assert feed.title == "Estria Post"
    assert [item.link for item in feed.items] == ["http://post.example/talks", None]
    assert feed.items[0].published == "2021-05-23T08:00:00+00:00"


@pytest.mark.parametrize("body", [BOMB, STEALING, "<html><p>no feed", "", "plain", "{}"])
def test_what_is_no_feed_or_a_trap_is_a_named_failure(body: str) -> None:
    with pytest.raises(FetchError) as failed:
        read_feed(got(body))
    assert failed.value.what


MUTATED = st.tuples(st.integers(0, len(ATOM)), st.integers(0, 40), st.binary(max_size=30)).map(
    lambda cut: ATOM.encode()[: cut[0]] + cut[2] + ATOM.encode()[cut[0] + cut[1] :]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.binary(max_size=200), MUTATED))
def test_no_bytes_break_the_reader_of_feeds(body: bytes) -> None:
    with suppress(FetchError):
        for item in read_feed(got(body)).items:
            assert item.link is None or item.link.startswith(("http://", "https://"))
            assert len(item.digest) == 16


PAGE = story("Norland attacked Estria on Monday.").encode()
MUTATED_PAGE = st.tuples(st.integers(0, len(PAGE)), st.integers(0, 99), st.binary(max_size=30)).map(
    lambda cut: PAGE[: cut[0]] + cut[2] + PAGE[cut[0] + cut[1] :]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), MUTATED_PAGE))
def test_no_bytes_break_the_reader_of_pages(body: bytes) -> None:
    row = FetchRow("http://post.example/a", "http://post.example/feed", "Talks", "2021-05-23")
    item = read_page(got(body, "text/html"), row, Subscription(row.feed), Reading(language="en"))
    assert isinstance(item, Document | Problem)
    if isinstance(item, Document):
        assert item.text.strip()
        assert item.published is not None
        assert item.source == row.url
    else:
        assert item.what
