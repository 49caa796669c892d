"""Codes on a Dask cluster, or on one of this machine's processes where no address is given.

A task is a chunk of documents. In the cluster's worker it goes to a crew of one, which stays
from task to task; so a document that crashes or hangs costs its guard's child and not the
worker. Where a whole worker dies, Dask gives its tasks to others; a task that has outlived
several workers is cut in two, until the document stands alone and is named.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec

from onrecord.engine.crew import Crew
from onrecord.engine.job import EngineError, Item, Job, Limits, Outcome, Plan, cores
from onrecord.engine.process import REPORT, problem
from onrecord.model import Document, Problem

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK = 16
"""Documents in a task."""
CHUNK_CHARACTERS = 100_000
"""Characters after which a smaller chunk is full."""
AHEAD = 3
"""Chunks on their way for each of the cluster's threads."""
CONNECT = 30.0
"""Seconds in which a scheduler has to answer."""
POLL = 10.0
"""Seconds between two looks at whether there are workers."""
PATIENCE = 120.0
"""Seconds without a worker after which this machine's own cluster is given up."""

KEEP_WORKERS = {"distributed.deploy.lost-worker-timeout": "1 h"}
"""A local cluster gives a worker up that takes 15 s to come back, as on a busy machine."""

Answer = tuple[bool, bytes]
"""Whether it is a record or a problem, and the record as packed or the problem's MessagePack."""


# --- in the cluster's worker -----------------------------------------------------------------

_crews: dict[int, tuple[Job, Crew]] = {}
"""The crew of each of the worker's threads, and the job that it is for."""


def process_chunk(documents: list[bytes], job: Job, limits: Limits) -> list[Answer]:
    """Code a chunk in a cluster's worker; an answer for each document.

    Raises EngineError where no guarded worker comes up.
    """
    crew = _crew(job, limits)
    chunk = [msgspec.msgpack.decode(packed, type=Document) for packed in documents]
    try:
        results = [outcome.result for outcome in crew.process(chunk)]
    except BaseException:
        _crews.pop(threading.get_ident(), None)
        crew.stop()
        raise
    return [
        (False, msgspec.msgpack.encode(result)) if isinstance(result, Problem) else (True, result)
        for result in results
    ]


def _crew(job: Job, limits: Limits) -> Crew:
    me = threading.get_ident()
    known = _crews.get(me)
    if known is not None and known[0] == job:
        return known[1]
    if known is not None:
        known[1].stop()
    crew = Crew(job, 1, limits)
    _crews[me] = (job, crew)
    return crew


def dismiss() -> None:
    """End the crews of a cluster's worker: the run is over."""
    while _crews:
        _, (_, crew) = _crews.popitem()
        crew.stop()


# --- in the run ------------------------------------------------------------------------------


def run(items: Iterable[Item], job: Job, plan: Plan) -> Iterator[Outcome]:
    """Code documents on a cluster; outcomes come in the order of the items.

    Args:
        items: documents; problems among them are passed on.
        job: how to code. Its folders and files must be there on the cluster's machines too.
        plan: the scheduler's address; without one, how many processes of this machine.

    Raises EngineError where Dask isn't installed, the scheduler can't be reached, or the
    workers can't code.
    """
    with _client(plan) as client:
        _wait_for_workers(client, plan)
        try:
            yield from _Stream(client, job, plan).run(items)
        finally:
            with suppress(Exception):
                client.run(dismiss, on_error="ignore")


@contextmanager
def _client(plan: Plan) -> "Generator[Client, None, None]":
    """A client of the cluster; of one on this machine that is started for it, without address."""
    try:
        import dask.config
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise EngineError("--engine dask needs Dask: pip install 'onrecord[dask]'") from error
    if plan.scheduler is None:
        cluster = LocalCluster(
            n_workers=plan.workers or cores(),
            threads_per_worker=1,
            processes=True,
            dashboard_address="",
            memory_limit=None,  # it doesn't see the guarded children, which have a limit
            silence_logs=logging.CRITICAL,
        )
        with dask.config.set(KEEP_WORKERS), cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(plan.scheduler, timeout=CONNECT)
    except (TimeoutError, OSError, ValueError) as error:
        raise EngineError(
            f"{plan.scheduler}: no Dask scheduler answers there; check the address"
        ) from error
    with client:
        yield client


def _wait_for_workers(client: "Client", plan: Plan) -> None:
    """Wait until the cluster has a worker, and say that it is being waited for."""
    while not _threads(client):
        plan.say(f"{plan.scheduler}: no worker has joined yet; waiting")
        with suppress(TimeoutError, asyncio.TimeoutError):
            client.wait_for_workers(1, timeout=POLL)


def _threads(client: "Client") -> dict[str, int]:
    """The cluster's workers and how many threads each has."""
    return cast("dict[str, int]", client.nthreads())


class _Sent(NamedTuple):
    """A chunk on its way; problems of the input keep their place in it."""

    items: list[Item]
    future: "Future[list[Answer]] | None"


class _Stream:
    """Chunks of one run on their way through the cluster, in order."""

    def __init__(self, client: "Client", job: Job, plan: Plan):
        self._client, self._job, self._plan = client, job, plan

    def run(self, items: Iterable[Item]) -> Iterator[Outcome]:
        sent: deque[_Sent] = deque()
        chunks = _chunks(items)
        try:
            while True:
                while len(sent) < self._window() and (chunk := next(chunks, None)) is not None:
                    sent.append(self._send(chunk))
                if not sent:
                    return
                first = sent.popleft()
                yield from self._outcomes(first)
        finally:
            for one in sent:
                if one.future is not None:
                    one.future.cancel()

    def _window(self) -> int:
        return AHEAD * max(1, sum(_threads(self._client).values()))

    def _send(self, items: list[Item]) -> _Sent:
        packed = [msgspec.msgpack.encode(item) for item in items if isinstance(item, Document)]
        if not packed:
            return _Sent(items, None)
        future = self._client.submit(
            process_chunk, packed, self._job, self._plan.limits, pure=False, retries=1
        )
        return _Sent(items, future)

    def _outcomes(self, sent: _Sent) -> Iterator[Outcome]:
        from distributed import KilledWorker

        try:
            answers = iter(self._answers(sent.future))
        except KilledWorker:
            yield from self._apart(sent.items)
            return
        for item in sent.items:
            if isinstance(item, Problem):
                yield Outcome(None, item)
            else:
                is_record, packed = next(answers)
                problem = None if is_record else msgspec.msgpack.decode(packed, type=Problem)
                yield Outcome(item, problem or packed)

    def _answers(self, future: "Future[list[Answer]] | None") -> list[Answer]:
        """What the cluster says. Raises KilledWorker where several of its workers died of it."""
        from distributed import KilledWorker

        if future is None:
            return []
        try:
            self._wait(future)
            return future.result()
        except (KilledWorker, EngineError):
            raise
        except ImportError as error:
            raise EngineError(
                f"the cluster's workers lack a package ({error}); install the same onrecord there"
            ) from error
        except Exception as error:
            raise EngineError(
                f"the cluster gave no answer ({type(error).__name__}: {error}); what was coded "
                "before is safe: give the same command again"
            ) from error

    def _wait(self, future: "Future[list[Answer]]") -> None:
        """Wait for a task, and say so where all workers are gone: a cluster may bring new ones.

        Raises EngineError where this machine's own cluster has lost its workers for good.
        """
        from distributed import wait

        alone = 0.0
        while not future.done():
            with suppress(TimeoutError, asyncio.TimeoutError):
                wait([future], timeout=POLL)
            alone = 0.0 if _threads(self._client) or future.done() else alone + POLL
            if alone and self._plan.scheduler is None and alone > PATIENCE:
                raise EngineError("all workers are gone; the same command goes on from here")
            if alone == POLL:
                self._plan.say("all workers are gone; waiting for others to join")

    def _apart(self, items: list[Item]) -> Iterator[Outcome]:
        """A chunk that killed its workers, in halves; a document alone is named."""
        if len(items) > 1:
            middle = len(items) // 2
            for half in (items[:middle], items[middle:]):
                yield from self._outcomes(self._send(half))
            return
        (document,) = items
        assert isinstance(document, Document)
        what = "several of the cluster's workers died while coding it"
        yield Outcome(document, problem(document, what, REPORT))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in pieces for a task each."""
    chunk: list[Item] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) >= CHUNK or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
