"""WARC and WARC.gz, as Common Crawl News and other archives of the web have them."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.ingest.charset import decode_page
from onrecord.ingest.clean import checked, paragraphs
from onrecord.ingest.decode import Size, UnreadableError
from onrecord.ingest.html import html_document
from onrecord.ingest.packed import unpack_all
from onrecord.ingest.page_metadata import web_address
from onrecord.ingest.reading import Item, Reading, Source
from onrecord.ingest.text import of_problem
from onrecord.ingest.warc_frames import Frame, frames
from onrecord.model import Document, Problem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord
else:
    WarcRecord = Any

PAGES = ("text/html", "application/xhtml+xml")
_WITH_PAGES = frozenset(("response", "resource", "conversion"))
_DIGESTS = ("sha1:", "sha-1:", "sha256:", "sha-256:", "md5:")
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "br": "brotli", "deflate": "deflate", "zstd": "zstd"}
_MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_AGAIN = "Get the archive again; its other records are read"


def read_warc(source: Source, reading: Reading) -> Iterator[Item]:
    """Each page of an archive, or what is wrong with its record; the records after it are read."""
    others: Counter[str] = Counter()
    records = 0
    with source.open() as stream:
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]
        packed = buffered.peek(2)[:2] == b"\x1f\x8b"
        for frame in frames(buffered, packed, reading.max_bytes):
            records += 1
            place = f"{source.name}#{frame.where}"
            try:
                item = _item(frame, place, reading, others)
            except UnreadableError as problem:
                item = of_problem(place, problem)
            if item is not None:
                yield item
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
        what = f"records that are no pages were left ({kinds})"
        yield Problem(source=source.name, what=what, kind="left")
    if not records:
        yield Problem(source=source.name, what="an archive without records", advice="Get it again")


def _item(
    frame: Frame, place: str, reading: Reading, others: Counter[str]
) -> Document | Problem | None:
    """A record's page; None for a record that isn't meant to hold one."""
    record = _record(frame.content) if frame.content else None
    if frame.trouble:
        url = _url(record) if record is not None else None
        raise UnreadableError(f"{frame.trouble}{f' ({url})' if url else ''}", _AGAIN)
    if record is None:
        raise UnreadableError("no WARC record", _AGAIN)
    kind = (record.headers.get("WARC-Type") or "").strip().lower()
    if kind == "revisit":
        return _left(place, record, "a revisit: the page is the same as in an earlier record")
    if kind not in _WITH_PAGES:
        return None
    intact = frame.too_long is not None or _is_intact(record)
    if record.is_http and not record.is_http_parsed:
        record.parse_http()
    status = record.http_headers.status_code if record.http_headers else None
    if status is not None and status != 200:
        return _left(place, record, f"the server answered {status}, not with a page")
    content_type = _content_type(record)
    if content_type not in (*PAGES, "text/plain"):
        others[content_type or "unknown type"] += 1
        return None
    if frame.too_long is not None:
        raise Size(reading.max_bytes, "bytes", "--max-bytes").exceeded(frame.too_long)
    if not intact:
        raise UnreadableError(f"bytes that don't fit their digest ({_url(record)})", _AGAIN)
    return _page(record, content_type, place, reading)


def _record(content: bytes) -> WarcRecord | None:
    """The record by fastwarc; its HTTP header isn't read yet, as the block's digest covers it."""
    from fastwarc.warc import ArchiveIterator

    try:
        return next(ArchiveIterator(io.BytesIO(content + b"\r\n\r\n"), parse_http=False), None)
    except (OSError, ValueError, RuntimeError) as error:
        raise UnreadableError(f"a record that can't be read ({error})", _AGAIN) from error


def _url(record: WarcRecord) -> str | None:
    return web_address((record.headers.get("WARC-Target-URI") or "").strip("<>"))


def _left(place: str, record: WarcRecord, why: str) -> Problem:
    url = _url(record)
    return Problem(source=place, what=f"{why}{f' ({url})' if url else ''}", kind="left")


def _is_intact(record: WarcRecord) -> bool:
    """Whether the bytes are those that were archived, as far as the record tells.

    The digest of the block covers everything; the payload's is asked where there is no other,
    because archives differ on whether it is that of the decoded page.
    """
    if _has_digest(record, "WARC-Block-Digest"):
        return record.verify_block_digest()
    if _has_digest(record, "WARC-Payload-Digest"):
        if record.is_http:
            record.parse_http()
        return record.verify_payload_digest()
    return True


def _has_digest(record: WarcRecord, name: str) -> bool:
    return (record.headers.get(name) or "").lower().startswith(_DIGESTS)


def _content_type(record: WarcRecord) -> str:
    """What the record holds: by its HTTP header, else by its own, without parameters."""
    if record.http_headers:
        said = record.http_content_type or ""
    else:
        said = record.headers.get("Content-Type") or ""
    return said.partition(";")[0].strip().lower()


def _page(record: WarcRecord, content_type: str, place: str, reading: Reading) -> Item:
    content = record.reader.read()
    coding = ""
    if record.http_headers:
        headers = {name.lower(): value for name, value in record.http_headers.to_dict().items()}
        if "chunked" in headers.get("transfer-encoding", "").lower():
            content = unchunked(content)
        coding = headers.get("content-encoding", "")
    content = _decoded(content, coding, reading.max_bytes)
    url = _url(record)
    charset = record.http_charset if record.http_headers else None
    if content_type == "text/plain":
        item = _plain(content, url, charset, place, reading)
    else:
        item = html_document(content, place, url, reading, charset)
    cut = record.headers.get("WARC-Truncated")
    if cut and isinstance(item, Document):
        warning = f"the archive cut the page off ({cut})"
        return msgspec.structs.replace(item, warnings=(*item.warnings, warning))
    return item


def _decoded(content: bytes, coding: str, most: int) -> bytes:
    """The page without its content encodings. Archives that decoded it leave the header."""
    kinds = [_CODINGS.get(name.strip().lower(), "") for name in coding.split(",")]
    kinds = [kind for kind in kinds if kind]
    if not kinds or content.lstrip()[:1] == b"<":
        return content
    if kinds[-1] in _MAGIC and not content.startswith(_MAGIC[kinds[-1]]):
        return content
    return unpack_all(content, kinds, most)


def unchunked(content: bytes) -> bytes:
    """The body of HTTP's chunks; as it is, where it was put together already.

    Raises UnreadableError where it breaks off in a chunk.
    """
    pieces: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\r\n", at, at + 1024)
        try:
            size = int(content[at:end].partition(b";")[0].strip() or b"x", 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            if not pieces:
                return content
            raise UnreadableError("a page that breaks off between chunks", _AGAIN)
        if size == 0:
            return b"".join(pieces)
        if end + 2 + size > len(content):
            raise UnreadableError("a page that breaks off in a chunk", _AGAIN)
        pieces.append(content[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _plain(
    content: bytes, url: str | None, charset: str | None, place: str, reading: Reading
) -> Document:
    """A text without markup, such as those of Common Crawl's WET files."""
    text, warning = decode_page(content, charset)
    return Document(
        text=checked(paragraphs(text.split("\n")), reading.max_chars),
        source=place,
        url=url,
        metadata_from={"url": "the address"} if url else {},
        warnings=(warning,) if warning else (),
    )
