"""Write a synthetic store to measure with: `python bench/make_store.py PATH [EVENTS] [SEED]`.

A million events take about two minutes and 2 GB. Reports, actors and outlets are invented.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.synthetic import make_store

MILLION = 1_000_000


def main(path: str, events: str = str(MILLION), seed: str = "1") -> None:
    """Make the store and say what it has."""
    began = time.monotonic()
    made = make_store(Path(path), int(events), int(seed))
    size = Path(path).stat().st_size / 1e6
    print(f"{path}: {made:,} events, {size:,.0f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
