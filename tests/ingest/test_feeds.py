"""Feeds: their entries with absolute addresses, dates and plain text; nothing of them is run."""

import time
from contextlib import suppress

import pytest

from onrecord.ingest import Reading
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.feeds import feed_documents, parse_feed
from onrecord.model import Document, Problem

STORY = "Norland signed an agreement with Estria on Monday, officials said."
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(items: str, prologue: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prologue}<rss version="2.0" {NAMESPACES}>'
        "<channel><title>Port Sela Post</title><link>https://post.example/</link>"
        f"{items}</channel></rss>"
    ).encode()


ITEM = f"""<item><title>Norland &amp; Estria sign</title><link>/a?b=1&amp;c=2</link>
<guid isPermaLink="false">n-1</guid><pubDate>Mon, 24 May 2021 10:00:00 +0330</pubDate>
<dc:creator>Ida Strand</dc:creator><description>&lt;p&gt;They signed.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>{STORY}</p><script>x()</script><p>“Yes”&nbsp;&amp; no.</p>]]>
</content:encoded></item>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
<link href="https://post.example/"/><entry><title type="html">Norland &amp;amp; Estria</title>
<link rel="alternate" href="https://post.example/a"/><id>urn:n:1</id>
<updated>2021-05-25T10:00:00Z</updated><link rel="license" href="https://x.example/by"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>A &amp; B</p></div>
</content></entry></feed>""".encode()


def test_an_entry_of_rss() -> None:
    feed = parse_feed(rss(ITEM))
    assert (feed.title, feed.link) == ("Port Sela Post", "https://post.example/")
    (entry,) = feed.entries
    assert entry.title == "Norland & Estria sign"
    assert entry.link == "https://post.example/a?b=1&c=2"
    assert entry.id == "n-1"
    assert (entry.published, entry.published_by) == ("2021-05-24T10:00:00+03:30", "published")
    assert entry.author == "Ida Strand"
    assert entry.summary == "They signed."
    assert entry.content == f"{STORY}\n\n“Yes”\u00a0& no."


def test_an_entry_of_atom() -> None:
    (entry,) = parse_feed(ATOM).entries
    assert entry.title == "Norland & Estria"
    assert entry.content == f"{STORY}\n\nA & B"
    assert (entry.published, entry.published_by) == ("2021-05-25T10:00:00+00:00", "updated")
    assert entry.license == "https://x.example/by"


def test_entries_become_documents_and_say_where_fields_come_from() -> None:
    summary = f"<item><title>Short</title><description>{STORY}</description></item>"
    items = list(feed_documents(parse_feed(rss(ITEM + summary + "<item/>")), "f", Reading()))
    whole, short, empty = items
    assert isinstance(whole, Document)
    assert whole.text.startswith(f"Norland & Estria sign\n\n{STORY}")
    assert whole.source == "f#n-1"
    assert whole.metadata_from["byline"] == "feed entry author"
    assert not whole.warnings
    assert isinstance(short, Document)
    assert "summary" in short.warnings[0]
    assert isinstance(empty, Problem)
    assert empty.source == "f#3"
    assert "without text" in empty.what


def test_only_web_addresses_are_kept() -> None:
    bad = "<item><title>x</title><link>javascript:alert(1)</link></item>"
    (entry,) = parse_feed(rss(bad)).entries
    assert entry.link is None


@pytest.mark.parametrize("tail", ["", "</channel>", "<item><title>cut"])
def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_makes_sense(tail: str) -> None:
    broken = rss(ITEM.replace("&amp;", "&")).removesuffix(b"</channel></rss>") + tail.encode()
    assert STORY in parse_feed(broken).entries[0].content


def test_named_characters_of_html_are_known() -> None:
    (entry,) = parse_feed(rss("<item><title>Caf&eacute;&nbsp;&mdash; x</title></item>")).entries
    assert entry.title == "Café — x"


@pytest.mark.parametrize("odd", ["&#xD800;", "&#0;", "&#x110000;", "\0", "&#1;"])
def test_odd_characters_in_feeds(odd: str) -> None:
    (entry,) = parse_feed(rss(f"<item a='{odd}'><title>Nor{odd}land</title></item>")).entries
    assert (entry.title or "").startswith("Nor")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_feed_may_have_another_encoding(encoding: str) -> None:
    feed = rss("<item><title>Café</title></item>").decode().replace("utf-8", encoding)
    assert parse_feed(feed.encode(encoding)).entries[0].title == "Café"


LAUGHS = "<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 10)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (rss("<item><title>&a9;</title></item>", LAUGHS), "entities"),
        (rss("<item><title>&a9;</title></item>", LAUGHS).decode().encode("utf-16"), "entities"),
        (rss("<item/>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "entities"),
        (
            rss("<item/>", '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/">%p;]>'),
            "entities",
        ),
        (rss(f"<item a='{'x' * 10_000_000}'/>"), "characters in"),
        (rss(f"<item a='{'x' * 9_000_000}'/>"), "9,000,000 characters in <item>"),
        (rss("<a/>" * 200_000), "elements"),
        (b"<html><body>x</body></html>", "root is <html>"),
        (b"plain words", "XML"),
        (b"", "XML"),
        (b"\0\1\2", "XML"),
        (rss("<a>" * 300 + "</a>" * 300), "nested more than 256 deep"),
    ],
)
def test_hostile_or_other_xml_is_refused_in_under_a_second(content: bytes, what: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableError, match=what):
        parse_feed(content)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "filling", [b"\n" * 1_000_000, b"<?xml " * 100_000, b" <!DOCTYPE [" * 50_000]
)
def test_time_is_by_length_whatever_stands_there(filling: bytes) -> None:
    began = time.process_time()
    for content in (filling + rss(ITEM), rss(f"<item><title>{filling.decode()}</title></item>")):
        with suppress(UnreadableError):
            parse_feed(content)
    assert time.process_time() - began < 5


def test_a_document_type_from_elsewhere_is_not_fetched() -> None:
    feed = rss(ITEM, '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss-0.91.dtd">')
    assert len(parse_feed(feed).entries) == 1
