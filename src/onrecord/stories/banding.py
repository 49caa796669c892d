"""Pairs of texts that may be near-duplicates: those that share a band of their MinHash.

A band is three of the 128 numbers. Texts that share half of their shingles share one of the 42
bands nearly always (99.6 %), a third with 79 %, a tenth with 4 %. Buckets are bounded: a band
that many texts share is a form or a footer, and its members are compared with their neighbours
in time alone; texts that are alike meet in some rarer band as well. So the work grows with the
number of texts, not with its square. Rewritten texts, which share a quarter of their shingles but
nearly all names and numbers, meet in eight more bands that are made of these.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.stories.signature import SEED

if TYPE_CHECKING:
    import numpy as np

ROWS = 3
BUCKET = 24
"""Texts of a bucket that are all compared with each other."""
NEIGHBOURS = 6
"""Texts before it that one of a larger bucket is compared with."""
FACT_BANDS = 8
FEWEST_FACTS = 4
"""Facts that a text must have to be found by them."""
PIECE = 1 << 18
"""Pairs in a piece, so that memory stays bounded."""


def candidates(minhash: "np.ndarray") -> "Iterator[tuple[np.ndarray, np.ndarray]]":
    """Pairs of rows that share a band, `first < second`, band by band; some come again.

    Args:
        minhash: one row a text, in order of time; 16-bit numbers.
    """
    for band in range(minhash.shape[1] // ROWS):
        key = _key(minhash, band)
        for first, second in _pairs(key):
            for start in range(0, len(first), PIECE):
                yield first[start : start + PIECE], second[start : start + PIECE]


def fact_minima(facts: "Sequence[np.ndarray]") -> "np.ndarray":
    """MinHash of the facts: 24 numbers of 16 bits a text, by which rewritten ones meet.

    A text with too few facts gets numbers of its own, which meet nothing.
    """
    import numpy as np

    number = len(facts)
    sizes = np.array([len(one) for one in facts], dtype=np.int64)
    known = sizes >= FEWEST_FACTS
    minima = np.random.default_rng(number).integers(
        0, 1 << 16, size=(number, FACT_BANDS * ROWS), dtype=np.uint16
    )
    if not known.any():
        return minima
    flat = np.concatenate([one for one, use in zip(facts, known, strict=True) if use])
    starts = np.concatenate([[0], np.cumsum(sizes[known])[:-1]])
    for column, (factor, shift) in enumerate(_multipliers(FACT_BANDS * ROWS)):
        mixed = (flat.astype(np.uint64) * factor + shift) >> np.uint64(32)
        least = np.minimum.reduceat(mixed & np.uint64(0xFFFFFFFF), starts)
        minima[known, column] = least.astype(np.uint16)
    return minima


def _multipliers(number: int) -> "list[tuple[np.uint64, np.uint64]]":
    """Odd factors and shifts of 64 bits, the same in every run."""
    import numpy as np

    drawn = np.random.default_rng(SEED).integers(1, 1 << 63, size=(number, 2), dtype=np.uint64)
    return [(np.uint64(int(a) | 1), np.uint64(int(b))) for a, b in drawn]


def _key(minhash: "np.ndarray", band: int) -> "np.ndarray":
    """The three numbers of a band as one of 64 bits."""
    import numpy as np

    key = np.zeros(len(minhash), dtype=np.uint64)
    for column in range(band * ROWS, (band + 1) * ROWS):
        key = (key << np.uint64(16)) | minhash[:, column].astype(np.uint64)
    return key


def _pairs(key: "np.ndarray") -> "Iterator[tuple[np.ndarray, np.ndarray]]":
    """Pairs of positions with the same key: at each distance in its sorted order."""
    import numpy as np

    order = np.argsort(key, kind="stable")
    ordered = key[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(fresh)
    sizes = np.diff(np.append(starts, len(order)))
    reach = np.repeat(np.where(sizes > BUCKET, NEIGHBOURS, BUCKET), sizes)
    shared = np.repeat(sizes > 1, sizes)
    order, ordered, reach = order[shared], ordered[shared], reach[shared]
    for distance in range(1, BUCKET):
        same = (ordered[distance:] == ordered[:-distance]) & (reach[distance:] >= distance)
        if not same.any():
            return
        yield order[:-distance][same], order[distance:][same]
