"""What goes wrong with a fetch, in words, and whether to try again."""


class FetchError(Exception):
    """One fetch that gave nothing.

    Args:
        what: what happened, without the address.
        advice: what the user may do.
        passing: whether it may be over the next time, so that another try makes sense.
        wait: seconds that the server asked to be left alone; None where it didn't say.
        status: the HTTP status, where there was an answer.
    """

    def __init__(
        self,
        what: str,
        advice: str = "",
        *,
        passing: bool = False,
        wait: float | None = None,
        status: int | None = None,
    ):
        super().__init__(what)
        self.what, self.advice = what, advice
        self.passing, self.wait, self.status = passing, wait, status


class RefusedError(FetchError):
    """An address that onrecord doesn't ask for, whatever the server would say."""


class StoppedError(FetchError):
    """The user ended the run while a fetch waited for its turn."""
