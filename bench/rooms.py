"""What each room takes, in CPU seconds, with the coder's own calls timed from outside."""

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

CALLS = {
    "when": (("onrecord.when", "find"),),
    "where": (("onrecord.where", "find"), ("onrecord.where", "resolve")),
    "said": (("onrecord.said", "find"), ("onrecord.record.coder", "find_wordings")),
    "what": (("onrecord.what", "find"),),
    "who": (("onrecord.who", "resolve"),),
    "parse": (("onrecord.record.coder", "parse"),),
}
"""Room -> the functions that the coder calls in it."""


class Clock:
    """Adds up what timed functions take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, with its time counted to a room."""

        def call(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[room] = self.seconds.get(room, 0) + time.process_time() - began

        return call


def seconds_by_room(found: list[dict[str, str | None]]) -> dict[str, float]:
    """Code the articles in this process; the parse, each room, and `record` for all else."""
    from onrecord.export import encode_line
    from onrecord.model import Document
    from onrecord.record import Coder

    coder = Coder()
    documents = [Document(**item) for item in found]  # type: ignore[arg-type]
    coder.code(documents[0])  # loads and compiles what is needed
    clock = Clock()
    for room, functions in CALLS.items():
        for module, name in functions:
            place = import_module(module)
            setattr(place, name, clock.timed(room, getattr(place, name)))
    began = time.process_time()
    for document in documents:
        encode_line(coder.code(document))
    whole = time.process_time() - began
    return {**clock.seconds, "record": whole - sum(clock.seconds.values())}
