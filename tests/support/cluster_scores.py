"""Scores of what was found against what a made corpus knows."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple


class Score(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def pairs(found: Iterable[Sequence[str]], truth: Iterable[Sequence[str]]) -> Score:
    """Pair precision and recall of groups of documents."""
    have, want = _pairs(found), _pairs(truth)
    return Score(len(have & want) / len(have), len(have & want) / len(want))


def b_cubed(found: Mapping[str, Hashable], truth: Mapping[str, Hashable]) -> Score:
    """B³ over the items of `truth`; one that wasn't found stands alone."""
    have: dict[Hashable, set[str]] = {}
    want: dict[Hashable, set[str]] = {}
    for item, group in truth.items():
        have.setdefault(found.get(item, ("alone", item)), set()).add(item)
        want.setdefault(group, set()).add(item)
    precision = recall = 0.0
    for item, group in truth.items():
        mine, right = have[found.get(item, ("alone", item))], want[group]
        precision += len(mine & right) / len(mine)
        recall += len(mine & right) / len(right)
    return Score(precision / len(truth), recall / len(truth))
