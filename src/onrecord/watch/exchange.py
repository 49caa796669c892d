"""One question to one server: a GET, its answer, and the limits on both."""

import http.client
import ssl
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from onrecord.watch.addresses import Address
from onrecord.watch.errors import FetchError, OtherKindError
from onrecord.watch.url import Url, short
from onrecord.watch.wire import Deadline, Wire, connect

PIECE = 1 << 16
_GZIP = b"\x1f\x8b"


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    """By lower-case names; of several with one name the first."""
    body: bytes
    """Without its transfer and content encodings; empty for all but status 200."""


class Wanted(NamedTuple):
    """Which bodies are taken, and how much of them."""

    most: int
    """Bytes, after decompression too."""
    cut: bool = False
    """Keep the beginning of one that is longer; else it is an error."""
    kinds: tuple[str, ...] = ()
    """Media types; of another, nothing is read. Empty for all."""


def media_type(headers: Mapping[str, str]) -> str:
    """`text/html`, in lower case; empty where it isn't said."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def ask(
    url: Url,
    addresses: list[Address],
    headers: Mapping[str, str],
    wanted: Wanted,
    deadline: Deadline,
    tls: ssl.SSLContext | None = None,
) -> Answer:
    """Ask a checked address for a page.

    Args:
        url: what to ask for. Its name goes into the Host line and into the TLS handshake.
        addresses: what `checked` gave for the name.
        headers: to send beside Host and Accept-Encoding.
        wanted: which bodies to take, and how much of them.
        deadline: for everything.
        tls: how certificates are checked.

    Raises FetchError where there's no answer, a broken one, one over a limit or one too late.
    """
    try:
        wire = connect(url, addresses, deadline, tls)
        try:
            return _converse(wire, url, headers, wanted)
        finally:
            wire.hang_up()
    except TimeoutError as error:
        raise FetchError("no whole answer within the time limit", passing=True) from error
    except http.client.HTTPException as error:
        raise FetchError(f"no HTTP answer ({_complaint(error)})", passing=True) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise FetchError(f"the connection broke ({reason})", passing=True) from error


def _complaint(error: http.client.HTTPException) -> str:
    if isinstance(error, http.client.LineTooLong):
        return "a line without an end"
    if isinstance(error, http.client.BadStatusLine):
        return "another first line"
    return short(str(error)) or type(error).__name__


def _converse(wire: Wire, url: Url, headers: Mapping[str, str], wanted: Wanted) -> Answer:
    connection = http.client.HTTPConnection(url.host, url.port)
    connection.sock = cast("Any", wire)
    connection.putrequest("GET", url.target, skip_host=True, skip_accept_encoding=True)
    own = {"Host": url.netloc, "Accept-Encoding": "gzip", "Connection": "close"}
    for name, value in (own | dict(headers)).items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    try:
        said = {name.lower(): value for name, value in reversed(response.getheaders())}
        body = _body(response, said, wanted) if response.status == http.client.OK else b""
        return Answer(response.status, said, body)
    finally:
        response.close()


def _body(response: http.client.HTTPResponse, said: Mapping[str, str], wanted: Wanted) -> bytes:
    """The whole body, decoded, or its beginning where it may be cut."""
    if said.get("transfer-encoding", "chunked").strip().lower() != "chunked":
        raise FetchError(f"sent in a form that wasn't asked for ({_named(said)})")
    encoding = said.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise FetchError(f"packed in a way that wasn't asked for ({short(encoding)})")
    kind = media_type(said)
    if kind and wanted.kinds and kind not in wanted.kinds:
        raise OtherKindError(f"no page of text ({short(kind)})")
    told = response.length
    if told is not None and told > wanted.most and not wanted.cut:
        raise _too_large(wanted, told)
    pieces = _raw(response, told, wanted)
    body = bytearray()
    for piece in _unpacked(pieces) if "gzip" in encoding else pieces:
        body += piece
        if len(body) > wanted.most:
            if wanted.cut:
                return bytes(body[: wanted.most])
            raise _too_large(wanted, None)
    return bytes(body)


def _named(said: Mapping[str, str]) -> str:
    return f"Transfer-Encoding {short(said.get('transfer-encoding', ''))}"


def _too_large(wanted: Wanted, told: int | None) -> FetchError:
    much = f"{told:,} bytes" if told is not None else "a body"
    return FetchError(
        f"{much} over the limit of {wanted.most:,} bytes", "Raise --max-bytes if you want it"
    )


def _raw(response: http.client.HTTPResponse, told: int | None, wanted: Wanted) -> Iterator[bytes]:
    """The body as it is sent. Raises FetchError where it ends before its told length."""
    got = 0
    while piece := response.read1(PIECE):
        got += len(piece)
        yield piece
        if got > wanted.most:  # however little it unpacks to
            raise _too_large(wanted, None)
    if told is not None and got < told:
        raise FetchError(f"broke off after {got:,} of {told:,} bytes", passing=True)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A gzip body, unpacked piece by piece so that a bomb never unfolds."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if unpacker.eof and not rest.startswith(_GZIP):
                    return
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError("its gzip packing is broken", passing=True) from error
    if not unpacker.eof:
        raise FetchError("broke off within its gzip packing", passing=True)
