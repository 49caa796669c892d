"""Which machines may be asked: those of the public internet, and others only when allowed.

A feed is somebody else's text: an address in it must not make this machine talk to itself, to
its network or to a cloud's metadata service. A name is resolved once, every address that it
stands for is checked, and the connection goes to a checked address and not to the name.
"""

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from onrecord.watch.errors import FetchError, RefusedError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

ADVICE = "If it is a server of yours, say --allow-private"

WEB_PORTS = (80, 443)

_V4 = tuple(
    (IPv4Network(block), what)
    for block, what in (
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "a local link"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "a reserved block"),
        ("192.0.2.0/24", "a block for examples"),
        ("192.88.99.0/24", "a reserved block"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "a block for measurements"),
        ("198.51.100.0/24", "a block for examples"),
        ("203.0.113.0/24", "a block for examples"),
        ("224.0.0.0/4", "many machines at once"),
        ("240.0.0.0/4", "a reserved block"),
    )
)
_V6 = tuple(
    (IPv6Network(block), what)
    for block, what in (
        ("::/128", "this machine"),
        ("::1/128", "this machine"),
        ("64:ff9b:1::/48", "a private network"),
        ("100::/64", "a reserved block"),
        ("2001::/23", "a reserved block"),
        ("2001:db8::/32", "a block for examples"),
        ("3fff::/20", "a block for examples"),
        ("5f00::/16", "a reserved block"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a local link"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "many machines at once"),
    )
)
_CARRIERS = (
    (IPv6Network("::/96"), 0),
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)
"""Blocks whose addresses carry an IPv4 address, and how far it is from the right end."""


def why_private(address: Address) -> str | None:
    """What the address belongs to, if it isn't the public internet; else None."""
    if isinstance(address, IPv4Address):
        return next((what for block, what in _V4 if address in block), None)
    if address.scope_id is not None:
        return "a local link"
    own = next((what for block, what in _V6 if address in block), None)
    if own:
        return own
    for block, shift in _CARRIERS:
        if address in block:
            return why_private(IPv4Address((int(address) >> shift) & 0xFFFFFFFF))
    return None


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system resolves it. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


def in_time(resolve: Resolve, host: str, port: int, seconds: float) -> list[str]:
    """What `resolve` finds; the system's resolver itself knows no time limit.

    Raises FetchError where it finds nothing in time.
    """
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(resolve(host, port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    if asking.is_alive():
        raise FetchError(f"the name {host} wasn't resolved in time", passing=True)
    if not found:
        reason = getattr(failed[0], "strerror", None) if failed else None
        raise FetchError(
            f"the name {host} isn't known ({reason or 'no address'})",
            "Check the address and this machine's network",
            passing=True,
        )
    return found


def checked(
    host: str,
    port: int,
    *,
    allow_private: bool = False,
    resolve: Resolve = look_up,
    seconds: float = 10.0,
) -> list[Address]:
    """The addresses that may be connected to for a host, each once, in the resolver's order.

    Args:
        host: a name or an address, as `Url.host` has it.
        port: where to.
        allow_private: take any address.
        resolve: how a name becomes addresses; called once.
        seconds: how long that may take.

    Raises RefusedError for a port of another service than the web, and where any of the addresses
    isn't one of the public internet: a name that stands for a public and a private address at
    once is a trap. Raises FetchError where the name isn't known.
    """
    if not allow_private and port < 1024 and port not in WEB_PORTS:
        raise RefusedError(f"port {port} isn't one of the web's", ADVICE)
    literal = as_literal(host)
    names = [host] if literal else in_time(resolve, host, port, seconds)
    addresses = list(dict.fromkeys(ip_address(name) for name in names))
    if not allow_private:
        for address in addresses:
            why = why_private(address)
            if why:
                shown = str(address) if literal else f"{host} stands for {address}, which"
                raise RefusedError(f"{shown} belongs to {why}; such addresses aren't asked", ADVICE)
    return addresses


def as_literal(host: str) -> Address | None:
    """The address that a host is, if it is one and no name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
