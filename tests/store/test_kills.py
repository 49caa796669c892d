"""kill -9 at random points loses and doubles nothing; `bench/kills.py` has the 50."""

from pathlib import Path

from support.kills import PER_KILL, kill

KILLS = 5


def test_kills_at_random_lose_and_double_nothing(tmp_path: Path) -> None:
    done = kill(tmp_path, KILLS, seed=3)
    assert done.differing == []
    assert done.documents == KILLS * PER_KILL
    assert done.within >= 1
