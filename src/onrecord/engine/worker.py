"""A worker process: announces each document before it starts on it, then sends its record.

Started by a guard as `python -m onrecord.engine.worker`. It reads from standard input in a
thread, so that it notices when its guard is gone even while a document hangs.
"""

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

import msgspec

from onrecord.engine.job import EngineError, Job
from onrecord.engine.messages import (
    BROKEN,
    DOCUMENT,
    PROBLEM,
    QUIT,
    READY,
    RECORD,
    START,
    Message,
    read_messages,
)
from onrecord.model import Document, Problem

OUT_OF_MEMORY = 7
"""The exit status of a worker that can't even pack up what it coded."""

Send = Callable[[Message], None]


def _listen(stream: BinaryIO, queue: SimpleQueue[Message]) -> None:
    with suppress(MemoryError):
        for message in read_messages(stream):
            queue.put(message)
            if message.kind == QUIT:
                return
    os._exit(1)  # the guard died: nobody waits for what is being coded


def _replies() -> Send:
    """A way to answer that nothing printed by a library can get into."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def send(message: Message) -> None:
        out.write(message.encode())

    return send


def _confine(memory: int) -> None:
    """Let the system refuse more memory, so that a document that asks for it fails alone."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _work(job: Job, queue: SimpleQueue[Message], send: Send) -> None:
    from onrecord.engine.process import processing

    process = processing(job)
    send(Message(READY))
    while (message := queue.get()).kind == DOCUMENT:
        send(Message(START, message.number))
        document = msgspec.msgpack.decode(message.content, type=Document)
        result = process(document)
        if isinstance(result, Problem):
            send(Message(PROBLEM, message.number, msgspec.msgpack.encode(result)))
        else:
            send(Message(RECORD, message.number, result))


def main() -> int:
    """Code documents until the guard says that there are no more."""
    send = _replies()
    queue: SimpleQueue[Message] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, queue), daemon=True).start()
    job: Job
    job, memory = pickle.loads(queue.get().content)
    _confine(memory)
    try:
        _work(job, queue, send)
    except MemoryError:
        return OUT_OF_MEMORY
    except EngineError as error:
        send(Message(BROKEN, content=str(error).encode()))
        return 1
    except Exception as error:  # noqa: BLE001 - the guard must hear why no worker comes up
        send(Message(BROKEN, content=f"{type(error).__name__}: {error}".encode()))
        return 1
    return 0


if __name__ == "__main__":
    os._exit(main())  # at once: taking the model down again would take a second
