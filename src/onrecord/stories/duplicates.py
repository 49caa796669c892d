"""Near-duplicates: which reports are one text, copied, cut, rewritten or updated.

Two texts are one if they share enough of their runs of words, and don't differ in what a report
is about: its names, its numbers, its days. A form filled in again for another day or place shares
most of its words, yet is another report; a rewritten one shares fewer words, but the facts.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.stories.banding import candidates, fact_minima
from onrecord.stories.signature import DAY, unpack_facts

if TYPE_CHECKING:
    import numpy as np

WINDOW = 14
"""Days between two versions of a text; only the same words count as a copy beyond that."""
LEAST_SHARED = 0.22
"""Share of common shingles (Jaccard) below which two texts are compared no further."""
LEAST_CONTAINED = 0.45
"""Share of the shorter text's shingles that the longer must have, where the above isn't met."""
FEW_FACTS = 4
"""Facts that are too few to speak for or against a match."""
UNSURE = 0.5


class Signatures(NamedTuple):
    """The signatures of many documents in columns, in order of time: earlier ones first."""

    documents: Sequence[str]
    minhash: "np.ndarray"
    """One row a document."""
    shingles: "np.ndarray"
    digests: Sequence[str]
    facts: Sequence[bytes]
    days: "np.ndarray"
    """Ordinal of the publication day, 0 where it is unknown."""


class Likeness(NamedTuple):
    """How alike two texts are."""

    shared: float
    """Common shingles over all (Jaccard)."""
    contained: float
    """Common shingles over those of the shorter text."""
    facts: float
    """Common names and numbers over those of the text with fewer; UNSURE where they are few."""
    same_words: bool = False


def find_groups(signed: Signatures) -> list[list[int]]:
    """The positions of the documents of each group of near-duplicates, in order of time."""
    import numpy as np

    number = len(signed.documents)
    roots = _same_words(signed.digests)
    distinct = np.flatnonzero(roots == np.arange(number))
    facts = [unpack_facts(signed.facts[i]) for i in distinct.tolist()]
    minhash = np.ascontiguousarray(signed.minhash[distinct])
    joined = _Joined(len(distinct))
    sizes, days = signed.shingles[distinct].astype(np.float64), signed.days[distinct]
    for first, second in chain(candidates(minhash), candidates(fact_minima(facts))):
        apart = joined.roots(first) != joined.roots(second)
        first, second = first[apart], second[apart]
        alike = _alike(minhash, sizes, days, first, second)
        for a, b, shared, contained in alike:
            dated = bool(days[a] and days[b])
            like = Likeness(shared, contained, common_facts(facts[a], facts[b], dated))
            if is_duplicate(like):
                joined.join(a, b)
    return _groups(distinct, joined, roots)


def _alike(
    minhash: "np.ndarray", sizes: "np.ndarray", days: "np.ndarray", a: "np.ndarray", b: "np.ndarray"
) -> Iterator[tuple[int, int, float, float]]:
    """The pairs that share enough, with how much."""
    import numpy as np

    for start in range(0, len(a), 1 << 15):
        first, second = a[start : start + (1 << 15)], b[start : start + (1 << 15)]
        shared = (minhash[first] == minhash[second]).mean(axis=1)
        contained = _contained(shared, sizes[first], sizes[second])
        gap = np.where(
            (days[first] > 0) & (days[second] > 0), np.abs(days[first] - days[second]), 0
        )
        good = (gap <= WINDOW) & ((shared >= LEAST_SHARED) | (contained >= LEAST_CONTAINED))
        yield from zip(
            first[good].tolist(), second[good].tolist(),
            shared[good].tolist(), contained[good].tolist(), strict=True,
        )  # fmt: skip


def _contained(shared: Any, first: Any, second: Any) -> Any:
    """The share of the smaller set that is common, from the Jaccard and the sizes of both."""
    import numpy as np

    common = shared / (1 + shared) * (first + second)
    return np.minimum(common / np.maximum(np.minimum(first, second), 1), 1.0)


def common_facts(a: "np.ndarray", b: "np.ndarray", dated: bool) -> float:
    """The share of common facts, 0 where the days exclude each other.

    Args:
        a: facts of a text, sorted.
        b: those of another.
        dated: whether both have a publication date, so that their weekdays mean dates.
    """
    first, second = frozenset(a.tolist()), frozenset(b.tolist())
    days = [{fact for fact in facts if fact & 3 == DAY} for facts in (first, second)]
    if dated and all(days) and not days[0] & days[1]:
        return 0.0
    first, second = first - days[0], second - days[1]
    fewer, common = min(len(first), len(second)), len(first & second)
    if fewer <= FEW_FACTS:
        return 0.0 if fewer > 1 and not common else UNSURE
    return common / fewer


def likeness(signed: Signatures, a: int, b: int) -> Likeness:
    """How alike two documents are, by their positions."""
    if signed.digests[a] == signed.digests[b]:
        return Likeness(1.0, 1.0, 1.0, same_words=True)
    shared = float((signed.minhash[a] == signed.minhash[b]).mean())
    contained = float(_contained(shared, int(signed.shingles[a]), int(signed.shingles[b])))
    facts = unpack_facts(signed.facts[a]), unpack_facts(signed.facts[b])
    dated = bool(signed.days[a] and signed.days[b])
    return Likeness(shared, contained, common_facts(*facts, dated))


def is_duplicate(like: Likeness) -> bool:
    """Whether two texts are one: the fewer words they share, the more facts they must."""
    if like.same_words:
        return True
    if like.facts < UNSURE:
        return False
    if max(like.shared * 2, like.contained) >= 0.8:
        return True
    return like.facts >= 0.7


def _same_words(digests: Sequence[str]) -> "np.ndarray":
    """For each document the first with the very same words."""
    import numpy as np

    first: dict[str, int] = {}
    return np.array([first.setdefault(d, i) for i, d in enumerate(digests)], dtype=np.int64)


def _groups(distinct: "np.ndarray", joined: "_Joined", same: "np.ndarray") -> list[list[int]]:
    import numpy as np

    place = np.empty(len(same), dtype=np.int64)
    place[distinct] = joined.roots(np.arange(len(distinct)))
    group = place[same]
    order = np.argsort(group, kind="stable")
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    return sorted(part.tolist() for part in np.split(order, cuts) if len(part) > 1)


class _Joined:
    """Union-find over positions; a group's root is its first position."""

    def __init__(self, number: int):
        import numpy as np

        self._parent = np.arange(number, dtype=np.int64)

    def roots(self, positions: "np.ndarray") -> "np.ndarray":
        """The roots of many positions."""
        import numpy as np

        found = self._parent[positions]
        while not np.array_equal(above := self._parent[found], found):
            found = above
        self._parent[positions] = found
        return found

    def root(self, position: int) -> int:
        """The root of one."""
        while (above := int(self._parent[position])) != position:
            self._parent[position] = self._parent[above]
            position = above
        return position

    def join(self, a: int, b: int) -> None:
        """Make two groups one."""
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first
