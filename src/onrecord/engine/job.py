"""What a worker has to know to code documents, and what an engine is."""

import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from onrecord.export.jsonl import PACKING
from onrecord.model import Coder, Document, Problem, Record

MEMORY = 1536 << 20
"""Bytes that a worker may take: coding the longest text takes a third of it."""

Item = Document | Problem
Pack = Callable[[Document, Record], bytes]
"""Packs up a record where it was coded, so that whoever takes it has little left to do."""


class EngineError(Exception):
    """Workers that don't come up, or a cluster that can't be reached."""


class Codes(Protocol):
    """Whatever codes a document."""

    def code(self, document: Document) -> Record:
        """The document's record."""
        ...


class Job(NamedTuple):
    """A coder's options, how much text its records keep, and where the functions are."""

    options: Any
    """An `onrecord.record.Options`, or what another coder takes."""
    quote: str = "evidence"
    coder: str = "onrecord.record:Coder"
    packing: str = PACKING
    """Where the function is that packs up a record for whoever takes it (`Pack`)."""
    english_only: bool = False
    """Leave out what is surely not English, before it is coded."""
    expected: Coder | None = None
    """What the coder must say of itself, so that no machine codes with another lexicon."""

    def make(self) -> Codes:
        """A coder with these options. Loads models and lexicon.

        Raises EngineError where the coder isn't the expected one.
        """
        made = _found(self.coder)(self.options)
        info = getattr(made, "info", None)
        if self.expected is not None and info not in (None, self.expected):
            raise EngineError(
                f"a worker on {_machine()} has another coder ({_described(info)}) than this "
                f"run ({_described(self.expected)}); install the same version, model and lexicon"
            )
        return made

    def pack(self) -> "Pack":
        """The function that packs up a record."""
        return _found(self.packing)


def _found(where: str) -> Any:
    """What stands at `module:name`."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


def _machine() -> str:
    import socket

    return socket.gethostname()


def _described(coder: Coder | None) -> str:
    return f"{coder.version}, lexicon {coder.lexicon[:15]}, {coder.model[:40]}" if coder else "none"


class Limits(NamedTuple):
    """How long a document may take before it counts as hanging, and how much memory."""

    seconds: float = 30.0
    seconds_a_character: float = 1 / 5000
    memory: int = MEMORY

    def of(self, document: Document) -> float:
        """Seconds for this document."""
        return self.seconds + self.seconds_a_character * len(document.text)


class Outcome(NamedTuple):
    """A document with its record, or with the problem that it had; or a problem of the input."""

    document: Document | None
    result: bytes | Problem
    """The record as the job's packing makes it."""


def _silent(sentence: str) -> None:
    del sentence


class Plan(NamedTuple):
    """Where and how to run a job."""

    workers: int | None = None
    """Processes on this machine; all cores, as far as memory goes, if not said."""
    guarded: bool = True
    """With False the documents are coded in this process, where a crash is the end."""
    limits: Limits = Limits()
    debug: bool = False
    """Say on standard error where in the code a document failed."""
    scheduler: str | None = None
    """The address of a cluster's scheduler."""
    say: Callable[[str], None] = _silent
    """Hears what a user should know meanwhile."""


class Engine(Protocol):
    """Codes documents somewhere; outcomes come in the order of the items."""

    def __call__(self, items: Iterable[Item], job: Job, plan: Plan) -> Iterator[Outcome]:
        """An outcome for each item. Raises EngineError where no worker comes up."""
        ...


def cores() -> int:
    """Cores that this process may use, as far as each worker finds memory."""
    try:
        there = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        there = os.cpu_count() or 1
    memory = _free_memory()
    return there if memory is None else max(1, min(there, memory // A_WORKER))


A_WORKER = 700 << 20
"""Bytes that a worker is reckoned to take."""


def _free_memory() -> int | None:
    """Bytes that are free on this machine; None where the system doesn't say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            figures = dict(line.split(":", 1) for line in lines)
        return int(figures["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return None
