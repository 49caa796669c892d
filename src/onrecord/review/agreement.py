"""Where two reviewers read the same event: how far they agree, field by field, and where not."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.review.alpha import alpha, masi, nominal
from onrecord.review.cases import Case, settle
from onrecord.review.fields import FIELDS, Key, key, shown

VERDICT = "verdict"
LABELS = {VERDICT: "Event or not", **{name: field.label for name, field in FIELDS.items()}}
"""What people call the fields that reviewers agree on or don't."""


class Agreement(NamedTuple):
    """Agreement on one field."""

    field: str
    label: str
    alpha: float | None
    """None where nothing was rated twice, or nobody ever gave another value."""
    units: int
    """Events that two or more people rated."""
    agreed: int
    """Of these, the ones on which all of them say the same."""

    @property
    def share(self) -> float | None:
        """The share of the events on which all say the same."""
        return self.agreed / self.units if self.units else None


class Dispute(NamedTuple):
    """A field of an event on which reviewers disagree and nobody has settled it."""

    case: Case
    field: str
    said: dict[str, str]
    """Reviewer -> what the reviewer says, in words."""


def ratings(case: Case, name: str) -> dict[str, Key]:
    """What each reviewer says of a field, by name; who rejects the event rates only `verdict`."""
    judged = case.judged
    if name == VERDICT:
        return {one.who: one.verdict or "" for one in judged}
    accepting = [one for one in judged if one.verdict == "accept"]
    return {one.who: key(name, case.value(one, name)) for one in accepting}


def agreement(cases: Iterable[Case]) -> list[Agreement]:
    """Agreement on the verdict and on each field, over the events that were reviewed twice."""
    twice = [case for case in cases if len(case.judged) > 1 and case.orphan is None]
    found: list[Agreement] = []
    for name, label in LABELS.items():
        units = [list(said.values()) for said in (ratings(c, name) for c in twice) if len(said) > 1]
        sets = name != VERDICT and FIELDS[name].is_set
        same = sum(len(set(values)) == 1 for values in units)
        measured = alpha(units, masi if sets else nominal)
        found.append(Agreement(name, label, measured, len(units), same))
    return found


def disputes(cases: Iterable[Case]) -> list[Dispute]:
    """What is left to adjudicate, in the order of the cases."""
    found: list[Dispute] = []
    for case in cases:
        settled = settle(case)
        names = settled.disputed if settled else ()
        found += [Dispute(case, name, _said(case, name)) for name in names]
    return found


def _said(case: Case, name: str) -> dict[str, str]:
    if name == VERDICT:
        return {one.who: one.verdict or "" for one in case.judged}
    accepting = [one for one in case.judged if one.verdict == "accept"]
    return {one.who: shown(name, case.value(one, name)) for one in accepting}


def reviewers(cases: Sequence[Case]) -> dict[str, int]:
    """How many events each reviewer judged, the most diligent first."""
    counts: dict[str, int] = {}
    for case in cases:
        for one in case.judged:
            counts[one.who] = counts.get(one.who, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
