"""How long each view of Explore takes: `python bench/explore.py STORE`.

`bench/make_store.py` makes a store of a million events. Each view is asked three times with
nothing remembered; shown are the fastest answer and the processor time of it, all threads
together, which says what it takes where other programs use the machine.
"""

import sys
import time
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from onrecord.store import SearchIndex, refresh
from onrecord.web.explore import asking

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.browser import served

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


def ask(address: str) -> Cost:
    """Ask for a view whose numbers nobody remembers. Raises HTTPError where it can't be shown."""
    asking.forget()
    began, cpu = time.perf_counter(), time.process_time()
    with urlopen(address) as answer:
        answer.read()
    return Cost(time.perf_counter() - began, time.process_time() - cpu)


def main(path: str) -> None:
    """Build the search index where there's none, then ask for each view with each filter."""
    store = Path(path)
    began, cpu = time.perf_counter(), time.process_time()
    state = refresh(store, confined=True)
    took, busy = time.perf_counter() - began, time.process_time() - cpu
    size = SearchIndex(store).path.stat().st_size / 1e6
    print(f"search index: {state.done:,} reports, {size:.0f} MB, {took:.0f} s ({busy:.0f} s CPU)")
    with served(store) as site:
        measure(site)


def measure(site: str) -> None:
    """Print a line of seconds for each view, a column for each filter."""
    with urlopen(f"{site}/explore/world-110m.svg") as shapes:
        shapes.read()
    print("| view | " + " | ".join(f or "no filter" for f in FILTERS) + " |")
    print("|---|" + "---|" * len(FILTERS))
    for view in VIEWS:
        cells: list[str] = []
        for chosen in FILTERS:
            address = f"{view}{'&' if '?' in view else '?'}{chosen}"
            best = min(ask(f"{site}{address}") for _ in range(ROUNDS))
            cells.append(f"{best.wall:.2f} ({best.cpu:.2f})")
        print(f"| `{view}` | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
