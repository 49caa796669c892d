"""`onrecord watch` as a process: its words, its exit statuses, and what ends it."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.store import StoreReader
from support.newsroom import Newsroom
from support.site import Site, page, status

TESTS = Path(__file__).parents[1]
CALL = (
    "import sys; from functools import partial; from onrecord.watch import loop;"
    "loop.Job = partial(loop.Job, coder='support.stand_in:Coder');"
    "from onrecord.cli.main import main; sys.exit(main(['watch', *sys.argv[1:]]))"
)
OPTIONS = ("--allow-private", "--delay", "0", "--language", "en")


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """A paper with ten reports."""
    with Site().up() as site:
        newsroom = Newsroom(site)
        for number in range(10):
            newsroom.put(f"/{number}", f"Norland attacked Estria{number} on Monday.")
        yield newsroom


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def begin(newsroom: Newsroom, store: Path, *options: str) -> subprocess.Popen[str]:
    call = [newsroom.site["/feed"], "--to", str(store), *OPTIONS, *options]
    path = os.pathsep.join([str(TESTS), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", CALL, *call],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def call(newsroom: Newsroom, store: Path, *options: str) -> tuple[int, str, str]:
    process = begin(newsroom, store, *options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def sources(store: Path) -> list[str]:
    return [row["source"] for row in StoreReader(store).table("documents").to_pylist()]


def test_one_round_says_what_became_of_it(newsroom: Newsroom, store: Path) -> None:
    code, out, err = call(newsroom, store, "--once", "--contact", "desk@example.org")
    assert (code, out) == (0, "")
    assert "watching 1 feed; Ctrl-C stops" in err
    assert "round 1: 1 feed; 10 new, 10 coded\n" in err
    assert f"Look at it: onrecord show {store}" in err
    agent = newsroom.site.asked[0].headers["user-agent"]
    assert agent.startswith("onrecord/")
    assert "desk@example.org" in agent
    newsroom.reply("/gone", status(404))
    newsroom.site.pages["/film"] = page("x", "video/mp4")
    newsroom.name(newsroom.site["/film"], "Tue, 01 Sep 2020 08:00:00 GMT")
    code, _, err = call(newsroom, store, "--once", "--progress", "json")
    assert code == 1
    lines = [json.loads(line) for line in err.splitlines()]
    assert {line.get("kind") for line in lines[:2]} == {"failed", "left"}
    figures = lines[-1]
    assert (figures["round"], figures["named"], figures["failed"], figures["left"]) == (1, 2, 1, 1)
    (run, again) = StoreReader(store).table("runs").to_pylist()
    assert run["command"].startswith("onrecord ")
    assert (run["coded"], again["failed"], again["left_out"]) == (10, 1, 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_watch_cleanly_and_the_same_command_goes_on(
    newsroom: Newsroom, store: Path, number: int
) -> None:
    process = begin(newsroom, store, "--delay", "0.3")
    wait_for(lambda: len(newsroom.site.asked) >= 5)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "stopping once what is at hand is stored" in err
    assert "the same command goes on from here" in err
    assert "Traceback" not in err
    before = sources(store)
    assert 0 < len(before) < 10
    assert call(newsroom, store, "--once")[0] == 0
    assert sorted(sources(store)) == sorted(newsroom.items)
    assert len([path for path in newsroom.site.paths() if path == "/0"]) == 1


def test_a_signal_between_rounds_ends_a_watch_at_once(newsroom: Newsroom, store: Path) -> None:
    process = begin(newsroom, store)
    assert process.stderr is not None
    lines = iter(process.stderr.readline, "")
    assert any("next at" in line for line in lines)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    rest = process.stderr.read()
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert "stopped after 1 round, 10 coded" in rest
    assert time.monotonic() - began < 20


def test_a_killed_watch_loses_and_doubles_nothing(newsroom: Newsroom, store: Path) -> None:
    dice = random.Random(1)
    for _ in range(4):
        asked = len(newsroom.site.asked)
        process = begin(newsroom, store, "--delay", "0.1")
        wait_for(lambda asked=asked: len(newsroom.site.asked) > asked)
        time.sleep(dice.uniform(0, 1.5))
        process.kill()
        process.communicate(timeout=60)
    assert call(newsroom, store, "--once")[0] == 0
    assert sorted(sources(store)) == sorted(newsroom.items)
    versions = StoreReader(store).table("versions").to_pylist()
    assert sorted(row["page"] for row in versions) == sorted(newsroom.items)
    states = StoreReader(store).table("fetches").to_pylist()
    assert {row["state"] for row in states} == {"stored"}


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ("", "Missing argument"),
        ("none.txt", "none.txt: can't be read"),
        ("empty.txt --to a.duckdb", "empty.txt: no feed to watch"),
        ("feeds.txt --to a.jsonl", "watch writes into a store; name a .duckdb file"),
        ("feeds.txt --to no/a.duckdb", "can't be written"),
        ("feeds.txt --every 0", "--every"),
        ("feeds.txt --delay -1", "--delay"),
        ("feeds.txt --contact b\u00fcro", "write a mail or web address in ASCII"),
        ("feeds.txt --language de", "rules for English only"),
        ("feeds.txt --lexicon nowhere", "nowhere: no such folder"),
    ],
)
def test_calls_that_cant_be_right_are_told_in_a_sentence(
    arguments: str,
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from onrecord.cli.main import main

    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("# nothing\n")
    Path("feeds.txt").write_text("http://127.0.0.1:9/feed\n")
    assert main(["watch", *arguments.split()]) == 2
    err = capsys.readouterr().err
    assert what in err
    assert len(err.splitlines()) == 1
