"""A guard: one worker process, the documents it was given, and the one it is at."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections import OrderedDict
from contextlib import suppress

import msgspec

from onrecord.engine.job import Job, Limits
from onrecord.engine.messages import DOCUMENT, JOB, QUIT, START, Inbox, Message
from onrecord.engine.worker import OUT_OF_MEMORY
from onrecord.model import Document

DEPTH = 3
"""Documents that a worker is given ahead, so that it never waits for the next."""
_PIECE = 1 << 16
PIPE = 1 << 20
"""Bytes that a pipe holds, where the system lets one say: a packed record has 100 kB, and a
worker goes on while its guard is busy writing."""
START_UP = 600.0
"""Seconds in which a worker has to load its coder: the first one may have to build the base."""


class Guard:
    """Keeps a worker going. Its documents are numbered by whoever gives them."""

    def __init__(self, job: Job, limits: Limits, debug: bool = False):
        self._job, self._limits, self._debug = job, limits, debug
        self.given: OrderedDict[int, Document] = OrderedDict()
        self._start()

    def _start(self) -> None:
        """A new worker, which gets what the last one left undone."""
        self.at: int | None = None
        self._deadline: float | None = time.monotonic() + START_UP
        self._inbox = Inbox()
        self._worker = subprocess.Popen(
            [sys.executable, "-m", "onrecord.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if self._debug else subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            pipesize=PIPE,
            start_new_session=True,  # Ctrl-C is for the guard alone
        )
        self._tell(Message(JOB, content=pickle.dumps((self._job, self._limits.memory))))
        for number, document in self.given.items():
            self._send(number, document)

    def _tell(self, message: Message) -> None:
        """Say something to the worker; a dead one is noticed when its answers are read."""
        assert self._worker.stdin
        with suppress(BrokenPipeError):
            self._worker.stdin.write(message.encode())
            self._worker.stdin.flush()

    def _send(self, number: int, document: Document) -> None:
        self._tell(Message(DOCUMENT, number, msgspec.msgpack.encode(document)))

    @property
    def has_room(self) -> bool:
        """Whether it takes another document."""
        return len(self.given) < DEPTH

    def fileno(self) -> int:
        """What to wait on for its answers."""
        assert self._worker.stdout
        return self._worker.stdout.fileno()

    @property
    def time_left(self) -> float | None:
        """Seconds until the worker counts as hanging; None if it has nothing to do."""
        if self._deadline is None or not self.given:
            return None
        return max(0.0, self._deadline - time.monotonic())

    def give(self, number: int, document: Document) -> None:
        """Another document to code."""
        if not self.given and self._deadline is None:
            self._deadline = time.monotonic() + START_UP
        self.given[number] = document
        self._send(number, document)

    def answers(self) -> list[Message] | None:
        """What the worker has said since; None where it is dead."""
        piece = os.read(self.fileno(), _PIECE)
        if not piece:
            return None
        messages = self._inbox.feed(piece)
        for message in messages:
            self._note(message)
        return messages

    def _note(self, message: Message) -> None:
        """Keep track of where the worker is."""
        if message.kind == START:
            self.at = message.number
            self._deadline = time.monotonic() + self._limits.of(self.given[message.number])
        elif message.number == self.at:
            self.at = None
            self._deadline = time.monotonic() + START_UP if len(self.given) > 1 else None

    def finished(self, number: int) -> Document:
        """Take a document off the list of those given."""
        return self.given.pop(number)

    def bury(self) -> tuple[tuple[int, Document] | None, str]:
        """End a dead or hanging worker and start another.

        Returns the document that it was at, with its number, or None; and how it died.
        """
        lost = None if self.at is None else (self.at, self.given.pop(self.at))
        self.stop()
        how = _in_words(self._worker.returncode)
        self._start()
        return lost, how

    def quit(self) -> None:
        """No more documents: the worker may end."""
        self._tell(Message(QUIT))

    def see_off(self) -> None:
        """Wait for a worker that may end, but not for long."""
        with suppress(subprocess.TimeoutExpired):
            self._worker.wait(timeout=5)
        self.stop()

    def stop(self) -> None:
        """End the worker, whatever it is doing."""
        if self._worker.poll() is None:
            self._worker.kill()
        self._worker.wait()
        for pipe in (self._worker.stdin, self._worker.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # what a dead worker hasn't read is of no use
                    pipe.close()


def _in_words(code: int | None) -> str:
    if code == OUT_OF_MEMORY:
        return "it takes more memory than a worker may have"
    if code is None or code >= 0:
        return f"exit status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name
