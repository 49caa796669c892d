"""A page that hangs or crashes what takes it apart costs that process, and no run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from onrecord.ingest import html, page_process
from onrecord.ingest.html import SIMPLER, html_document
from onrecord.ingest.reading import Reading
from onrecord.model import Document, Problem

SENTENCE = "The government of Norland signed an agreement with Estria on Monday, officials said. "
PAGE = f"<html><body><article><p>{SENTENCE * 4}</p></article></body></html>".encode()
SLOW = ("<html><body><article><p>" + f"It said: <b>{SENTENCE}</b> " * 9_000).encode()
"""trafilatura joins a paragraph's pieces in a time that grows with the square of their number."""


def read(content: bytes) -> Document | Problem:
    return html_document(content, "a.html", None, Reading())


def child() -> int:
    """The process that reads pages; started, if need be, with all that it needs."""
    read(PAGE)
    made = page_process._process._child
    assert made is not None
    return made.pid


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_crash_costs_a_way_and_nothing_else(number: int) -> None:
    pid = child()
    Thread(target=lambda: (time.sleep(0.3), os.kill(pid, number))).start()
    found = read(SLOW)
    assert isinstance(found, Document), found
    assert found.text.count("signed an agreement") == 9_000
    assert SIMPLER in found.warnings
    assert child() != pid


def test_a_page_that_takes_too_long_is_read_in_a_simpler_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child()
    monkeypatch.setattr(html, "SECONDS", 1.5)
    found = read(SLOW)
    assert isinstance(found, Document), found
    assert SIMPLER in found.warnings
    assert read(PAGE).source == "a.html"


def test_a_page_that_no_way_survives_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(html, "SECONDS", 0.01)
        found = read(SLOW)
    assert isinstance(found, Problem)
    assert found.source == "a.html"
    assert "ends the process that reads it" in found.what
    assert isinstance(read(PAGE), Document)


def test_the_process_ends_with_its_run(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    code = """if True:
        import sys
        from onrecord.ingest import page_process, read
        assert len(list(read([sys.argv[1]]))) == 1
        print(page_process._process._child.pid)"""
    command = [sys.executable, "-W", "error", "-c", code, str(tmp_path / "a.html")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert not Path(f"/proc/{done.stdout.strip()}").exists()
    assert done.stderr == ""
