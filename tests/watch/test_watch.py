"""Rounds: what is new is coded once, what has changed again, and what fails is named."""

import gzip
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.ingest import InputError
from onrecord.store import StoreError
from onrecord.watch.loop import Watch
from support.newsroom import FILLING, Newsroom, story
from support.site import in_turn, page, raw, redirect, status
from watch.conftest import TESTS, Watched


def environment() -> dict[str, str]:
    """Where other processes find the tests' own modules, and the program under test."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}


HOUR = 3600.0
DAY = 24 * HOUR


def test_what_a_feed_names_is_coded_once(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    first = watched.round()
    assert (first.feeds, first.named, first.coded, first.failed) == (1, 2, 2, 0)
    documents = watched.documents()
    assert {row["source"] for row in documents.values()} == {
        newsroom.site["/a"],
        newsroom.site["/b"],
    }
    for row in documents.values():
        assert row["url"] == row["source"]
        assert row["outlet"] == "Norland Gazette"
        assert row["published"] == "2020-09-01T08:00:00+00:00"
    asked = len(newsroom.site.asked)
    second = watched.round(60)
    assert (second.feeds, second.unchanged, second.named, second.coded) == (1, 1, 0, 0)
    assert newsroom.site.paths()[asked:] == ["/feed"]
    assert watched.documents() == documents
    assert [run["coded"] for run in watched.rows("runs")] == [2]


def test_a_new_report_is_coded_when_the_feed_names_it(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    assert watched.round(60).coded == 1
    assert newsroom.site.paths().count("/a") == 1


def test_a_changed_report_is_a_new_version_linked_to_the_old_one(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    assert watched.round(HOUR - 60).same == 0
    assert watched.round(60).same == 1
    newsroom.put("/a", "Norland denied on Tuesday that it attacked Estria.")
    tally = watched.round(5 * HOUR)
    assert (tally.coded, tally.changed) == (1, 1)
    old, new = sorted(watched.rows("versions"), key=lambda row: row["version"])
    assert (old["replaces"], new["replaces"]) == (None, old["document"])
    assert new["document"] == f"{old['document']}-2"
    assert old["page"] == new["page"] == newsroom.site["/a"]
    assert set(watched.documents()) == {old["document"], new["document"]}
    (fetch,) = watched.rows("fetches")
    assert fetch["document"] == new["document"]
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round(HOUR + 1)
    assert [row["version"] for row in watched.rows("versions")] == [1, 2, 3]


def test_a_report_is_looked_at_ever_more_rarely_and_then_left_alone(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    looks: list[int] = []
    for hour in (0, 1, 5, 6, 23, 24, 72, 167, 168, 1000):
        before = newsroom.site.paths().count("/a")
        watched.clock.now = 1_600_000_000.0 + hour * HOUR
        watched.round()
        if newsroom.site.paths().count("/a") > before:
            looks.append(hour)
    assert looks == [0, 1, 6, 24, 72, 168]
    later = [asked for asked in newsroom.site.asked if asked.path == "/a"][1:]
    assert all("if-none-match" in asked.headers for asked in later)


def test_no_recheck_looks_once(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.change(recheck=False)
    watched.round()
    watched.round(30 * DAY)
    assert newsroom.site.paths().count("/a") == 1


def test_a_report_that_the_feed_says_has_changed_is_fetched_at_once(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.put("/a", "Norland shelled Estria on Monday.", "Tue, 01 Sep 2020 09:00:00 GMT")
    assert watched.round(60).changed == 1


def test_a_page_whose_surroundings_change_is_no_new_version(
    newsroom: Newsroom, watched: Watched
) -> None:
    text = story("Norland attacked Estria on Monday.")
    newsroom.reply("/a", page(text))
    watched.round()
    newsroom.site.pages["/a"] = page(text.replace("About us", "17 readers are here"))
    assert watched.round(HOUR + 1).same == 1
    assert len(watched.rows("versions")) == 1


def test_a_report_whose_page_is_taken_down_stays_and_is_marked(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.site.pages["/a"] = status(410)
    tally = watched.round(HOUR + 1)
    assert (tally.gone, tally.failed) == (1, 0)
    assert watched.rows("fetches")[0]["state"] == "gone"
    assert len(watched.documents()) == 1


def test_two_links_to_one_page_are_one_report(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.name(newsroom.site["/a?utm_source=rss#top"], "Tue, 01 Sep 2020 08:00:00 GMT")
    newsroom.reply("/short", redirect("/a"))
    tally = watched.round()
    assert (tally.named, tally.coded, tally.same) == (2, 1, 1)
    assert len(watched.documents()) == 1
    (document,) = watched.documents()
    assert {row["document"] for row in watched.rows("fetches")} == {document}


def test_the_address_that_a_page_gives_itself_is_believed_on_its_own_site_only(
    newsroom: Newsroom, watched: Watched
) -> None:
    own = f"<link rel='canonical' href='{newsroom.site['/story/1']}'>"
    foreign = "<link rel='canonical' href='https://gazette.example/story/1'>"
    newsroom.reply("/a", page(story("Norland attacked Estria on Monday.", head=own)))
    newsroom.reply("/b", page(story("Estria attacked Norland on Monday.", head=foreign)))
    watched.round()
    urls = {row["source"]: row["url"] for row in watched.documents().values()}
    assert urls == {
        newsroom.site["/a"]: newsroom.site["/story/1"],
        newsroom.site["/b"]: newsroom.site["/b"],
    }


def test_the_outlet_that_the_list_names_goes_before_what_the_page_says(
    newsroom: Newsroom, watched: Watched, tmp_path: Path
) -> None:
    head = "<meta property='og:site_name' content='Gazette online'>"
    newsroom.reply("/a", page(story("Norland attacked Estria on Monday.", head=head)))
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{newsroom.site['/feed']} The Gazette\n")
    watched.change(lists=(str(feeds),))
    watched.round()
    (document,) = watched.documents().values()
    assert document["outlet"] == "The Gazette"


def test_what_cant_be_had_is_named_and_the_rest_is_coded(
    newsroom: Newsroom, watched: Watched
) -> None:
    bomb = gzip.compress(bytes(30 << 20))
    drops = [b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", *[b"x"] * 60]
    odd = {
        "/missing": (status(404), "the server answers 404 Not Found"),
        "/closed": (status(403), "the server answers 403 Forbidden"),
        "/broken": (status(500), "the server answers 500"),
        "/drip": (raw(*drops, pause=0.1), "no whole answer within the time limit"),
        "/large": (page(b"x" * 2_000_000), "2,000,000 bytes over the limit"),
        "/bomb": (page(bomb, content_encoding="gzip"), "over the limit"),
        "/film": (page(b"x", "video/mp4"), "no page of text (video/mp4)"),
        "/empty": (page(""), "an empty page"),
        "/circle": (redirect("/circle"), "redirects that lead in a circle"),
        "/inside": (redirect("file:///etc/passwd"), "a redirect that isn't followed"),
        "/script": (page("<html><script>run()</script></html>"), "without text"),
        "/poison": (page(story("KILL Norland attacked Estria.")), "coding it ended its worker"),
    }
    for path, (reply, _) in odd.items():
        newsroom.reply(path, reply)
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    policy = watched.settings.policy._replace(max_bytes=1_000_000, seconds=1)
    watched.change(policy=policy, debug=False)
    tally = watched.round()
    assert (tally.coded, tally.failed, tally.left) == (1, len(odd) - 1, 1)
    problems = watched.problems()
    for path, (_, what) in odd.items():
        assert what in problems[newsroom.site[path]], path
    assert len(watched.told.problems) == len(odd)


def test_a_passing_failure_is_tried_again_and_its_problem_is_taken_out(
    newsroom: Newsroom, watched: Watched
) -> None:
    text = page(story("Norland attacked Estria on Monday."))
    newsroom.reply("/a", in_turn(status(500), status(502), text))
    watched.round()
    assert "tried again at" in watched.problems()[newsroom.site["/a"]]
    assert watched.round(60).fetched == 0
    assert watched.round(10 * 60).failed == 1
    assert watched.round(10 * 60).fetched == 0
    assert watched.round(10 * 60).coded == 1
    assert watched.problems() == {}
    assert newsroom.site.paths().count("/a") == 3


def test_a_page_that_never_comes_is_given_up(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.reply("/a", status(500))
    for _ in range(7):
        watched.round(2 * DAY)
    assert newsroom.site.paths().count("/a") == 6
    (fetch,) = watched.rows("fetches")
    assert (fetch["state"], fetch["next_check"]) == ("failed", None)


def test_a_site_that_is_overloaded_gets_the_rest_that_it_asks_for(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    newsroom.site.pages["/a"] = in_turn(
        status(429, retry_after="7200"), page(story("Norland attacked Estria on Monday."))
    )
    first = watched.round()
    assert (first.failed, first.coded, first.waiting) == (1, 0, 2)
    assert set(watched.problems()) == {newsroom.site["/a"]}
    asked = len(newsroom.site.asked)
    assert watched.round(HOUR).resting == 1
    assert len(newsroom.site.asked) == asked
    assert watched.round(HOUR + 1).coded == 2
    assert watched.problems() == {}


def test_a_feed_that_fails_is_asked_ever_more_rarely_until_it_answers(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    good = newsroom.site.pages["/feed"]
    newsroom.site.pages["/feed"] = in_turn(status(500), status(404), page("<html>"), good)
    asked: list[int] = []
    for minute in (0, 10, 15, 40, 45, 100, 105):
        watched.clock.now = 1_600_000_000.0 + 60 * minute
        before = newsroom.site.paths().count("/feed")
        watched.round()
        if newsroom.site.paths().count("/feed") > before:
            asked.append(minute)
        if len(asked) == 3:
            assert "no feed" in watched.problems()[newsroom.site["/feed"]]
        if len(asked) == 4:
            break
    assert asked == [0, 15, 45, 105]
    assert "isn't asked before" in watched.told.notes[0]
    assert watched.problems() == {}
    assert len(watched.documents()) == 1


def test_a_feed_that_failed_is_asked_in_the_next_round(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.site.pages["/feed"] = status(500)
    watched.round()
    assert watched.round(899).failing == 1
    newsroom.site.pages["/feed"] = status(503, retry_after="3000")
    watched.round(1800)
    asked = len(newsroom.site.asked)
    watched.round(2999)
    assert len(newsroom.site.asked) == asked


def test_a_feed_that_is_gone_for_good_is_left_for_a_week(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.site.pages["/feed"] = status(410)
    watched.round()
    assert "gone for good" in watched.told.problems[0].advice
    assert watched.round(6 * DAY).resting == 1
    assert watched.round(DAY + 1).failing == 1


def test_robots_txt_holds_for_reports_and_feeds(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /private", "text/plain")
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.put("/private/b", "Estria thanked Norland on Tuesday.")
    tally = watched.round()
    assert (tally.coded, tally.failed, tally.left) == (1, 0, 1)
    assert "robots.txt doesn't let onrecord" in watched.problems()[newsroom.site["/private/b"]]
    newsroom.site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    before = newsroom.site.paths().count("/feed")
    assert watched.round(25 * HOUR).failing == 1
    assert newsroom.site.paths().count("/feed") == before
    assert "/private/b" not in newsroom.site.paths()


def test_links_that_lead_elsewhere_than_to_the_web_are_refused_once(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.name("javascript:alert(1)", "Tue, 01 Sep 2020 08:00:00 GMT")
    newsroom.name("file:///etc/passwd", "Tue, 01 Sep 2020 08:00:00 GMT")
    newsroom.name("http://2130706433/", "Tue, 01 Sep 2020 08:00:00 GMT")
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    tally = watched.round()
    assert (tally.coded, tally.failed) == (1, 3)
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    assert watched.round(60).failed == 0


def test_a_feed_cant_have_private_machines_asked(
    newsroom: Newsroom, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed's machine is public for the check, and is the test's own server after it."""
    port = newsroom.site.port
    called: list[tuple[str, int]] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        called.append(address)
        real(self, ("127.0.0.1", address[1]))

    names = {"news.example": "93.184.216.34", "inside.example": "192.168.1.1"}
    monkeypatch.setattr(socket.socket, "connect", connect)
    when = "Tue, 01 Sep 2020 08:00:00 GMT"
    for link in (
        f"http://127.0.0.1:{port}/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        f"http://inside.example:{port}/",
        "http://10.0.0.1/",
    ):
        newsroom.name(link, when)
    newsroom.name(f"http://news.example:{port}/a", when)
    newsroom.site.pages["/a"] = page(story("Norland attacked Estria on Monday."))
    policy = watched.settings.policy._replace(
        allow_private=False, resolve=lambda host, _: [names[host]]
    )
    watched.change(lists=(f"http://news.example:{port}/feed",), policy=policy)
    tally = watched.round()
    assert (tally.coded, tally.failed) == (1, 5)
    assert set(called) == {("93.184.216.34", port)}
    assert "/admin" not in newsroom.site.paths()
    assert all("--allow-private" in problem.advice for problem in watched.told.problems)
    states = {row["url"]: row["state"] for row in watched.rows("fetches")}
    assert list(states.values()).count("refused") == 5
    assert watched.round(60).fetched == 0


def test_a_private_feed_is_refused_without_leave(newsroom: Newsroom, watched: Watched) -> None:
    watched.change(policy=watched.settings.policy._replace(allow_private=False))
    assert watched.round().failing == 1
    assert "127.0.0.1 belongs to this machine" in watched.problems()[newsroom.site["/feed"]]
    assert newsroom.site.asked == []
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.change(policy=watched.settings.policy._replace(allow_private=True))
    assert watched.round(60).coded == 1
    assert watched.problems() == {}


def test_a_report_in_another_language_is_left(newsroom: Newsroom, watched: Watched) -> None:
    german = (
        "Die Regierung in Port Sela hat am Dienstag erklärt, dass der Hafen bis auf Weiteres "
        "geschlossen bleibt, weil die Verhandlungen mit dem Nachbarland gescheitert sind. "
    )
    newsroom.reply("/a", page(story(german * 3, more=german * 3).replace(FILLING, german)))
    newsroom.put("/b", "Norland attacked Estria on Monday.")
    watched.change(reading=watched.settings.reading.__class__())
    tally = watched.round()
    assert (tally.coded, tally.failed, tally.left) == (1, 0, 1)
    assert "not English" in watched.problems()[newsroom.site["/a"]]


def test_a_feed_that_names_far_too_much_is_read_as_far_as_the_limit(
    newsroom: Newsroom, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.watch.polling.MOST_ITEMS", 3)
    for number in range(5):
        newsroom.put(f"/{number}", f"Norland attacked Estria{number} on Monday.")
    tally = watched.round()
    assert (tally.named, tally.coded) == (3, 3)
    assert "names 5 reports" in watched.problems()[newsroom.site["/feed"]]


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
