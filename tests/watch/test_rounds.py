"""Round after round: until it is stopped, with other processes at the same store."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.ingest import InputError
from onrecord.store import StoreError
from onrecord.watch.loop import Watch
from support.newsroom import Newsroom
from support.site import redirect
from watch.conftest import HOUR, TESTS, Watched


def environment() -> dict[str, str]:
    """Where other processes find the tests' own modules, and the program under test."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}


def test_rounds_go_on_until_stopped_and_the_list_may_change_meanwhile(
    newsroom: Newsroom, watched: Watched, tmp_path: Path
) -> None:
    other = Newsroom(newsroom.site, "/other")
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    other.put("/b", "Estria thanked Norland on Tuesday.")
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(newsroom.site["/feed"])
    watched.change(lists=(str(feeds),), every=0.2)

    def ended(number: int) -> None:
        if number == 1:
            time.sleep(0.02)
            feeds.write_text("nothing that is an address\n")
        if number == 2:
            time.sleep(0.02)
            feeds.write_text(f"{newsroom.site['/feed']}\n{newsroom.site['/other']}\n")
        if number == 4:
            watched.stop.set()

    watched.told.on_end = ended
    Watch(watched.settings, watched.told, watched.stop).run()
    assert [tally.feeds for tally in watched.told.tallies] == [1, 1, 2, 2]
    assert len(watched.documents()) == 2
    assert "going on with the feeds of before" in watched.told.notes[0]
    assert watched.told.notes[1] == "the list has changed: 1 feeds more, 0 fewer"


def test_a_feed_off_the_list_is_left_alone_with_its_reports(
    newsroom: Newsroom, watched: Watched
) -> None:
    other = Newsroom(newsroom.site, "/other")
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    other.put("/b", "Estria thanked Norland on Tuesday.")
    watched.round()
    watched.change(lists=(newsroom.site["/other"],))
    watched.round(2 * HOUR)
    watched.round(2 * HOUR)
    assert newsroom.site.paths().count("/a") == 1
    assert newsroom.site.paths().count("/b") == 2


def test_a_feed_that_has_moved_for_good_is_told(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.site.pages["/new"] = newsroom.site.pages["/feed"]
    newsroom.site.pages["/feed"] = redirect("/new", 301)
    assert watched.round().coded == 1
    old, new = newsroom.site["/feed"], newsroom.site["/new"]
    assert watched.told.notes == [f"{old} has moved for good to {new}; change your list"]


def test_one_watch_fills_a_store_at_a_time(newsroom: Newsroom, watched: Watched) -> None:
    refused: list[str] = []

    def ended(number: int) -> None:
        try:
            Watch(watched.settings, watched.told, watched.stop).run(once=True)
        except StoreError as error:
            refused.append(str(error))

    watched.told.on_end = ended
    watched.round()
    assert len(refused) == 1
    assert "another watch fills this store" in refused[0]


HOLDS = """
import sys, time
from pathlib import Path
from onrecord.store import StoreWriter
from support.records import CODER
writer = StoreWriter(Path(sys.argv[1]), CODER, "evidence")
print("holds", flush=True)
time.sleep(float(sys.argv[2]))
writer.close()
"""


def test_a_watch_waits_for_another_run_and_lets_one_in_between_rounds(
    newsroom: Newsroom, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.watch.target.RETRY", 0.05)
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    call = [sys.executable, "-c", HOLDS, str(watched.store)]
    with subprocess.Popen([*call, "2"], stdout=subprocess.PIPE, env=environment()) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"holds\n"
        assert watched.round().coded == 1
    assert watched.told.notes == [f"another run is writing to {watched.store}; waiting for it"]
    free: list[int] = []

    def ended(number: int) -> None:
        free.append(subprocess.run([*call, "0"], env=environment()).returncode)

    watched.told.on_end = ended
    watched.round(60)
    assert free == [0]


READS = """
import sys, time
from pathlib import Path
from onrecord.store import StoreReader
reader, reads, documents = StoreReader(Path(sys.argv[1])), [], 0
while documents < 12:
    if reader.path.is_file():
        documents = reader.table("documents").num_rows
        reads.append(documents)
    time.sleep(0.02)
print(sum(0 < count < 12 for count in reads))
"""


def test_readers_get_in_while_a_round_goes_on(
    newsroom: Newsroom, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.store.writer.PAUSE", 0.2)
    for number in range(12):
        newsroom.put(f"/{number}", f"Norland attacked Estria{number} on Monday.")
    watched.change(delay=0.15)
    call = [sys.executable, "-c", READS, str(watched.store)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, env=environment()) as reader:
        assert watched.round().coded == 12
        out, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    assert int(out) > 0


def test_calls_that_cant_be_right_are_refused(watched: Watched, tmp_path: Path) -> None:
    watched.change(lists=(str(tmp_path / "none.txt"),))
    with pytest.raises(InputError, match="can't be read"):
        watched.round()
