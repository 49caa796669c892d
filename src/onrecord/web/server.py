"""Runs the page on this machine alone, on a port of the user's or a free one."""

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from onrecord.store import StoreError, refresh
from onrecord.web.app import create_app

HOST = "127.0.0.1"
PORT = 8717
"""Where the page is, if that port is free."""


class PortError(OSError):
    """A port that can't be had."""


def listening(port: int | None) -> socket.socket:
    """A socket on the loopback address.

    Args:
        port: 0 for any free one; None for the usual one, or any where that is taken.

    Raises PortError where the port can't be had.
    """
    try:
        return _bound(PORT if port is None else port)
    except OSError as error:
        if port is None:
            return _bound(0)
        reason = error.strerror or str(error)
        raise PortError(
            f"port {port} of {HOST} can't be had ({reason}); name another with --port, "
            "or leave it out"
        ) from error


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
    except (OSError, OverflowError):
        made.close()
        raise
    return made


def _start_search(store: Path, say: Callable[[str], None]) -> None:
    """Bring the search index up to date meanwhile; without one the rest of the page works."""
    try:
        refresh(store, confined=True, wait=0)
    except StoreError as error:
        say(f"no full-text search: {error}")


def serve(
    store: Path,
    port: int | None = None,
    browser: bool = True,
    debug: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serve a store until Ctrl-C.

    Args:
        say: is told the address, once the page can be asked.

    Raises StoreError where the store can't be read, PortError where the port can't be had.
    """
    app = create_app(store, debug=debug)
    _start_search(store, say)
    with listening(port) as sock:
        address = f"http://{HOST}:{sock.getsockname()[1]}/"
        config = uvicorn.Config(
            app,
            log_level="info" if debug else "error",
            access_log=debug,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        sock.listen(64)  # asked from here on, answered as soon as the loop runs
        say(address)
        if browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            server.run(sockets=[sock])
