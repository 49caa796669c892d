"""Within a group of near-duplicates: which report came first, and who carries whose text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from onrecord.stories.duplicates import Likeness, Signatures, likeness
from onrecord.stories.outlets import Outlet

FIRST, COPY, CUT, UPDATE, REWRITE = "first", "copy", "cut", "update", "rewrite"
COPIED = 0.85
"""Share of the shorter text's shingles that a copy or a cut has."""
SHORTER = 0.8
"""A copy with fewer of the other's shingles than this is cut."""
UPDATED = 0.5
"""Share of the earlier text that a later version by the same outlet still has."""
LOOKED_AT = 40
"""Earlier versions of a text that a later one is compared with: so many first ones, and last."""


class Carried(NamedTuple):
    """What decides who carries whose text, of one document."""

    published: str | None
    outlet: Outlet | None
    credit: Outlet | None


class Duplicate(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A document of a group of near-duplicates."""

    text: str
    """The id of the group's first document, which stands for the text."""
    document: str
    position: int
    """1 for the first, rising with time."""
    kind: str
    """first, copy, cut, update or rewrite."""
    of: str | None
    """The earlier document that it follows."""
    shared: float | None
    contained: float | None
    credit: str | None
    """The agency whose text it says that it carries."""
    why: str


def link(
    signed: Signatures, carried: Mapping[int, Carried], group: Sequence[int]
) -> Iterator[Duplicate]:
    """The documents of a group, each with the one that it follows.

    Args:
        signed: the signatures.
        carried: outlets, credits and times of the documents, by position.
        group: positions of a group's documents, in order of time.
    """
    order = _agencies_first(carried, group)
    first = signed.documents[order[0]]
    earlier = _Earlier(signed, carried)
    for number, later in enumerate(order):
        of = earlier.followed_by(later)
        earlier.add(later)
        if of is None:
            yield _first(first, carried[later])
            continue
        like = likeness(signed, of, later)
        kind = _kind(signed, carried, of, later, like)
        yield Duplicate(
            text=first,
            document=signed.documents[later],
            position=number + 1,
            kind=kind,
            of=signed.documents[of],
            shared=round(like.shared, 2),
            contained=round(like.contained, 2),
            credit=_name(carried[later].credit),
            why=_why(carried[of], carried[later], like),
        )


def _agencies_first(carried: Mapping[int, Carried], group: Sequence[int]) -> list[int]:
    """In order of time; within a day, an outlet that others credit goes before them.

    A publication date often has no hour, and agencies write what others print.
    """
    credited = {credit.key for i in group if (credit := carried[i].credit)}

    def key(i: int) -> tuple[str, bool, str, int]:
        one = carried[i]
        day = (one.published or "9999")[:10]
        is_source = one.outlet is not None and one.outlet.key in credited and not one.credit
        return day, not is_source, one.published or "9999", i

    return sorted(group, key=key)


def _first(document: str, carried: Carried) -> Duplicate:
    credit = _name(carried.credit)
    why = "the earliest here" if carried.published else "no dates to tell which was first"
    if credit:
        why += f"; credits {credit}, whose own report isn't here or is dated later"
    return Duplicate(
        text=document, document=document, position=1, kind=FIRST, of=None, shared=None,
        contained=None, credit=credit, why=why,
    )  # fmt: skip


class _Versions:
    """Documents of one text with other words each: of those with the same, the first."""

    def __init__(self, signed: Signatures):
        self._signed = signed
        self._by_words: dict[str, int] = {}
        self._all: list[int] = []

    def add(self, position: int) -> None:
        """A document that is later than all so far."""
        words = self._signed.digests[position]
        if words not in self._by_words:
            self._by_words[words] = position
            self._all.append(position)

    def nearest(self, later: int) -> int | None:
        """The one with the same words, else the most alike; of several the first."""
        same = self._by_words.get(self._signed.digests[later])
        if same is not None or not self._all:
            return same
        looked_at = self._all
        if len(looked_at) > 2 * LOOKED_AT:
            looked_at = [*looked_at[:LOOKED_AT], *looked_at[-LOOKED_AT:]]
        minhash = self._signed.minhash
        shared = (minhash[looked_at] == minhash[later]).sum(axis=1)
        return looked_at[int(shared.argmax())]


class _Earlier:
    """The documents of a group so far."""

    def __init__(self, signed: Signatures, carried: Mapping[int, Carried]):
        self._signed, self._carried = signed, carried
        self._all = _Versions(signed)
        self._by_outlet: dict[str, _Versions] = {}

    def add(self, position: int) -> None:
        """The next in order."""
        self._all.add(position)
        outlet = self._carried[position].outlet
        if outlet:
            self._by_outlet.setdefault(outlet.key, _Versions(self._signed)).add(position)

    def followed_by(self, later: int) -> int | None:
        """The one that a later one follows: the credited agency's, else the most alike.

        None where there is none before it.
        """
        credit = self._carried[later].credit
        agency = self._by_outlet.get(credit.key) if credit else None
        return (agency or self._all).nearest(later)


def _kind(
    signed: Signatures, carried: Mapping[int, Carried], of: int, later: int, like: Likeness
) -> str:
    before, after = int(signed.shingles[of]), int(signed.shingles[later])
    outlets = carried[of].outlet, carried[later].outlet
    own = outlets[0] is not None and outlets[0] == outlets[1]
    if like.same_words:
        return COPY
    if own and like.contained >= UPDATED:
        return UPDATE
    if like.contained >= COPIED:
        if after < SHORTER * before:
            return CUT
        return COPY if before >= SHORTER * after else UPDATE
    return REWRITE


def _why(earlier: Carried, later: Carried, like: Likeness) -> str:
    """The evidence in words."""
    if like.same_words:
        parts = ["the same words"]
    else:
        parts = [f"shares {like.shared:.0%} of its runs of words", f"{like.facts:.0%} of the facts"]
    if later.credit:
        agency = later.credit.name
        is_source = earlier.outlet is not None and earlier.outlet.key == later.credit.key
        parts.append(f"credits {agency}" if is_source else f"credits {agency}, not found here")
    if not (earlier.published and later.published):
        parts.append("the order is open for want of a date")
    return "; ".join(parts)


def _name(outlet: Outlet | None) -> str | None:
    return outlet.name if outlet else None
