"""What a corpus costs: documents a second, CPU, memory, growth, and the store's size.

    python bench/scale.py speed      1 and 2 workers, each engine, on the usual articles
    python bench/scale.py growth     1,000 / 10,000 / 100,000 short reports, without a parser
    python bench/scale.py store      questions, replacing and compacting with many events

`growth` and `store` use the tests' stand-in coder and synthetic records: they measure the
engine, the ledger and the store, not the parse. Other programs on the machine count as well.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from onrecord.model import Record

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from articles import articles  # noqa: E402
from speed import write  # noqa: E402

CODE = (sys.executable, "-m", "onrecord", "code")
STAND_IN = """
import sys
from functools import partial
from onrecord.cli import run
from onrecord.cli.main import main

run.Job = partial(run.Job, coder="support.stand_in:Coder")
sys.exit(main(["code", *sys.argv[1:]]))
"""
TIMES = 3
"""How often each article is coded: in a short run the loading of models tells more than coding."""
SIZES = (1_000, 10_000, 100_000)
EVENTS = 1_000_000


class Cost(NamedTuple):
    """What a run took with all its processes."""

    wall: float
    cpu: float
    worker: float
    """Megabytes of the largest guarded worker at its peak."""
    first: float
    """Megabytes of the process that reads and writes, at its peak."""


def run(*command: str) -> Cost:
    """Run a command to its end and watch its workers."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE.parent / "tests"), *sys.path]),
    }
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    peaks, over = {"worker": 0.0, "first": 0.0}, Event()
    watcher = Thread(target=_watch, args=(process.pid, peaks, over), daemon=True)
    watcher.start()
    status = process.wait()
    over.set()
    watcher.join()
    if status:
        raise SystemExit(f"exit status {status}: {' '.join(command)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, cpu, **peaks)


def _watch(first: int, peaks: dict[str, float], over: Event) -> None:
    """Note the largest resident sizes that the first process and any guarded worker have had."""
    while not over.wait(0.5):
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                worker = "onrecord.engine.worker" in (entry / "cmdline").read_text()
                if not worker and entry.name != str(first):
                    continue
                lines = (entry / "status").read_text().splitlines()
                highest = next(line for line in lines if line.startswith("VmHWM"))
                which = "worker" if worker else "first"
                peaks[which] = max(peaks[which], int(highest.split()[1]) / 1024)
            except (OSError, StopIteration, UnicodeDecodeError):
                continue


def speed() -> None:
    """Each engine with 1 and 2 workers."""
    where, once = articles()
    found = [{**item, "id": f"{item['id']}-{n}"} for n in range(TIMES) for item in once]
    print(f"{len(found)} articles, {where}, {TIMES} times; "
          "the start-up is that of a run with one article")  # fmt: skip
    with TemporaryDirectory() as name:
        folder = Path(name)
        every, one = write(folder / "all.jsonl", found), write(folder / "one.jsonl", found[:1])
        walls: dict[tuple[str, int], float] = {}
        print("engine  workers  wall s  start-up s  documents/s  CPU s  MB a worker  CPU h/million")
        for engine in ("local", "dask"):
            for workers in (1, 2):
                target = folder / f"{engine}-{workers}.duckdb"
                options = ("--engine", engine, "--workers", str(workers), "--progress", "none")
                short = folder / f"start-{engine}-{workers}.duckdb"
                start = run(*CODE, one, "--to", str(short), *options)
                cost = run(*CODE, every, "--to", str(target), *options)
                wall = cost.wall - start.wall
                walls[engine, workers] = wall
                rate, cpu = (len(found) - 1) / wall, cost.cpu - start.cpu
                hours = cpu / (len(found) - 1) * 1e6 / 3600
                print(f"{engine:7s} {workers:7d} {cost.wall:7.1f} {start.wall:11.1f} {rate:12.2f} "
                      f"{cost.cpu:6.1f} {cost.worker:12.0f} {hours:16.0f}")  # fmt: skip
            print(f"{engine}: 2 workers over 1: {walls[engine, 1] / walls[engine, 2]:.2f} (≥ 1.8)")


def growth(*sizes: str) -> None:
    """The same work for ever more short reports: seconds for each 1,000 ought to stay."""
    print("documents  wall s  CPU s  CPU s a 1,000  again wall s  bytes a document  MB first")
    for number in map(int, sizes or map(str, SIZES)):
        with TemporaryDirectory() as name:
            given, target = Path(name) / "short.jsonl", Path(name) / "run.duckdb"
            with given.open("w", encoding="utf-8") as lines:
                for n in range(number):
                    text = f"Norland attacked the harbour of Estria {n}"
                    lines.write(json.dumps({"id": f"d{n}", "text": text}) + "\n")
            options = (str(given), "--to", str(target), "--workers", "1", "--language", "en")
            command = (sys.executable, "-c", STAND_IN, *options, "--progress", "none")
            first, again = run(*command), run(*command)
            size = target.stat().st_size / number
            each = first.cpu / number * 1000
            print(f"{number:9,d} {first.wall:7.1f} {first.cpu:6.1f} {each:14.2f} "
                  f"{again.wall:13.1f} {size:17,.0f} {first.first:9.0f}", flush=True)  # fmt: skip


def timed(what: str, call: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    began = time.monotonic()
    call()
    print(f"  {what:58s}{time.monotonic() - began:8.2f} s", flush=True)


def store(events: str = str(EVENTS), path: str = "") -> None:
    """What a large store is asked, and what changes in it."""
    from onrecord.store import StoreReader
    from onrecord.store.compact import compact
    from support.synthetic import make_store

    with TemporaryDirectory() as folder:
        target = Path(path) if path else Path(folder) / "large.duckdb"
        if not target.exists():
            timed(
                f"make a store of {int(events):,} events",
                lambda: make_store(target, int(events), 1),
            )
        reader = StoreReader(target)
        status = reader.status()
        size = status.bytes / status.documents
        print(f"{status.events:,} events, {status.documents:,} documents, "
              f"{status.bytes / 1e6:,.0f} MB, {size:,.0f} bytes a document")  # fmt: skip
        ask = partial(timed_query, reader)
        timed("status", reader.status)
        some = reader.query("SELECT id FROM documents ORDER BY md5(id) LIMIT 64")["id"].to_pylist()
        ask("one document's events", f"SELECT * FROM events WHERE document = '{some[0]}'")
        ask("events by type and status", "SELECT type, status, count(*) FROM events GROUP BY ALL")
        ask("a month's events", "SELECT * FROM flat WHERE date_start[:7] = '2021-05'")
        ask("the 64 largest days", "SELECT date_start, count(*) n FROM events GROUP BY 1 "
            "ORDER BY n DESC LIMIT 64")  # fmt: skip
        timed("the first 500 records as JSON", lambda: next(iter(reader.json_records())))
        _replace(reader, some)
        timed("compact", lambda: compact(target))
        print(f"  compacted: {target.stat().st_size / 1e6:,.0f} MB")
        ask("one document's events again", f"SELECT * FROM events WHERE document = '{some[0]}'")
        ask("a month's events again", "SELECT * FROM flat WHERE date_start[:7] = '2021-05'")


def timed_query(reader: "object", what: str, sql: str) -> None:
    """Ask a question and print how long the answer took."""
    timed(what, lambda: reader.query(sql))  # type: ignore[attr-defined]


def _replace(reader: "object", ids: list[str]) -> None:
    """Code 64 documents again, spread over the whole store: the dearest chunk there is."""
    from onrecord.export import decode_record
    from onrecord.model import Document
    from onrecord.store import StoreReader, StoreWriter

    assert isinstance(reader, StoreReader)
    found = reader.query(f"SELECT json FROM records WHERE document IN {tuple(ids)}")
    records = [decode_record(json) for json in found["json"].to_pylist()]
    made: list[StoreWriter] = []
    timed("open for a run: read the ledger",
          lambda: made.append(StoreWriter(reader.path, records[0].coder, "full")))  # fmt: skip
    (writer,) = made
    writer._took = 1e9  # so that they make one chunk
    for record in records:
        writer.add(Document(text="changed", id=record.document.id), record)
    timed("a chunk that replaces 64 documents", writer.flush)
    writer._took = 1e9
    for record in map(_renamed, records):
        writer.add(Document(text="new", id=record.document.id), record)
    timed("a chunk of 64 new documents", writer.flush)
    writer.close()


def _renamed(record: "Record") -> "Record":
    """A record as of another document."""
    head = msgspec.structs.replace(record.document, id=f"new-{record.document.id}")
    return msgspec.structs.replace(record, document=head)


if __name__ == "__main__":
    {"speed": speed, "growth": growth, "store": store}[sys.argv[1]](*sys.argv[2:])
