"""A fetch against servers of all manners."""

import gzip
import ssl
import subprocess
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.watch.errors import FetchError, RefusedError
from onrecord.watch.fetch import Page, Policy, Tags, fetch, retry_after
from onrecord.watch.url import Url
from support.site import Site, in_turn, packed, page, raw, redirect, send, status, tagged

POLICY = Policy("onrecord/test (+mailto:desk@example.org)", allow_private=True, seconds=5)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def get(address: str, policy: Policy = POLICY, **options: object) -> Page:
    return fetch(address, policy, lambda _: None, **options)  # type: ignore[arg-type]


def failure(address: str, policy: Policy = POLICY) -> FetchError:
    with pytest.raises(FetchError) as failed:
        get(address, policy)
    return failed.value


def test_a_page_comes_with_its_tags_and_the_question_says_who_asks(site: Site) -> None:
    site.pages["/a"] = page("hello", etag='"1"', last_modified="Tue, 01 Jun 2021 10:00:00 GMT")
    got = get(site["/a"], POLICY._replace(contact="desk@example.org"), accept="text/html")
    assert (got.body, got.media_type, got.new) == (b"hello", "text/html", True)
    assert got.tags == Tags('"1"', "Tue, 01 Jun 2021 10:00:00 GMT")
    headers = site.asked[0].headers
    assert headers["user-agent"] == POLICY.agent
    assert headers["from"] == "desk@example.org"
    assert headers["accept"] == "text/html"
    assert headers["host"] == f"127.0.0.1:{site.port}"


def test_what_is_unchanged_isnt_sent_again(site: Site) -> None:
    site.pages["/a"] = tagged("hello", '"1"')
    first = get(site["/a"])
    second = get(site["/a"], tags=first.tags)
    assert (second.new, second.body, second.tags) == (False, b"", first.tags)
    assert site.asked[1].headers["if-none-match"] == '"1"'


def test_a_304_that_nobody_asked_for_is_a_failure(site: Site) -> None:
    site.pages["/a"] = status(304)
    assert "304" in failure(site["/a"]).what


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_each_step_passes_the_gate(site: Site, code: int) -> None:
    site.pages |= {"/a": redirect("/b", code), "/b": redirect(site["/c"], code), "/c": page("hi")}
    gates: list[Url] = []
    got = fetch(site["/a"], POLICY, gates.append)
    assert (got.body, str(got.url), got.moved) == (b"hi", site["/c"], code in (301, 308))
    assert [url.target for url in gates] == ["/a", "/b", "/c"]


def test_redirects_end(site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert "circle" in failure(site["/a"]).what
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(30)}
    site.asked.clear()
    assert "more than 5 redirects" in failure(site["/0"]).what
    assert len(site.asked) == 6
    site.pages["/nowhere"] = status(302)
    assert "to nowhere" in failure(site["/nowhere"]).what
    site.pages["/file"] = redirect("file:///etc/passwd")
    assert isinstance(failure(site["/file"]), RefusedError)


@pytest.mark.parametrize(
    ("code", "passing"),
    [
        *((code, False) for code in (204, 400, 401, 403, 404, 410)),
        *((code, True) for code in (429, 500, 502, 503)),
    ],
)
def test_a_status_says_whether_to_come_again(site: Site, code: int, passing: bool) -> None:
    site.pages["/a"] = status(code)
    failed = failure(site["/a"])
    assert (failed.status, failed.passing, failed.wait) == (code, passing, None)
    assert str(code) in failed.what


@pytest.mark.parametrize("code", [429, 503])
def test_the_time_that_a_server_asks_for_is_noted(site: Site, code: int) -> None:
    site.pages["/a"] = status(code, retry_after="120")
    assert failure(site["/a"]).wait == 120.0


def test_the_time_to_come_again_may_be_a_date() -> None:
    now = datetime(2021, 6, 1, 10, 0, tzinfo=UTC)
    later = (now + timedelta(minutes=2)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after({"retry-after": later}, now) == 120.0
    assert retry_after({"retry-after": later}, now + timedelta(days=1)) == 0.0
    for odd in ("", "soon", "-5", "1e9", "99999999999999999999", "\u0663"):
        assert retry_after({"retry-after": odd}, now) is None


def test_a_body_that_drips_is_left_at_the_time_limit(site: Site) -> None:
    drops = [HEAD + b"Content-Length: 1000\r\n\r\n", *[b"x"] * 100]
    site.pages["/a"] = raw(*drops, pause=0.05)
    started = time.monotonic()
    failed = failure(site["/a"], POLICY._replace(seconds=0.4))
    assert "time limit" in failed.what
    assert failed.passing
    assert time.monotonic() - started < 2


def test_headers_that_drip_are_left_at_the_time_limit(site: Site) -> None:
    site.pages["/a"] = raw(HEAD, *[b"X: y\r\n"] * 100, pause=0.05)
    assert "time limit" in failure(site["/a"], POLICY._replace(seconds=0.4)).what


def test_a_server_that_says_nothing_is_left(site: Site) -> None:
    site.pages["/a"] = lambda _: time.sleep(2)
    assert "time limit" in failure(site["/a"], POLICY._replace(seconds=0.3)).what


def test_a_body_over_the_limit_is_left(site: Site) -> None:
    small = POLICY._replace(max_bytes=1000)
    site.pages["/told"] = page(b"x" * 1001)
    assert "1,001 bytes over the limit of 1,000" in failure(site["/told"], small).what
    site.pages["/untold"] = raw(HEAD + b"\r\n" + b"x" * 5000)
    assert "over the limit" in failure(site["/untold"], small).what
    assert "max-bytes" in failure(site["/untold"], small).advice
    site.pages["/fits"] = page(b"x" * 1000)
    assert len(get(site["/fits"], small).body) == 1000
    assert len(get(site["/told"], small, cut=True).body) == 1000


def test_a_body_without_an_end_is_left_at_the_limit(site: Site) -> None:
    def endless(handler: object) -> None:
        handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")  # type: ignore[attr-defined]
        while True:
            handler.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")  # type: ignore[attr-defined]

    site.pages["/a"] = endless
    assert "over the limit" in failure(site["/a"], POLICY._replace(max_bytes=100_000)).what


def test_packed_bodies_are_unpacked(site: Site) -> None:
    site.pages["/a"] = packed(b"hello " * 1000)
    assert get(site["/a"]).body == b"hello " * 1000
    site.pages["/b"] = page(
        gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0", content_encoding="gzip"
    )
    assert get(site["/b"]).body == b"one two"


def test_a_bomb_doesnt_unfold(site: Site) -> None:
    bomb = gzip.compress(bytes(200 << 20), 1)
    site.pages["/a"] = page(bomb, content_encoding="gzip")
    tracemalloc.start()
    failed = failure(site["/a"], POLICY._replace(max_bytes=8 << 20, seconds=20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "over the limit" in failed.what
    assert peak < 40 << 20


def test_a_bomb_that_unpacks_to_nothing_is_left_too(site: Site) -> None:
    header = gzip.compress(b"")[:10]
    site.pages["/a"] = page(header + b"\0\0\0\xff\xff" * 100_000, content_encoding="gzip")
    assert "over the limit" in failure(site["/a"], POLICY._replace(max_bytes=100_000)).what


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (page(b"no gzip", content_encoding="gzip"), "gzip packing is broken"),
        (page(gzip.compress(b"hello" * 100)[:-9], content_encoding="gzip"), "broke off within"),
        (page(zlib.compress(b"hello"), content_encoding="deflate"), "wasn't asked for (deflate)"),
        (page(b"x", content_encoding="br"), "wasn't asked for (br)"),
        (page(b"x", content_encoding="gzip, gzip"), "wasn't asked for (gzip, gzip)"),
        (
            raw(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            "wasn't asked for (Transfer-Encoding gzip, chunked)",
        ),
        (raw(HEAD + b"Content-Length: 100\r\n\r\nhello"), "broke off after 5 of 100 bytes"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel"), "no HTTP answer"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello"), "no HTTP answer"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "another first line"),
        (raw(b"<html>an answer of old</html>"), "another first line"),
        (raw(b""), "no HTTP answer"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000), "a line without an end"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000), "no HTTP answer"),
    ],
)
def test_broken_answers_are_named(site: Site, reply: object, what: str) -> None:
    site.pages["/a"] = reply  # type: ignore[assignment]
    assert what in failure(site["/a"]).what


def test_nobody_at_home_is_told() -> None:
    with Site().up() as gone:
        address = gone["/a"]
    failed = failure(address)
    assert "Connection refused" in failed.what
    assert failed.passing


def test_odd_tags_arent_kept(site: Site) -> None:
    site.pages["/a"] = in_turn(page("hello", etag="x" * 5000), page("hello", etag=""))
    assert get(site["/a"]).tags == Tags()
    assert get(site["/a"]).tags == Tags()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for news.example, and its key."""
    folder: Path = tmp_path_factory.mktemp("tls")
    certificate, key = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        f"-subj /CN=news.example -addext subjectAltName=DNS:news.example "
        f"-keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    return certificate, key


def test_a_certificate_is_checked_against_the_name(certificate: tuple[str, str]) -> None:
    trusting = ssl.create_default_context(cafile=certificate[0])
    local = POLICY._replace(resolve=lambda *_: ["127.0.0.1"])
    with Site().up() as site:
        site.secure(*certificate)
        site.pages["/a"] = page("secret")
        named = f"https://news.example:{site.port}/a"
        assert get(named, local._replace(tls=trusting)).body == b"secret"
        other = failure(f"https://other.example:{site.port}/a", local._replace(tls=trusting))
        assert "certificate can't be trusted (Hostname mismatch" in other.what
        assert "certificate can't be trusted" in failure(named, local).what
        assert len(site.asked) == 1


def test_an_unasked_sender_is_no_page(site: Site) -> None:
    site.pages["/a"] = lambda handler: send(handler, 206, b"part")
    assert "206" in failure(site["/a"]).what
