"""Packed files and archives: read as if they weren't packed, and bombs are stopped and named."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from onrecord.ingest import InputError, Reading, read
from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.packed import unpack_all
from onrecord.model import Document, Problem

NEWS = (
    "The government of Norland signed an agreement with Estria on Monday, officials said. "
    "Under the agreement both countries will withdraw their troops from the border and open "
    "the crossing for food and medicine before the end of the month, a spokesman told reporters."
)
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": zstandard.ZstdCompressor().compress,
    "bz2": bz2.compress,
    "xz": lambda content: lzma.compress(content, preset=0),
    "br": lambda content: brotli.compress(content, quality=4),
}
Items = list[Document | Problem]


def items(*paths: Path | str, **options: object) -> Items:
    return list(read([str(path) for path in paths], Reading(**options)))  # type: ignore[arg-type]


def only(found: Items, kind: type) -> Document | Problem:
    (item,) = found
    assert isinstance(item, kind), item
    return item


def archive(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


@pytest.mark.parametrize("suffix", PACK)
def test_a_packed_text_is_the_text(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.txt.{suffix}"
    path.write_bytes(PACK[suffix](NEWS.encode()))
    found = only(items(path), Document)
    assert (found.text, found.source) == (NEWS, str(path))  # type: ignore[union-attr]
    assert len(items(tmp_path)) == 1  # a folder finds it too


@pytest.mark.parametrize("suffix", ["gz", "zst", "bz2", "xz"])
def test_parts_in_a_row_are_one_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(b"".join(PACK[suffix](lines(f"{n}. {NEWS}")) for n in range(3)))
    assert [type(item) for item in items(path)] == [Document] * 3


@pytest.mark.parametrize("suffix", PACK)
def test_what_breaks_off_is_named_and_what_came_before_is_kept(tmp_path: Path, suffix: str) -> None:
    words = random.Random(1)
    texts = (f"{words.randbytes(400).hex()} {NEWS}" for _ in range(3000))
    whole = PACK[suffix](lines(*texts))
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    *before, last = items(path, language="en")
    assert isinstance(last, Problem)
    assert "breaks off" in last.what
    assert len(before) > 500
    assert all(isinstance(item, Document) for item in before)


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("content", [b"", b"no packed data at all", b"\0" * 50])
def test_what_is_not_packed_at_all_is_named(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"a.txt.{suffix}"
    path.write_bytes(content)
    assert only(items(path), Problem).source.startswith(str(path))  # type: ignore[union-attr]


def test_an_archive_is_its_members_in_their_order(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "a.zip",
        **{
            "b/two.txt": f"2. {NEWS}",
            "a/one.html": f"<p>{NEWS}</p><p>{NEWS} 1.</p>",
            "lines.jsonl.gz": gzip.compress(lines(f"3. {NEWS}")),
            "inner.zip": archive(tmp_path / "i.zip", **{"x.txt": f"4. {NEWS}"}).read_bytes(),
            "__MACOSX/._two.txt": "x",
            ".hidden.txt": "x",
            "photo.jpg": "x",
        },
    )
    *found, left = items(path)
    assert [item.source for item in found] == [
        f"{path}/b/two.txt",
        f"{path}/a/one.html",
        f"{path}/lines.jsonl.gz:1",
        f"{path}/inner.zip/x.txt",
    ]
    assert isinstance(left, Problem)
    assert (left.kind, "1 .jpg" in left.what) == ("left", True)


def broken_zip(path: Path) -> None:
    archive(path, **{"a.txt": f"1. {NEWS}", "b.txt": f"2. {NEWS}"})
    content = bytearray(path.read_bytes())
    content[60] ^= 255
    path.write_bytes(content)


def test_a_broken_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    broken_zip(tmp_path / "a.zip")
    first, second = items(tmp_path / "a.zip")
    assert isinstance(first, Problem)
    assert "broken member" in first.what
    assert isinstance(second, Document)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"PK\x05\x06" + b"\xff" * 18])
def test_a_broken_archive_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert only(items(tmp_path / "a.zip"), Problem)


def test_an_empty_archive_is_named(tmp_path: Path) -> None:
    problem = only(items(archive(tmp_path / "a.zip")), Problem)
    assert "without files" in problem.what  # type: ignore[union-attr]


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", **{"../../etc/x.txt": NEWS, "/etc/y.txt": f"2. {NEWS}"})
    assert not list(tmp_path.parent.glob("etc"))
    assert {type(item) for item in items(path)} <= {Document, Problem}


def test_archives_in_archives_end_at_a_depth(tmp_path: Path) -> None:
    content = NEWS.encode()
    name = "a.txt"
    for level in range(6):
        content = archive(tmp_path / f"{level}.zip", **{name: content}).read_bytes()
        name = "b.zip"
    problem = only(items(tmp_path / "5.zip"), Problem)
    assert "packed more than" in problem.what  # type: ignore[union-attr]


def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    packed = archive(tmp_path / "a.zip", **{"a.txt": f"1. {NEWS}", "b.txt": f"2. {NEWS}"})
    for content, count in (
        (gzip.compress(NEWS.encode()), 1),
        (zstandard.compress(lines(NEWS, f"2. {NEWS}")), 2),
        (packed.read_bytes(), 2),
    ):
        stream = io.BufferedReader(io.BytesIO(content))  # type: ignore[arg-type]
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
        assert [type(item) for item in items("-")] == [Document] * count


# bombs, run in a process of their own, which may take 512 MB

RUN = """
import sys, time
from pathlib import Path
from onrecord.ingest import Reading, read
from onrecord.model import Problem
began = time.monotonic()
found = list(read(sys.argv[1:], Reading()))
assert found and all(isinstance(item, Problem) for item in found), found
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
assert int(peak) < 512 * 1024, peak
assert time.monotonic() - began < 30
print([item.what for item in found])
"""


def run(*paths: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, paths)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def zeros(suffix: str, size: int) -> bytes:
    """Packed zeros, made without holding them."""
    piece = b"\0" * (1 << 20)
    if suffix == "gz":
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        parts = [packer.compress(piece) for _ in range(size >> 20)]
        return b"".join([*parts, packer.flush()])
    return PACK[suffix](b"\0" * size)


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        *((kind, "gz") for kind in ("txt", "html", "jsonl", "csv", "json", "xml", "warc")),
        *(("jsonl", suffix) for suffix in PACK if suffix != "gz"),
    ],
)
def test_a_bomb_is_stopped_at_the_limit_and_named(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"a.{kind}.{suffix}"
    path.write_bytes(zeros(suffix, 64 << 20))
    assert run(path)


def test_a_bomb_in_an_archive_is_stopped_too(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(4):
            with file.open(f"{number}.jsonl", "w") as member:
                for _ in range(20):
                    member.write(b"\0" * (1 << 20))
    assert "bomb" in run(path)


def test_an_archive_of_one_file_many_times_is_one_bomb(tmp_path: Path) -> None:
    """Its list names the same packed bytes again and again."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.jsonl", b"\0" * (20 << 20))
    whole = made.getvalue()
    at = whole.index(b"PK\1\2")
    entry = whole[at : whole.index(b"PK\5\6")]
    times = 20_000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, times, times, len(entry) * times, at, 0)
    path = tmp_path / "a.zip"
    path.write_bytes(whole[:at] + entry * times + end)
    assert run(path).count("bomb") == 1


def test_contents_of_pages_are_unpacked_to_the_limit() -> None:
    packers = {"gzip": gzip.compress, "brotli": brotli.compress, "deflate": zlib.compress}
    for kind, pack in packers.items():
        assert unpack_all(pack(NEWS.encode()), [kind], 10_000) == NEWS.encode()
        assert len(unpack_all(pack(b"\0" * 1_000_000), [kind], 1000)) == 1001
    raw = zlib.compressobj(wbits=-15)
    assert unpack_all(raw.compress(b"x" * 99) + raw.flush(), ["deflate"], 1000) == b"x" * 99
    with pytest.raises(UnreadableError, match="broken gzip"):
        unpack_all(b"no gzip", ["gzip"], 1000)


def test_a_packed_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf.gz"
    path.write_bytes(gzip.compress(b"x"))
    with pytest.raises(InputError, match=r"not \.pdf files"):
        read([str(path)])
