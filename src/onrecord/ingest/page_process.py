"""The process that takes pages apart: one that hangs or crashes a library ends it and no run.

It is started with the first page and stays; `ask` gives it a page and starts another where the page
was too much for it.
"""

import atexit
import subprocess
import sys
from contextlib import suppress
from struct import Struct
from threading import Lock
from typing import IO

import msgspec

from onrecord.ingest.page_text import Way
from onrecord.model import Document

SECONDS = 8.0
"""Processor time that one way to the text of a page may take."""
_SIZE = Struct(">Q")


class Request(msgspec.Struct):
    """A page, and how to read it."""

    page: bytes
    """Its text as UTF-8, in which surrogates may stand."""
    way: Way
    url: str | None
    max_chars: int
    seconds: float = SECONDS


class Answer(msgspec.Struct):
    """Its report, or why there is none."""

    document: Document | None = None
    what: str = "the page ends the process that reads it, by hanging or crashing it"
    advice: str = "Leave it out, or save its text as a file; please report it"
    failed: bool = True
    """Whether another way may do better."""


class _Process:
    """Answers one request after the other."""

    def __init__(self):
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def ask(self, request: Request) -> Answer:
        """The answer, also where there is none because the process died."""
        with self._lock:
            child = self._child = self._child or _started()
            assert child.stdin
            assert child.stdout
            try:
                write_message(child.stdin, msgspec.msgpack.encode(request))
                return msgspec.msgpack.decode(read_message(child.stdout), type=Answer)
            except (OSError, EOFError):
                self._end()
                return Answer()
            except BaseException:  # an answer that nobody reads would be taken for the next one
                self._end()
                raise

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            with suppress(OSError):  # what it hasn't read is of no use
                child.communicate()

    def close(self) -> None:
        """End it. The next request starts another."""
        with self._lock:
            self._end()


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "onrecord.ingest.page_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the run alone
    )


_process = _Process()
ask = _process.ask
close = _process.close
atexit.register(close)


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Send a message."""
    stream.write(_SIZE.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes:
    """The next message. Raises EOFError at the end."""
    size = stream.read(_SIZE.size)
    message = stream.read(_SIZE.unpack(size)[0]) if len(size) == _SIZE.size else b""
    if not message:
        raise EOFError
    return message
