"""A page becomes its text and what it says of itself, or a problem that says why not."""

import time

import pytest

from onrecord.ingest.html import html_document
from onrecord.ingest.page_shape import shape_of
from onrecord.ingest.reading import Reading
from onrecord.model import Document, Problem

STORY = (
    "The government of Norland signed an agreement with Estria on Monday, officials said in the "
    "capital after talks that had lasted three days.",
    "Under the agreement both countries will withdraw their troops from the border and open the "
    "crossing for food and medicine, a spokesman told reporters.",
)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
ADDRESS = "https://post.example/world/norland"


def page(head: str = "", body: str = PARAGRAPHS, **attributes: str) -> str:
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a> "
        f"<a href='/world'>World</a></nav><article>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def read(content: str | bytes, url: str | None = ADDRESS, **options: object) -> Document | Problem:
    content = content.encode() if isinstance(content, str) else content
    charset = options.pop("charset", None)
    return html_document(content, "a.html", url, Reading(**options), charset)  # type: ignore[arg-type]


def document(content: str | bytes, url: str | None = ADDRESS, **options: object) -> Document:
    found = read(content, url, **options)
    assert isinstance(found, Document), found
    return found


def test_the_text_is_the_story_without_what_stands_around_it() -> None:
    found = document(page())
    assert found.text == "\n\n".join(STORY)
    assert found.warnings == ()


LINKED_DATA = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Post"},
 {"@type": "NewsArticle", "headline": "Norland &amp; Estria sign", "license": "/terms",
  "author": [{"@type": "Person", "name": "Ida Strand"}, {"name": "Per Lund"}],
  "datePublished": "2021-05-24T08:00:00+0200", "dateModified": "2021-05-25",
  "publisher": {"@type": "Organization", "name": "Port Sela Post"}}]}</script>"""
META = """<meta property="og:title" content="Other title"><meta name="author" content="Other">
<meta property="og:site_name" content="Other Post">
<meta property="article:published_time" content="2020-01-01">
<link rel="canonical" href="/2021/norland">"""


def test_linked_data_comes_before_meta_elements_and_each_field_says_its_origin() -> None:
    found = document(page(META + LINKED_DATA))
    assert found.title == "Norland & Estria sign"
    assert found.outlet == "Port Sela Post"
    assert found.byline == "Ida Strand, Per Lund"
    assert (found.published, found.published_from) == ("2021-05-24T08:00:00+02:00", "metadata")
    assert found.url == "https://post.example/2021/norland"
    assert found.license == "https://post.example/terms"
    assert found.metadata_from == {
        "title": "json-ld headline",
        "outlet": "json-ld publisher",
        "byline": "json-ld author",
        "published": "json-ld datePublished",
        "url": "link rel=canonical",
        "license": "json-ld license",
    }


@pytest.mark.parametrize(
    ("head", "body", "field", "value", "origin"),
    [
        (META, "", "title", "Other title", "meta og:title"),
        (META, "", "published", "2020-01-01", "meta article:published_time"),
        ("<title>Talks end</title>", "", "title", "Talks end", "title"),
        ("", "<h1>Talks <b>end</b></h1>", "title", "Talks end", "h1"),
        ("", "<time datetime='2021-05-24'>Monday</time>", "published", "2021-05-24", "time"),
        ("", "<span itemprop=author>Ida Strand</span>", "byline", "Ida Strand", "itemprop author"),
        ("", "<a rel='license' href='https://x.example/by'>by</a>", "license",
         "https://x.example/by", "a rel=license"),
        ('<meta name="date" content="May 23, 2021, 8:00 AM">', "", "published",
         "2021-05-23T08:00:00", "meta date"),
    ],
)  # fmt: skip
def test_where_fields_may_stand(head: str, body: str, field: str, value: str, origin: str) -> None:
    found = document(page(head, body + PARAGRAPHS))
    assert getattr(found, field) == value
    assert found.metadata_from[field] == origin


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    found = document(page(), url="https://post.example/2021/5/24/norland.html")
    assert (found.published, found.metadata_from["published"]) == ("2021-05-24", "the address")
    assert document(page(), url=None).published is None


@pytest.mark.parametrize(
    "said",
    [
        *("05/06/2021", "0001-01-01", "1970-01-01T00:00:00Z", "yesterday", "2021", "x" * 5000),
        "Mon, 24 May 2021 10:00:00 +9999",
    ],
)
def test_what_is_no_sure_date_is_none(said: str) -> None:
    assert document(page(f'<meta name="date" content="{said}">')).published is None


@pytest.mark.parametrize("said", ["javascript:alert(1)", "/", "file:///etc/passwd", "http://[", ""])
def test_what_is_no_address_of_an_article_is_not_its_address(said: str) -> None:
    found = document(page(f'<link rel="canonical" href="{said}">'))
    assert (found.url, found.metadata_from["url"]) == (ADDRESS, "the address")


def test_the_headline_stands_over_the_text_once() -> None:
    head = '<meta property="og:title" content="Norland and Estria sign">'
    assert document(page(head)).text.startswith("Norland and Estria sign\n\nThe government")
    repeated = document(page(head, "<h1>Norland and  Estria sign</h1>" + PARAGRAPHS))
    assert repeated.text.count("Estria sign") == 1


def test_the_outlet_is_no_part_of_the_title() -> None:
    head = "<title>Talks end | Post</title><meta property='og:site_name' content='Post'>"
    assert document(page(head)).title == "Talks end"


@pytest.mark.parametrize(
    ("encoding", "declared", "warned"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8", "iso-8859-1", True),
        ("cp1252", "utf-8", True),
        ("cp1252", "iso-8859-1", False),
        ("cp1252", "no-such-thing", True),
        ("cp1252", "base64", True),
        ("cp1252", "", True),
        ("utf-16", "utf-8", False),
        ("utf-16-le", "utf-8", False),
        ("utf-16-be", "", False),
        ("iso8859-2", "iso-8859-2", False),
    ],
)
def test_encodings_are_told_or_seen_and_what_is_wrong_is_said(
    encoding: str, declared: str, warned: bool
) -> None:
    words = "A café in Port Sela reopened, ministers said." + (
        " “Yes”." * (encoding != "iso8859-2")
    )
    meta = f'<meta charset="{declared}">' if declared else ""
    found = document(page(meta, f"<p>{words}</p>{PARAGRAPHS}").encode(encoding))
    assert words in found.text
    assert bool(found.warnings) == warned, found.warnings


def test_the_server_may_name_the_encoding() -> None:
    found = document(
        page("", f"<p>Žitava café.</p>{PARAGRAPHS}").encode("cp1250"), charset="cp1250"
    )
    assert "Žitava café." in found.text


@pytest.mark.parametrize(
    "odd",
    [
        bytes(range(256)).decode("latin-1"),
        "a\0b",
        "&#0;&#xD800;&#x110000;&#99999999;",
        "e\u0301 \u0300\u0301",
        "\u202eright to left\u202c سلام עברית",
        "😀 👩‍👩‍👧",
        "one\r\ntwo\rthree",
        "no\u00a0break&nbsp;space",
    ],
)
def test_odd_characters_leave_a_text_that_can_be_written(odd: str) -> None:
    text = document(page("", f"<p>{odd}</p>{PARAGRAPHS}")).text
    assert STORY[0] in text
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "an empty page"),
        (" \n ", "an empty page"),
        ("<html><body></body></html>", "without text"),
        ("<html><script>var story = '<p>Norland</p>';</script></html>", "a script is to fetch it"),
        ("<p>" + "word " * 250_000, "1,249,999 characters"),
    ],
)
def test_a_page_without_a_usable_text_is_a_problem(content: str, what: str) -> None:
    found = read(content)
    assert isinstance(found, Problem)
    assert what in found.what
    assert found.advice


def test_a_page_over_the_limit_is_a_problem_that_names_the_option() -> None:
    found = read(page(), max_bytes=100)
    assert isinstance(found, Problem)
    assert "bytes" in found.what
    assert "--max-bytes" in found.advice


@pytest.mark.parametrize("odd", ["&#xD800;", "&#0;", "&#x110000;", "&#99999999999999999;", "\0"])
def test_odd_characters_in_attributes(odd: str) -> None:
    found = document(page(f'<meta property="og:title" content="Nor{odd}land" x="{odd}">'))
    assert found.title == "Nor\ufffdland"


def test_scripts_with_what_looks_like_tags_change_nothing() -> None:
    script = "<script>for (i=0; i<n; i++) { a<b && c<d; x='<div>' }</script>" * 500
    found = document(page(script, f"<!-- {'<div>' * 900} -->{PARAGRAPHS}"))
    assert found.text == "\n\n".join(STORY)
    assert shape_of(page(script)).plain


HOSTILE = {
    "300 nested elements": "<div>" * 300 + PARAGRAPHS,
    "50,000 nested elements": "<div>" * 50_000 + PARAGRAPHS + "</div>" * 50_000,
    "nested formatting": "<b><i><a>" * 10_000 + PARAGRAPHS,
    "a million attributes": f"<p {' '.join(f'a{i}=x' for i in range(1_000_000))}>{PARAGRAPHS}",
    "attributes without values": f"<p {' '.join(f'a{i}' for i in range(200_000))}>{PARAGRAPHS}",
    "unclosed quotes": PARAGRAPHS + '<a b="' * 200_000,
    "many spans": "<span>x</span> " * 50_000 + PARAGRAPHS,
}  # fmt: skip


@pytest.mark.parametrize("hazard", HOSTILE)
def test_a_hostile_page_gives_its_story_soon(hazard: str) -> None:
    began = time.monotonic()
    found = document(f"<html><body>{HOSTILE[hazard]}</body></html>")
    assert time.monotonic() - began < 30
    assert STORY[0] in found.text


@pytest.mark.parametrize(
    "content",
    [
        "<p>" + "word " * 2_000_000 + "</p>",  # 10 MB
        PARAGRAPHS * 75_000,  # 20 MB
        "<" * 5_000_000,
        "&" * 5_000_000,
        "<!--" * 1_000_000,
        "<script>" * 500_000,
    ],
)
def test_a_huge_page_is_a_problem_soon(content: str) -> None:
    began = time.monotonic()
    assert isinstance(read(f"<html><body>{content}"), Problem)
    assert time.monotonic() - began < 30
