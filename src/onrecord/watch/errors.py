"""What goes wrong with a fetch, in words, and whether to try again."""


class FetchError(Exception):
    """One fetch that gave nothing.

    Args:
        what: what happened, without the address.
        advice: what the user may do.
        passing: whether it may be over the next time, so that another try makes sense.
        wait: seconds that the server asked to be left alone; None where it didn't say.
        status: the HTTP status, where there was an answer.
        host: the machine that gave it.
    """

    def __init__(
        self,
        what: str,
        advice: str = "",
        *,
        passing: bool = False,
        wait: float | None = None,
        status: int | None = None,
        host: str | None = None,
    ):
        super().__init__(what)
        self.what, self.advice = what, advice
        self.passing, self.wait = passing, wait
        self.status, self.host = status, host


class RefusedError(FetchError):
    """An address that onrecord doesn't ask for, whatever the server would say."""


class RefusedRedirectError(RefusedError):
    """A redirect to such an address."""


class OtherKindError(FetchError):
    """A page that is no text: a film, a picture, a PDF."""


class RestingError(FetchError):
    """A host that is to be left alone for a while; nothing was asked."""


class StoppedError(FetchError):
    """The user ended the run while a fetch waited for its turn."""
