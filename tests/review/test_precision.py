"""Precision with intervals: Wilson's published figures, weights, and what is counted."""

from pathlib import Path
from random import Random

import pytest

from onrecord.review import cases_of
from onrecord.review.precision import Figures, Rated, figures, weighted, wilson
from onrecord.review.sampling import draw
from support.records import made_record
from support.reviewed import at_work, changed, document, keep, store_of, write


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(right: int, of: int, low: float, high: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion (1998), table I."""
    assert wilson(right / of, of) == pytest.approx((low, high), abs=0.00006)


def rated(right: int, wrong: int, weight: float = 1.0, stratum: str = "") -> list[Rated]:
    return [Rated(True, weight, stratum)] * right + [Rated(False, weight, stratum)] * wrong


def test_even_weights_change_nothing() -> None:
    plain, heavy = weighted(rated(81, 182)), weighted(rated(81, 182, 40.0))
    assert (plain.low, plain.high) == pytest.approx((heavy.low, heavy.high))
    assert plain.low == pytest.approx(0.2553, abs=0.0005)


def test_weights_say_what_each_stands_for() -> None:
    found = weighted(rated(9, 1, 900 / 10, "common") + rated(0, 10, 100 / 10, "rare"))
    assert found.share == pytest.approx(0.9 * 0.9)
    assert found.effective < 20


def test_nothing_reviewed_has_no_figure() -> None:
    assert weighted([]) == (0, 0, None, None, None, 0.0)


def test_the_interval_of_a_stratified_sample_covers_the_truth() -> None:
    """Nominal 95 %; drawn 600 times from three strata of known precision."""
    strata = {"a": (5000, 0.95, 30), "b": (400, 0.6, 30), "c": (60, 0.3, 30)}
    truth = sum(size * p for size, p, _ in strata.values()) / sum(s for s, _, _ in strata.values())
    random, covered = Random(7), 0
    for _ in range(600):
        drawn = [
            Rated(random.random() < p, size / number, name)
            for name, (size, p, number) in strata.items()
            for _ in range(number)
        ]
        found = weighted(drawn)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= truth <= found.high
    assert covered / 600 > 0.93


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Ten events: six accepted, one of another type, one with another source, two rejected."""
    path = store_of(tmp_path_factory.mktemp("made") / "run.duckdb", 10)
    ada = [at_work(path, f"d{number}", "Ada") for number in range(10)]
    days = {"start": "2021-05-01", "end": "2021-05-01"}
    acts = [person.accept("e1") for person in ada[:6]]
    acts += ada[6].edit("e1", {"type": "COERCE"})
    acts += ada[7].edit("e1", {"sources": [], "date": days})
    acts += [person.reject("e1") for person in ada[8:]]
    keep(path, *acts)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    path = tmp_path / "run.duckdb"
    path.write_bytes(made)
    return path


def named(found: Figures, name: str) -> tuple[int, int]:
    (row,) = (row for row in found.rows if row.name == name)
    return row.share.right, row.share.of


def test_what_is_counted(path: Path) -> None:
    found = figures(cases_of(path), by=("type", "field", "rule", "outlet"))
    assert named(found, "is an event") == (8, 10)
    assert named(found, "and of its type") == (7, 10)
    assert named(found, "and right in every field") == (6, 10)
    assert (
        named(found, "ASSAULT") == named(found, "made") == named(found, "Harbour News") == (7, 10)
    )
    assert named(found, "Source") == (7, 8)
    assert named(found, "Type") == (7, 8)
    assert named(found, "Date") == (0, 0)
    assert [row.filled for row in found.rows if row.name == "Date"] == [1]


def test_disputed_events_are_left_out_and_told(path: Path) -> None:
    keep(path, at_work(path, "d0", "Ben").reject("e1"))
    found = figures(cases_of(path))
    assert (found.reviewed, found.disputed) == (10, 1)
    assert named(found, "is an event") == (7, 9)
    keep(path, at_work(path, "d0", "Cleo", "adjudicator").reject("e1"))
    assert named(figures(cases_of(path)), "is an event") == (7, 10)


def test_a_queue_counts_only_its_own_and_says_what_is_missing(path: Path) -> None:
    sample = draw(path, 4, seed=1)
    found = figures(cases_of(path), sample)
    assert found.reviewed == 4
    assert {row.share.effective for row in found.rows if row.group == "event"} <= {4.0, *range(5)}
    assert found.missing == ()
    unread = store_of(path.with_name("unread.duckdb"), 3)
    assert figures(cases_of(unread), draw(unread, 2, seed=1)).missing == ("",)


def test_a_stratified_queue_is_weighed_by_what_it_stands_for(tmp_path: Path) -> None:
    """Eight of one type, all wrong; two of another, both right; two read of each."""
    path = tmp_path / "run.duckdb"
    items = [document(n) for n in range(10)]
    types = ["ASSAULT"] * 8 + ["AID"] * 2
    write(
        path,
        *(
            (item, changed(made_record(item), type=type))
            for item, type in zip(items, types, strict=True)
        ),
    )
    sample = draw(path, 4, seed=1, strata=("type",))
    people = [(at_work(path, one.document, "Ada"), one.type) for one in sample.events]
    keep(
        path,
        *(p.accept("e1") if type == "AID" else p.reject("e1") for p, type in people),
    )
    found = figures(cases_of(path), sample)
    event = found.rows[0].share
    assert (event.right, event.of) == (2, 4)
    assert event.share == pytest.approx(2 / 10)
    assert {row.name: row.share.share for row in found.rows if row.group == "type"} == {
        "AID": 1.0,
        "ASSAULT": 0.0,
    }
