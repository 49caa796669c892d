"""What news agencies send: ninjs, NewsML-G2 and NITF; and JSON files of any objects."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.ingest import Reading, read
from onrecord.model import Document, Problem

STORY = (
    "PORT SELA, May 24 - The government of Norland signed an agreement with Estria on Monday, "
    "officials said after talks in the capital that had lasted three days.",
    "Both countries will withdraw their troops from the border & open the crossing for food and "
    "medicine before the end of the month, a spokesman told reporters.",
)
PLAIN = "\n".join(STORY)
MARKUP = "".join(f"<p>{part.replace('&', '&amp;')}</p>" for part in STORY)
TEXT = "Norland, Estria sign\n\n" + "\n\n".join(STORY)
Items = list[Document | Problem]


def items(folder: Path, content: Any, name: str = "a.json", **options: Any) -> Items:
    path = folder / name
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode()
    path.write_bytes(content)
    return list(read([str(path)], Reading(**options)))


def document(found: Items) -> Document:
    (item,) = found
    assert isinstance(item, Document), item
    return item


def problem(found: Items) -> Problem:
    (item,) = found
    assert isinstance(item, Problem), item
    return item


# JSON files


def test_an_array_of_objects(tmp_path: Path) -> None:
    things = [{"text": f"{n}. {PLAIN}", "x": {'}"]': ['{"', "\\"]}} for n in range(3)]
    for content in (
        json.dumps(things),
        json.dumps(things, indent=2),
        "\ufeff" + json.dumps(things),
        "\n".join(map(json.dumps, things)),
    ):
        found = items(tmp_path, content)
        assert [item.source for item in found] == [f"{tmp_path}/a.json#{n}" for n in (1, 2, 3)]
        assert all(isinstance(item, Document) for item in found)


@pytest.mark.parametrize(
    ("content", "what", "good"),
    [
        ("", "no JSON objects", 0),
        ("[]", "no JSON objects", 0),
        ("[1, 2]", "not a JSON object", 0),
        ('[{"text": "x"}, 5]', "not a JSON object", 1),
        ('[{"text": "x"}, {"text": "Norl', "breaks off", 1),
        ('[{"text": "x"}', "breaks off", 1),
        ('{"text": "x"} {"a": [', "breaks off", 1),
        ('[{"text": "x"}, {"a": }, {"text": "y"}]', "not a JSON object", 2),
        ('{"title": "x"}', "no `text`", 0),
        ("plain words", "not a JSON object", 0),
        ("[" * 100_000, "not a JSON object", 0),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "not a JSON object", 0),
    ],
)
def test_bad_json_is_named_and_what_is_good_is_read(
    tmp_path: Path, content: str, what: str, good: int
) -> None:
    found = items(tmp_path, content)
    assert sum(isinstance(item, Document) for item in found) == good
    (bad,) = [item for item in found if isinstance(item, Problem)]
    assert what in bad.what


def test_a_huge_object_is_named_and_reading_takes_time_by_its_length(tmp_path: Path) -> None:
    began = time.monotonic()
    content = json.dumps([{"text": "x"}, {"text": "word " * 1_000_000, "a": ["b"] * 500_000}])
    found = items(tmp_path, content, max_bytes=2_000_000)
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Problem)
    assert "--max-bytes" in found[1].advice
    assert time.monotonic() - began < 10


def test_a_large_array_is_read_object_by_object(tmp_path: Path) -> None:
    things = [{"text": f"{n}. {PLAIN}", "filling": "x" * 10_000} for n in range(400)]
    found = items(tmp_path, things, max_bytes=50_000, language="en")
    assert len(found) == 400
    assert all(isinstance(item, Document) for item in found)


# ninjs

NINJS_1 = {
    "uri": "http://agency.example/items/1",
    "type": "text",
    "versioncreated": "2021-05-24T10:37:00Z",
    "byline": "Ida Strand",
    "headline": "Norland, Estria sign",
    "copyrightholder": "Norland News Agency",
    "usageterms": "For subscribers only",
    "body_text": PLAIN,
    "body_xhtml": MARKUP,
    "description_text": "They signed.",
}
NINJS_2 = {
    "uri": "urn:newsml:agency.example:1",
    "standard": {"name": "ninjs", "version": "2.1"},
    "contentcreated": "2021-05-24T10:00:00+02:00",
    "versioncreated": "2021-05-25T10:37:00Z",
    "by": "Ida Strand",
    "headlines": [
        {"role": "alternative", "value": "Other"},
        {"role": "main", "value": "Norland, Estria sign"},
    ],
    "bodies": [
        {"role": "abstract", "contenttype": "text/plain", "value": "They signed."},
        {"role": "main", "contenttype": "text/html", "value": f"<section>{MARKUP}</section>"},
    ],
    "infosources": [{"name": "Norland News Agency"}],
    "rightsinfo": {"linkedrights": "https://agency.example/rights"},
}
NINJS_3 = {
    "uri": "urn:newsml:agency.example:1",
    "versionCreated": "2021-05-24T10:37:00Z",
    "by": "Ida Strand",
    "headlines": [{"role": "main", "value": "Norland, Estria sign"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": PLAIN},
        {"role": "richtext", "contentType": "application/xhtml+xml", "value": MARKUP},
    ],
    "copyrightHolder": "Norland News Agency",
}


@pytest.mark.parametrize("item", [NINJS_1, NINJS_2, NINJS_3], ids=["1", "2", "3"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_ninjs(tmp_path: Path, item: dict[str, Any], name: str) -> None:
    found = document(items(tmp_path, item, name))
    assert found.text == TEXT
    assert found.title == "Norland, Estria sign"
    assert (found.byline, found.outlet) == ("Ida Strand", "Norland News Agency")
    assert (found.published or "").startswith("2021-05-24T10:")
    assert (found.source or "").endswith(item["uri"])


def test_where_the_fields_of_ninjs_stand(tmp_path: Path) -> None:
    first = document(items(tmp_path, NINJS_1))
    assert first.url == "http://agency.example/items/1"
    assert first.license == "For subscribers only"
    assert first.metadata_from["outlet"] == "ninjs copyrightholder"
    second = document(items(tmp_path, NINJS_2))
    assert second.url is None
    assert second.license == "https://agency.example/rights"
    assert second.metadata_from["published"] == "ninjs contentcreated"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"pubstatus": "canceled"}, "canceled"),
        ({"body_text": "", "body_xhtml": ""}, "without a text (its type: text)"),
        ({"body_text": 5, "body_xhtml": None, "type": "picture"}, "its type: picture"),
        ({"bodies": [5, {"value": None}], "body_text": 1, "body_xhtml": 1}, "without a text"),
    ],
)
def test_ninjs_without_a_report(tmp_path: Path, change: dict[str, Any], what: str) -> None:
    assert what in problem(items(tmp_path, NINJS_1 | change)).what


# NewsML-G2 and NITF

XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{MARKUP}</body></html>'
NITF = f"""<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><docdata>
<date.issue norm="20210524T080000Z"/></docdata><pubdata name="Port Sela Post"/></head><body>
<body.head><hedline><hl1>Norland, Estria sign</hl1></hedline>
<byline>By <person>Ida Strand</person>, <byttl>Reporter</byttl></byline></body.head>
<body.content><media><media-caption>A photo</media-caption></media>{MARKUP}</body.content>
<body.end><tagline>Edited</tagline></body.end></body></nitf>"""
META = """<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:NNA">
<name>Norland News Agency</name></provider><versionCreated>2021-05-25T10:00:00Z</versionCreated>
<pubStatus qcode="stat:usable"/></itemMeta>"""
CONTENT = """<contentMeta><contentCreated>2021-05-24T10:00:00+02:00</contentCreated>
<by>Ida Strand</by><headline>Norland, Estria  sign</headline></contentMeta>"""
RIGHTS = "<rightsInfo><usageTerms>For subscribers only</usageTerms></rightsInfo>"


def news_item(inside: str, meta: str = META, content: str = CONTENT, guid: str = "urn:1") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" '
        f'standard="NewsML-G2">{RIGHTS}{meta}{content}<contentSet>{inside}</contentSet></newsItem>'
    )


BODIES = {
    "xhtml": f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>',
    "nitf": f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>',
    "plain": f'<inlineData contenttype="text/plain">{PLAIN.replace("&", "&amp;")}</inlineData>',
    "html": f'<inlineData contenttype="text/html"><![CDATA[{MARKUP}]]></inlineData>',
}


@pytest.mark.parametrize("body", BODIES)
def test_a_news_item(tmp_path: Path, body: str) -> None:
    content = '<?xml version="1.0" encoding="UTF-8"?>\n' + news_item(BODIES[body])
    found = document(items(tmp_path, content, "a.xml"))
    assert found.text == TEXT
    assert found.source == f"{tmp_path}/a.xml#urn:1"
    assert (found.outlet, found.byline) == ("Norland News Agency", "Ida Strand")
    assert found.published == "2021-05-24T10:00:00+02:00"
    assert found.license == "For subscribers only"
    assert found.metadata_from == {
        "title": "newsml contentmeta/headline",
        "byline": "newsml contentmeta/by",
        "outlet": "newsml itemmeta/provider/name",
        "published": "newsml contentmeta/contentcreated",
        "license": "newsml rightsinfo/usageterms",
    }


def test_nitf_alone_and_as_the_source_of_fields(tmp_path: Path) -> None:
    for content in (NITF, news_item(BODIES["nitf"], meta="", content="")):
        found = document(items(tmp_path, content, "a.nitf"))
        assert found.text == TEXT
        assert (found.outlet, found.byline) == ("Port Sela Post", "Ida Strand")
        assert found.published == "2021-05-24T08:00:00+00:00"
        assert found.metadata_from["published"] == "nitf date.issue"


def test_a_message_of_several_items(tmp_path: Path) -> None:
    second = news_item(BODIES["plain"].replace("PORT SELA", "SELA"), guid="urn:2")
    picture = news_item("", META.replace("ninat:text", "ninat:picture"), guid="urn:3")
    withdrawn = news_item(BODIES["plain"], META.replace("usable", "canceled"), guid="urn:4")
    empty = news_item("<remoteContent href='http://127.0.0.1:9/x'/>", guid="urn:5")
    content = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"<packageItem guid='p'/>{news_item(BODIES['xhtml'])}{second}{picture}{withdrawn}{empty}"
        "</itemSet></newsMessage>"
    )
    found = items(tmp_path, content, "a.newsml")
    assert [type(item) for item in found] == [Document] * 2 + [Problem] * 4
    bad = [item for item in found if isinstance(item, Problem)]
    assert [item.kind for item in bad] == ["left", "left", "failed", "left"]
    for item, what in zip(bad, ("picture", "canceled", "without a text", "1 package"), strict=True):
        assert what in item.what


def test_words_stay_together_and_paragraphs_apart(tmp_path: Path) -> None:
    body = "<p>Nor<b>land</b> <i>signed</i>.</p>Loose <a href='x'>end</a><br/>next"
    inside = f"<inlineXML><div>{body}<ul><li>one</li></ul></div></inlineXML>"
    found = document(items(tmp_path, news_item(inside, content=""), "a.xml"))
    assert found.text == "Norland signed.\n\nLoose end\n\nnext\n\none"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + news_item("<inlineData>&a;</inlineData>"), "entities"),
        (news_item(f"<inlineData a='{'x' * 10_000_000}'>x</inlineData>"), "characters in"),
        (news_item("<inlineData>x"), "not well-formed"),
        (news_item("<inlineXML/>"), "without a text"),
        ("<NewsML><NewsItem/></NewsML>", "root is <newsml>"),
        ("<urlset/>", "root is <urlset>"),
        ("<newsMessage/>", "without items"),
        ("", "XML"),
        ("plain words", "XML"),
    ],
)
def test_bad_xml_is_named_in_under_a_second(tmp_path: Path, content: str, what: str) -> None:
    (tmp_path / "a.xml").write_text(content)
    began = time.process_time()
    (found,) = read([str(tmp_path / "a.xml")])
    assert time.process_time() - began < 1
    assert isinstance(found, Problem)
    assert what in found.what


def test_a_feed_is_known_by_its_root(tmp_path: Path) -> None:
    item = f"<item><title>Norland, Estria sign</title><description>{PLAIN.replace('&', '&amp;')}"
    content = f"<rss version='2.0'><channel><title>Post</title>{item}</description></item>"
    for end in ("</channel></rss>", ""):  # the second isn't well formed
        (found,) = items(tmp_path, content + end, "a.xml")
        assert isinstance(found, Document)
        assert found.title == "Norland, Estria sign"
        assert found.outlet == "Post"
