"""Krippendorff's α: the published worked examples, and sets."""

from itertools import permutations

import pytest

from onrecord.review.alpha import Distance, alpha, masi, nominal

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: nominal .743."""
TWO_OBSERVERS = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""The same, section B: nominal, two observers, no missing data: .692."""
TWO_VALUES = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""The same, section A: binary data, two observers: .095."""
SETS = "- -, A -, A A, A B, AB A, AB AC, ABC ABC, C AC, C AC"
"""Nine units and two people; the test of DKPro Statistics has α = .186 for it with the distance
of Passonneau 2004."""


def units(rows: tuple[str, ...]) -> list[list[str]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [[value for value in column if value != "."] for column in columns]


@pytest.mark.parametrize(
    ("rows", "published"), [(FOUR_OBSERVERS, 0.743), (TWO_OBSERVERS, 0.692), (TWO_VALUES, 0.095)]
)
def test_published_examples(rows: tuple[str, ...], published: float) -> None:
    assert alpha(units(rows)) == pytest.approx(published, abs=0.0005)


def sets() -> list[list[frozenset[str]]]:
    return [[frozenset(side.strip("-")) for side in unit.split()] for unit in SETS.split(",")]


def steps(one: frozenset[str], other: frozenset[str]) -> float:
    """Passonneau's distance of 2004."""
    if one == other:
        return 0.0
    if one <= other or other <= one:
        return 1 / 3
    return 2 / 3 if one & other else 1.0


def test_sets_as_another_program_has_them() -> None:
    assert alpha(sets(), steps) == pytest.approx(0.186, abs=0.0005)


@pytest.mark.parametrize("distance", [masi, steps])
def test_sets_by_the_definition(distance: Distance) -> None:
    found = sets()
    everything = [value for unit in found for value in unit]
    pairs = len(everything) * (len(everything) - 1)
    observed = sum(distance(a, b) for a, b in found) / len(found)
    expected = sum(distance(a, b) for a, b in permutations(everything, 2)) / pairs
    assert alpha(found, distance) == pytest.approx(1 - observed / expected)


def test_sets_of_one_are_codes() -> None:
    singles = [[frozenset({value}) for value in unit] for unit in units(FOUR_OBSERVERS)]
    assert alpha(singles, masi) == pytest.approx(alpha(units(FOUR_OBSERVERS), nominal))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("ab", "ab", 0), ("a", "ab", 1 - 1 / 3), ("ab", "bc", 1 - 1 / 9), ("a", "b", 1), ("", "a", 1)],
)
def test_distances_of_sets(one: str, other: str, distance: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)
    assert masi(frozenset(other), frozenset(one)) == pytest.approx(distance)


def test_full_agreement_and_none() -> None:
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    assert alpha([["a", "b"], ["b", "a"]]) is not None
    assert (alpha([["a", "b"], ["b", "a"]]) or 0) < 0


def test_nothing_to_tell_apart() -> None:
    assert alpha([]) is None
    assert alpha([["a"], ["b"]]) is None
    assert alpha([["a", "a"], ["a", "a"]]) is None
