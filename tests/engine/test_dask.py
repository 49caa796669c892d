"""A real Dask cluster of several processes: the same outcomes as on this machine alone."""

import os
import signal
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster

from onrecord.engine import EngineError, Job, Limits, Outcome, Plan, run
from onrecord.engine.dask import CHUNK, KEEP_WORKERS
from onrecord.model import Coder, Document, Problem

TESTS = Path(__file__).parents[1]
JOB = Job("fine", "evidence", "support.stand_in:Coder")
PATIENCE = Limits(seconds=4.0, seconds_a_character=0, memory=512 << 20)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two worker processes, whose path has the stand-in coder."""
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{TESTS}:{before}"
    try:
        dask.config.set({"distributed.scheduler.allowed-failures": 1, **KEEP_WORKERS})
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="") as made:
            yield made
    finally:
        os.environ["PYTHONPATH"] = before


def document(number: int, words: str = "attacked") -> Document:
    return Document(text=f"Norland {words} Estria{number}", id=f"d{number}", source=f"{number}.txt")


def coded(
    cluster: LocalCluster, items: Iterable[Document | Problem], job: Job = JOB
) -> list[Outcome]:
    plan = Plan(limits=PATIENCE, scheduler=cluster.scheduler_address)
    return list(run(items, job, plan, "dask"))


def test_outcomes_are_those_of_the_local_engine(cluster: LocalCluster) -> None:
    items: list[Document | Problem] = [document(n) for n in range(5 * CHUNK + 3)]
    items.insert(CHUNK + 1, Problem(source="x", what="no text"))
    assert coded(cluster, items) == list(run(items, JOB, Plan(guarded=False)))


def test_nothing_in_nothing_out(cluster: LocalCluster) -> None:
    assert coded(cluster, []) == []
    problem = Problem(source="x", what="no text")
    assert coded(cluster, [problem]) == [Outcome(None, problem)]


def test_poisoned_documents_are_named_and_every_other_one_coded(cluster: LocalCluster) -> None:
    poisons = {3: "KILL", 4: "HANG", 20: "RAISE", 21: "REFUSE", 40: "FILL"}
    outcomes = coded(cluster, [document(n, poisons.get(n, "attacked")) for n in range(50)])
    assert [o.document.id for o in outcomes if o.document] == [f"d{n}" for n in range(50)]
    problems = {n: o.result for n, o in enumerate(outcomes) if isinstance(o.result, Problem)}
    assert problems.keys() == poisons.keys()
    for number, what in {3: "SIGKILL", 4: "time limit", 20: "poisoned", 40: "memory"}.items():
        assert what in problems[number].what
        assert problems[number].document == f"d{number}"


def workers_of(cluster: LocalCluster) -> list[int]:
    with Client(cluster) as client:
        return list(client.run(os.getpid).values())


def test_a_worker_killed_in_the_middle_costs_nothing(cluster: LocalCluster) -> None:
    victims = workers_of(cluster)
    killed: list[int] = []

    def items() -> Iterator[Document]:
        for number in range(12 * CHUNK):
            if number == 8 * CHUNK:
                os.kill(victims[0], signal.SIGKILL)
                killed.append(victims[0])
            yield document(number)

    outcomes = coded(cluster, items())
    assert killed
    assert [o.document.id for o in outcomes if o.document] == [f"d{n}" for n in range(12 * CHUNK)]
    assert all(isinstance(outcome.result, bytes) for outcome in outcomes)


def test_a_document_that_kills_the_clusters_workers_is_named(cluster: LocalCluster) -> None:
    """It ends the worker around its guard, as a system short of memory does."""
    outcomes = coded(cluster, [document(n, "FAREWELL" if n == 1 else "met") for n in range(3)])
    (named,) = [o.result for o in outcomes if isinstance(o.result, Problem)]
    assert named.document == "d1"
    assert "several of the cluster's workers died" in named.what
    assert sum(isinstance(outcome.result, bytes) for outcome in outcomes) == 2


def test_guards_are_gone_after_the_run(cluster: LocalCluster) -> None:
    coded(cluster, [document(n) for n in range(3 * CHUNK)])
    workers = {str(pid) for pid in workers_of(cluster)}
    found = [
        entry
        for entry in Path("/proc").glob("[0-9]*/stat")
        if _parent(entry) in workers and "engine.worker" in _command(entry.parent)
    ]
    assert found == []


def _parent(stat: Path) -> str:
    try:
        return stat.read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def test_a_worker_with_another_lexicon_is_refused(cluster: LocalCluster) -> None:
    from onrecord.record import Options

    other = Coder(version="0.0.1", lexicon="sha256:0123456789", model="made by hand")
    job = Job(Options(), "evidence", expected=other)
    with pytest.raises(EngineError, match=r"another coder .* than this run \(0\.0\.1, lexicon"):
        coded(cluster, [document(1)], job)


@pytest.mark.parametrize("options", ["broken", "deadly"])
def test_a_coder_that_never_comes_up_ends_the_run(cluster: LocalCluster, options: str) -> None:
    with pytest.raises(EngineError, match=r"isn't installed|exit status 3"):
        coded(cluster, [document(1)], JOB._replace(options=options))


def test_no_scheduler_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.engine.dask.CONNECT", 0.5)
    plan = Plan(scheduler="tcp://127.0.0.1:9")
    with pytest.raises(EngineError, match="no Dask scheduler answers there"):
        list(run([document(1)], JOB, plan, "dask"))


def test_it_says_that_it_waits_for_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.engine.dask.POLL", 0.3)
    monkeypatch.setenv("PYTHONPATH", f"{TESTS}:{os.environ.get('PYTHONPATH', '')}")
    told: list[str] = []
    with LocalCluster(n_workers=0, threads_per_worker=1, dashboard_address="") as empty:

        def say(sentence: str) -> None:
            if not told:
                threading.Thread(target=empty.scale, args=(1,)).start()
            told.append(sentence)

        plan = Plan(scheduler=empty.scheduler_address, say=say)
        (outcome,) = run([document(1)], JOB, plan, "dask")
    assert isinstance(outcome.result, bytes)
    assert "no worker has joined yet" in told[0]
