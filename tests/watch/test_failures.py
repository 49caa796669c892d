"""What can't be had in a round is named, tried again or left, and the rest is coded."""

import gzip
import socket

import pytest

from support.newsroom import FILLING, Newsroom, story
from support.site import in_turn, page, raw, redirect, status
from watch.conftest import DAY, HOUR, Watched


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
