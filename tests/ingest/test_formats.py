"""The registry, and what the docs say of it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.ingest import Reading, packed, read
from onrecord.ingest.formats import FORMATS, SUFFIXES, ZIP, format_of, is_known
from onrecord.ingest.reading import Source
from onrecord.ingest.sniff import kind_of
from onrecord.model import Document, Problem

ROOT = Path(__file__).parents[2]


def test_every_suffix_stands_in_the_docs() -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")
    for suffix in (*SUFFIXES, *packed.SUFFIXES, ZIP):
        if suffix not in (".text", ".gzip", ".zstd"):
            assert f"`{suffix}`" in page or f"`{suffix} " in page, suffix


def test_every_format_stands_in_the_help() -> None:
    from typer.main import get_command

    from onrecord.cli.main import app

    code = get_command(app).commands["code"]  # type: ignore[attr-defined]
    (option,) = [parameter for parameter in code.params if parameter.name == "format"]
    assert all(name in option.help for name in FORMATS)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"),
        ("a", "text"),
        ("a.b.html.gz", "html"),
        ("a.warc.gz", "warc"),
        ("a.csv.zst", "csv"),
        ("a.2021", "text"),
    ],
)
def test_a_name_tells_the_format(name: str, kind: str) -> None:
    assert format_of(Source(name, Path(name)), Reading()) == kind


@pytest.mark.parametrize(("name", "known"), [("a.gz", False), ("a.zip", True), ("a.txt.br", True)])
def test_which_names_a_folder_holds_reports_under(name: str, known: bool) -> None:
    assert is_known(Source(name, Path(name))) == known


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"<!DOCTYPE html><p>", "html"),
        (b"\n\n<HTML lang=en>", "html"),
        (b"<?xml version='1.0'?><rss>", "xml"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b'\xef\xbb\xbf{"text": 1}', "jsonl"),
        (b" [{", "json"),
        (b"WARC/1.0\r\n", "warc"),
        (b"Norland attacked", "text"),
        (b"", "text"),
    ],
)
def test_first_bytes_tell_the_format(start: bytes, kind: str) -> None:
    assert kind_of(start) == kind


class Drip(io.RawIOBase):
    """A pipe that gives a byte at a time."""

    def __init__(self, content: bytes):
        self._left = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece, self._left = self._left[:1], self._left[1:]
        buffer[: len(piece)] = piece
        return len(piece)


def test_a_slow_pipe_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (
        b"<!doctype html><html><p>Norland attacked the harbour of Estria on Monday.</p></html>"
    )
    stream = io.BufferedReader(Drip(content))
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
    (found,) = read(["-"])
    assert isinstance(found, Document)
    assert found.text == "Norland attacked the harbour of Estria on Monday."


RUN = """
from pathlib import Path
from onrecord.ingest.identity import distinct
from onrecord.model import Document
def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
before = peak()
made = (Document(text=f"Norland {n}", source=f"folder/{n}.html") for n in range(60_000))
assert sum(1 for _ in distinct(made)) == 60_000
print((peak() - before) // 1024)
"""


def test_ids_of_many_documents_take_little_memory() -> None:
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 30


def test_the_order_of_files_changes_no_document(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.html").write_text(f"<p>Norland attacked Estria {number} times.</p>")
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    forward, backward = list(read(paths)), list(read(paths[::-1]))
    assert forward == backward[::-1]
    assert not [item for item in forward if isinstance(item, Problem)]
