"""What keeps the page to its user: names of this machine, a strict policy, write tokens."""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "[::1]")
SAFE = ("GET", "HEAD", "OPTIONS")
TOKEN = "x-onrecord-token"
"""The header that brings the token of a write; a form may bring it as its field `token`."""
BODY = 2_000_000
"""Bytes of a form at most."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # "no-referrer" would make the Origin of our own forms `null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def new_token() -> str:
    """A secret of one server, which only its own pages know."""
    return secrets.token_urlsafe(24)


class Guard:
    """Refuses with 403 what comes from elsewhere, and puts the policy on every answer.

    Args:
        hosts: names by which this machine may be called, without a port.
        token: what a write has to bring.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Iterable[str] = LOCAL):
        self.app = app
        self.token = token
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; other kinds of connection (but the start-up's) are refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refused = self._refusal(Headers(scope=scope))
        if refused is None and scope["method"] not in SAFE:
            refused, receive = await self._unproved(scope, receive)
        if refused is not None:
            answer = PlainTextResponse(f"onrecord: {refused}\n", 403)
            await answer(scope, receive, send_with_policy)
            return
        await self.app(scope, receive, send_with_policy)

    def _refusal(self, headers: Headers) -> str | None:
        """Why a request isn't ours by its headers, or None."""
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return f"this page answers to 127.0.0.1 and localhost only, not to {host!r}"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return f"a request from {origin!r} is none of this page's own"
        here = headers.get("sec-fetch-site") in (None, "none", "same-origin")
        going = headers.get("sec-fetch-mode") == "navigate"
        if not here and not (going and headers.get("sec-fetch-dest") == "document"):
            return "a request of another site is none of this page's own"
        return None

    async def _unproved(self, scope: Scope, receive: Receive) -> tuple[str | None, Receive]:
        """Why a write isn't proved to be ours, or None; and the request's body once more."""
        headers = Headers(scope=scope)
        given = headers.get(TOKEN)
        if given is None and headers.get("content-type", "").split(";")[0] in FORMS:
            body = await _body(receive)
            if body is None:
                return f"a form may have {BODY:,} bytes at most", receive
            form = await Request(scope, _replay(body)).form()
            given, receive = str(form.get("token", "")), _replay(body)
        if given is None or not secrets.compare_digest(given.encode(), self.token.encode()):
            return "a write needs this page's token; reload the page and try again", receive
        return None, receive


def _name(host: str) -> str:
    """A Host header's name without its port."""
    if host.startswith("["):
        return host[: host.find("]") + 1]
    return host.rpartition(":")[0] or host


async def _body(receive: Receive) -> bytes | None:
    """A request's body, or None where it is too long."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > BODY:
            return None
    return b"".join(parts)


def _replay(body: bytes) -> Receive:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
