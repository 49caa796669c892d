"""Precision from reviews: the share of what was coded that people let stand, with its interval.

The interval is Wilson's (1927). Where events were drawn with unequal chances each counts by its
weight, and the interval is that of the effective sample size: Kish's (Σw)²/Σw², or what the
strata's own variances give where that is less.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import Any, NamedTuple

from onrecord.review.cases import Case, Settled, settle
from onrecord.review.fields import FIELDS, coded_value, key
from onrecord.review.sampling import Sample

Z = {0.9: 1.6448536, 0.95: 1.9599640, 0.99: 2.5758293}
"""Confidence level -> how many standard deviations on either side."""


class Share(NamedTuple):
    """A share with its interval."""

    right: int
    of: int
    share: float | None
    """Weighted, where weights differ; None where nothing was reviewed."""
    low: float | None
    high: float | None
    effective: float
    """How many events of an unweighted sample would tell as much."""


class Rated(NamedTuple):
    """One reviewed item: whether it was right, and what it stands for."""

    right: bool
    weight: float = 1.0
    stratum: str = ""


class Figure(NamedTuple):
    """A row of the figures."""

    group: str
    """`event`, `type`, `field`, `rule` or `outlet`."""
    name: str
    share: Share
    filled: int = 0
    """Of a field: events in which people filled in what the coder had left empty."""


class Figures(NamedTuple):
    """What reviews say of a store."""

    rows: tuple[Figure, ...]
    reviewed: int
    disputed: int
    """Events on which reviewers disagree: left out until somebody settles them."""
    added: int
    orphans: int
    sample: Sample | None = None
    missing: tuple[str, ...] = ()
    """Strata of the sample of which nothing is reviewed yet: no figure speaks for them."""


def wilson(share: float, number: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a share that was seen in so many cases.

    Raises KeyError for another level than .9, .95 or .99.
    """
    z = Z[level]
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    spread = share * (1 - share) / number + z * z / (4 * number * number)
    half = z / (1 + z * z / number) * sqrt(spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def weighted(rated: Sequence[Rated], level: float = 0.95) -> Share:
    """The weighted share of what is right, with Wilson's interval at the effective size."""
    right = sum(one.right for one in rated)
    if not rated:
        return Share(0, 0, None, None, None, 0.0)
    total = sum(one.weight for one in rated)
    share = sum(one.weight for one in rated if one.right) / total
    effective = _effective(rated, share, total)
    low, high = wilson(share, effective, level)
    return Share(right, len(rated), share, low, high, effective)


def _effective(rated: Sequence[Rated], share: float, total: float) -> float:
    """The effective sample size: Kish's, or less where the strata vary more than it allows for."""
    kish = total**2 / sum(one.weight**2 for one in rated)
    strata: dict[str, list[Rated]] = {}
    for one in rated:
        strata.setdefault(one.stratum, []).append(one)
    variance = 0.0
    for members in strata.values():
        number = len(members)
        if number > 1:
            inner = sum(one.right for one in members) / number
            part = sum(one.weight for one in members) / total
            variance += part**2 * inner * (1 - inner) / (number - 1)
    if variance and 0 < share < 1:
        return max(1.0, min(kish, share * (1 - share) / variance))
    return kish


# --- from reviews ---------------------------------------------------------------------------


class _Judged(NamedTuple):
    """A coded event with what became of it, and its weight."""

    case: Case
    settled: Settled
    weight: float = 1.0
    stratum: str = ""

    def rated(self, right: bool) -> Rated:
        return Rated(right, self.weight, self.stratum)


def figures(
    cases: Iterable[Case],
    sample: Sample | None = None,
    *,
    by: Sequence[str] = ("type", "field"),
    level: float = 0.95,
) -> Figures:
    """Precision from the reviews of a store.

    Args:
        cases: every reviewed event.
        sample: a queue: only its events count, each by its weight.
        by: `type`, `field`, `rule` and `outlet`: what to split by.
        level: of confidence: .9, .95 or .99.
    """
    all_cases = list(cases)
    judged = list(_judged(all_cases, sample))
    clear = _weighed([one for one in judged if one.settled.outcome != "disputed"], sample)
    rows = list(_events(clear, level))
    for name in by:
        rows += _fields(clear, level) if name == "field" else _split(clear, name, level)
    return Figures(
        rows=tuple(rows),
        reviewed=len(judged),
        disputed=len(judged) - len(clear),
        added=sum(case.added is not None and case.event is None for case in all_cases),
        orphans=sum(case.orphan is not None for case in all_cases),
        sample=sample,
        missing=tuple(sorted(_sizes(sample).keys() - {one.stratum for one in clear})),
    )


def _sizes(sample: Sample | None) -> dict[str, int]:
    """How many events each stratum of a sample had."""
    return {one.stratum: one.in_stratum for one in sample.events} if sample else {}


def _weighed(judged: Sequence[_Judged], sample: Sample | None) -> list[_Judged]:
    """The same, each with the number of events of its stratum that it stands for.

    A queue is in random order, so what is reviewed of a stratum is a random part of it.
    """
    sizes, done = _sizes(sample), Counter(one.stratum for one in judged)
    if not sizes:
        return list(judged)
    return [one._replace(weight=sizes[one.stratum] / done[one.stratum]) for one in judged]


def _judged(cases: Iterable[Case], sample: Sample | None) -> Iterable[_Judged]:
    """The events that were coded and reviewed; of a sample, those that were drawn for it."""
    drawn = {one.identity: one.stratum for one in sample.events} if sample else {}
    for case in cases:
        settled = settle(case)
        if case.event is None or settled is None:
            continue
        if sample is None:
            yield _Judged(case, settled)
            continue
        strata = [drawn[act.identity] for act in case.acts if act.identity in drawn]
        if strata:
            yield _Judged(case, settled, stratum=strata[0])


def _events(judged: Sequence[_Judged], level: float) -> Iterable[Figure]:
    """Whether events are events, of the right type, and right in every field."""
    tests: dict[str, Callable[[Settled], bool]] = {
        "is an event": _stands,
        "and of its type": lambda s: _stands(s) and "type" not in s.values,
        "and right in every field": lambda s: _stands(s) and not s.values,
    }
    for name, test in tests.items():
        rated = [one.rated(test(one.settled)) for one in judged]
        yield Figure("event", name, weighted(rated, level))


def _stands(settled: Settled) -> bool:
    return settled.outcome != "rejected"


def _fields(judged: Sequence[_Judged], level: float) -> Iterable[Figure]:
    """Of each field: where the coder gave a value and the event is one, whether it's right."""
    standing = [one for one in judged if _stands(one.settled)]
    for name, field in FIELDS.items():
        rated: list[Rated] = []
        filled = 0
        for one in standing:
            given = _coded(one.case, name)
            changed = name in one.settled.values
            if key(name, given) in ("", frozenset()):
                filled += changed
            else:
                rated.append(one.rated(not changed))
        yield Figure("field", field.label, weighted(rated, level), filled)


def _coded(case: Case, name: str) -> Any:
    assert case.record is not None
    assert case.event is not None
    return coded_value(case.record, case.event, name)


def _split(judged: Sequence[_Judged], by: str, level: float) -> Iterable[Figure]:
    """Of each type, rule or outlet: whether its events are events of that type."""
    groups: dict[str, list[Rated]] = {}
    for one in judged:
        right = _stands(one.settled) and "type" not in one.settled.values
        groups.setdefault(_group(one.case, by), []).append(one.rated(right))
    for name, rated in sorted(groups.items()):
        yield Figure(by, name, weighted(rated, level))


def _group(case: Case, by: str) -> str:
    assert case.record is not None
    assert case.event is not None
    if by == "outlet":
        return case.record.document.outlet or "–"
    return str(getattr(case.event, by))
