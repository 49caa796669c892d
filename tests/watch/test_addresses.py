"""Which machines are asked, and that a name can't smuggle another one in."""

import socket
from ipaddress import ip_address

import pytest

from onrecord.watch.addresses import checked, why_private
from onrecord.watch.errors import FetchError, RefusedError
from onrecord.watch.exchange import Wanted, ask
from onrecord.watch.fetch import Policy, fetch
from onrecord.watch.url import key, parse
from onrecord.watch.wire import Deadline
from support.site import Site, page, redirect

PRIVATE = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
    *("192.168.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "224.0.0.1"),
    *("239.255.255.255", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fe80::1%1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:192.168.1.1"),
    *("64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::", "2001::1"),
    *("2001:db8::1", "::ffff:169.254.169.254"),
)
PUBLIC = (
    *("93.184.216.34", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
    *("192.167.255.255", "11.0.0.1", "2606:4700::1111", "64:ff9b::8.8.8.8", "2a00:1450::1"),
    "2002:808:808::1",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    assert why_private(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_known(address: str) -> None:
    assert why_private(ip_address(address)) is None


@pytest.mark.parametrize("address", [a for a in PRIVATE if "%" not in a])
def test_a_private_address_is_refused_and_asked_only_with_leave(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    url = parse(f"http://{host}/feed")
    with pytest.raises(RefusedError, match="aren't asked"):
        checked(url.host, url.port)
    assert [str(a) for a in checked(url.host, url.port, allow_private=True)] == [url.host]


def parsed_and_checked(given: str) -> None:
    url = parse(given)
    checked(url.host, url.port, resolve=lambda *_: ["93.184.216.34"])


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("http://2130706433/", "unusual form"),
        ("http://0x7f000001/", "unusual form"),
        ("http://0x7f.1/", "unusual form"),
        ("http://017700000001/", "unusual form"),
        ("http://0177.0.0.1/", "unusual form"),
        ("http://127.1/", "unusual form"),
        ("http://127.0.1/", "unusual form"),
        ("http://1.2.3.4.5/", "unusual form"),
        ("http://127.0.0.1./", "127.0.0.1 belongs to"),
        ("http://１２７.0.0.1/", "127.0.0.1 belongs to"),
        ("http://127。0。0。1/", "127.0.0.1 belongs to"),
        ("http://①②⑦.0.0.1/", "127.0.0.1 belongs to"),
        ("http://[::ffff:7f00:1]/", "belongs to"),
        ("http://[fe80::1%25eth0]/", "no IPv6 address"),
        ("http://%31%32%37.0.0.1/", "unusual form"),
        ("http://loc%61lhost/", "no name of a machine"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://example.org\\@127.0.0.1/", "characters that no address may have"),
        ("http://example.org\t/", "characters that no address may have"),
        ("http://exam ple.org/", "no name of a machine"),
        ("http://example.org/\r\nX: y", "characters that no address may have"),
        ("http:///feed", "no name of a machine"),
        ("http://example.org:99999/", "no address"),
        ("http://example.org:25/", "port 25 isn't one of the web's"),
        ("file:///etc/passwd", "file: addresses aren't fetched"),
        ("ftp://example.org/", "ftp: addresses aren't fetched"),
        ("gopher://127.0.0.1/", "gopher: addresses aren't fetched"),
        ("javascript:alert(1)", "javascript: addresses aren't fetched"),
        ("data:text/html,hello", "data: addresses aren't fetched"),
        ("example.org/feed", "no address"),
        ("//example.org/feed", "no address"),
        ("", "no address"),
        (f"http://example.org/{'a' * 5000}", "at most 4,096"),
        (f"http://{'a' * 70}.org/", "no name of a machine"),
    ],
)
def test_addresses_that_mean_something_else_are_refused(given: str, what: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parsed_and_checked(given)
    assert what in refused.value.what


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("http://bücher.example/ä?ö=ü", "http://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"),
        ("http://example.org/%7Ea%20b", "http://example.org/%7Ea%20b"),
        ("http://[2606:4700::0001]:8080/", "http://[2606:4700::1]:8080/"),
        ("http://example.org./", "http://example.org/"),
        (" http://example.org/a b\n", "http://example.org/a%20b"),
    ],
)
def test_an_address_has_one_spelling(given: str, same: str) -> None:
    assert str(parse(given)) == same
    assert parse(same) == parse(given)


def test_marks_of_where_a_reader_came_from_are_no_part_of_a_page() -> None:
    assert key(parse("https://a.example/x?utm_source=rss&id=7&fbclid=z")) == (
        "https://a.example/x?id=7"
    )
    assert key(parse("https://a.example/x?utm_source=rss")) == "https://a.example/x"
    assert key(parse("https://a.example/x?b=%20&a=1")) == "https://a.example/x?b=%20&a=1"


def test_a_name_with_a_private_address_among_its_addresses_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"trap.example stands for 10.0.0.1, which belongs to"):
        checked("trap.example", 80, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])


def test_the_systems_resolver_is_believed_only_after_a_look() -> None:
    with pytest.raises(RefusedError, match="this machine"):
        checked("localhost", 80)


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: a name that is public when looked at, and this machine a moment later."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    called: list[object] = []

    def connect(self: socket.socket, address: object) -> None:
        called.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0)

    def no_resolver(*_: object, **__: object) -> None:
        raise AssertionError("resolved behind the check")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", no_resolver)
    policy = Policy("onrecord/test", resolve=resolve)
    with pytest.raises(FetchError, match="no connection"):
        fetch("http://rebinding.example/feed", policy, lambda _: None)
    assert called == [("93.184.216.34", 80)]
    with pytest.raises(RefusedError, match="this machine"):
        fetch("http://rebinding.example/feed", policy, lambda _: None)
    assert len(called) == 1


def test_the_name_goes_along_to_the_checked_address(site: Site) -> None:
    site.pages["/feed"] = page("hello")
    url = parse(f"http://news.example:{site.port}/feed")
    answer = ask(url, [ip_address("127.0.0.1")], {}, Wanted(100), Deadline(5))
    assert answer.body == b"hello"
    assert site.asked[0].headers["host"] == f"news.example:{site.port}"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "http://2130706433/",
        "http://inside.example/",
        "\\\\127.0.0.1\\share",
    ],
)
def test_a_redirect_to_what_isnt_asked_ends_the_fetch(
    site: Site, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first step is public for the check, and is led to the test's own server after it."""
    site.pages["/feed"] = redirect(to)
    names = {"news.example": "93.184.216.34", "inside.example": "192.168.1.1"}
    called: list[tuple[str, int]] = []
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        called.append(address)
        real(self, ("127.0.0.1", address[1]))

    monkeypatch.setattr(socket.socket, "connect", connect)
    policy = Policy("onrecord/test", resolve=lambda host, _: [names[host]])
    with pytest.raises(RefusedError):
        fetch(f"http://news.example:{site.port}/feed", policy, lambda _: None)
    assert called == [("93.184.216.34", site.port)]
    assert site.paths() == ["/feed"]


def test_a_resolver_that_never_answers_is_left() -> None:
    import threading

    never = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        never.wait(5)
        return []

    with pytest.raises(FetchError, match="wasn't resolved in time"):
        checked("slow.example", 80, resolve=resolve, seconds=0.05)
    never.set()


def test_a_name_that_there_isnt_is_told() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match="Name or service not known") as failed:
        checked("nowhere.example", 80, resolve=resolve)
    assert failed.value.passing
