"""Guarded workers: every document has its outcome, and trouble is named and costs nothing else."""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.engine import EngineError, Job, Limits, Outcome, Plan, run
from onrecord.engine.crew import WINDOW
from onrecord.export import decode_record
from onrecord.model import Document, Problem, Record
from support.records import made_record

JOB = Job("fine", "evidence", "support.stand_in:Coder")
PATIENCE = Limits(seconds=4.0, seconds_a_character=0, memory=512 << 20)


@pytest.fixture(autouse=True)
def _workers_find_the_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]), prepend=":")


def document(number: int, words: str = "attacked") -> Document:
    return Document(text=f"Norland {words} Estria{number}", id=f"d{number}", source=f"{number}.txt")


def coded(
    items: Iterable[Document | Problem], workers: int = 2, **options: object
) -> list[Outcome]:
    return list(run(items, JOB, Plan(workers, **options)))  # type: ignore[arg-type]


def record(outcome: Outcome) -> Record:
    assert isinstance(outcome.result, bytes)
    return decode_record(outcome.result)


def ids(outcomes: Iterable[Outcome]) -> list[str]:
    return [record(o).document.id for o in outcomes if isinstance(o.result, bytes)]


def lost(outcomes: Iterable[Outcome]) -> dict[str, str]:
    return {o.result.source: o.result.what for o in outcomes if isinstance(o.result, Problem)}


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_the_order_of_the_input(workers: int) -> None:
    documents = [document(n) for n in range(40)]
    outcomes = coded(documents, workers)
    assert [outcome.document for outcome in outcomes] == documents
    assert [record(o) for o in outcomes] == [made_record(d) for d in documents]


def test_guarded_and_unguarded_give_the_same() -> None:
    documents = [document(n) for n in range(5)]
    assert coded(documents) == coded(documents, guarded=False)


def test_nothing_in_nothing_out() -> None:
    assert coded([]) == []


def test_a_problem_of_the_input_is_passed_on_in_its_place() -> None:
    problem = Problem(source="x", what="no text")
    outcomes = coded([document(1), problem, document(2)])
    assert outcomes[1] == Outcome(None, problem)
    assert ids(outcomes) == ["d1", "d2"]


@pytest.mark.parametrize(
    ("poison", "what"),
    [
        ("KILL", "SIGKILL"),
        ("RAISE", "ValueError while coding it: poisoned"),
        ("REFUSE", "The text is refused."),
        ("MISFIT", "its record doesn't fit the schema"),
        ("HANG", "time limit"),
        ("FILL", "more memory than a worker may have"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_poisoned_document_is_named_and_every_other_one_coded(
    poison: str, what: str, workers: int
) -> None:
    documents = [document(n, poison if n in (0, 7, 8) else "attacked") for n in range(12)]
    outcomes = coded(documents, workers, limits=PATIENCE)
    assert ids(outcomes) == [f"d{n}" for n in range(12) if n not in (0, 7, 8)]
    problems = lost(outcomes)
    assert list(problems) == ["0.txt", "7.txt", "8.txt"]
    assert all(what in told for told in problems.values())


@pytest.mark.parametrize("options", ["broken", "deadly"])
def test_a_worker_that_never_comes_up_ends_the_run(options: str) -> None:
    job = JOB._replace(options=options)
    with pytest.raises(EngineError, match=r"isn't installed|exit status 3"):
        list(run([document(1)], job, Plan(2)))


def test_documents_are_read_only_as_fast_as_they_are_coded() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document(taken)

    outcomes = run(endless(), JOB, Plan(1))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken <= WINDOW + 1


def test_order_and_number_of_workers_change_no_record() -> None:
    documents = [document(n) for n in range(30)]
    expected = sorted(ids(coded(documents, 1)))
    random.Random(7).shuffle(documents)
    assert sorted(ids(coded(documents, 2))) == expected


def test_a_large_document_passes_the_pipes() -> None:
    large = Document(text="Norland attacked " + "Estria " * 100_000 + "Estria", id="large")
    (outcome,) = coded([large])
    assert outcome.document == large
    assert record(outcome) == made_record(large)


@pytest.mark.parametrize("guarded", [True, False])
def test_what_is_surely_not_english_is_left_out_by_whoever_codes(guarded: bool) -> None:
    french = "Le gouvernement a annoncé mardi que les négociations reprendraient la semaine. "
    documents = [document(1), Document(text=french * 5, id="f", source="f.txt"), document(2)]
    outcomes = list(run(documents, JOB._replace(english_only=True), Plan(1, guarded=guarded)))
    assert ids(outcomes) == ["d1", "d2"]
    left = outcomes[1].result
    assert isinstance(left, Problem)
    assert (left.kind, left.source) == ("left", "f.txt")
    assert ids(run(documents, JOB, Plan(1, guarded=guarded))) == ["d1", "f", "d2"]
