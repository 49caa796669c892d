"""Addresses of the web: read strictly, because whatever two programs read differently is a trap."""

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from onrecord.watch.addresses import as_literal
from onrecord.watch.errors import RefusedError

PORTS = {"http": 80, "https": 443}
LONGEST = 4096
"""Characters of an address."""

_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
_NUMERIC = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\Z")
_SAFE = "/?:@!$&'()*+,;=-._~%[]|"
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs\w+|at_(?:medium|campaign)\w*|"
    r"ns_(?:mchannel|campaign|source|linkname|fee)|cmpid|ocid|smid|ftag|xtor)\Z",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, and nothing of what is shown."""


class Url(NamedTuple):
    """An address of the web in one spelling."""

    scheme: str
    host: str
    """The name in lower case and ASCII, or an IP address; without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""

    @property
    def netloc(self) -> str:
        """Host and, where it isn't the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt is for."""
        return f"{self.scheme}://{self.netloc}"

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    def join(self, reference: str) -> "Url":
        """Where a link or redirect on this page leads. Raises RefusedError as `parse` does."""
        try:
            return parse(urljoin(str(self), reference.strip()))
        except ValueError as error:
            raise RefusedError(f"{short(reference)} is no address") from error


def parse(given: str) -> Url:
    """An address as a feed, a list or a redirect gives it.

    Raises RefusedError for all but http and https; for user names and passwords; for IP addresses
    in forms other than the usual ones (2130706433, 0x7f.1); and for what is no address at all.
    """
    text = given.strip().replace(" ", "%20")
    if len(text) > LONGEST:
        raise RefusedError(f"an address of {len(text):,} characters; at most {LONGEST:,} are read")
    if _CONTROL.search(text):
        raise RefusedError(f"{short(text)} has characters that no address may have")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"{short(text)} is no address ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        what = f"{scheme}: addresses aren't fetched" if scheme else f"{short(text)} is no address"
        raise RefusedError(what, "Only http and https are")
    if "@" in parts.netloc:
        raise RefusedError("an address with a user name or password; such aren't fetched")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Url(scheme, _host(parts.hostname or ""), port or PORTS[scheme], path + query)


def _host(given: str) -> str:
    """Raises RefusedError where it is neither a name nor an address in its usual form."""
    if ":" in given:
        if as_literal(given) is None or "%" in given:
            raise RefusedError(f"[{short(given)}] is no IPv6 address")
        return str(as_literal(given))
    try:
        host = given.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise RefusedError(f"{short(given)} is no name of a machine") from error
    if _NUMERIC.match(host.rpartition(".")[2]):
        if as_literal(host) is None:
            raise RefusedError(f"{short(given)} is an IP address in an unusual form")
    elif not _NAME.match(host) or len(host) > 253:
        raise RefusedError(f"{short(given)!r} is no name of a machine")
    return host


def key(url: Url) -> str:
    """The address under which a page is remembered: without marks of where a reader came from."""
    path, _, query = url.target.partition("?")
    pieces = query.split("&") if query else []
    kept = [piece for piece in pieces if not _TRACKING.match(piece.partition("=")[0])]
    return f"{url.origin}{path}{'?' if kept else ''}{'&'.join(kept)}"


def short(text: str) -> str:
    """A stranger's text, fit to stand in a sentence on a terminal."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text)
    return clean if len(clean) <= 80 else f"{clean[:77]}…"
