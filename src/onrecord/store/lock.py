"""One writer at a time: a lock beside the store that the system frees when its holder dies."""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from onrecord.store.errors import BusyError, StoreError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 0.3
"""Seconds in which a lock may come free: `is_locked` holds it for a moment, to see."""


class WriterLock:
    """Held for a whole run, while the store itself is open for moments only."""

    def __init__(self, store: Path, suffix: str = "lock"):
        self.path = store.with_name(f"{store.name}.{suffix}")
        self._handle = self._acquire(store)

    def _acquire(self, store: Path) -> int:
        """Raises BusyError where another run has it, StoreError where it can't be made."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                raise unwritable(store, error) from error
            try:
                _try_lock(handle)
            except OSError as error:
                os.close(handle)
                if time.monotonic() < until:
                    time.sleep(0.02)
                    continue
                raise BusyError(
                    f"{store}: another run is writing to this store; "
                    "wait until it is done, or name another file"
                ) from error
            if self._is_current(handle):
                return handle
            os.close(handle)

    def _is_current(self, handle: int) -> bool:
        """Whether the locked file is still the one at the path: its last holder removes it."""
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the next writer in."""
        self.path.unlink(missing_ok=True)
        os.close(self._handle)


@contextmanager
def review_lock(store: Path, wait: float) -> Generator[None, None, None]:
    """Held while reviews are written or the store's file is being replaced, so that none is lost.

    A run doesn't hold it: reviews go in while one is on. Raises StoreError where another has it
    for longer than `wait` seconds.
    """
    until = time.monotonic() + wait
    while True:
        try:
            lock = WriterLock(store, "reviews.lock")
            break
        except StoreError as error:
            if time.monotonic() > until:
                raise StoreError(
                    f"{store}: is being compacted, or others write reviews; nothing was written: "
                    "try again in a minute"
                ) from error
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.release()


def is_locked(store: Path) -> bool:
    """Whether a run is writing to a store just now."""
    try:
        handle = os.open(store.with_name(f"{store.name}.lock"), os.O_RDWR)
    except OSError:
        return False
    try:
        _try_lock(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def unwritable(path: Path, error: OSError) -> StoreError:
    """A target that can't be written, in words."""
    reason = error.strerror or str(error)
    return StoreError(f"{path}: can't be written ({reason}); name a file in a folder of yours")
