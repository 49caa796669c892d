"""Krippendorff's α: how far reviewers agree beyond chance, for codes and for sets of codes.

α = 1 - Dₒ / Dₑ, the observed over the expected disagreement (Krippendorff, Computing
Krippendorff's Alpha-Reliability, 2011). Units that only one person rated count for nothing.
Sets disagree by how little they share (MASI: Passonneau, LREC 2006), so that one actor out of
two is half a mistake and not a whole one.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any

Distance = Callable[[Any, Any], float]
"""0 for the same, 1 for the most different."""


def nominal(one: Hashable, other: Hashable) -> float:
    """Codes are the same or they aren't."""
    return float(one != other)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """One less the shared part (Jaccard), weighed by whether one set holds the other.

    The same sets: 0. One within the other: 1 - 2/3 of the shared part. Else with something in
    common: 1 - 1/3 of it. Nothing in common: 1.
    """
    if one == other:
        return 0.0
    shared = len(one & other) / len(one | other)
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - shared * weight


def alpha(units: Sequence[Sequence[Hashable]], distance: Distance = nominal) -> float | None:
    """Krippendorff's α of what several people said of the same units.

    Args:
        units: of each unit the values that it was given, one a person; a person who didn't
            rate it is left out.
        distance: `nominal` for codes, `masi` for sets.

    Returns 1 for full agreement, 0 for what chance gives, less for less; None where nothing was
    rated twice, or all values are the same, so that there's nothing to tell apart.
    """
    paired = [list(values) for values in units if len(values) > 1]
    totals = Counter(value for values in paired for value in values)
    number = totals.total()
    if len(totals) < 2:
        return None
    observed = sum(_between(Counter(v), distance) / (len(v) - 1) for v in paired) / number
    expected = _between(totals, distance) / (number * (number - 1))
    return 1 - observed / expected


def _between(counts: Counter[Hashable], distance: Distance) -> float:
    """The distances of all ordered pairs of values."""
    kinds = list(counts.items())
    return sum(
        2 * n * m * distance(a, b)
        for place, (a, n) in enumerate(kinds)
        for b, m in kinds[place + 1 :]
    )
