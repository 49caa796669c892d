"""SIGKILL at 50 random points of a run: `python bench/kills.py [KILLS] [SEED]`.

The run is started again after each; at the end the store is compared, row by row, with that of
a run that nobody killed. The coder is the tests' stand-in, so that time goes into the store.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.kills import kill


def main(kills: str = "50", seed: str = "7") -> int:
    """Kill, compare, and say what was lost or doubled; exit status 1 where anything was."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        done = kill(Path(folder), int(kills), int(seed))
    print(f"{done.kills} kills, {done.within} of them after something had been stored")
    print(
        f"{done.documents:,} documents; tables that differ: {', '.join(done.differing) or 'none'}"
    )
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if done.differing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
