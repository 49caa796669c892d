"""SIGKILL at random points of a run that is started again each time, and what is left then."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import duckdb

from onrecord.store.layout import OF_DOCUMENTS, key_of

TESTS = Path(__file__).parents[1]
PER_KILL = 60
"""Documents for each kill, so that the last one still finds something to do."""
PATIENCE = 300
"""Seconds that a run may take at most, on a machine that has much else to do."""
_RUN = """
import sys, time
from functools import partial
from onrecord.cli import run
from onrecord.cli.main import main
from onrecord.store import writer

run.Job = partial(run.Job, coder="support.stand_in:Coder")
writer.CHUNK, take = 5, run._take
run._take = lambda *given: (time.sleep(0.01), take(*given))
sys.exit(main(["code", sys.argv[1], "--to", sys.argv[2], "--workers", "2", "--progress", "none"]))
"""


class Killed(NamedTuple):
    """What came of it."""

    kills: int
    within: int
    """Kills that hit a run which had coded something since it started."""
    documents: int
    differing: list[str]
    """Tables whose rows aren't those of a run that nobody killed; best none."""


def reports(folder: Path, number: int) -> Path:
    """Short reports, one a line."""
    path = folder / "reports.jsonl"
    texts = (f"Norland attacked the harbour of Estria {n}" for n in range(number))
    lines = [json.dumps({"id": f"d{n:05}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(lines))
    return path


def kill(folder: Path, kills: int, seed: int) -> Killed:
    """Code reports into a store under `kills` kills, then to the end, and compare."""
    waits = random.Random(seed)
    given = reports(folder, kills * PER_KILL)
    killed, whole = folder / "killed.duckdb", folder / "whole.duckdb"
    within = 0
    for _ in range(kills):
        before = _modified(killed)
        process = _start(given, killed)
        last = time.monotonic() + PATIENCE
        while _modified(killed) == before and process.poll() is None:
            assert time.monotonic() < last, "a run that was started again does nothing"
            time.sleep(0.01)
        begun = _modified(killed)
        time.sleep(waits.uniform(0, 1.2))
        process.kill()
        process.wait()
        within += _modified(killed) != begun
        assert _consistent(killed), "a killed run left half a chunk"
    for target in (killed, whole):
        assert _start(given, target).wait(PATIENCE) == 0
    tables = {name: (_rows(killed, name), _rows(whole, name)) for name in OF_DOCUMENTS}
    differing = [name for name, (one, other) in tables.items() if one != other]
    return Killed(kills, within, len(tables["records"][0]), differing)


def _start(given: Path, target: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    command = [sys.executable, "-c", _RUN, str(given), str(target)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def _modified(path: Path) -> tuple[int, int]:
    """When a store was written last; its write-ahead log counts too."""
    log = path.with_name(f"{path.name}.wal")
    first, second = (p.stat().st_mtime_ns if p.exists() else 0 for p in (path, log))
    return first, second


def _consistent(path: Path) -> bool:
    """Whether each document in the ledger has its rows, once, and nothing else has any."""
    if not path.exists():
        return True
    query = "SELECT count(*), count(DISTINCT {key}) FROM {table}"
    with duckdb.connect(str(path)) as store:
        if not store.execute(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = 'ledger'"
        ).fetchall():
            return True
        counts = [
            count
            for table in ("documents", "records", "ledger")
            for count in store.execute(query.format(table=table, key=key_of(table))).fetchall()[0]
        ]
        told = store.execute("SELECT coalesce(sum(records), 0) FROM chunks").fetchall()[0][0]
    return len({*counts, int(told)}) == 1


def _rows(path: Path, table: str) -> list[str]:
    """A table's rows in order; of the ledger what doesn't depend on runs."""
    columns = "document, fingerprint" if table == "ledger" else "*"
    with duckdb.connect(str(path), read_only=True) as store:
        return sorted(map(repr, store.execute(f"SELECT {columns} FROM {table}").fetchall()))
