"""A web server on loopback that behaves as it is told, and notes what it was asked."""

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

Handler = BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


class Asked(NamedTuple):
    """A question that the server got."""

    at: float
    path: str
    headers: dict[str, str]
    """By lower-case names."""


class Site:
    """Pages by path. A page that isn't there is a 404."""

    def __init__(self, host: str = "127.0.0.1"):
        self.pages: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        site = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 20

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer((host, 0), Answering)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.address = f"http://{host}:{self.port}"

    def __getitem__(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self.address}{path}"

    def answer(self, handler: Handler) -> None:
        """Note the question and give the page's reply."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(time.monotonic(), handler.path, headers))
        reply = self.pages.get(handler.path, status(404))
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
            reply(handler)
        handler.close_connection = True

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [question.path for question in self.asked]

    def secure(self, certificate: str, key: str) -> None:
        """Answer https and nothing else."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = self.address.replace("http:", "https:")

    @contextmanager
    def up(self) -> Iterator["Site"]:
        """While this lasts, the server answers."""
        serving = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def send(handler: Handler, code: int, body: bytes = b"", **headers: str) -> None:
    """A whole answer; `content_type` stands for Content-Type."""
    handler.send_response(code)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {"Content-Length": str(len(body)), **named}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


HTML = "text/html; charset=utf-8"


def page(body: bytes | str, content_type: str = HTML, **headers: str) -> Reply:
    """A page without tags: it is sent whole each time."""
    content = body.encode() if isinstance(body, str) else body
    return lambda handler: send(handler, 200, content, content_type=content_type, **headers)


def tagged(body: bytes | str, etag: str, content_type: str = HTML) -> Reply:
    """A page with an ETag: 304 for who has it already."""
    content = body.encode() if isinstance(body, str) else body

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            send(handler, 304, etag=etag)
        else:
            send(handler, 200, content, etag=etag, content_type=content_type)

    return reply


def status(code: int, **headers: str) -> Reply:
    """A bare status."""
    return lambda handler: send(handler, code, **headers)


def redirect(to: str, code: int = 302) -> Reply:
    """Off to another address."""
    return status(code, location=to)


def packed(body: bytes, encoding: str = "gzip") -> Reply:
    """A gzip-packed page, whatever the encoding is called."""
    return page(gzip.compress(body), content_encoding=encoding)


def raw(*pieces: bytes, pause: float = 0.0) -> Reply:
    """Bytes as they are, status line and all, with pauses in between."""

    def reply(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return reply


def in_turn(*replies: Reply) -> Reply:
    """Another reply each time; the last one stays."""
    left = list(replies)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)
