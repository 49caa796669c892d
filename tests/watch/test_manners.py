"""Politeness: turns, rests, robots.txt, many hosts at once."""

import threading
import time
from collections.abc import Callable

import pytest

from onrecord.watch.crawler import Crawler, Done, Task
from onrecord.watch.errors import FetchError, RestingError, StoppedError
from onrecord.watch.fetch import Page, Policy, Tags
from onrecord.watch.manners import Manners
from onrecord.watch.pace import Pace
from onrecord.watch.robots import DisallowedError, Rules
from onrecord.watch.url import Url, parse
from support.site import Site, in_turn, page, raw, redirect, status

POLICY = Policy("onrecord/test", allow_private=True, seconds=5)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_600_000_000.0

    def __call__(self) -> float:
        return self.now


def manners(delay: float = 0.0, clock: Callable[[], float] = time.time) -> Manners:
    return Manners(POLICY, delay, threading.Event(), clock)


def get(guest: Manners, address: str) -> Page:
    return guest.fetch(parse(address), Tags(), "*/*", ())


def test_turns_keep_their_distance() -> None:
    clock = Clock()
    pace = Pace(2.0, clock, clock)
    assert [pace.take("a"), pace.take("a"), pace.take("b")] == [0.0, 2.0, 0.0]
    clock.now += 10
    assert pace.take("a") == 0.0
    pace.slow("a", 5.0)
    pace.slow("b", 0.1)
    assert [pace.take("a"), pace.take("a")] == [2.0, 7.0]
    pace.slow("b", 1e9)
    clock.now += 1
    pace.take("b")
    assert pace.wait("b") == 60.0


def test_a_rest_is_kept_and_a_shorter_one_doesnt_end_it() -> None:
    clock = Clock()
    pace = Pace(1.0, clock, clock)
    pace.rest("a", clock.now + 100)
    pace.rest("a", clock.now + 10)
    assert pace.resting("a") == clock.now + 100
    assert pace.wait("a") == 100.0
    clock.now += 101
    assert pace.resting("a") is None
    pace.rest("a", clock.now + 1e12)
    assert pace.resting("a") == clock.now + 7 * 24 * 3600


def test_one_host_is_asked_in_turn(site: Site) -> None:
    site.pages |= {"/robots.txt": status(404), "/a": page("a"), "/b": page("b")}
    guest = manners(0.15)
    began = time.monotonic()
    get(guest, site["/a"])
    get(guest, site["/b"])
    assert site.paths() == ["/robots.txt", "/a", "/b"]
    _, second, third = (question.at for question in site.asked)
    assert second - began >= 0.15
    assert third - began >= 0.3


def test_what_robots_txt_forbids_isnt_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = page(
        "\ufeffUser-agent: *\nDisallow: /private\nAllow: /private/open\n\n"
        "User-agent: OtherBot\nDisallow: /\n",
        "text/plain",
    )
    site.pages |= {"/a": page("a"), "/private/open": page("o"), "/private/x": page("secret")}
    guest = manners()
    assert get(guest, site["/a"]).body == b"a"
    assert get(guest, site["/private/open"]).body == b"o"
    with pytest.raises(DisallowedError, match=r"robots.txt doesn't let onrecord"):
        get(guest, site["/private/x"])
    assert site.paths() == ["/robots.txt", "/a", "/private/open"]


def test_rules_for_onrecord_by_name_hold(site: Site) -> None:
    site.pages["/robots.txt"] = page("User-agent: onrecord\nDisallow: /\n", "text/plain")
    with pytest.raises(DisallowedError):
        get(manners(), site["/a"])


def test_a_redirect_into_what_is_forbidden_ends_there(site: Site) -> None:
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /private", "text/plain")
    site.pages |= {"/a": redirect("/private/x"), "/private/x": page("secret")}
    with pytest.raises(DisallowedError):
        get(manners(), site["/a"])
    assert "/private/x" not in site.paths()


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (status(404), True),
        (status(403), True),
        (status(410), True),
        (page("<html>not found</html>"), True),
        (page(b"\xff\xfe\x00"), True),
        (status(500), False),
        (status(503), False),
        (status(429), False),
        (raw(b""), False),
        (redirect("/elsewhere"), False),
        (redirect("file:///etc/passwd"), False),
    ],
)
def test_a_missing_robots_txt_allows_and_a_failing_one_forbids(
    site: Site, reply: object, allowed: bool
) -> None:
    site.pages |= {"/robots.txt": reply, "/a": page("a"), "/elsewhere": status(500)}  # type: ignore[dict-item]
    guest = manners()
    if allowed:
        assert get(guest, site["/a"]).body == b"a"
    else:
        with pytest.raises(FetchError, match=r"robots.txt can't be read") as failed:
            get(guest, site["/a"])
        assert failed.value.passing
        assert "/a" not in site.paths()


def test_robots_txt_is_read_again_after_a_day_and_after_a_failure_sooner(site: Site) -> None:
    site.pages |= {"/robots.txt": in_turn(status(500), status(404)), "/a": page("a")}
    clock = Clock()
    guest = manners(clock=clock)
    for _ in range(2):
        with pytest.raises(FetchError, match="can't be read"):
            get(guest, site["/a"])
    clock.now += 601
    for _ in range(2):
        get(guest, site["/a"])
    assert site.paths().count("/robots.txt") == 2
    clock.now += 24 * 3600 + 1
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    with pytest.raises(DisallowedError):
        get(guest, site["/a"])


def test_old_rules_hold_while_the_new_ones_cant_be_read(site: Site) -> None:
    rules = page("User-agent: *\nDisallow: /private", "text/plain")
    site.pages |= {"/robots.txt": in_turn(rules, status(500)), "/a": page("a")}
    clock = Clock()
    guest = manners(clock=clock)
    get(guest, site["/a"])
    clock.now += 24 * 3600 + 1
    get(guest, site["/a"])
    with pytest.raises(DisallowedError):
        get(guest, site["/private"])


def test_rules_outlive_the_program(site: Site) -> None:
    site.pages |= {
        "/robots.txt": page("User-agent: *\nDisallow: /private\nCrawl-delay: 7", "text/plain"),
        "/a": page("a"),
    }
    first = manners()
    get(first, site["/a"])
    _, rules = first.news()
    assert first.news() == ({}, [])
    second = manners()
    second.remember([], rules)
    with pytest.raises(DisallowedError):
        get(second, site["/private"])
    second.pace.take("127.0.0.1")
    assert second.pace.wait("127.0.0.1") > 6
    stale = manners()
    stale.remember([], [each._replace(until=0.0) for each in rules])
    get(stale, site["/a"])
    assert site.paths().count("/robots.txt") == 2


def test_a_huge_robots_txt_is_read_as_far_as_the_limit(site: Site) -> None:
    rules = "User-agent: *\nDisallow: /private\n" + "# filling\n" * 200_000
    site.pages |= {"/robots.txt": page(rules, "text/plain"), "/a": page("a")}
    guest = manners()
    get(guest, site["/a"])
    with pytest.raises(DisallowedError):
        get(guest, site["/private"])


@pytest.mark.parametrize("code", [429, 503])
def test_an_overloaded_host_gets_its_rest(site: Site, code: int) -> None:
    site.pages |= {"/robots.txt": status(404), "/a": status(code, retry_after="1000")}
    clock = Clock()
    guest = manners(clock=clock)
    with pytest.raises(FetchError) as failed:
        get(guest, site["/a"])
    assert failed.value.wait == 1000.0
    with pytest.raises(RestingError) as resting:
        get(guest, site["/b"])
    assert resting.value.wait == 1000.0
    assert site.paths() == ["/robots.txt", "/a"]
    assert guest.news()[0] == {"127.0.0.1": clock.now + 1000}
    after = manners(clock=clock)
    after.remember([("127.0.0.1", clock.now + 1000)], [])
    with pytest.raises(RestingError):
        get(after, site["/a"])
    clock.now += 1001
    with pytest.raises(FetchError, match="the server answers"):
        get(guest, site["/a"])


def test_a_host_that_doesnt_say_how_long_rests_longer_each_time(site: Site) -> None:
    site.pages |= {
        "/robots.txt": status(404),
        "/a": in_turn(status(429), status(429), status(429), page("a"), status(429)),
    }
    clock = Clock()
    guest = manners(clock=clock)
    waits: list[float | None] = []
    for _ in range(5):
        try:
            get(guest, site["/a"])
            waits.append(None)
        except FetchError as error:
            waits.append(error.wait)
        clock.now += 10_000
    assert waits == [60.0, 120.0, 240.0, None, 60.0]


def test_a_wait_for_the_turn_ends_when_the_user_wants_an_end(site: Site) -> None:
    site.pages["/robots.txt"] = status(404)
    stop = threading.Event()
    guest = Manners(POLICY, 30.0, stop)
    threading.Timer(0.1, stop.set).start()
    started = time.monotonic()
    with pytest.raises(FetchError):
        get(guest, site["/a"])
    assert time.monotonic() - started < 5
    with pytest.raises(StoppedError):
        Manners(POLICY, 30.0, stop)._turn(parse(site["/a"]))


def task(address: str, subject: object = None) -> Task:
    return Task(parse(address), Tags(), subject)


def test_hosts_are_asked_at_once_and_one_host_one_after_the_other() -> None:
    under_way: set[str] = set()
    together: list[int] = []
    lock = threading.Lock()

    def fetch(url: Url, tags: Tags, accept: str, kinds: tuple[str, ...]) -> Page:
        with lock:
            assert url.host not in under_way
            under_way.add(url.host)
            together.append(len(under_way))
        time.sleep(0.05)
        with lock:
            under_way.discard(url.host)
        return Page(url, True, b"", Tags(), "", {})

    pace = Pace(0.0)
    with Crawler(fetch, pace, 4, threading.Event(), 60) as crawler:
        for host in "abc":
            for number in range(3):
                crawler.add(task(f"http://{host}.example/{number}"))
        done = list(crawler.done())
    assert len(done) == 9
    assert max(together) == 3


def test_tasks_may_be_added_while_others_are_done() -> None:
    def fetch(url: Url, tags: Tags, accept: str, kinds: tuple[str, ...]) -> Page:
        return Page(url, True, b"", Tags(), "", {})

    found: list[Done] = []
    with Crawler(fetch, Pace(0.0), 2, threading.Event(), 60) as crawler:
        crawler.add(task("http://a.example/", 3))
        for done in crawler.done():
            found.append(done)
            if done.task.subject:
                crawler.add(task("http://a.example/", done.task.subject - 1))
    assert [done.task.subject for done in found] == [3, 2, 1, 0]


def test_an_odd_failure_is_one_tasks_failure() -> None:
    def fetch(url: Url, tags: Tags, accept: str, kinds: tuple[str, ...]) -> Page:
        if url.target == "/odd":
            raise ZeroDivisionError("odd")
        raise FetchError("no")

    with Crawler(fetch, Pace(0.0), 1, threading.Event(), 60) as crawler:
        crawler.add(task("http://a.example/odd"))
        crawler.add(task("http://a.example/even"))
        whats = {done.error.what for done in crawler.done() if done.error}
    assert whats == {"ZeroDivisionError while fetching it: odd", "no"}


def test_a_crawler_stops_when_the_user_wants_an_end_or_the_time_is_up() -> None:
    def fetch(url: Url, tags: Tags, accept: str, kinds: tuple[str, ...]) -> Page:
        time.sleep(0.05)
        return Page(url, True, b"", Tags(), "", {})

    stop = threading.Event()
    for event, seconds in ((stop, 60.0), (threading.Event(), 0.3)):
        with Crawler(fetch, Pace(0.0), 2, event, seconds) as crawler:
            for number in range(1000):
                crawler.add(task(f"http://a.example/{number}"))
            threading.Timer(0.3, stop.set).start()
            started = time.monotonic()
            done = list(crawler.done())
        assert 1 <= len(done) < 30
        assert time.monotonic() - started < 3


def test_a_resting_hosts_tasks_come_back_at_once() -> None:
    guest = manners()
    guest.pace.rest("a.example", time.time() + 1000)
    guest.robots.remember([Rules("http://a.example", "", time.time() + 1000)])
    with Crawler(guest.fetch, guest.pace, 1, threading.Event(), 60) as crawler:
        crawler.add(task("http://a.example/1"))
        crawler.add(task("http://a.example/2"))
        started = time.monotonic()
        errors = [done.error for done in crawler.done()]
    assert [type(error) for error in errors] == [RestingError] * 2
    assert time.monotonic() - started < 2
