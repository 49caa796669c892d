"""How long each view of Explore takes: `python bench/explore.py STORE`.

`bench/make_store.py` makes a store of a million events. Each view is asked three times with
nothing remembered; shown are the fastest answer and the processor time of it, all threads
together, which says what it takes where other programs use the machine.
"""

import sys
import time
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from onrecord.store import SearchIndex, refresh
from onrecord.web.app import create_app
from onrecord.web.explore import asking

VIEWS = (
    "/explore", "/explore/map", "/explore/map?at=30,40&zoom=3", "/explore/matrix",
    "/explore/matrix?by=actor", "/explore/network?by=actor", "/explore/by/actor", "/events",
)  # fmt: skip
FILTERS = ("", "type=ASSAULT&country=UKR", "q=attack", "from=2015&to=2016&status=happened")
ROUNDS = 3


class Cost(NamedTuple):
    """Seconds of an answer."""

    wall: float
    cpu: float


def ask(client: TestClient, address: str) -> Cost:
    """Ask for a view whose numbers nobody remembers."""
    asking.forget()
    began, cpu = time.perf_counter(), time.process_time()
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return Cost(time.perf_counter() - began, time.process_time() - cpu)


def main(path: str) -> None:
    """Build the search index where there's none, then ask for each view with each filter."""
    store = Path(path)
    began, cpu = time.perf_counter(), time.process_time()
    state = refresh(store, confined=True)
    took, busy = time.perf_counter() - began, time.process_time() - cpu
    size = SearchIndex(store).path.stat().st_size / 1e6
    print(f"search index: {state.done:,} reports, {size:.0f} MB, {took:.0f} s ({busy:.0f} s CPU)")
    client = TestClient(create_app(store), base_url="http://127.0.0.1")
    client.get("/explore/world-110m.svg")
    print("| view | " + " | ".join(f or "no filter" for f in FILTERS) + " |")
    print("|---|" + "---|" * len(FILTERS))
    for view in VIEWS:
        cells: list[str] = []
        for chosen in FILTERS:
            address = f"{view}{'&' if '?' in view else '?'}{chosen}"
            best = min(ask(client, address) for _ in range(ROUNDS))
            cells.append(f"{best.wall:.2f} ({best.cpu:.2f})")
        print(f"| `{view}` | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
