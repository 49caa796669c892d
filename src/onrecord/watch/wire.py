"""The connection itself: to one checked address, within one time limit for all that is said."""

import io
import socket
import ssl
import time
from typing import Any

from onrecord.watch.addresses import Address
from onrecord.watch.errors import FetchError
from onrecord.watch.url import Url

CONNECT = 10.0
"""Seconds for an address to take the call, before the next one of the name is tried."""


class LateError(TimeoutError):
    """The time limit of a fetch is over."""


class Deadline:
    """A moment by which all must be done, however slowly the other side speaks."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises LateError where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise LateError
        return left


class _Reading(io.RawIOBase):
    """A socket to read from, each time for no longer than what is left of the limit.

    A socket's own time limit starts again with each byte: one byte a second would last for ever.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline):
        self._connection, self._deadline = connection, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)


class Wire:
    """What `http.client` needs of a socket, with the limit of the whole fetch."""

    def __init__(self, connection: socket.socket, deadline: Deadline):
        self._connection, self._deadline = connection, deadline

    def sendall(self, data: bytes) -> None:
        """Send, within the limit."""
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The answer, to read from."""
        return io.BufferedReader(_Reading(self._connection, self._deadline))

    def close(self) -> None:
        """Nothing yet: `http.client` closes before the answer has been read."""

    def hang_up(self) -> None:
        """Close the connection."""
        self._connection.close()


def connect(
    url: Url, addresses: list[Address], deadline: Deadline, tls: ssl.SSLContext | None = None
) -> Wire:
    """A connection to the first of the addresses that takes it.

    The certificate, if any, is checked against the name and not against the address.

    Args:
        url: for its port, its scheme and its name.
        addresses: checked ones; nothing else is connected to, and no name is resolved.
        deadline: of the whole fetch.
        tls: how certificates are checked; by default as the system does.

    Raises FetchError where none takes it, and LateError.
    """
    failed: OSError | None = None
    for address in addresses:
        try:
            return _call(url, address, deadline, tls)
        except LateError:
            raise
        except ssl.SSLCertVerificationError as error:
            raise FetchError(
                f"its certificate can't be trusted ({error.verify_message or error.reason})",
                "Check the address; a wrong clock or an own certificate may be behind it",
                passing=True,
            ) from error
        except OSError as error:
            failed = error
    raise FetchError(f"no connection ({_reason(failed)})", passing=True) from failed


def _call(url: Url, address: Address, deadline: Deadline, tls: ssl.SSLContext | None) -> Wire:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(min(CONNECT, deadline.left()))
        connection.connect((str(address), url.port))
        if url.scheme == "https":
            connection.settimeout(deadline.left())
            context = tls or ssl.create_default_context()
            connection = context.wrap_socket(connection, server_hostname=url.host)
    except BaseException:
        connection.close()
        raise
    return Wire(connection, deadline)


def _reason(error: OSError | None) -> str:
    if isinstance(error, TimeoutError):
        return "nobody answered"
    if isinstance(error, ssl.SSLError):
        return error.reason or "no secure connection"
    return (error.strerror if error else None) or str(error)
