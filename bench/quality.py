"""How good: every development set coded, scored, and held against `bench/floors.toml`.

    make quality                     with ../shared/gold, where it exists
    GOLD=/path/to/gold make quality

Each figure is what the gold's own scorers print. A figure below its floor, or a span that
doesn't hold, is a failure. A person may raise a floor; nothing lowers one.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from articles import HERE, gold_folder

RECORDS = HERE.parent / ".quality"
SLACK = 0.0005
"""Figures are rounded to four places, floors to three."""


class Figure(NamedTuple):
    """A measured figure and the least that it may be."""

    set: str
    name: str
    value: float
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether it isn't below its floor."""
        return self.floor is None or self.value >= self.floor - SLACK


def code(gold: Path, run: dict[str, Any], workers: int) -> tuple[Path, list[Figure]]:
    """Code a set's texts and check every span.

    Returns the records, and whether every document was coded and every span holds (1 or 0).
    """
    texts, target = str(gold / run["texts"]), RECORDS / f"{run['name']}.jsonl"
    options = ("--workers", str(workers), "--progress", "none", "--language", "en")
    coded = _onrecord("code", texts, *run.get("options", ()), *options, "--to", str(target))
    if coded.returncode not in (0, 1):
        raise SystemExit(f"coding {run['name']} failed")
    whole = _onrecord("verify", str(target), "--texts", texts)
    return target, [
        Figure(run["name"], "every_text_coded", float(coded.returncode == 0), 1.0),
        Figure(run["name"], "every_span_holds", float(whole.returncode == 0), 1.0),
    ]


def _onrecord(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a verb; what it complains about is passed on."""
    command = (sys.executable, "-m", "onrecord", *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[:4000], file=sys.stderr)
    return done


def score(gold: Path, task: dict[str, Any], records: Path) -> dict[str, float]:
    """The main figures that the gold's scorer prints."""
    answer = str(gold / task["gold"])
    if task["task"] == "stress":
        output = _output(gold / "score_stress.py", answer, str(records))
        right = re.search(r"score: stress (\d+)/(\d+)", output)
        assert right, output
        return {"right": int(right[1]) / int(right[2])}
    genres = ("--genres", task["genres"]) if "genres" in task else ()
    output = _output(gold / "score.py", task["task"], answer, str(records), "--json", *genres)
    return json.loads(output)["main"]


def _output(*command: str | Path) -> str:
    given = (sys.executable, *map(str, command))
    return subprocess.run(given, capture_output=True, text=True, check=True).stdout


def figures(gold: Path, plan: dict[str, Any], workers: int, only: str) -> Iterator[Figure]:
    """Code each text once and score it with each task that uses it."""
    for run in plan["run"]:
        tasks = [t for t in plan["task"] if t["records"] == run["name"] and only in t["name"]]
        if not tasks:
            continue
        if not (gold / run["texts"]).exists():
            print(f"{run['texts']} isn't in {gold}: left out")
            continue
        began = time.monotonic()
        records, whole = code(gold, run, workers)
        yield from whole
        print(f"{run['name']} coded in {time.monotonic() - began:.0f} s", file=sys.stderr)
        for task in tasks:
            floors = task.get("floors", {})
            for name, value in score(gold, task, records).items():
                yield Figure(task["name"], name, value, floors.get(name))


def proposal(found: list[Figure]) -> Iterator[str]:
    """Floors to paste: what is measured now, and nowhere less than the floor there is."""
    for name in dict.fromkeys(f.set for f in found if not f.name.startswith("every_")):
        floored = [f for f in found if f.set == name and not f.name.startswith("every_")]
        ours = [(f, f.floor) for f in floored if f.floor is not None]
        floors = (f"{f.name} = {max(floor, int(f.value * 1000) / 1000)}" for f, floor in ours)
        yield f"{name}: floors = {{ {', '.join(floors)} }}"


def main() -> int:
    """Print a table of figures and floors; exit status 1 where one is below."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--only", default="", help="tasks whose name contains this")
    parser.add_argument("--propose", action="store_true", help="print floors for a person to set")
    options = parser.parse_args()
    gold = gold_folder()
    if gold is None:
        print("No gold here (GOLD=FOLDER names it): no quality is measured.")
        return 0
    RECORDS.mkdir(exist_ok=True)
    plan = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
    found = list(figures(gold, plan, options.workers, options.only))
    print(f"{'set':28s} {'figure':22s} {'is':>7s} {'floor':>7s}")
    for figure in found:
        floor = "" if figure.floor is None else f"{figure.floor:.3f}"
        verdict = "" if figure.holds else "  BELOW"
        print(f"{figure.set:28s} {figure.name:22s} {figure.value:7.3f} {floor:>7s}{verdict}")
    below = sum(not figure.holds for figure in found)
    print(f"{len(found)} figures, {below} below their floor")
    if options.propose:
        print("\n".join(proposal(found)))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
