"""In the process that takes pages apart: answers until nobody asks any more."""

import os
import signal
import sys
from contextlib import suppress

import msgspec

from onrecord.ingest.decode import UnreadableError
from onrecord.ingest.page_process import Answer, Request, read_message, write_message
from onrecord.ingest.page_report import report
from onrecord.ingest.text import unexpected

MEMORY = 1 << 30
"""Bytes of address space."""


def main() -> None:
    """Read a request, answer it, and so on; ends by a signal where a page is too much."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints gets into the answers
    _confine()
    with suppress(EOFError, BrokenPipeError):
        while True:
            request = msgspec.msgpack.decode(read_message(source), type=Request)
            _limit(request.seconds)
            answer = msgspec.msgpack.encode(_answer(request))
            _limit(0)
            write_message(target, answer)


def _answer(request: Request) -> Answer:
    page = request.page.decode("utf-8", "surrogatepass")
    try:
        return Answer(report(page, request.way, request.url, request.max_chars), failed=False)
    except UnreadableError as error:
        return Answer(what=error.what, advice=error.advice, failed=False)
    except MemoryError:
        os._exit(1)  # what a library holds after that is of no use
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, another way is tried
        odd = unexpected(error)
        return Answer(what=odd.what, advice=odd.advice)


def _confine() -> None:
    with suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit(seconds: float) -> None:
    """End this process after so much processor time, whatever it is doing; never with 0."""
    with suppress(AttributeError):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
