"""Queues: the least sure first, or drawn at random; the same seed draws the same."""

from collections import Counter
from pathlib import Path

import pytest

from onrecord.review import ReviewError
from onrecord.review.sampling import Sample, chosen, draw, sample_named, samples
from onrecord.store import StoreError
from support.records import made_record
from support.reviewed import changed, document, write

SIZES = {"ASSAULT": 40, "AID": 12, "PROTEST": 3}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "run.duckdb"
    types = [type for type, size in SIZES.items() for _ in range(size)]
    items = [document(n, outlet=f"Outlet {n % 2}") for n in range(len(types))]
    write(
        path,
        *(
            (item, changed(made_record(item), type=type, confidence=0.3 + n / 100))
            for n, (item, type) in enumerate(zip(items, types, strict=True))
        ),
    )
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    path = tmp_path / "run.duckdb"
    path.write_bytes(made)
    return path


def documents(sample: Sample) -> list[str]:
    return [one.document for one in sample.events]


def test_without_a_seed_the_least_sure_come_first(path: Path) -> None:
    sample = draw(path, 5)
    assert documents(sample) == ["d0", "d1", "d2", "d3", "d4"]
    assert (sample.name, sample.is_random) == ("least-sure-5", False)


def test_the_same_seed_draws_the_same_and_another_another(path: Path) -> None:
    one, same = draw(path, 20, seed=3), draw(path, 20, seed=3, name="again")
    other = draw(path, 20, seed=4)
    assert documents(one) == documents(same) != documents(other)
    assert len(set(documents(one))) == 20
    assert [s.name for s in samples(path)] == ["random-20-seed-3", "again", "random-20-seed-4"]
    assert sample_named(path, "again") == same


def test_strata_are_drawn_from_evenly_and_small_ones_whole(path: Path) -> None:
    sample = draw(path, 25, seed=1, strata=("type",))
    drawn = Counter(one.type for one in sample.events)
    assert drawn == {"ASSAULT": 11, "AID": 11, "PROTEST": 3}
    assert {one.stratum: (one.in_stratum, one.drawn) for one in sample.events} == {
        "ASSAULT": (40, 11),
        "AID": (12, 11),
        "PROTEST": (3, 3),
    }
    assert documents(sample) != sorted(documents(sample))


def test_strata_of_two_columns(path: Path) -> None:
    sample = draw(path, 12, seed=1, strata=("type", "outlet"))
    assert {one.stratum for one in sample.events} == {
        f"{type} · Outlet {n}" for type in SIZES for n in (0, 1)
    }


def test_all_where_there_are_fewer(path: Path) -> None:
    assert len(draw(path, 1000, seed=1).events) == sum(SIZES.values())


def test_every_event_has_the_same_chance() -> None:
    times: Counter[tuple[str, int]] = Counter()
    for seed in range(400):
        times.update(chosen({"": 55}, {"": 11}, seed))
    # each comes 80 times on the mean, with a standard deviation of 8
    assert len(times) == 55
    assert 40 < min(times.values()) <= max(times.values()) < 120


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"strata": ("type",)}, "needs a --seed"),
        ({"strata": ("type",), "seed": 1, "number": 2}, "into 3 strata"),
        ({"name": "taken"}, "a queue 'taken' already"),
    ],
)
def test_a_draw_that_cannot_be(path: Path, arguments: dict[str, object], what: str) -> None:
    draw(path, 3, name="taken")
    with pytest.raises(ReviewError, match=what):
        draw(path, **({"number": 10} | arguments))  # type: ignore[arg-type]


def test_a_column_that_is_not_there(path: Path) -> None:
    with pytest.raises(StoreError, match="no column to draw by"):
        draw(path, 10, seed=1, strata=("type; DROP TABLE events",))
    with pytest.raises(ReviewError, match="no queue 'x'"):
        sample_named(path, "x")
