"""Whatever happens to a file, reading it gives documents and named problems, and no exception."""

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from onrecord.ingest import Reading, read
from onrecord.model import Document

STORY = (
    "The government of Norland signed an agreement with Estria on Monday, officials said after "
    "talks in the capital that had lasted three days."
)
PAGE = (
    '<html><head><meta charset=utf-8><meta property="og:title" content="Norland &amp; Estria">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ida"}}'
    f"</script></head><body><h1>Norland</h1><p>{STORY}</p><p>More of it.</p></body></html>"
)
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a\r\n"
    "Content-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(HTTP)}\r\n\r\n{HTTP}\r\n\r\n"
).encode()
FEED = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title><item><title>Norland"
    f"</title><link>/a</link><description>&lt;p&gt;{STORY}</description></item></channel></rss>"
)
NEWSML = (
    '<newsItem guid="urn:1"><contentMeta><headline>Norland</headline></contentMeta><contentSet>'
    f"<inlineXML><nitf><body><body.content><p>{STORY}</p></body.content></body></nitf></inlineXML>"
    "</contentSet></newsItem>"
)
NINJS = {"uri": "urn:1", "headline": "Norland", "body_text": STORY, "byline": "Ida"}
FILES = {
    "a.html": PAGE.encode(),
    "a.warc": RECORD * 3,
    "a.warc.gz": gzip.compress(RECORD) * 3,
    "feed.xml": FEED.encode(),
    "item.xml": NEWSML.encode(),
    "a.json": json.dumps([NINJS, {"text": STORY}]).encode(),
    "a.jsonl": (json.dumps({"text": STORY, "byline": ["Ida"]}) + "\n").encode() * 2,
    "a.csv": f'id,text,published\n1,"{STORY}",\n2,"{STORY} 2",2021-05-23\n'.encode(),
    "a.txt.gz": gzip.compress(STORY.encode()),
}
INSERTED = (
    *(b"<", b">", b"&", b'"', b"\0", b"\xff\xfe", b"<!--", b"<![CDATA[", b"{", b"[", b"\r\n\r\n"),
    *(b"&#xD800;", b"\xed\xa0\x80", b"WARC/1.0\r\n", b"9" * 20, b"-"),
)


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in FILES.items():
            packed.writestr(name, content)
    return file.getvalue()


def rotten(content: bytes, chance: random.Random) -> bytes:
    """The file after a few accidents."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 2, 5, 50))):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = chance.randbytes(1)
            case 1:
                del found[at : at + chance.randrange(50)]
            case 2:
                found[at:at] = chance.choice(INSERTED)
            case 3:
                found[at:at] = found[at // 2 : at // 2 + 100]
            case _:
                del found[max(at, len(found) * 3 // 4) :]
    return bytes(found)


@pytest.mark.parametrize("name", [*FILES, "a.zip"])
def test_accidents_are_problems(tmp_path: Path, name: str) -> None:
    content = FILES.get(name) or archive()
    for seed in range(60):
        (tmp_path / name).write_bytes(rotten(content, random.Random(f"{name} {seed}")))
        for item in read([str(tmp_path / name)], Reading(language="en")):
            if isinstance(item, Document):
                assert item.text.strip()
                for said in (item.text, item.title, item.byline, item.outlet, item.url):
                    assert (said or "").encode().decode() == (said or "")
            else:
                assert "while reading it" not in item.what
                assert f"{item.what} {item.source} {item.advice}".encode()
