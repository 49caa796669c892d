"""How long each export of a store takes: `python bench/exports.py STORE [FORMAT …]`.

Each runs in a process of its own, into a temporary folder; `bench/make_store.py` makes a store of
a million synthetic events. Prints rows, wall and CPU seconds, and the peak of memory.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.export.formats import FORMATS

ONE = """
import resource, sys, time
from pathlib import Path
from onrecord.export import export
began, cpu = time.monotonic(), time.process_time()
rows = export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])).rows
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{sys.argv[2]:12} {rows:>10,} rows  {time.monotonic() - began:6.1f} s  "
      f"{time.process_time() - cpu:6.1f} s CPU  {peak:>6,} MB")
"""


def main(store: str, *formats: str) -> None:
    """Export the store in each format, one after the other."""
    for name in formats or FORMATS:
        with TemporaryDirectory() as folder:
            to = Path(folder) / f"events{FORMATS[name].suffix}"
            subprocess.run([sys.executable, "-c", ONE, store, name, str(to)], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
