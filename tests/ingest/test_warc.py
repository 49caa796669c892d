"""WARC: what is wrong with a record is named, and the records after it are read."""

import gzip
import io
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.ingest import Reading, read
from onrecord.ingest.warc import unchunked
from onrecord.model import Document, Problem

NEWS = (
    "The government of Norland signed an agreement with Estria on Monday, officials said. "
    "Under the agreement both countries will withdraw their troops from the border and open "
    "the crossing for food and medicine before the end of the month, a spokesman told reporters."
)


def page(number: int) -> bytes:
    words = random.Random(number).randbytes(3000).hex()
    return (
        f"<html><head><title>Report {number}</title><!-- {words} --></head><body><p>{number}. "
        f"{NEWS}</p><p>{NEWS}</p></body></html>"
    ).encode()


class Archive:
    """A WARC being written, as crawlers write it."""

    def __init__(self, packed: bool):
        self.file = io.BytesIO()
        self.packed = packed
        self.ends: list[int] = []
        self._writer = WARCWriter(self.file, gzip=packed)
        self._writer.write_record(
            self._writer.create_warcinfo_record("news.warc", {"software": "test"})
        )
        self.ends.append(self.file.tell())

    def add(
        self,
        number: int,
        payload: bytes | None = None,
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
        warc: dict[str, str] | None = None,
        content_type: str = "text/html; charset=utf-8",
    ) -> "Archive":
        http = StatusAndHeaders(
            status, [("Content-Type", content_type), *headers], protocol="HTTP/1.1"
        )
        url = f"https://post.example/2021/05/24/{number}"
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(page(number) if payload is None else payload),
            http_headers=http if kind in ("response", "revisit") else None,
            warc_content_type=content_type if kind in ("resource", "conversion") else "",
            warc_headers_dict={"WARC-Date": "2021-05-24T10:00:00Z", **(warc or {})},
        )
        self._writer.write_record(record)
        self.ends.append(self.file.tell())
        return self

    def bytes(self) -> bytes:
        return self.file.getvalue()


Items = list[Document | Problem]


def items(tmp_path: Path, content: bytes, packed: bool, **options: object) -> Items:
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    path.write_bytes(content)
    return list(read([str(path)], Reading(**options)))  # type: ignore[arg-type]


def numbers(found: Items) -> list[int]:
    return [int(item.text.partition(".")[0]) for item in found if isinstance(item, Document)]


def problems(found: Items) -> list[Problem]:
    return [item for item in found if isinstance(item, Problem)]


def changed(archive: Archive, record: int, old: bytes, new: bytes, packed: bool) -> bytes:
    """The archive with something of one record replaced, gzipped record by record or not."""
    starts = [0, *archive.ends]
    parts = [archive.bytes()[a:b] for a, b in zip(starts, archive.ends, strict=False)]
    parts[record] = re.sub(old, new, parts[record], count=1)
    return b"".join(gzip.compress(part) for part in parts) if packed else b"".join(parts)


both = pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])


@both
def test_pages_are_read_with_address_and_place(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add(1).add(2).add(3)
    found = items(tmp_path, archive.bytes(), packed)
    assert numbers(found) == [1, 2, 3]
    second = found[1]
    assert isinstance(second, Document)
    assert second.url == "https://post.example/2021/05/24/2"
    assert (second.published, second.metadata_from["published"]) == ("2021-05-24", "the address")
    assert (second.outlet, second.metadata_from["outlet"]) == ("post.example", "the address")
    path = tmp_path / ("news.warc.gz" if packed else "news.warc")
    assert second.source == f"{path}#{archive.ends[1]}"


@both
def test_what_is_no_page_is_left_and_said(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add(1)
    archive.add(2, status="404 Not Found").add(3, status="301 Moved Permanently")
    archive.add(4, kind="revisit", payload=b"", warc={"WARC-Profile": "identical"})
    archive.add(5, payload=b"\x89PNG", content_type="image/png")
    archive.add(6, payload=b"GET / HTTP/1.1\r\n\r\n", kind="request").add(7)
    found = items(tmp_path, archive.bytes(), packed)
    assert numbers(found) == [1, 7]
    missing, moved, revisit, others = problems(found)
    assert "answered 404" in missing.what
    assert "https://post.example/2021/05/24/2" in missing.what
    assert "answered 301" in moved.what
    assert "revisit" in revisit.what
    assert "1 image/png" in others.what
    assert {problem.kind for problem in problems(found)} == {"left"}


@both
def test_other_records_with_text(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add(1, kind="resource")
    plain = f"2. {NEWS}\nMore.".encode()
    archive.add(2, payload=plain, kind="conversion", content_type="text/plain")
    found = items(tmp_path, archive.bytes(), packed)
    assert numbers(found) == [1, 2]
    assert found[1].text == f"2. {NEWS}\n\nMore."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("br", brotli.compress), ("gzip", bytes), ("br", bytes)],
)
def test_encoded_pages(tmp_path: Path, coding: str, pack: Callable[[bytes], bytes]) -> None:
    archive = Archive(True).add(1, payload=pack(page(1)), headers=(("Content-Encoding", coding),))
    assert numbers(items(tmp_path, archive.bytes(), True)) == [1]


def chunked(content: bytes) -> bytes:
    pieces = [content[at : at + 500] for at in range(0, len(content), 500)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("put", [chunked, bytes])
def test_pages_in_chunks(tmp_path: Path, put: Callable[[bytes], bytes]) -> None:
    headers = (("Transfer-Encoding", "chunked"),)
    archive = Archive(False).add(1, payload=put(page(1)), headers=headers)
    assert numbers(items(tmp_path, archive.bytes(), False)) == [1]


def test_chunks_that_break_off_are_named() -> None:
    with pytest.raises(Exception, match="breaks off"):
        unchunked(chunked(page(1))[:-300])


def test_a_bomb_in_a_page_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * (50 << 20))
    archive = Archive(True).add(1, payload=bomb, headers=(("Content-Encoding", "gzip"),)).add(2)
    found = items(tmp_path, archive.bytes(), True)
    assert numbers(found) == [2]
    assert re.search("bytes|bomb", problems(found)[0].what)


def test_a_page_that_the_crawler_cut_is_read_with_a_warning(tmp_path: Path) -> None:
    archive = Archive(True).add(1, warc={"WARC-Truncated": "length"})
    (found,) = items(tmp_path, archive.bytes(), True)
    assert isinstance(found, Document)
    assert any("cut" in warning for warning in found.warnings)


@both
def test_a_wrong_digest_is_named_and_the_next_record_is_read(tmp_path: Path, packed: bool) -> None:
    archive = Archive(False).add(1).add(2).add(3)
    digest = rb"(?<=WARC-Block-Digest: sha1:)\w+"
    found = items(tmp_path, changed(archive, 2, digest, b"A" * 32, packed), packed)
    assert numbers(found) == [1, 3]
    (problem,) = problems(found)
    assert "digest" in problem.what
    assert "/2)" in problem.what
    assert problem.kind == "failed"


def test_a_changed_byte_shows_in_the_digest(tmp_path: Path) -> None:
    archive = Archive(False).add(1).add(2).add(3)
    content = archive.bytes().replace(b"2. The government", b"2. The Government")
    found = items(tmp_path, content, False)
    assert numbers(found) == [1, 3]
    assert "digest" in problems(found)[0].what


@pytest.mark.parametrize("seed", range(12))
def test_bit_rot_costs_one_record_of_a_gzipped_archive(tmp_path: Path, seed: int) -> None:
    archive = Archive(True)
    for number in range(1, 6):
        archive.add(number)
    content = bytearray(archive.bytes())
    at = random.Random(seed).randrange(archive.ends[2], archive.ends[3])  # in the third page
    for offset in range(3):
        content[min(at + offset, archive.ends[3] - 1)] ^= 0x55
    found = items(tmp_path, bytes(content), True)
    assert set(numbers(found)) >= {1, 2, 4, 5}
    assert len(numbers(found)) + len(problems(found)) >= 5


@both
def test_a_truncated_archive(tmp_path: Path, packed: bool) -> None:
    archive = Archive(packed).add(1).add(2).add(3)
    for cut in range(archive.ends[2] + 40, archive.ends[3] - 40, 297):
        found = items(tmp_path, archive.bytes()[:cut], packed)
        assert numbers(found) == [1, 2]
        (problem,) = problems(found)
        assert "break" in problem.what or "no WARC record" in problem.what


@pytest.mark.parametrize("length", [0, 5, 300, 20_000, 10**9, 10**15])
@both
def test_a_record_that_lies_about_its_length(tmp_path: Path, packed: bool, length: int) -> None:
    archive = Archive(False).add(1).add(2).add(3).add(4)
    wrong = b"Content-Length: %d" % length
    found = items(tmp_path, changed(archive, 2, rb"Content-Length: \d+", wrong, packed), packed)
    assert numbers(found) == [1, 3, 4]
    assert len(problems(found)) == 1


@pytest.mark.parametrize(
    "junk",
    [
        b"junk\r\n",
        b"WARC/1.0\r\nno header\r\n\r\n",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"WARC/1.0\r\nContent-Length: minus\r\n\r\n\r\n\r\n",
        b"\0" * 5000,
    ],
)
@both
def test_junk_between_records(tmp_path: Path, packed: bool, junk: bytes) -> None:
    archive = Archive(packed).add(1).add(2)
    first, second = archive.bytes()[: archive.ends[1]], archive.bytes()[archive.ends[1] :]
    middle = gzip.compress(junk + b"\r\n\r\n") if packed else junk + b"\r\n\r\n"
    found = items(tmp_path, first + middle + second, packed)
    assert set(numbers(found)) == {1, 2}


def test_an_archive_in_one_gzip_member(tmp_path: Path) -> None:
    content = gzip.compress(Archive(False).add(1).add(2).bytes())
    assert numbers(items(tmp_path, content, True)) == [1, 2]
    found = items(tmp_path, content[: len(content) - 2500], True)
    assert numbers(found) == [1]
    assert "broken gzip data" in problems(found)[0].what


def test_a_page_over_the_limit_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    big = b"<p>" + b"Norland signed. " * 20_000 + b"</p>"
    archive = Archive(True).add(1, payload=big).add(2, payload=big, content_type="video/mp4").add(3)
    found = items(tmp_path, archive.bytes(), True, max_bytes=100_000)
    assert numbers(found) == [3]
    too_long, others = problems(found)
    assert "--max-bytes" in too_long.advice
    assert "1 video/mp4" in others.what


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", gzip.compress(b"")])
def test_an_empty_archive_is_named(tmp_path: Path, content: bytes) -> None:
    (problem,) = problems(items(tmp_path, content, bool(content.strip())))
    assert "without records" in problem.what


def test_no_archive_at_all_is_named(tmp_path: Path) -> None:
    assert "no WARC record" in problems(items(tmp_path, b"plain words", False))[0].what
    assert problems(items(tmp_path, b"plain words", True))


def test_a_bomb_of_an_archive_stops(tmp_path: Path) -> None:
    began = time.monotonic()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
    content = gzip.compress(head + b"\0" * (100 << 20)) + Archive(True).add(1).bytes()
    found = items(tmp_path, content, True)
    assert numbers(found) == [1]
    assert "bomb" in problems(found)[0].what
    assert time.monotonic() - began < 30
