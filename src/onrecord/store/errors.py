"""What is wrong with a store, in one sentence that also says what to do."""


class StoreError(Exception):
    """A store that can't be opened, read or written."""


class BusyError(StoreError):
    """A store that another run is writing to."""
