"""The store of a watch: locked for others only while there is something to write."""

import threading
from collections.abc import Callable
from typing import TypeVar

from onrecord.model import Coder, Document, Problem
from onrecord.store import StoreError, StoreWriter
from onrecord.store.errors import BusyError
from onrecord.store.lock import WriterLock
from onrecord.store.watching import Memory
from onrecord.watch.settings import Settings

T = TypeVar("T")

RETRY = 2.0
"""Seconds between two looks whether another run has left the store."""


class Target:
    """Takes records, problems and what is remembered; a run of the ledger begins with the first.

    Args:
        settings: where the store is.
        coder: what makes the records.
        memory: is written along.
        stop: set when the user wants an end.
        note: told when another run is in the way.
    """

    def __init__(
        self,
        settings: Settings,
        coder: Coder,
        memory: Memory,
        stop: threading.Event,
        note: Callable[[str], None],
    ):
        self._settings, self._coder, self._memory = settings, coder, memory
        self._stop, self._note = stop, note
        self._writer: StoreWriter | None = None

    def take(self, document: Document, packed: bytes) -> None:
        """Take a record, packed up for a store."""
        self._writing().take(document, packed)

    def fail(self, problem: Problem) -> None:
        """Take a problem."""
        self._writing().fail(problem)

    def _writing(self) -> StoreWriter:
        settings = self._settings
        if self._writer is None:
            self._writer = self._patiently(
                lambda: StoreWriter(
                    settings.target,
                    self._coder,
                    settings.quote,
                    settings.command,
                    self._memory.write,
                )
            )
        return self._writer

    def _patiently(self, begin: Callable[[], T]) -> T:
        """Wait for another run to leave the store. Raises StoreError where the user won't."""
        told = False
        while True:
            try:
                return begin()
            except BusyError as error:
                if not told:
                    self._note(f"another run is writing to {self._settings.target}; waiting for it")
                told = True
                if self._stop.wait(RETRY):
                    raise StoreError(
                        f"{self._settings.target}: stopped while another run was writing; "
                        "what wasn't stored is fetched again next time"
                    ) from error

    def close(self) -> None:
        """The round is over: write what is left, and let others write."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        elif self._memory.waits:
            lock = self._patiently(lambda: WriterLock(self._settings.target))
            try:
                self._memory.flush()
            finally:
                lock.release()

    def interrupt(self) -> None:
        """The round ends early: write what was done."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.interrupt()
