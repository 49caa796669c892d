"""Keeps a search index up to date behind the back of whoever asks, one thread a store."""

import threading
from pathlib import Path

from onrecord.store.errors import StoreError
from onrecord.store.search import SearchIndex, State

_RUNNING: dict[Path, "_Update"] = {}
_LOCK = threading.Lock()


class _Update(threading.Thread):
    """One update of one index; what went wrong is kept for those who wait."""

    def __init__(self, store: Path, confined: bool):
        super().__init__(name=f"search index of {store.name}", daemon=True)
        self.store, self.confined = store, confined
        self.error: StoreError | None = None

    def run(self) -> None:
        try:
            SearchIndex(self.store).update(confined=self.confined)
        except StoreError as error:
            self.error = error


def refresh(store: Path, *, confined: bool = False, wait: float | None = None) -> State:
    """Have the index brought up to date, and wait for it for a while.

    Args:
        confined: how this process reads the store, see `StoreReader.confined`.
        wait: seconds; None waits as long as it takes. The update goes on after that.

    Returns how far the index is. Raises StoreError where the update failed.
    """
    state = SearchIndex(store).state()
    if state.fresh:
        return state
    update = _running(store, confined)
    update.join(wait)
    if update.error is not None:
        raise update.error
    return SearchIndex(store).state()


def _running(store: Path, confined: bool) -> _Update:
    key = store.resolve()
    with _LOCK:
        update = _RUNNING.get(key)
        if update is None or not update.is_alive():
            update = _RUNNING[key] = _Update(store, confined)
            update.start()
    return update
