"""Lists of feeds, as people and programs write them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest import InputError
from onrecord.ingest.decode import UnreadableError
from onrecord.watch.subscriptions import Subscription, read_lines, read_lists, read_opml

OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="North">
    <outline type="rss" text="Norland Gazette" xmlUrl="https://gazette.example/feed?a=1&amp;b=2"/>
    <outline text="deep"><outline type="rss" title="Estria  Post" text="x"
      XMLURL="HTTP://Post.Example/rss"/></outline>
  </outline>
  <outline text="no feed" htmlUrl="https://gazette.example/"/>
  <outline text="again" xmlUrl="http://post.example/rss"/>
  <outline text="odd" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_opml_gives_its_feeds_whatever_their_folder(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_bytes(OPML)
    feeds, problems = read_lists([str(path)])
    assert feeds == [
        Subscription("https://gazette.example/feed?a=1&b=2", None, "Norland Gazette"),
        Subscription("http://post.example/rss", None, "Estria Post"),
    ]
    (problem,) = problems
    assert problem.source == f"{path}:10"
    assert problem.what == "javascript: addresses aren't fetched"


def test_a_text_gives_an_address_a_line_with_the_outlets_name(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text(
        "\ufeff# mine\n\nhttps://gazette.example/feed  Norland Gazette  # daily\r\n"
        "  http://post.example/rss#top\nno address\nfile:///etc/passwd\n",
        encoding="utf-8",
    )
    feeds, problems = read_lists([str(path), "https://third.example/feed"])
    assert feeds == [
        Subscription("https://gazette.example/feed", "Norland Gazette"),
        Subscription("http://post.example/rss"),
        Subscription("https://third.example/feed"),
    ]
    assert [problem.source for problem in problems] == [f"{path}:5", f"{path}:6"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.opml", b"<opml><body>", "a.opml:1: no whole XML"),
        ("a.opml", b"", "a.opml:1: no whole XML (no element found)"),
        ("a.opml", b"<opml><body/></opml>", "a.opml: no feed to watch"),
        ("a.txt", b"# nothing\n", "a.txt: no feed to watch"),
        ("a.txt", b"ftp://a.example/\n", "no feed to watch (a.txt:1: ftp: addresses"),
        ("a.txt", b"\xff\xff", "isn't UTF-8"),
        ("a.txt", b"", "no text"),
        (
            "a.opml",
            b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>',
            "a.opml:1: it defines entities",
        ),
        (
            "a.xml",
            b'<!DOCTYPE o [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><opml text="&b;"/>',
            "it defines entities",
        ),
        ("a.txt", b'<?xml version="1.0" encoding="klingon"?><opml/>', "no readable XML"),
        ("a.txt", b'<?xml version="1.0" encoding="rot13"?><opml/>', "no readable XML"),
        ("a.txt", b'<?xml version="1.0" encoding="base64"?><opml/>', "no readable XML"),
    ],
)
def test_lists_that_cant_be_used_are_refused_in_words(
    name: str, content: bytes, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_lists([name])
    assert what in str(refused.value)


def test_a_list_that_isnt_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_lists([str(tmp_path / "none.txt")])
    with pytest.raises(InputError, match="can't be read"):
        read_lists([str(tmp_path)])


def test_a_list_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(17 << 20)
    with pytest.raises(InputError, match="over 16 MB"):
        read_lists([str(path)])


def test_deep_opml_is_read() -> None:
    deep = b"<outline>" * 50_000 + b'<outline xmlUrl="http://a.example/"/>' + b"</outline>" * 50_000
    (entry,) = read_opml(b"<opml>" + deep + b"</opml>")
    assert entry.url == "http://a.example/"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader_of_opml(content: bytes) -> None:
    for text in (content, b"<opml><outline xmlUrl='" + content + b"'/></opml>"):
        with suppress(UnreadableError):
            assert all(entry.url for entry in read_opml(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader_of_lines(text: str) -> None:
    assert all(entry.url and entry.line for entry in read_lines(text))
